"""측정 함수들"""

import time

import numpy as np


def saturated_share(forward, backward, x, threshold=0.01):
    출력, 캐시 = forward(x)
    기울기 = backward(np.ones_like(출력), 캐시)
    return (기울기 < threshold).sum() / 기울기.size


def slope_product(forward, backward, x, depth):
    값 = x
    곱 = 1.0
    for 층 in range(depth):
        다음값, 캐시 = forward(값)
        곱 = 곱 * backward(np.ones_like(값), 캐시)
        값 = 다음값
    return 곱


def one_sign_share(dw):
    최소, 최대 = dw.min(axis=0), dw.max(axis=0)
    return np.mean((최소 > 0) | (최대 < 0))


def sgd_path(w, x, y, learning_rate, steps):
    경로 = [w.copy()]
    현재 = w.copy()
    번호 = 0
    while len(경로) < steps + 1:
        오차 = np.sum(현재 * x[번호]) - y[번호]
        현재 = 현재 - learning_rate * 오차 * x[번호]
        경로.append(현재.copy())
        번호 += 1
        if 번호 == len(x):
            번호 = 0
    return np.stack(경로)


def seconds_per_element(function, x, repeats=5, clock=time.perf_counter):
    시간들 = []
    for _ in range(repeats):
        시작 = clock()
        function(x)
        끝 = clock()
        시간들.append(끝 - 시작)
    return np.min(시간들) / np.prod(x.shape)


def dead_share(out):
    살아있음 = (out > 0).any(axis=0)
    return 1 - 살아있음.mean()


def layer_means(forward, x, weights):
    평균들 = []
    for 가중치 in weights:
        x, _ = forward(x.dot(가중치))
        평균들.append(x.mean())
    return np.array(평균들)


def steps_to_reach(loss_history, level):
    for 번호, 손실 in enumerate(loss_history):
        if 손실 <= level:
            return 번호
    return -1
