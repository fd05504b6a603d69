import numpy as np


def batch_mean_noise(x, batch_size):
    pieces = np.split(x, range(batch_size, len(x) + 1, batch_size))
    pieces = [piece for piece in pieces if len(piece) == batch_size]
    return np.std([np.einsum("nd->d", piece) / batch_size for piece in pieces], axis=0)


def gradient_sizes(grads):
    names = sorted((n for n in grads if n[0] == "W"), key=lambda name: int(name[1:]))
    return np.array([np.sqrt(np.einsum("io,io->", grads[n], grads[n]) / grads[n].size) for n in names])


def largest_good_rate(rates, losses, goal):
    return max((r for r, l in zip(rates.tolist(), losses.tolist()) if l <= goal), default=0.0)
