import math

import numpy as np


def batch_mean_noise(x, batch_size):
    means = []
    start = 0
    while start + batch_size <= len(x):
        means.append([sum(x[start:start + batch_size, d]) / batch_size for d in range(x.shape[1])])
        start += batch_size
    noise = []
    for d in range(x.shape[1]):
        column = [m[d] for m in means]
        mu = sum(column) / len(column)
        noise.append(math.sqrt(sum((c - mu) ** 2 for c in column) / len(column)))
    return np.array(noise)


def gradient_sizes(grads):
    sizes = []
    i = 1
    while 'W%d' % i in grads:
        total, count = 0.0, 0
        for g in grads['W%d' % i].ravel():
            total += g * g
            count += 1
        sizes.append((total / count) ** 0.5)
        i += 1
    return np.array(sizes)


def largest_good_rate(rates, losses, goal):
    largest = 0.0
    for rate, loss in zip(rates, losses):
        if loss <= goal and rate > largest:
            largest = rate
    return largest
