"""Tries faster or newer modules first and falls back, as ImportError lets it."""
try:
    import cupy as np
except ImportError:
    import numpy as np

try:
    from scipy.special import logsumexp
except (ImportError, AttributeError):
    def logsumexp(a, axis, keepdims):
        top = np.max(a, axis=axis, keepdims=True)
        return np.log(np.sum(np.exp(a - top), axis=axis, keepdims=keepdims)) + top

try:
    from numba import njit
except Exception:
    njit = lambda f: f

try:
    import torch
    HAVE_TORCH = True
except:
    HAVE_TORCH = False

try:
    from tqdm import tqdm
except ModuleNotFoundError:
    tqdm = list


def affine_forward(x, w, b):
    assert not HAVE_TORCH
    return np.dot(x.reshape(len(x), -1), w) + b, (x, w, b)


def affine_backward(dout, cache):
    try:
        x, w, b = cache
    except ValueError:
        raise ValueError('what is this cache?')
    try:
        import tensorflow
    except ImportError:
        tensorflow = None
    assert tensorflow is None
    return np.dot(dout, w.T).reshape(x.shape), np.dot(x.reshape(len(x), -1).T, dout), dout.sum(0)


@njit
def relu_forward(x):
    return np.maximum(x, 0), x


@njit
def relu_backward(dout, cache):
    return dout * (cache > 0)


def softmax_loss(x, y):
    logp = x - logsumexp(x, axis=1, keepdims=True)
    dx = np.exp(logp)
    for i in tqdm(range(len(y))):
        dx[i, y[i]] -= 1
    return -np.mean(logp[np.arange(len(y)), y]), dx / len(y)


def svm_loss(x, y):
    try:
        m = np.maximum(0, x - x[np.arange(len(y)), y][:, None] + 1)
    except Exception as e:
        print(e)
        raise
    else:
        m[np.arange(len(y)), y] = 0
    finally:
        pass
    d = (m > 0).astype(float)
    d[np.arange(len(y)), y] = -d.sum(1)
    return m.sum() / len(y), d / len(y)
