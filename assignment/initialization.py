"""Initialisation: the weights a network starts from, and what becomes of signals on their way.

The networks here are plain stacks of layers, each a matrix product and an activation function:
out = f(x w). There are no biases. Going forward, layer after layer, one sees what the activations
become; going back, what becomes of the gradients.

Shapes: N examples; a layer of fan_in inputs and fan_out units has weights w of shape
(fan_in, fan_out), so each column of w belongs to one unit. L layers have a list of L such arrays.
No argument is changed.
"""

import numpy as np

# ------------------------------------------------------------------ given: activation functions


def activate(z, activation):
    """Return tanh(z) or max(0, z), number by number; activation is "tanh" or "relu"."""
    return np.tanh(z) if activation == "tanh" else np.maximum(z, 0)


def slope(out, activation):
    """Return the slope of the activation function, from its output: 1 - tanh^2, or 1 and 0."""
    return 1 - out**2 if activation == "tanh" else (out > 0).astype(float)


# --------------------------------------------------------------------------- symmetric weights


def constant(fan_in, fan_out, value=0.01):
    """Return weights that are all the same number.

    Inputs:
    - fan_in, fan_out: integers, the numbers of inputs and of units
    - value: scalar

    Returns:
    - w: array of shape (fan_in, fan_out)
    """
    w = None
    ###########################################################################
    # TODO: Make the weights.                                                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    w = np.full((fan_in, fan_out), value)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return w


def count_distinct_units(w):
    """Count how many different units a layer has.

    Two units are the same if none of their weights differs by more than 1e-6: what differs by
    less is rounding.

    Inputs:
    - w: weights of the layer, of shape (fan_in, fan_out)

    Returns:
    - count: integer from 1 to fan_out
    """
    count = None
    ###########################################################################
    # TODO: Count the different units. A loop that keeps a list of those it    #
    # has met is good enough.                                                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    met = []
    for unit in w.T:
        if all(np.abs(unit - other).max() > 1e-6 for other in met):
            met.append(unit)
    count = len(met)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return count


# ------------------------------------------------------------------------------ random weights


def small_random(fan_in, fan_out, std=0.01):
    """Draw weights from a normal distribution of mean 0 and a fixed standard deviation.

    Every call draws anew.

    Inputs:
    - fan_in, fan_out: integers, the numbers of inputs and of units
    - std: scalar, the standard deviation

    Returns:
    - w: array of shape (fan_in, fan_out)
    """
    w = None
    ###########################################################################
    # TODO: Draw the weights.                                                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    w = std * np.random.randn(fan_in, fan_out)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return w


def xavier(fan_in, fan_out):
    """Draw weights after Glorot and Bengio (2010), in the form of the lecture.

    They are normal, with mean 0 and variance 1 / fan_in. Then a layer without an activation
    function has outputs of the same variance as its inputs. Every call draws anew.

    Inputs:
    - fan_in, fan_out: integers, the numbers of inputs and of units

    Returns:
    - w: array of shape (fan_in, fan_out)
    """
    w = None
    ###########################################################################
    # TODO: Draw the weights. What is the standard deviation?                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    w = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return w


def he(fan_in, fan_out):
    """Draw weights after He et al. (2015), for layers with ReLU.

    They are normal, with mean 0 and variance 2 / fan_in: ReLU stops one half of the signal, the
    factor 2 makes up for it. Every call draws anew.

    Inputs:
    - fan_in, fan_out: integers, the numbers of inputs and of units

    Returns:
    - w: array of shape (fan_in, fan_out)
    """
    w = None
    ###########################################################################
    # TODO: Draw the weights. Work out their standard deviation from the       #
    # variance above.                                                          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    w = np.random.randn(fan_in, fan_out) * np.sqrt(2 / fan_in)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return w


# ----------------------------------------------------------------------- forward, through depth


def layer_outputs(x, weights, activation):
    """Send data through a stack of layers and keep what each of them puts out.

    Inputs:
    - x: input data, of shape (N, fan_in of the first layer)
    - weights: list of L arrays, the weights of each layer, the first layer first
    - activation: "tanh" or "relu", the activation function of every layer

    Returns:
    - outputs: list of L arrays; outputs[l] is what layer l puts out, after its activation
      function, of shape (N, fan_out of layer l)
    """
    outputs = None
    ###########################################################################
    # TODO: Go through the layers. The output of one is the input of the next. #
    # `activate` is given above.                                               #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    outputs = []
    for w in weights:
        x = activate(x @ w, activation)
        outputs.append(x)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return outputs


def activation_statistics(x, weights, activation):
    """Measure the mean and the standard deviation of the output of every layer.

    Inputs: as for `layer_outputs`

    Returns a tuple of:
    - means: array of shape (L,), the mean of all outputs of a layer, over examples and units
    - stds: array of shape (L,), their standard deviation, as `np.std` computes it
    """
    means, stds = None, None
    ###########################################################################
    # TODO: Measure the outputs of every layer. `np.array` makes an array of a #
    # list of numbers.                                                         #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    outputs = layer_outputs(x, weights, activation=activation)
    means = np.array([out.mean() for out in outputs])
    stds = np.array([out.std() for out in outputs])
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return means, stds


# --------------------------------------------------------------------------- and back again


def layer_gradients(dout, x, weights, activation):
    """Send a gradient back through a stack of layers and keep what reaches each of them.

    Inputs:
    - dout: gradient with respect to the output of the last layer, of its shape
    - x, weights, activation: as for `layer_outputs`

    Returns a tuple of:
    - dxs: list of L arrays; dxs[l] is the gradient with respect to the input of layer l
    - dws: list of L arrays; dws[l] is the gradient with respect to weights[l], of its shape,
      summed over the examples
    """
    dxs, dws = None, None
    ###########################################################################
    # TODO: Go through the layers from the last to the first. In each of them  #
    # the gradient passes the activation function (`slope` is given above),    #
    # then the matrix product. Both lists begin with the first layer.          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    values = [x, *layer_outputs(x, weights, activation=activation)]
    dxs, dws = [], []
    for i in reversed(range(len(weights))):
        dz = dout * slope(values[i + 1], activation)  # (N, fan_out)
        dout = dz @ weights[i].T  # (N, fan_in)
        dws.insert(0, values[i].T @ dz)
        dxs.insert(0, dout)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dxs, dws


def gradient_statistics(dout, x, weights, activation):
    """Measure how large the gradients are in every layer.

    Inputs: as for `layer_gradients`

    Returns a tuple of:
    - dx_stds: array of shape (L,), the standard deviation of the gradient with respect to the
      input of each layer, over all its numbers
    - dw_stds: array of shape (L,), the same of the gradient with respect to its weights
    """
    dx_stds, dw_stds = None, None
    ###########################################################################
    # TODO: Measure the gradients of every layer. Return arrays, not lists.    #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    dxs, dws = layer_gradients(dout, x, weights, activation=activation)
    dx_stds = np.array([dx.std() for dx in dxs])
    dw_stds = np.array([dw.std() for dw in dws])
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx_stds, dw_stds
