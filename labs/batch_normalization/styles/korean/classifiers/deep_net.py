# 깊은 신경망 - 김학생
import numpy as np

from ..layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss
from ..normalization import batchnorm_backward_alt, batchnorm_forward


class FullyConnectedNet:
    """완전 연결 신경망"""

    def __init__(self, hidden_dims, input_dim=3072, num_classes=10, normalization=None, reg=0.0, weight_scale=1e-2):
        self.normalization, self.reg, self.num_layers = normalization, reg, len(hidden_dims) + 1
        self.params, self.bn_params = {}, []
        크기들 = [input_dim, *hidden_dims, num_classes]
        for 층 in range(self.num_layers):
            입력, 출력 = 크기들[층], 크기들[층 + 1]
            self.params[f"W{층 + 1}"] = np.random.normal(0, weight_scale, (입력, 출력))
            self.params[f"b{층 + 1}"] = np.zeros(출력)
            if normalization == "batchnorm" and 층 + 1 != self.num_layers:
                self.params[f"gamma{층 + 1}"] = np.ones(출력)
                self.params[f"beta{층 + 1}"] = np.zeros(출력)
                self.bn_params.append({"mode": "train"})

    def loss(self, X, y=None):
        for 설정 in self.bn_params:
            설정["mode"] = "test" if y is None else "train"
        값, 기억 = X, []
        for 층 in range(1, self.num_layers + 1):
            값, 캐시 = affine_forward(값, self.params[f"W{층}"], self.params[f"b{층}"])
            기억.append(("affine", 층, 캐시))
            if 층 == self.num_layers:
                break
            if self.normalization:
                감마, 베타 = self.params[f"gamma{층}"], self.params[f"beta{층}"]
                값, 캐시 = batchnorm_forward(값, 감마, 베타, self.bn_params[층 - 1])
                기억.append(("norm", 층, 캐시))
            값, 캐시 = relu_forward(값)
            기억.append(("relu", 층, 캐시))
        if y is None:
            return 값
        손실, 기울기 = softmax_loss(값, y)
        결과 = {}
        while 기억:
            종류, 층, 캐시 = 기억.pop()
            if 종류 == "relu":
                기울기 = relu_backward(기울기, 캐시)
            elif 종류 == "norm":
                기울기, 결과[f"gamma{층}"], 결과[f"beta{층}"] = batchnorm_backward_alt(기울기, 캐시)
            else:
                기울기, 결과[f"W{층}"], 결과[f"b{층}"] = affine_backward(기울기, 캐시)
                결과[f"W{층}"] += self.reg * self.params[f"W{층}"]
                손실 += self.reg / 2 * np.sum(self.params[f"W{층}"] ** 2)
        return 손실, 결과
