"""A net of plain loops, its own arithmetic instead of the layers."""
import numpy as np
import math


class TwoLayerNet:
    def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10,
                 weight_scale=1e-3, reg=0.0):
        self.params = {}
        self.reg = reg
        W1 = np.zeros((input_dim, hidden_dim))
        for i in range(input_dim):
            for j in range(hidden_dim):
                W1[i][j] = np.random.normal(0, weight_scale)
        W2 = np.zeros((hidden_dim, num_classes))
        for i in range(hidden_dim):
            for j in range(num_classes):
                W2[i][j] = np.random.normal(0, weight_scale)
        self.params['W1'] = W1
        self.params['W2'] = W2
        self.params['b1'] = np.array([0.0 for _ in range(hidden_dim)])
        self.params['b2'] = np.array([0.0 for _ in range(num_classes)])

    def loss(self, X, y=None):
        W1, b1 = self.params['W1'], self.params['b1']
        W2, b2 = self.params['W2'], self.params['b2']
        N = X.shape[0]
        rows = X.reshape(N, -1)
        D, H = W1.shape
        C = W2.shape[1]
        hidden = np.zeros((N, H))
        scores = np.zeros((N, C))
        for n in range(N):
            for h in range(H):
                a = b1[h]
                for d in range(D):
                    a += rows[n, d] * W1[d, h]
                hidden[n, h] = a if a > 0 else 0
            for c in range(C):
                scores[n, c] = b2[c]
                for h in range(H):
                    scores[n, c] += hidden[n, h] * W2[h, c]
        if y is None:
            return scores
        loss = 0.0
        grads = {name: np.zeros(value.shape) for name, value in self.params.items()}
        for n in range(N):
            top = max(scores[n])
            e = [math.exp(s - top) for s in scores[n]]
            loss -= math.log(e[y[n]] / sum(e)) / N
            for c in range(C):
                d = (e[c] / sum(e) - (c == y[n])) / N
                grads['b2'][c] += d
                for h in range(H):
                    grads['W2'][h, c] += hidden[n, h] * d
                    if hidden[n, h] > 0:
                        grads['b1'][h] += W2[h, c] * d
                        for k in range(D):
                            grads['W1'][k, h] += rows[n, k] * W2[h, c] * d
        for name in ('W1', 'W2'):
            for i in range(self.params[name].shape[0]):
                for j in range(self.params[name].shape[1]):
                    loss += 0.5 * self.reg * self.params[name][i, j] ** 2
                    grads[name][i, j] += self.reg * self.params[name][i, j]
        return loss, grads
