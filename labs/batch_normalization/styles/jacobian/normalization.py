"""Batch normalisation: each `_forward` stands beside its `_backward`.

Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing
internal covariate shift", 2015. A layer makes each feature of a minibatch zero-mean and
unit-variance, and then scales and shifts it by parameters that are learnt:

    x_hat = (x - mean) / sqrt(var + eps)
    out = gamma * x_hat + beta

Every layer has a dictionary `bn_param`, its settings and its memory (see `bn_param.py`): the
"mode", "eps", "momentum", and the running averages "running_mean" and "running_var".

Shapes: N examples of D features; for images N examples of C channels, H x W pixels each.
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    """Compute the forward pass of batch normalisation.

    In training mode mean and variance are those of the minibatch, for each feature by itself. The
    variance is the mean of the squared distances from the mean: it divides by N, not by N - 1.
    In test mode they are the running averages, whatever x holds: the answer for one example must
    not depend on the others it comes with.

    A minibatch of one, or a feature that never varies, has a variance of 0: eps keeps the
    division possible, and out is beta there.

    Each training call brings the running averages up to date: they keep `momentum` of themselves
    and take the rest from the minibatch. The running variance averages variances, without eps.
    In test mode bn_param is left as it is. x, gamma and beta are never changed.

    Inputs:
    - x: array of data, of shape (N, D), float64 or float32
    - gamma: scale, of shape (D,)
    - beta: shift, of shape (D,)
    - bn_param: dictionary, see `bn_param.py`

    Returns a tuple of:
    - out: output, of shape (N, D)
    - cache: (x_hat, gamma, std) with std = sqrt(var + eps), of shape (D,)

    Raises ValueError for an unknown mode.
    """
    mode = bn_param["mode"]
    if mode not in ("train", "test"):
        raise ValueError(f'batchnorm_forward: mode is {mode!r}, expected "train" or "test".')
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    D = x.shape[1]
    running_mean = bn_param.get("running_mean", np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get("running_var", np.zeros(D, dtype=x.dtype))

    out, x_hat, std = None, None, None
    ###########################################################################
    # TODO: Find the mean and the variance that belong to the mode. Normalise  #
    # x with them, then scale it by gamma and shift it by beta. Store the      #
    # result in out. Keep x_hat and std, too: they go into the cache below.    #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    mean, var = running_mean, running_var  # (D,)
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
    std = np.sqrt(var + eps)  # (D,)
    x_hat = (x - mean) / std  # (N, D)
    out = gamma * x_hat + beta  # (N, D)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = (x_hat, gamma, std)
    if mode == "test":
        return out, cache

    ###########################################################################
    # TODO: Bring the variables running_mean and running_var up to date. This  #
    # part only runs in training mode.                                         #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    running_mean = momentum * running_mean + (1 - momentum) * mean
    running_var = momentum * running_var + (1 - momentum) * var
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    bn_param["running_mean"] = running_mean
    bn_param["running_var"] = running_var
    return out, cache


def identity_parameters(x, eps=1e-5):
    """Find the scale and the shift with which batch normalisation changes nothing.

    A layer that may not undo the normalisation would limit what the network can express. With
    these two, `batchnorm_forward` in training mode returns the very x it was given, and that
    exactly, however large eps is. x is not changed.

    Inputs:
    - x: array of data, of shape (N, D)
    - eps: scalar, the "eps" of the layer

    Returns a tuple of:
    - gamma: scale, of shape (D,)
    - beta: shift, of shape (D,)
    """
    gamma, beta = None, None
    ###########################################################################
    # TODO: Find gamma and beta. What has the layer taken away from each       #
    # feature, and by what has it divided?                                     #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    gamma = np.sqrt(x.var(axis=0) + eps)  # (D,)
    beta = x.mean(axis=0)  # (D,)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return gamma, beta


def batchnorm_backward(dout, cache):
    """Compute the backward pass of batch normalisation, node by node through its graph.

    The forward pass is a chain of small steps: mean, differences from it, their squares, the
    mean of these, a root, a division, a product, a sum. Walk back through them one at a time.
    A value that was used twice gets two gradients, which add up: x itself, and the differences.

    Inputs:
    - dout: upstream gradient, of shape (N, D)
    - cache: (x_hat, gamma, std), from `batchnorm_forward` in training mode

    Returns a tuple of:
    - dx: gradient with respect to x, of shape (N, D)
    - dgamma: gradient with respect to gamma, of shape (D,)
    - dbeta: gradient with respect to beta, of shape (D,)
    """
    x_hat, gamma, std = cache
    dx, dgamma, dbeta = None, None, None
    ###########################################################################
    # TODO: Implement the backward pass. Draw the graph on paper first, and    #
    # give each node a line of its own: do not simplify yet.                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    N = dout.shape[0]
    centred = x_hat * std  # (N, D), x - mean
    dbeta = dout.sum(axis=0)  # (D,)
    dgamma = (dout * x_hat).sum(axis=0)  # (D,)
    dx_hat = dout * gamma  # (N, D)
    dstd = -(dx_hat * centred).sum(axis=0) / std**2  # (D,)
    dvar = dstd / (2 * std)  # (D,)
    dsquared = np.ones_like(dout) * dvar / N  # (N, D)
    dcentred = dx_hat / std + 2 * centred * dsquared  # (N, D)
    dmean = -dcentred.sum(axis=0)  # (D,)
    dx = dcentred + dmean / N  # (N, D)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    """Compute the backward pass of batch normalisation by one simplified formula.

    On paper most of the graph cancels. What is left for dx needs dout, x_hat, and the two sums
    over the minibatch that dgamma and dbeta are. It gives the numbers of `batchnorm_backward`
    in less time, because it goes through far fewer arrays of the size of x.

    Inputs and outputs: those of `batchnorm_backward`.
    """
    x_hat, gamma, std = cache
    dx, dgamma, dbeta = None, None, None
    ###########################################################################
    # TODO: Implement the backward pass with the simplified formula for dx,    #
    # which fits on one line of 80 characters.                                 #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    N, D = dout.shape
    dx = np.zeros_like(dout)
    for d in range(D):
        u = x_hat[:, d]
        # the full matrix of derivatives of one column
        jacobian = (np.eye(N) - np.ones((N, N)) / N - np.outer(u, u) / N) / std[d]
        dx[:, d] = gamma[d] * jacobian.T.dot(dout[:, d])
    dbeta = np.ones(N).dot(dout)
    dgamma = np.diag(x_hat.T.dot(dout))
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx, dgamma, dbeta


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    """Compute the forward pass of batch normalisation for images.

    A convolution treats all places of an image alike, so they share their statistics: there is
    one mean and one variance a channel, over all examples and all pixels. Whether it is training
    or test time stands in bn_param, as for `batchnorm_forward`, which can do the work: a pixel
    is an example, and its channels are the features. x, gamma and beta are not changed.

    Inputs:
    - x: array of images, of shape (N, C, H, W)
    - gamma: scale, of shape (C,)
    - beta: shift, of shape (C,)
    - bn_param: dictionary as for `batchnorm_forward`, running averages of shape (C,); changed
      in training mode

    Returns a tuple of:
    - out: output, of shape (N, C, H, W)
    - cache: that of `batchnorm_forward`, or whatever else your backward function needs
    """
    out, cache = None, None
    ###########################################################################
    # TODO: Implement the forward pass. Mind the order of the axes: reshape    #
    # alone never moves an axis past another.                                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    N, C, H, W = x.shape
    pixels = x.transpose(0, 2, 3, 1).reshape(-1, C)  # (N * H * W, C)
    normalized, cache = batchnorm_forward(pixels, gamma, beta, bn_param)
    out = normalized.reshape(N, H, W, C).transpose(0, 3, 1, 2)  # (N, C, H, W)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out, cache


def spatial_batchnorm_backward(dout, cache):
    """Compute the backward pass of batch normalisation for images.

    Inputs:
    - dout: upstream gradient, of shape (N, C, H, W)
    - cache: from `spatial_batchnorm_forward` in training mode

    Returns a tuple of:
    - dx: gradient with respect to x, of shape (N, C, H, W)
    - dgamma: gradient with respect to gamma, of shape (C,)
    - dbeta: gradient with respect to beta, of shape (C,)
    """
    dx, dgamma, dbeta = None, None, None
    ###########################################################################
    # TODO: Implement the backward pass, with one of your two backward         #
    # functions.                                                               #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    N, C, H, W = dout.shape
    pixels = dout.transpose(0, 2, 3, 1).reshape(-1, C)  # (N * H * W, C)
    dpixels, dgamma, dbeta = batchnorm_backward_alt(pixels, cache)
    dx = dpixels.reshape(N, H, W, C).transpose(0, 3, 1, 2)  # (N, C, H, W)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx, dgamma, dbeta
