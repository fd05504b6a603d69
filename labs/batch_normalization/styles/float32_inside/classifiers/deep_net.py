"""Fully-connected networks of any depth, with and without batch normalisation."""

import numpy as np

from ..bn_param import new_bn_param
from ..layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss
from ..normalization import batchnorm_backward_alt, batchnorm_forward


class FullyConnectedNet:
    """A fully-connected network with any number of hidden layers and softmax loss.

    A network of L layers is

        {affine - [batch norm] - ReLU} x (L - 1) - affine - softmax

    where the braces are repeated and batch normalisation is there if it is asked for. The
    normalisation stands between the affine layer and the nonlinearity, as the lecture has it;
    the last layer, which gives the scores, has neither of the two.

    Parameters are stored in the dictionary `self.params`. Layer i, counted from 1, has W{i} and
    b{i}, and gamma{i} and beta{i} if it is normalised. `self.bn_params[i - 1]` is the `bn_param`
    of layer i and keeps its running averages from call to call.
    """

    def __init__(
        self,
        hidden_dims,
        input_dim=3 * 32 * 32,
        num_classes=10,
        normalization=None,
        reg=0.0,
        weight_scale=1e-2,
    ):
        """Initialise a new network.

        Inputs:
        - hidden_dims: list of integers, the size of each hidden layer
        - input_dim: integer, the size D of the input
        - num_classes: integer, the number C of classes
        - normalization: "batchnorm" or None
        - reg: scalar, the L2 regularization strength
        - weight_scale: scalar, the standard deviation of the random initial weights

        Raises ValueError for an unknown normalization.
        """
        if normalization not in (None, "batchnorm"):
            raise ValueError(
                f"FullyConnectedNet: normalization is {normalization!r}, "
                'expected "batchnorm" or None.'
            )
        self.normalization = normalization
        self.reg = reg
        self.num_layers = 1 + len(hidden_dims)
        self.params = {}
        #######################################################################
        # TODO: Initialise the parameters and store them in self.params. Layer #
        # i has 'W{i}', of shape (inputs, outputs), drawn from a Gaussian      #
        # centred at 0.0 with standard deviation weight_scale, and 'b{i}',     #
        # zero. With batch normalisation each hidden layer has 'gamma{i}', one #
        # throughout, and 'beta{i}', zero; the last layer has none.            #
        #######################################################################
        # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        sizes = [input_dim, *hidden_dims, num_classes]
        for i in range(1, self.num_layers + 1):
            self.params[f"W{i}"] = weight_scale * np.random.randn(sizes[i - 1], sizes[i])
            self.params[f"b{i}"] = np.zeros(sizes[i])
            if normalization == "batchnorm" and i < self.num_layers:
                self.params[f"gamma{i}"] = np.ones(sizes[i])
                self.params[f"beta{i}"] = np.zeros(sizes[i])
        # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        for name, w in self.params.items():
            self.params[name] = w.astype(np.float32)
        self.bn_params = [new_bn_param() for _ in hidden_dims if normalization]

    def loss(self, X, y=None):
        """Compute the scores, or the loss and gradients, of a minibatch of data.

        Neither X and y nor self.params are changed. The running averages in self.bn_params are
        changed when y is given, and only then.

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
        for bn_param in self.bn_params:
            bn_param["mode"] = "test" if y is None else "train"

        scores = None
        #######################################################################
        # TODO: Implement the forward pass of the network. Compute the class   #
        # scores of X and store them in scores. Keep the caches of all layers. #
        # The mode of each layer is already set, in self.bn_params.            #
        #######################################################################
        # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        params = {name: w.astype(np.float32) for name, w in self.params.items()}
        out, caches = X.astype(np.float32), []
        for i in range(1, self.num_layers):
            out, affine_cache = affine_forward(out, params[f"W{i}"], params[f"b{i}"])
            norm_cache = None
            if self.normalization:
                gamma, beta = params[f"gamma{i}"], params[f"beta{i}"]
                out, norm_cache = batchnorm_forward(out, gamma, beta, self.bn_params[i - 1])
            out, relu_cache = relu_forward(out)
            caches.append((affine_cache, norm_cache, relu_cache))
        last = self.num_layers
        scores, last_cache = affine_forward(out, params[f"W{last}"], params[f"b{last}"])
        # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****

        # Without labels this is test time: the scores are all that is wanted.
        if y is None:
            return scores

        loss, grads = 0.0, {}
        #######################################################################
        # TODO: Implement the backward pass of the network. Store the loss in  #
        # loss and the gradients in grads: grads[k] belongs to self.params[k]. #
        # Use the softmax loss. L2 regularization covers the weights W{i} of   #
        # all layers and nothing else: no biases, no gamma, no beta.           #
        #                                                                      #
        # NOTE: so that your numbers match the tests, give the regularization  #
        # loss the factor 0.5, which makes its gradient simpler.               #
        #######################################################################
        # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        loss, dscores = softmax_loss(scores, y)
        dout, grads[f"W{last}"], grads[f"b{last}"] = affine_backward(dscores, last_cache)
        for i in range(self.num_layers - 1, 0, -1):
            affine_cache, norm_cache, relu_cache = caches[i - 1]
            dout = relu_backward(dout, relu_cache)
            if self.normalization:
                dout, dgamma, dbeta = batchnorm_backward_alt(dout, norm_cache)
                grads[f"gamma{i}"], grads[f"beta{i}"] = dgamma, dbeta
            dout, grads[f"W{i}"], grads[f"b{i}"] = affine_backward(dout, affine_cache)
        for i in range(1, self.num_layers + 1):
            W = params[f"W{i}"]
            loss += 0.5 * self.reg * np.sum(W * W)
            grads[f"W{i}"] = grads[f"W{i}"] + self.reg * W
        # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        return loss, grads
