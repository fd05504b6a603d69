"""Update rules: given a weight array and its gradient, each returns the next weights.

All have one signature, `rule(w, dw, config=None) -> (next_w, config)`:

- w: array of weights, which is not changed
- dw: gradient of the loss with respect to w, of the same shape
- config: dictionary of the rule's settings and of its memory between two calls
  (a velocity, say). It is changed: settings that are not given are filled in from
  DEFAULTS, and the memory is brought up to date.
- next_w: array of the shape of w
"""

import numpy as np

# The settings each rule understands, and their values where none are given.
DEFAULTS = {
    "sgd": {"learning_rate": 1e-2},
    "sgd_momentum": {"learning_rate": 1e-2, "momentum": 0.9},
    "rmsprop": {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8},
    "adam": {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
}


def sgd(w, dw, config=None):
    """Take a step of plain stochastic gradient descent.

    config:
    - learning_rate: scalar, the size of the step
    """
    config = _with_defaults("sgd", config)
    next_w = -config["learning_rate"] * dw
    next_w += w  # in place: for large w the time goes into making arrays
    return next_w, config


def sgd_momentum(w, dw, config=None):
    """Take a step of stochastic gradient descent with momentum.

    config:
    - learning_rate: scalar
    - momentum: scalar from 0 to 1, the share of its velocity kept from step to step
    - velocity: array of the shape of w, the memory
    """
    config = _with_defaults("sgd_momentum", config)
    velocity = config.get("velocity", np.zeros_like(w))
    config["velocity"] = config["momentum"] * velocity - config["learning_rate"] * dw
    next_w = w + config["velocity"]
    return next_w, config


def rmsprop(w, dw, config=None):
    """Take a step of RMSProp: each weight is slowed by the size of its recent gradients.

    Tieleman and Hinton, "Lecture 6.5 - rmsprop", Coursera, 2012.

    config:
    - learning_rate: scalar
    - decay_rate: scalar from 0 to 1, how long squared gradients are remembered
    - epsilon: small scalar that keeps the division from being by zero
    - cache: array of the shape of w, the memory: average of the squared gradients
    """
    config = _with_defaults("rmsprop", config)
    decay = config["decay_rate"]
    cache = config.get("cache", np.zeros_like(w))
    config["cache"] = decay * cache + (1 - decay) * dw**2
    next_w = w - config["learning_rate"] * dw / (np.sqrt(config["cache"]) + config["epsilon"])
    return next_w, config


def adam(w, dw, config=None):
    """Take a step of Adam: momentum and RMSProp together, with their start corrected.

    Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.

    config:
    - learning_rate: scalar
    - beta1, beta2: scalars from 0 to 1, how long gradients and their squares are remembered
    - epsilon: small scalar that keeps the division from being by zero
    - m, v: arrays of the shape of w, the memory: averages of the gradients and their squares
    - t: integer, the number of steps taken
    """
    config = _with_defaults("adam", config)
    beta1, beta2 = config["beta1"], config["beta2"]
    config["t"] = config.get("t", 0) + 1
    config["m"] = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    config["v"] = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    # Both averages start at 0, too low by these factors: without the correction
    # the first steps would have the wrong size.
    m_hat = config["m"] / (1 - beta1 ** config["t"])
    v_hat = config["v"] / (1 - beta2 ** config["t"])
    next_w = w - config["learning_rate"] * m_hat / (np.sqrt(v_hat) + config["epsilon"])
    return next_w, config


def _with_defaults(rule, config):
    """Return config with the settings it lacks filled in; the same dictionary if given."""
    config = {} if config is None else config
    for name, value in DEFAULTS[rule].items():
        config.setdefault(name, value)
    return config
