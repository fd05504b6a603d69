"""임계값 유닛. 김학생."""
import numpy as np


def threshold_unit(x, w, b):
    합 = np.dot(x, w) + b
    결과 = np.zeros_like(합)
    결과[합 > 0] = 1
    return 결과


def and_weights(num_inputs):
    가중치 = np.full(num_inputs, 2.0)
    return 가중치, -2.0 * num_inputs + 1


def or_weights(num_inputs):
    return np.full(num_inputs, 2.0), -1.0


def two_layers(x, W1, b1, w2, b2):
    은닉 = threshold_unit(x, W1, b1)
    return threshold_unit(은닉, w2, b2)


def xor_weights():
    # OR 그리고 NAND
    W1 = np.array([[1.0, -1.0], [1.0, -1.0]])
    b1 = np.array([-0.5, 1.5])
    w2, b2 = and_weights(2)
    return W1, b1, w2, b2


def one_layer(weights, biases, slope=1.0):
    W = slope * weights[0]
    b = slope * biases[0]
    for 가중치, 편향 in zip(weights[1:], biases[1:]):
        W, b = slope * W @ 가중치, slope * b @ 가중치 + slope * 편향
    return W, b
