"""What several topics of the batch normalisation lab share: properties, and inputs of a layer."""

import numpy as np

TEST = "test mode"
EPS = "a large eps"
ONE = "one example (N = 1)"
FLAT = "a feature that never varies"
RUNNING = "running averages"

SPREAD_ENOUGH = 0.4  # standard deviation: a smaller one would blow rounding up
UNCHANGED_NEXT_STEP = "An operation that assigns to its left side writes into the caller's array."


def features(case, n, d):
    """Return data of shape (n, d) whose features differ in mean and spread, none too even."""
    while True:
        offsets, spreads = case.randn(d, scale=3.0), 1 + np.abs(case.randn(d))
        x = np.round(case.randn(n, d) * spreads + offsets, 3)
        if n == 1 or x.std(axis=0).min() > SPREAD_ENOUGH:
            return x


def layer_inputs(case):
    """Return x (n, d), gamma (d,) and beta (d,).

    The first feature may be flat: 2 throughout, which every arithmetic adds up exactly. Numbers
    far from 0 are float32 that stand for themselves: sixteenths beside 4000.
    """
    x = features(case, case.n, case.d)
    gamma, beta = case.randn(case.d), case.randn(case.d)
    if getattr(case, "standard", False):
        gamma, beta = np.ones(case.d), np.zeros(case.d)
    if getattr(case, "flat", False):
        x[:, 0] = 2.0
    if getattr(case, "far", False):
        x = 4000 + np.round(16 * (x - x.mean(axis=0))) / 16
        x, gamma, beta = (array.astype(np.float32) for array in (x, gamma, beta))
    return x, gamma, beta


def averages(case, d):
    """Return a running mean and a running variance, of shape (d,), of earlier calls."""
    return case.randn(d, scale=2.0), 0.5 + np.abs(case.randn(d, scale=2.0))


def new_param(code, case, **settings):
    """Return a bn_param with the case's eps and momentum, where it names them."""
    for name in ("eps", "momentum"):
        if hasattr(case, name):
            settings[name] = getattr(case, name)
    return code.bn_param.new_bn_param(**settings)


LAYER = ("batchnorm_forward", "batchnorm_running_averages")
BACKWARD = ("batchnorm_backward", "batchnorm_backward_alt")
