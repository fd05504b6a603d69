import numpy as np


def threshold_unit(x, w, b):
    w2d = w.reshape(len(w), -1)
    biases = np.zeros(w2d.shape[1]) + b
    out = np.zeros((len(x), w2d.shape[1]))
    for n in range(len(x)):
        for h in range(w2d.shape[1]):
            s = biases[h]
            for d in range(len(w2d)):
                s += x[n, d] * w2d[d, h]
            if s > 0:
                out[n, h] = 1
    if w.ndim == 1:
        return out[:, 0]
    return out


def and_weights(num_inputs):
    w = np.zeros(num_inputs)
    for i in range(num_inputs):
        w[i] = 1
    b = -(num_inputs - 1)
    return w, b


def or_weights(num_inputs):
    w = np.zeros(num_inputs)
    for i in range(num_inputs):
        w[i] = 1
    b = 0
    return w, b


def two_layers(x, W1, b1, w2, b2):
    N = x.shape[0]
    H = W1.shape[1]
    out = np.zeros(N)
    for n in range(N):
        total = b2
        for h in range(H):
            if np.sum(x[n] * W1[:, h]) + b1[h] > 0:
                total += w2[h]
        out[n] = 1 if total > 0 else 0
    return out


def xor_weights():
    # first and not second, second and not first
    W1 = np.array([[1, -1], [-1, 1]])
    b1 = np.array([-0.5, -0.5])
    w2 = np.array([1, 1])
    b2 = -0.5
    return W1, b1, w2, b2


def one_layer(weights, biases, slope=1.0):
    D = weights[0].shape[0]
    W = np.eye(D)
    b = np.zeros(D)
    for i in range(len(weights)):
        W = slope * W.dot(weights[i])
        b = slope * (b.dot(weights[i]) + biases[i])
    return W, b
