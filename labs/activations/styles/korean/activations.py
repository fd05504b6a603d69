"""활성화 함수: 순전파와 역전파"""

import numpy as np


def sigmoid_forward(x):
    # 오버플로를 막기 위해 양수와 음수를 나누어 계산한다
    결과 = np.zeros_like(x, dtype=float)
    양수 = x >= 0
    결과[양수] = 1 / (1 + np.exp(-x[양수]))
    지수 = np.exp(x[~양수])
    결과[~양수] = 지수 / (1 + 지수)
    return 결과, 결과


def sigmoid_backward(dout, cache):
    결과 = cache
    return (결과 - 결과**2) * dout  # 시그모이드의 미분


def tanh_forward(x):
    결과 = np.tanh(x)
    return 결과, 결과


def tanh_backward(dout, cache):
    기울기 = 1 - np.square(cache)
    return 기울기 * dout


def leaky_relu_forward(x, alpha=0.01):
    양수부분 = np.maximum(x, 0)
    음수부분 = np.minimum(x, 0)
    return 양수부분 + alpha * 음수부분, (x, alpha)


def leaky_relu_backward(dout, cache):
    입력, 알파 = cache
    기울기 = np.ones_like(입력)
    기울기[입력 < 0] = 알파
    return 기울기 * dout


def prelu_forward(x, alpha):
    음수 = (x < 0).astype(float)
    return x * (1 - 음수) + x * 음수 * alpha, (x, alpha)


def prelu_backward(dout, cache):
    입력, 알파 = cache
    음수 = (입력 < 0).astype(float)
    입력기울기 = dout * ((1 - 음수) + 음수 * 알파)
    알파기울기 = (dout * 입력 * 음수).sum(0)
    return 입력기울기, 알파기울기


def elu_forward(x, alpha=1.0):
    결과 = np.array(x, dtype=float)
    음수 = x < 0
    결과[음수] = alpha * (np.exp(x[음수]) - 1)
    return 결과, (x, 결과, alpha)


def elu_backward(dout, cache):
    입력, 결과, 알파 = cache
    기울기 = np.ones_like(결과)
    기울기[입력 < 0] = 결과[입력 < 0] + 알파
    return dout * 기울기


def maxout_forward(x, W1, b1, W2, b2):
    첫째 = np.dot(x, W1) + b1
    둘째 = np.dot(x, W2) + b2
    return np.where(첫째 > 둘째, 첫째, 둘째), (x, W1, b1, W2, b2)


def maxout_backward(dout, cache):
    x, W1, b1, W2, b2 = cache
    첫째가_이김 = np.dot(x, W1) + b1 > np.dot(x, W2) + b2
    위1 = dout * 첫째가_이김
    위2 = dout * ~첫째가_이김
    dx = np.dot(위1, W1.T) + np.dot(위2, W2.T)
    return dx, np.dot(x.T, 위1), 위1.sum(axis=0), np.dot(x.T, 위2), 위2.sum(axis=0)
