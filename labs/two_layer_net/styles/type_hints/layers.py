"""Type hints everywhere, dataclasses, a Protocol, and match statements."""
from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Callable, NamedTuple, Optional, Protocol, Tuple, Union

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Kind(Enum):
    SOFTMAX = auto()
    SVM = auto()


class Layer(Protocol):
    def backward(self, dout: Array) -> Any: ...


@dataclass
class Affine:
    x: Array
    w: Array
    b: Array
    rows: Array = field(init=False)

    def __post_init__(self) -> None:
        self.rows = self.x.reshape(self.x.shape[0], -1)


@dataclass(frozen=True, eq=False)
class Relu:
    x: Array


def affine_forward(x: Array, w: Array, b: Array) -> Tuple[Array, Affine]:
    cache: Affine = Affine(x, w, b)
    return cache.rows @ w + b, cache


def affine_backward(dout: Array, cache: Affine) -> tuple[Array, Array, Array]:
    return (dout @ cache.w.T).reshape(cache.x.shape), cache.rows.T @ dout, dout.sum(axis=0)


def relu_forward(x: Array) -> tuple[Array, Relu]:
    return np.maximum(x, 0), Relu(x)


def relu_backward(dout: Array, cache: Relu) -> Array:
    match cache:
        case Relu(x=x):
            return dout * (x > 0)
    raise TypeError(cache)


def softmax_loss(x: npt.ArrayLike, y: NDArray[np.int64]) -> tuple[float, Array]:
    return _loss(np.asarray(x), y, Kind.SOFTMAX)


def svm_loss(x: Array, y: NDArray[np.int64], /, delta: Optional[float] = 1.0) -> tuple[float, Array]:
    return _loss(x, y, Kind.SVM)


def _loss(x: Array, y: NDArray[np.int64], kind: Kind) -> tuple[float, Array]:
    n: int = x.shape[0]
    rows: NDArray[np.intp] = np.arange(n)
    match kind:
        case Kind.SOFTMAX:
            z = x - x.max(axis=1, keepdims=True)
            logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
            d = np.exp(logp)
            d[rows, y] -= 1
            return float(-logp[rows, y].mean()), d / n
        case Kind.SVM:
            m = np.maximum(0, x - x[rows, y][:, None] + 1)
            m[rows, y] = 0
            d = (m > 0).astype(np.float64)
            d[rows, y] = -d.sum(axis=1)
            return float(m.sum() / n), d / n
