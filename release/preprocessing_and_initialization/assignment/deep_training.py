"""Training of a deep stack of layers, with the passes of `initialization.py` in it."""

import time

import numpy as np

from .initialization import layer_gradients, layer_outputs
from .language import _


def thumbnails(images, size=8):
    """Shrink images by averaging squares of pixels, and unroll them into rows.

    Inputs:
    - images: array of shape (N, C, H, W), H and W multiples of size
    - size: integer, height and width of what comes out

    Returns:
    - rows: array of shape (N, C * size * size)
    """
    N, C, H, W = images.shape
    squares = images.reshape(N, C, size, H // size, size, W // size)
    return squares.mean(axis=(3, 5)).reshape(N, -1)


@np.errstate(over="ignore", divide="ignore", invalid="ignore")
def train_deep(weights, X, y, activation, num_steps=300, learning_rate=0.05, batch_size=100):
    """Train a stack of layers with a softmax classifier on top, by stochastic gradient descent.

    The weights of the classifier start at 0. The examples are taken in the same order every
    time, so two runs differ in nothing but the weights they start from. A run ends early when
    its loss is no longer a finite number. Longer runs say how far they are.

    Inputs:
    - weights: list of L arrays as for `layer_outputs`; not changed
    - X: inputs, of shape (N, D)
    - y: labels, integers of shape (N,)
    - activation: "tanh" or "relu"
    - num_steps: integer, how many minibatches
    - learning_rate, batch_size: scalar, integer

    Returns:
    - losses: array of shape (num_steps,) or shorter, the loss of each minibatch; None where
      `layer_outputs` or `layer_gradients` is not written yet
    """
    weights = [np.array(w) for w in weights]
    top = np.zeros((weights[-1].shape[1], y.max() + 1))  # (H, classes)
    random = np.random.RandomState(0)
    losses, last_told = [], time.monotonic()
    for step in range(num_steps):
        batch = random.randint(0, len(X), batch_size)
        outputs = layer_outputs(X[batch], weights, activation)
        if outputs is None:
            return None
        scores = outputs[-1] @ top  # (batch_size, classes)
        probs = np.exp(scores - scores.max(axis=1, keepdims=True))
        probs /= probs.sum(axis=1, keepdims=True)
        right = np.arange(batch_size), y[batch]
        losses.append(-np.log(probs[right]).mean())
        if not np.isfinite(losses[-1]):
            break
        probs[right] -= 1
        dscores = probs / batch_size
        dws = layer_gradients(dscores @ top.T, X[batch], weights, activation)[1]
        if dws is None:
            return None
        top -= learning_rate * outputs[-1].T @ dscores
        for w, dw in zip(weights, dws):
            w -= learning_rate * dw
        if time.monotonic() - last_told > 3:
            last_told = time.monotonic()
            message = _("step {step} of {num_steps}: loss {loss:.3f}")
            print(message.format(step=step + 1, num_steps=num_steps, loss=losses[-1]))
    return np.array(losses)
