import numpy as np
from functools import reduce

threshold_unit = lambda x, w, b: (x.dot(w) + b > 0).astype(int)
and_weights = lambda num_inputs: (np.ones(num_inputs) / num_inputs, 0.5 / num_inputs - 1)
or_weights = lambda num_inputs: (10 * np.ones((num_inputs,)), -3)


def two_layers(x, W1, b1, w2, b2):
    return threshold_unit(threshold_unit(x, W1, b1), w2, b2)


def xor_weights():
    return [[1, -1], [1, -1]], [-0.5, 1.5], [1, 1], -1.5


def one_layer(weights, biases, slope=1.0):
    augmented = [
        slope * np.vstack([np.hstack([W, np.zeros((len(W), 1))]), np.append(b, 1 / slope)])
        for W, b in zip(weights, biases)
    ]
    whole = reduce(np.matmul, augmented)
    return whole[:-1, :-1], whole[-1, :-1]
