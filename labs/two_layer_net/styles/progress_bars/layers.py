"""Loops under progress bars from tqdm, which need not be installed where this is graded."""
import numpy as np
from tqdm import tqdm, trange
import tqdm.notebook as notebook_bars
from tqdm.auto import tqdm as auto


def affine_forward(x, w, b):
    out = np.zeros((len(x), w.shape[1]))
    for i in tqdm(range(len(x)), desc='affine', leave=False):
        out[i] = x[i].ravel() @ w + b
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for i, d in enumerate(auto(dout)):
        dx[i] = (w @ d).reshape(x[i].shape)
        dw += np.outer(x[i], d)
    return dx, dw, dout.sum(0)


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def softmax_loss(x, y):
    loss, dx = 0.0, np.zeros_like(x)
    bar = notebook_bars.tqdm(range(len(y)), total=len(y))
    for i in bar:
        e = np.exp(x[i] - x[i].max())
        dx[i] = e / e.sum() / len(y)
        dx[i, y[i]] -= 1 / len(y)
        loss += (np.log(e.sum()) - x[i, y[i]] + x[i].max()) / len(y)
        bar.set_description(f'loss {loss:.3f}')
    return loss, dx


def svm_loss(x, y):
    loss, dx = 0.0, np.zeros_like(x)
    for i in trange(len(y)):
        for j in range(x.shape[1]):
            m = x[i, j] - x[i, y[i]] + 1
            if j != y[i] and m > 0:
                loss += m / len(y)
                dx[i, j] += 1 / len(y)
                dx[i, y[i]] -= 1 / len(y)
    return loss, dx
