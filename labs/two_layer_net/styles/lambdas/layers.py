"""Every function is a lambda; walrus operators and tuples do the rest."""
import numpy as np

rows = lambda x: x.reshape(len(x), -1)
at = lambda a, y: (np.arange(len(y)), y)
affine_forward = lambda x, w, b: (rows(x) @ w + b, (x, w, b))
affine_backward = lambda dout, cache: (
    (dout @ cache[1].T).reshape(cache[0].shape), rows(cache[0]).T @ dout, dout.sum(0))
relu_forward = lambda x: (x.clip(0), x)
relu_backward = lambda dout, cache: dout * (cache > 0)
softmax_loss = lambda x, y: (
    (z := x - x.max(1, keepdims=True)),
    (logp := z - np.log(np.exp(z).sum(1, keepdims=True))),
    (-logp[at(x, y)].mean(), (np.exp(logp) - np.eye(x.shape[1])[y]) / len(y)),
)[-1]
svm_loss = lambda x, y: (
    (m := (x - x[at(x, y)][:, None] + 1).clip(0) * (1 - np.eye(x.shape[1])[y])),
    (m.sum() / len(y), ((m > 0) - np.eye(x.shape[1])[y] * (m > 0).sum(1, keepdims=True)) / len(y)),
)[-1]
