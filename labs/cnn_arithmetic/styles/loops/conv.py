import numpy as np


def conv_forward(x, w, b, conv_param):
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    S = conv_param["stride"]
    P = conv_param["pad"]
    H2 = 1 + (H + 2 * P - HH) // S
    W2 = 1 + (W + 2 * P - WW) // S
    out = np.zeros((N, F, H2, W2))
    for n in range(N):
        for f in range(F):
            for i in range(H2):
                for j in range(W2):
                    total = b[f]
                    for c in range(C):
                        for k in range(HH):
                            for l in range(WW):
                                row = i * S + k - P
                                col = j * S + l - P
                                if 0 <= row < H and 0 <= col < W:
                                    total += x[n, c, row, col] * w[f, c, k, l]
                    out[n, f, i, j] = total
    cache = (x, w, b, conv_param)
    return out, cache


def mean_responses(x, w, b, conv_param):
    out = conv_forward(x, w, b, conv_param)[0]
    N, F, H, W = out.shape
    responses = np.zeros((N, F))
    for n in range(N):
        for f in range(F):
            for i in range(H):
                for j in range(W):
                    responses[n, f] += abs(out[n, f, i, j])
            responses[n, f] /= H * W
    return responses
