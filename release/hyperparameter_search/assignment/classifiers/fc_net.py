"""Fully-connected networks, built from the layers of `layers.py`."""

import numpy as np

from ..layer_utils import *
from ..layers import *


class TwoLayerNet:
    """A two-layer fully-connected network with ReLU nonlinearity and softmax loss.

    The architecture is affine - relu - affine - softmax, for inputs of D numbers,
    H hidden units and C classes.

    The class does not train itself: a Solver (see `solver.py`) runs the
    optimisation, reads the gradients from `loss` and updates `self.params`, a
    dictionary from the name of each learnable parameter to its array.
    """

    def __init__(
        self,
        input_dim=3 * 32 * 32,
        hidden_dim=100,
        num_classes=10,
        weight_scale=1e-3,
        reg=0.0,
    ):
        """Initialise a new network.

        Inputs:
        - input_dim: integer, the size D of the input
        - hidden_dim: integer, the number H of hidden units
        - num_classes: integer, the number C of classes
        - weight_scale: scalar, the standard deviation of the random initial weights
        - reg: scalar, the L2 regularization strength
        """
        self.params = {}
        self.reg = reg
        #######################################################################
        # TODO: Initialise the weights and biases of the two-layer net. Draw   #
        # the weights from a Gaussian centred at 0.0 with standard deviation   #
        # weight_scale, and set the biases to zero. Store them in self.params: #
        # the first layer under 'W1' (D, H) and 'b1' (H,), the second under    #
        # 'W2' (H, C) and 'b2' (C,).                                           #
        #######################################################################
        # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        pass
        # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****

    def loss(self, X, y=None):
        """Compute the scores, or the loss and gradients, of a minibatch of data.

        Neither X and y nor self.params are changed.

        Inputs:
        - X: array of input data, of shape (N, d_1, ..., d_k)
        - y: array of labels, of shape (N,); y[i] is the label of X[i]

        Returns:
        If y is None, run a test-time forward pass of the model and return:
        - scores: array of shape (N, C); scores[i, c] is the score of class c for X[i]

        If y is given, run a training-time forward and backward pass and return a
        tuple of:
        - loss: scalar, the data loss plus the regularization loss
        - grads: dictionary with the same keys as self.params, from the name of each
          parameter to the gradient of the loss with respect to it
        """
        scores = None
        #######################################################################
        # TODO: Implement the forward pass of the two-layer net. Compute the   #
        # class scores of X and store them in scores.                          #
        #######################################################################
        # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        pass
        # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****

        # Without labels this is test time: the scores are all that is wanted.
        if y is None:
            return scores

        loss, grads = 0, {}
        #######################################################################
        # TODO: Implement the backward pass of the two-layer net. Store the    #
        # loss in loss and the gradients in grads: grads[k] belongs to         #
        # self.params[k]. Use the softmax loss, and do not forget the L2       #
        # regularization of the weights (the biases are not regularized).      #
        #                                                                      #
        # NOTE: so that your numbers match the tests, give the regularization  #
        # loss the factor 0.5, which makes its gradient simpler.               #
        #######################################################################
        # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        pass
        # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        return loss, grads
