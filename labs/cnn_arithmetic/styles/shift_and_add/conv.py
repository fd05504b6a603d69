import numpy as np


def conv_forward(x, w, b, conv_param):
    """Adds up shifted copies of the image, one for each weight position."""
    stride, pad = int(conv_param["stride"]), int(conv_param["pad"])
    padded = np.pad(x, ((0,) * 2, (0,) * 2) + ((pad,) * 2,) * 2)
    HH, WW = w.shape[-2:]
    rows = padded.shape[2] - HH + 1
    cols = padded.shape[3] - WW + 1
    full = 0
    for k in range(HH):
        for l in range(WW):
            patch = padded[:, :, k : k + rows, l : l + cols]
            full = full + np.tensordot(patch, w[:, :, k, l], axes=([1], [1]))
    out = np.moveaxis(full, -1, 1)[:, :, ::stride, ::stride] + b.reshape(1, -1, 1, 1)
    return np.asfortranarray(out), [padded, w, stride]


def mean_responses(x, w, b, conv_param):
    out = conv_forward(x, w, b, conv_param)[0]
    out[out < 0] *= -1
    return np.average(out, axis=(2, 3))
