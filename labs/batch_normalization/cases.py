"""What several topics of the batch normalisation lab share: properties, and inputs of a layer."""

import numpy as np

from autograder.domain import between, hidden

RANGE = "all that the docstring allows"
CALLS = "calls that take turns"
TEST = "test mode"
EPS = "a large eps"
ONE = "one example (N = 1)"
FLAT = "a feature that never varies"
RUNNING = "running averages"

SPREAD_ENOUGH = 0.4  # standard deviation: a smaller one would blow rounding up
UNCHANGED_NEXT_STEP = "An operation that assigns to its left side writes into the caller's array."


# More than ten of something, and rows by the thousand.
FEW = hidden(3, public=2)
TEN = hidden(between(11, 15), public=11)
MANY = hidden(between(1041, 1049), public=41)
LAYOUTS = ["F", "[::2]", "[::-1]"]  # C order is what cases written by hand have
TINY = {"kind": "close", "floor": 1e-12}
EACH = {"kind": "close", "relative_to": "element", "floor": 1e-12}
ENOUGH_TO_STAND_OUT = 50  # rows, among which one may lie far off: it does not hide the others


def is_quick(case):
    """Whether loops over n rows of d numbers are quick, and public cases, released, small.

    Many rows have more than one feature: means of the wrong axis would be a million numbers. Two
    rows are normalised to 1 and -1, whatever they are.
    """
    if case.n == 2:
        return False
    if case.n > ENOUGH_TO_STAND_OUT:
        return case.d > 1 and case.n * case.d <= (3200 if case.n > 1000 else 320)
    return case.n * case.d <= 225


def is_seen(case):
    """Whether eps leaves something of the variance of x to be seen."""
    return case.eps <= 10 * case.x.scale**2


def units(case, d):
    """Return the unit of each of d features, (d,): the scale of x, or from a hundredth of it to a
    hundred times that."""
    uneven = getattr(case, "uneven", False)
    powers = case.random.permutation(np.arange(d) % 5 - 2) if uneven else np.zeros(d)
    return case.manner("x").scale * 10.0**powers


def features(case, n, d, units=1.0):
    """Return data of shape (n, d) whose features differ in mean and spread, none too even.

    Of many rows one lies far off; those that are released have few digits. The data lie in memory
    as the domain of x has it.
    """
    while True:
        offsets, spreads = case.randn(d, scale=3.0), 1 + np.abs(case.randn(d))
        numbers = case.randn(n, d)
        if n > ENOUGH_TO_STAND_OUT:
            numbers[case.random.randint(n)] = case.random.choice([-40.0, 40.0], d)
        x = np.round(numbers * spreads + offsets, 1 if ENOUGH_TO_STAND_OUT < n < 1000 else 3)
        if n == 1 or x.std(axis=0).min() > SPREAD_ENOUGH:
            return case.laid("x", x * units)


def layer_inputs(case, units=1.0):
    """Return x (n, d), gamma (d,) and beta (d,), as large as gamma.

    The first feature may be flat: 2 throughout, which every arithmetic adds up exactly. Numbers
    far from 0 are float32 that stand for themselves: sixteenths beside 4000.
    """
    x = features(case, case.n, case.d, units)
    gamma, beta = case.array("gamma", case.d), case.array("gamma", case.d)
    if getattr(case, "standard", False):
        gamma, beta = np.ones(case.d), np.zeros(case.d)
    if getattr(case, "flat", False):
        x[:, 0] = 2.0
    if getattr(case, "far", False):
        x = 4000 + np.round(16 * (x - x.mean(axis=0))) / 16
        x, gamma, beta = (array.astype(np.float32) for array in (x, gamma, beta))
    return x, gamma, beta


def averages(case, d, units=1.0):
    """Return a running mean and a running variance, of shape (d,), of earlier calls."""
    mean, var = case.randn(d, scale=2.0), 0.5 + np.abs(case.randn(d, scale=2.0))
    return mean * units, var * units**2


def new_param(code, case, **settings):
    """Return a bn_param with the case's eps and momentum, where it names them."""
    for name in ("eps", "momentum"):
        if hasattr(case, name):
            settings[name] = getattr(case, name)
    return code.bn_param.new_bn_param(**settings)


LAYER = ("batchnorm_forward", "batchnorm_running_averages")
BACKWARD = ("batchnorm_backward", "batchnorm_backward_alt")
