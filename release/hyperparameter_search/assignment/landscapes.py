"""Score functions that cost nothing: on them a search can be watched before it trains networks.

Each takes settings with a "learning_rate" and a "reg" and returns a score that looks like a
validation accuracy: from 0.1, a guess among ten classes, up to 0.55. Distances are in decades,
powers of ten: landscapes of hyperparameters have their hills and valleys in log space.
"""

import numpy as np

GUESSING, HEIGHT = 0.1, 0.45

# Where a search for the best settings may look, and where on `hill` they are.
RANGES = {"learning_rate": (1e-6, 1e-3), "reg": (1e-5, 1e1)}
TOP = {"learning_rate": 2e-4, "reg": 1e-2}
CLIFF = 5.005e-4  # no number of three digits is so close to it that rounding decides


def hill(settings):
    """Both knobs matter: a round hill, as seen in the ranges above."""
    x, y = _decades_from_top(settings)
    return GUESSING + HEIGHT * float(np.exp(-(x**2) - (y / 2) ** 2))


def ridge(settings):
    """Only the learning rate matters: a long, steep ridge."""
    x, _ = _decades_from_top(settings)
    return GUESSING + HEIGHT * float(np.exp(-((x / 0.4) ** 2)))


def slanted_ridge(settings):
    """The knobs depend on each other: the larger reg, the smaller the best learning rate."""
    x, y = _decades_from_top(settings)
    across, along = x + y / 2, x - y / 2
    return GUESSING + HEIGHT * float(np.exp(-((across / 0.4) ** 2) - (along / 2) ** 2))


def cliff(settings):
    """The hill, but training diverges for larger learning rates than CLIFF: no score, nan."""
    return float("nan") if settings["learning_rate"] > CLIFF else hill(settings)


def flat(_settings):
    """Nothing matters: every score is 0, whatever the settings and their number."""
    return 0.0


def below_zero(settings):
    """The hill, a whole 1 lower: every score is below 0, as where a loss is turned round."""
    return hill(settings) - 1.0


def thousandfold(settings):
    """The hill in other units, a thousand times as high: a score may be any number."""
    return 1000 * hill(settings)


def moved(landscape, learning_rate, reg):
    """Move a landscape, so that its top lies elsewhere.

    Inputs:
    - landscape: one of the functions above
    - learning_rate, reg: scalars, where its top shall be

    Returns:
    - evaluate: function from settings to a score
    """

    def evaluate(settings):
        rate = settings["learning_rate"] * TOP["learning_rate"] / learning_rate
        return landscape({"learning_rate": rate, "reg": settings["reg"] * TOP["reg"] / reg})

    return evaluate


def scores_on_grid(landscape, learning_rates, regs):
    """Compute the scores of all combinations, to draw a landscape.

    Inputs:
    - landscape: one of the functions above
    - learning_rates, regs: lists of L and R values

    Returns:
    - scores: array of shape (R, L)
    """
    rows = [
        [landscape({"learning_rate": rate, "reg": reg}) for rate in learning_rates] for reg in regs
    ]
    return np.array(rows)


def _decades_from_top(settings):
    rate, reg = settings["learning_rate"], settings["reg"]
    return np.log10(rate) - np.log10(TOP["learning_rate"]), np.log10(reg) - np.log10(TOP["reg"])
