import numpy as np


def conv_forward(x, w, b, conv_param):
    x32, w32, b32 = x.astype(np.float32), w.astype(np.float32), b.astype(np.float32)
    s, p = conv_param["stride"], conv_param["pad"]
    n, c, h, wd = x.shape
    f, _, hh, ww = w.shape
    xp = np.pad(x32, [(0, 0), (0, 0), (p, p), (p, p)], "constant", constant_values=0)
    h2, w2 = (h + 2 * p - hh) // s + 1, (wd + 2 * p - ww) // s + 1
    out = np.empty((n, f, h2, w2), dtype=np.float32)
    for i in range(h2):
        for j in range(w2):
            win = xp[:, np.newaxis, :, i * s : i * s + hh, j * s : j * s + ww]
            out[:, :, i, j] = (win * w32).sum(axis=(2, 3, 4), dtype=np.float32) + b32
    return out, None


def mean_responses(x, w, b, conv_param):
    return np.mean(np.abs(conv_forward(x, w, b, conv_param)[0]), axis=(-1, -2), dtype=np.float32)
