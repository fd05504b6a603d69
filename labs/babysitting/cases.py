"""What several topics of the babysitting lab share: properties, nets, data, and lists of costs."""

from typing import Any

import numpy as np

from autograder.domain import between, hidden

Sizes = dict[str, Any]

RANGE = "all that the docstring allows"
A_LIST = "lists instead of arrays"
OWN_REG = "a strength of its own"
PARAMS = ("W1", "b1", "W2", "b2")

# More than ten of something, and examples or costs by the thousand.
TEN = hidden(between(11, 15), public=11)
MANY = hidden(between(1041, 1049), public=between(101, 103))
EACH = {"kind": "close", "relative_to": "element", "floor": 1e-30}


def make_net(code, case):
    """Construct the case's kind of net, with weights that are the same for every solution.

    The first ones go with the size of X.
    """
    kind = getattr(case, "kind", "TwoLayerNet")
    module = code.classifiers.fc_net if kind == "TwoLayerNet" else code.suspect_nets
    net = getattr(module, kind)(
        input_dim=case.d, hidden_dim=case.h, num_classes=case.c, reg=getattr(case, "own_reg", 0.0)
    )
    shapes = {"W1": (case.d, case.h), "b1": (case.h,), "W2": (case.h, case.c), "b2": (case.c,)}
    for name, shape in shapes.items():
        unit = case.manner("X").scale if name == "W1" else 1.0
        net.params[name] = case.randn(*shape, scale=getattr(case, "scale", 0.5)) / unit
    return net


def data_for(code, case):
    """Return n examples of d numbers, of the shape the case asks for, and labels, to be watched."""
    X = case.array("X", case.n, *getattr(case, "shape", (case.d,)))
    return code.watch(X=X, y=case.labels(case.n, case.c))


def handed_over(code, case, costs):
    """Return costs as the argument of a call: a list or an array, watched where it is finite."""
    if case.tests == A_LIST:
        return list(costs)
    array = np.asarray(costs)
    return code.watch(losses=array)[0] if np.all(np.isfinite(array)) else array
