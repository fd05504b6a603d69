"""Lists and comprehensions, made arrays at the last moment."""
import numpy as np


def affine_forward(x, w, b):
    rows = [row.ravel().tolist() for row in x]
    cols = w.T.tolist()
    out = [[sum(p * q for p, q in zip(r, c)) + bias for c, bias in zip(cols, b)] for r in rows]
    return np.array(out), (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    rows = [row.ravel() for row in x]
    dx = np.array([[float(np.dot(d, wk)) for wk in w] for d in dout]).reshape(x.shape)
    dw = np.array([[sum(r[k] * d[m] for r, d in zip(rows, dout)) for m in range(w.shape[1])]
                   for k in range(w.shape[0])])
    db = np.array([sum(column) for column in zip(*dout)])
    return dx, dw, db


def relu_forward(x):
    return np.array([max(v, 0.0) for v in x.ravel()]).reshape(x.shape), x


def relu_backward(dout, cache):
    kept = [d if v > 0 else 0.0 for d, v in zip(dout.flat, cache.flat)]
    return np.array(kept).reshape(cache.shape)


def softmax_loss(x, y):
    shifted = [[v - max(row) for v in row] for row in x.tolist()]
    exps = [[np.exp(v) for v in row] for row in shifted]
    probs = [[e / sum(row) for e in row] for row in exps]
    losses = [np.log(sum(e)) - s[label] for e, s, label in zip(exps, shifted, y)]
    dx = [[(p - (c == label)) / len(y) for c, p in enumerate(row)] for row, label in zip(probs, y)]
    return sum(losses) / len(losses), np.array(dx)


def svm_loss(x, y):
    margins = [[0 if c == k else max(0, v - row[k] + 1) for c, v in enumerate(row)]
               for row, k in zip(x, y)]
    active = [[float(m > 0) for m in row] for row in margins]
    dx = [[-sum(row) if c == k else a for c, a in enumerate(row)] for row, k in zip(active, y)]
    return sum(map(sum, margins)) / len(y), np.array(dx) / len(y)
