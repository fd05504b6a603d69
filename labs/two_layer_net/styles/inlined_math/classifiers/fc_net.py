"""No layer is called: the whole net is written out in one method."""
import numpy as np


class TwoLayerNet(object):

    def __init__(self, input_dim=3072, hidden_dim=100, num_classes=10, weight_scale=0.001, reg=0.):
        self.params = {'W1': np.random.randn(input_dim, hidden_dim), 'b1': np.zeros(hidden_dim),
                       'W2': np.random.randn(hidden_dim, num_classes), 'b2': np.zeros(num_classes)}
        self.params['W1'] *= weight_scale
        self.params['W2'] *= weight_scale
        self.reg = reg

    def loss(self, X, y=None):
        W1, b1, W2, b2 = self.params['W1'], self.params['b1'], self.params['W2'], self.params['b2']
        N = X.shape[0]
        X = X.reshape(N, -1)
        Z = X.dot(W1) + b1
        A = Z * (Z > 0)
        S = A.dot(W2) + b2
        if y is None: return S
        S = S - S.max(axis=1, keepdims=True)
        P = np.exp(S); P = P / P.sum(axis=1, keepdims=True)
        loss = -np.log(P[np.arange(N), y]).sum() / N + 0.5 * self.reg * ((W1 ** 2).sum() + (W2 ** 2).sum())
        P[np.arange(N), y] -= 1; P = P / N
        dZ = P.dot(W2.T) * (Z > 0)
        return loss, {'W1': X.T.dot(dZ) + self.reg * W1, 'b1': dZ.sum(axis=0),
                      'W2': A.T.dot(P) + self.reg * W2, 'b2': P.sum(axis=0)}
