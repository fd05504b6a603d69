import numpy as np

from .conv_arithmetic import conv_output_size


def im2col(x, HH, WW, stride, pad):
    N, C, H, W = x.shape
    xp = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    xp[:, :, pad : pad + H, pad : pad + W] = x
    H2 = conv_output_size(H, HH, stride, pad)
    W2 = conv_output_size(W, WW, stride, pad)
    cols = []
    for n in range(N):
        for i in range(H2):
            for j in range(W2):
                a, c = i * stride, j * stride
                cols.append(xp[n, :, a : a + HH, c : c + WW].ravel())
    return np.array(cols), H2, W2


def conv_forward(x, w, b, conv_param):
    F = w.shape[0]
    cols, H2, W2 = im2col(x, w.shape[2], w.shape[3], **conv_param)
    out = cols.dot(w.reshape(F, -1).T) + b
    out = out.reshape(x.shape[0], H2, W2, F).transpose(0, 3, 1, 2)
    return out, {"cols": cols, "w": w}


def mean_responses(x, w, b, conv_param):
    out, cache = conv_forward(x, w, b, conv_param)
    return np.sqrt(out**2).mean(-1).mean(-1)
