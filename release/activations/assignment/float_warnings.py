"""Whether huge inputs make NumPy warn: of an overflow, a division by 0, or a nan.

Only what size brings about counts: code that makes NumPy warn of ordinary inputs too, for
whatever reason, is compared with itself.
"""

import numpy as np

ORDINARY = 1.0


def forward_warns(forward, x, **parameters):
    """Tell whether a forward function makes NumPy warn because numbers are huge.

    Inputs:
    - forward: called with x and the parameters; returns (out, cache)
    - x: array with huge numbers in it
    - parameters: further arguments of forward, by name

    Returns:
    - warns: integer, 1 if there are more warnings than for the same numbers cut down to
      between -1 and 1, else 0
    """
    ordinary = np.clip(x, -ORDINARY, ORDINARY)
    huge_warnings = _count(lambda: forward(x.copy(), **parameters))
    return int(huge_warnings > _count(lambda: forward(ordinary, **parameters)))


def backward_warns(forward, backward, x, dout, **parameters):
    """Tell whether a backward function makes NumPy warn because numbers are huge.

    Inputs:
    - forward, backward: the two functions of a layer
    - x, parameters: as in `forward_warns`
    - dout: upstream gradient, of the shape of x

    Returns:
    - warns: integer, 1 or 0, as in `forward_warns`; warnings of the forward pass do not count
    """
    with np.errstate(all="ignore"):
        _, huge_cache = forward(x.copy(), **parameters)
        _, ordinary_cache = forward(np.clip(x, -ORDINARY, ORDINARY), **parameters)
    huge_warnings = _count(lambda: backward(dout.copy(), huge_cache))
    return int(huge_warnings > _count(lambda: backward(dout.copy(), ordinary_cache)))


def _count(action):
    """Return how often NumPy has something to warn of while it acts.

    Numbers too small for a float become 0, which is no reason to warn.
    """
    kinds = []

    def note(kind, flag):
        kinds.append(kind)

    with np.errstate(over="call", divide="call", invalid="call", under="ignore", call=note):
        action()
    return len(kinds)
