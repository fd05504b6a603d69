"""Stand-ins for training and for chance, and ways to watch what a loop does.

A training takes time, and another permutation is drawn every time. Here trainings cost nothing and
are counted, and permutations are known beforehand.
"""

import numpy as np


class Watched:
    """An `evaluate_gradient` that keeps what it was asked: copies of w in `path`."""

    def __init__(self, evaluate_gradient):
        """Watch the calls of a function from (X, y, w) to (loss, dw)."""
        self.evaluate = evaluate_gradient
        self.path = []

    def __call__(self, X, y, w):
        """Return the loss and its gradient."""
        self.path.append(np.array(w))
        return self.evaluate(X, y, w)

    def calls(self):
        """Return how often it was called."""
        return len(self.path)


class Planned:
    """A `permutation` that is known beforehand, and another one each time.

    `calls` counts how often it was asked for.
    """

    def __init__(self, order):
        """Take the array that the first call returns; later ones return it shifted."""
        self.order = order
        self.calls = 0

    def __call__(self, num_examples):
        """Return the order; raise ValueError where it is asked for another number of examples."""
        self.calls += 1
        if num_examples != len(self.order):
            raise ValueError(f"permutation was given {num_examples}, expected {len(self.order)}")
        return np.roll(self.order, self.calls - 1)


class Sgd:
    """The update of plain SGD, w - rate · dw; with a list of rates, the next one in each step."""

    def __init__(self, rates):
        """Take a learning rate, or a list of one for each step."""
        self.rates = rates
        self.step = 0

    def __call__(self, w, dw):
        """Return the next weights."""
        rate = self.rates if np.ndim(self.rates) == 0 else self.rates[self.step]
        self.step += 1
        return w - rate * dw


class Momentum:
    """The update of a `momentum_step` that keeps its velocity from step to step."""

    def __init__(self, momentum_step, rates, momentum=0.9):
        """Take the function, a learning rate or a list of one for each step, and the momentum."""
        self.momentum_step = momentum_step
        self.rates = rates
        self.momentum = momentum
        self.step = 0
        self.velocity = None

    def __call__(self, w, dw):
        """Return the next weights."""
        rate = self.rates if np.ndim(self.rates) == 0 else self.rates[self.step]
        self.step += 1
        velocity = np.zeros_like(w) if self.velocity is None else self.velocity
        next_w, self.velocity = self.momentum_step(w, dw, velocity, rate, self.momentum)
        return next_w


class Pretended:
    """A `train_and_score` that does not train: its score tells which examples it was given.

    `calls` counts the trainings.
    """

    def __init__(self):
        self.calls = 0

    def __call__(self, X_train, y_train, X_val, y_val):
        """Return a number that is another one for other rows, and for rows that do not match."""
        self.calls += 1
        trained, scored = (
            np.mean(np.sum(X, axis=1, dtype=float) * y)
            for X, y in ((X_train, y_train), (X_val, y_val))
        )
        return float(scored + trained / 4)


def truth_table(num_inputs):
    """Return all rows of zeros and ones, of shape (2**num_inputs, num_inputs)."""
    return (np.arange(2**num_inputs)[:, None] >> np.arange(num_inputs)[::-1] & 1).astype(float)


def answers_of_unit(w, b, num_inputs):
    """Return what a threshold unit with these weights answers to each row of the truth table.

    Raises ValueError where w has not a weight for each input, or b is not one number.
    """
    rows = truth_table(num_inputs)
    w = np.asarray(w, dtype=float)
    if w.size != num_inputs or np.size(b) != 1:
        raise ValueError(
            f"w has shape {w.shape} and b {np.shape(b)}, expected ({num_inputs},) and one number"
        )
    return (rows @ w.ravel() + float(np.ravel(b)[0]) > 0).astype(int)


def answers_of_layers(W1, b1, w2, b2, rows):
    """Return what two layers of threshold units with these weights answer to each row.

    Raises ValueError where the shapes do not fit.
    """
    W1, b1, w2 = (np.asarray(array, dtype=float) for array in (W1, b1, w2))
    num_hidden = b1.size
    if W1.shape != (2, num_hidden) or w2.size != num_hidden or np.size(b2) != 1:
        raise ValueError(
            f"W1, b1, w2, b2 have shapes {W1.shape}, {b1.shape}, {w2.shape}, {np.shape(b2)}, "
            "expected (2, H), (H,), (H,) and one number"
        )
    hidden = (np.asarray(rows) @ W1 + b1.ravel() > 0).astype(float)
    return (hidden @ w2.ravel() + float(np.ravel(b2)[0]) > 0).astype(int)


def numbers(values):
    """Return a list of numbers as an array; anything else stays what it is."""
    return np.array(values, dtype=float) if isinstance(values, (list, tuple)) else values


def item(values, place):
    """Return one of several values that came together; what is no sequence stays what it is."""
    return values[place] if isinstance(values, (list, tuple, np.ndarray)) else values


def lists(batches):
    """Return a list of arrays of whole numbers as a list of lists; else what was given."""
    try:
        return [np.asarray(batch).astype(int).tolist() for batch in batches]
    except (TypeError, ValueError):
        return batches


def places(folds, part):
    """Return the places of one part of each fold, sorted: 0 for those that train, 1 for the rest.

    What has not the form of folds is returned as it is.
    """
    try:
        return [sorted(np.asarray(fold[part]).astype(int).ravel().tolist()) for fold in folds]
    except (TypeError, ValueError, IndexError, KeyError):
        return folds


def text(value):
    """Return a text of NumPy's as one of Python's; anything else stays what it is."""
    array = np.asarray(value)
    return str(array) if array.dtype.kind == "U" and array.ndim == 0 else value
