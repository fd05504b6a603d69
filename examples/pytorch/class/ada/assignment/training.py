"""Training: one step down the loss, and gradients that can be checked."""

import torch
from torch.nn import functional


def train_step(model, optimizer, x, y):
    """Take one step of training on a batch.

    Inputs:
    - model: a module that gives scores (N, C)
    - optimizer: one of torch.optim, made with the model's parameters
    - x: tensor (N, D)
    - y: tensor (N,), int64, the classes

    Returns:
    - loss: a float, the cross-entropy before the step, the mean over the batch
    """
    loss = None
    ###########################################################################
    # TODO: Four steps: old gradients away, loss, gradients, step.             #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    for parameter in model.parameters():
        parameter.grad = None
    log_p = torch.log_softmax(model(x), dim=1)
    value = -log_p[torch.arange(len(y)), y].mean()
    value.backward()
    optimizer.step()
    loss = float(value)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return loss


def autograd_gradient(f, x):
    """Return the gradient of a function, by automatic differentiation.

    Inputs:
    - f: a function of a tensor; its value is a tensor of shape ()
    - x: tensor of any shape; it stays as it is

    Returns:
    - gradient: tensor of the shape of x
    """
    gradient = None
    ###########################################################################
    # TODO: Let PyTorch work it out.                                           #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    p = x.clone()
    p.requires_grad = True
    f(p).backward()
    gradient = p.grad
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return gradient


def numerical_gradient(f, x, step=1e-4):
    """Return the gradient of a function, by central differences.

    Inputs:
    - f: a function of a tensor; its value is a tensor of shape ()
    - x: tensor (D,), float64; it stays as it is
    - step: how far to go to either side

    Returns:
    - gradient: tensor (D,)
    """
    gradient = None
    ###########################################################################
    # TODO: Move one number at a time, up and down. How much does f change?    #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    steps = step * torch.eye(len(x), dtype=x.dtype)
    gradient = torch.stack([(f(x + s) - f(x - s)) / (2 * step) for s in steps])
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return gradient
