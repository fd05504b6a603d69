from builtins import range
from builtins import object
import numpy as np

from cs231n.layers import *
from cs231n.layer_utils import *

try:
    xrange          # Python 2
except NameError:
    xrange = range  # Python 3


class TwoLayerNet(object):
  """Two spaces of indentation, as the course used to have."""

  def __init__(self, input_dim=3*32*32, hidden_dim=100, num_classes=10,
               weight_scale=1e-3, reg=0.0):
    super(TwoLayerNet, self).__init__()
    self.params = {}
    self.reg = reg
    sizes = [input_dim, hidden_dim, num_classes]
    for i in xrange(2):
      self.params['W%d' % (i + 1)] = weight_scale * np.random.randn(sizes[i], sizes[i + 1])
      self.params['b%d' % (i + 1)] = np.zeros(sizes[i + 1])

  def loss(self, X, y=None):
    a1, cache1 = affine_relu_forward(X, self.params['W1'], self.params['b1'])
    scores, cache2 = affine_forward(a1, self.params['W2'], self.params['b2'])
    if y is None:
      return scores
    loss, dscores = softmax_loss(scores, y)
    loss += 0.5 * self.reg * (np.sum(self.params['W1']**2) + np.sum(self.params['W2']**2))
    grads = {}
    da1, dW2, db2 = affine_backward(dscores, cache2)
    dx, dW1, db1 = affine_relu_backward(da1, cache1)
    grads['W1'] = dW1 + self.reg * self.params['W1']
    grads['W2'] = dW2 + self.reg * self.params['W2']
    grads['b1'], grads['b2'] = db1, db2
    return loss, grads
