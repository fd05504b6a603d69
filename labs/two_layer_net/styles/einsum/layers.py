"""Everything that can be said with einsum is."""
import numpy as np


def affine_forward(x, w, b):
    x2 = x.reshape(len(x), -1)
    return np.einsum('nd,dm->nm', x2, w) + b, (x, w, b)


def affine_backward(dout, cache):
    x, w, _ = cache
    dx = np.einsum('nm,dm->nd', dout, w).reshape(x.shape)
    dw = np.einsum('nd,nm->dm', x.reshape(len(x), -1), dout)
    db = np.einsum('nm->m', dout)
    return dx, dw, db


def relu_forward(x):
    return np.einsum('...,...->...', x, x > 0), x


def relu_backward(dout, x):
    return np.einsum('...,...->...', dout, x > 0)


def softmax_loss(x, y):
    n = len(x)
    e = np.exp(x - x.max(1)[:, None])
    p = np.einsum('nc,n->nc', e, 1 / np.einsum('nc->n', e))
    onehot = np.eye(x.shape[1])[y]
    loss = -np.einsum('nc,nc->', onehot, np.log(p + np.finfo(float).tiny)) / n
    return loss, np.einsum('nc,->nc', p - onehot, 1 / n)


def svm_loss(x, y):
    n = len(x)
    onehot = np.eye(x.shape[1])[y]
    right = np.einsum('nc,nc->n', x, onehot)
    margins = np.maximum(x - right[:, None] + 1, 0) * (1 - onehot)
    counts = (margins > 0).astype(float)
    dx = counts - np.einsum('nc,nd->nd', counts, onehot)
    return np.einsum('nc->', margins) / n, dx / n
