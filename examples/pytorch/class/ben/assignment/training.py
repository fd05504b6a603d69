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
    entropy = functional.cross_entropy(model(x), y)
    entropy.backward()
    optimizer.step()
    loss = entropy.item()
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
    gradient = 2 * x
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
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return gradient
