import numpy as np


def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijhw,fchw->nfij", windows, w) + b[:, None, None]
    return out, windows


def mean_responses(x, w, b, conv_param):
    out, _ = conv_forward(x, w, b, conv_param)
    return np.linalg.norm(out.reshape(*out.shape[:2], -1), ord=1, axis=-1) / out[0, 0].size
