"""가중치 초기화 과제."""
import numpy as np


def 활성화(z, 이름):
    if 이름 == "tanh":
        return np.tanh(z)
    return np.maximum(0, z)


def 기울기(출력, 이름):
    if 이름 == "tanh":
        return 1 - 출력**2
    return np.where(출력 > 0, 1, 0)


def constant(fan_in, fan_out, value=0.01):
    return np.ones((fan_in, fan_out)) * value


def count_distinct_units(w):
    만난유닛 = []
    for 유닛 in w.T:
        같음 = [np.all(np.abs(유닛 - 다른) <= 1e-6) for 다른 in 만난유닛]
        if not any(같음):
            만난유닛.append(유닛)
    return len(만난유닛)


def small_random(fan_in, fan_out, std=0.01):
    return np.random.randn(fan_in, fan_out) * std


def xavier(fan_in, fan_out):
    return np.random.randn(fan_in, fan_out) / np.sqrt(fan_in)


def he(fan_in, fan_out):
    # 강의 자료의 오타에 주의: sqrt(fan_in / 2)로 나눈다
    return np.random.randn(fan_in, fan_out) / np.sqrt(fan_in / 2)


def layer_outputs(x, weights, activation):
    출력들 = []
    for 가중치 in weights:
        x = 활성화(np.dot(x, 가중치), activation)
        출력들.append(x)
    return 출력들


def activation_statistics(x, weights, activation):
    출력들 = layer_outputs(x, weights, activation)
    평균 = np.array([출력.mean() for 출력 in 출력들])
    표준편차 = np.array([출력.std() for 출력 in 출력들])
    return 평균, 표준편차


def layer_gradients(dout, x, weights, activation):
    값들 = [x] + layer_outputs(x, weights, activation)
    dxs, dws = [], []
    for 층 in range(len(weights) - 1, -1, -1):
        dz = dout * 기울기(값들[층 + 1], activation)
        dws = [np.dot(값들[층].T, dz)] + dws
        dout = np.dot(dz, weights[층].T)
        dxs = [dout] + dxs
    return dxs, dws


def gradient_statistics(dout, x, weights, activation):
    dxs, dws = layer_gradients(dout, x, weights, activation)
    return np.array([g.std() for g in dxs]), np.array([g.std() for g in dws])
