"""Numerical gradients: the slow, sure way to see whether a backward pass is right.

Every number of x is moved a little up and a little down, and the change of the
output is measured (the centred difference, whose error shrinks with h squared):

    df/dx ~ (f(x + h) - f(x - h)) / (2 h)
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from .language import _


def eval_numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, verbose: bool = False, h: float = 1e-5
) -> np.ndarray:
    """Compute the gradient of a scalar function at x, number by number.

    f may read its argument, or the very array x (the parameter of a network, for
    instance): x is moved in place, f is handed a copy, and x is put back.

    Inputs:
    - f: function of one array that returns a scalar
    - x: float64 array of any shape, the point at which to differentiate
    - verbose: whether to print each number of the gradient
    - h: scalar, the size of the step to each side

    Returns:
    - grad: array of the shape of x

    Raises TypeError if x does not hold floating point numbers.
    """
    return _centred_differences(lambda: f(x.copy()), x, h, verbose)


def eval_numerical_gradient_array(
    f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, df: np.ndarray | float, h: float = 1e-5
) -> np.ndarray:
    """Compute the gradient of sum(f(x) * df) at x: what backward returns for dout = df.

    x is moved and put back as in `eval_numerical_gradient`.

    Inputs:
    - f: function of one array that returns an array
    - x: float64 array of any shape, the point at which to differentiate
    - df: upstream gradient, of the shape of f(x)
    - h: scalar, the size of the step to each side

    Returns:
    - grad: array of the shape of x

    Raises TypeError if x does not hold floating point numbers, and ValueError if f(x)
    and df differ in shape.
    """
    shape = np.shape(f(x.copy()))
    if shape != np.shape(df):
        raise ValueError(
            _(
                "eval_numerical_gradient_array: f(x) has shape {got}, expected {expected}, "
                "the shape of df. Check what the forward function returns."
            ).format(got=shape, expected=np.shape(df))
        )
    return _centred_differences(lambda: np.sum(f(x.copy()) * df), x, h, verbose=False)


def rel_error(x: ArrayLike | None, y: ArrayLike | None) -> float:
    """Compute the largest relative error between two arrays, number against number.

    The error of one pair is |x - y| / max(1e-8, |x| + |y|): 0 means equal, 1 as
    different as can be. The shapes are compared first, because NumPy would stretch
    (5,) over (10, 5) and find nothing wrong.

    Inputs:
    - x, y: arrays or scalars of one shape

    Returns:
    - error: scalar; 0.0 for empty arrays, nan if there is a nan in x or y

    Raises ValueError if the shapes differ or one of the two is None.
    """
    if x is None or y is None:
        raise ValueError(
            _(
                "rel_error: one of the two arrays is None, expected numbers. "
                "Check that the function that should return it is written."
            )
        )
    x, y = np.asarray(x), np.asarray(y)
    if x.shape != y.shape:
        raise ValueError(
            _(
                "rel_error: the shapes differ, {one} against {other}. "
                "Check that each gradient has the shape of the array it belongs to."
            ).format(one=x.shape, other=y.shape)
        )
    if x.size == 0:
        return 0.0
    return float(np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y))))


def _centred_differences(
    value: Callable[[], float], x: np.ndarray, h: float, verbose: bool
) -> np.ndarray:
    """Return the gradient of value(), a scalar that depends on the array x."""
    if not np.issubdtype(x.dtype, np.floating):
        raise TypeError(
            _(
                "The numerical gradient needs floating point numbers, and x holds {type}: "
                "a step of 1e-5 would be lost. Use x.astype(float)."
            ).format(type=x.dtype)
        )
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        above = value()
        x[index] = old - h
        below = value()
        x[index] = old
        grad[index] = (above - below) / (2 * h)
        if verbose:
            print(index, grad[index])
    return grad
