"""두 층 신경망."""
import numpy as np
from ..layers import *
from ..layer_utils import *


class TwoLayerNet:
    def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10,
                 weight_scale=1e-3, reg=0.0):
        self.params = {}
        self.reg = reg
        self.이름 = '두 층 신경망'
        for 번호, (들어옴, 나감) in enumerate([(input_dim, hidden_dim), (hidden_dim, num_classes)], 1):
            self.params[f'W{번호}'] = np.random.randn(들어옴, 나감) * weight_scale
            self.params[f'b{번호}'] = np.zeros(나감)

    def loss(self, X, y=None):
        은닉, 캐시1 = affine_relu_forward(X, self.params['W1'], self.params['b1'])
        점수, 캐시2 = affine_forward(은닉, self.params['W2'], self.params['b2'])
        if y is None:
            return 점수
        손실, 점수기울기 = softmax_loss(점수, y)
        기울기 = {}
        은닉기울기, 기울기['W2'], 기울기['b2'] = affine_backward(점수기울기, 캐시2)
        _, 기울기['W1'], 기울기['b1'] = affine_relu_backward(은닉기울기, 캐시1)
        for 이름 in ('W1', 'W2'):
            손실 += 0.5 * self.reg * (self.params[이름] ** 2).sum()
            기울기[이름] += self.reg * self.params[이름]
        return 손실, 기울기
