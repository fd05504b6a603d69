import numpy as np


def threshold_unit(x, w, b):
    return np.heaviside(x @ w + b, 0)


def and_weights(num_inputs):
    w = 1.0 + np.arange(num_inputs)
    return w, 0.5 - w.sum()


def or_weights(num_inputs):
    w = 1.0 + np.arange(num_inputs)
    return w, np.array(-0.5)


def two_layers(x, W1, b1, w2, b2):
    hidden = np.heaviside(np.einsum("nd,dh->nh", x, W1) + b1[None, :], 0)
    return np.heaviside(np.einsum("nh,h->n", hidden, w2) + b2, 0)


def xor_weights():
    # three hidden units: x1 and not x2, not x1 and x2, both
    W1 = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, 1.0]])
    b1 = np.array([-0.5, -0.5, -1.5])
    return W1, b1, np.array([3.0, 3.0, -1.0]), -2.0


def one_layer(weights, biases, slope=1.0):
    def net(x):
        for W, b in zip(weights, biases):
            x = slope * (x @ W + b)
        return x

    zero = np.zeros(len(weights[0]))
    b = net(zero)
    # with the biases gone, a unit vector gives a row of the matrix
    W = np.eye(len(zero))
    for layer in weights:
        W = slope * (W @ layer)
    return W, b
