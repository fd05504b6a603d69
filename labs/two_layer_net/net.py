"""Questions on the two-layer net: its parameters, scores, loss and gradients."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.two_layer_net import hints
from labs.two_layer_net.cases import (
    CLASSES,
    CLEAR,
    MANY,
    N_D,
    RANGE,
    TEN,
    is_quick,
)

questions = Questions()

AGAIN = "a second call"
TRIES = 200

FUNCTION = "classifiers.fc_net:TwoLayerNet"
ONCE = (N_D, AGAIN, UNCHANGED)
LAYERS = ("affine_forward", "affine_backward", "relu_forward", "relu_backward", "softmax_loss")


FEW = [1, between(2, 5), like("d")]


def net_domain(n, size):
    """Return the domain of the net, for so many examples; in one case numbers of this size."""
    return Domain(
        also=[{"n": 13, "d": 3, "h": 3, "c": 3, "X": manner(size)}],
        n=n,
        d=[1, like("h"), TEN],
        h=[1, between(2, 6), like("c")],
        c=CLASSES,
        large=[False, True],
        X=arrays("n", "d", scale=[1e-2, 1, 100], layout=["C"]),
        W1=arrays("d", "h", layout=["C", "F"]),
        # Weights are released in public cases; scores far from 0 have lost digits.
        allowed=lambda case: (
            is_quick(case, case.d, case.h, case.c)
            and case.h * (case.d + case.c) <= 120
            and (not case.large or (case.c < 6 and case.n < 20))
        ),
    )


def before(calls):
    """Return the domain of a second call: what was called before, and how many nets take turns."""
    return Domain(
        before=[like("n"), between(5, 7)],
        with_labels=[True, False],
        n=[between(2, 4)],
        d=[between(2, 3)],
        h=[between(3, 4)],
        c=[between(2, 4)],
        calls=calls,
    )


def make_net(code, case, reg=0.0):
    """Construct a net of the case's sizes."""
    return code.classifiers.fc_net.TwoLayerNet(
        input_dim=case.d, hidden_dim=case.h, num_classes=case.c, weight_scale=1e-2, reg=reg
    )


def net_inputs(net, case, n):
    """Give the net new weights; return X (n, *shape), and labels (n,), to go with them.

    No hidden unit is within CLEAR of 0, where the slope of ReLU jumps. Scores are at most 50 apart,
    and the first label names the class of the lowest: a loss near 0 has lost its digits. So have
    gradients behind large scores that cancel.
    """
    large = getattr(case, "large", False)
    shift = case.random.choice([-800.0, 800.0]) if large else 0.0
    params, X = weights_and_data(case, n, shift)
    for _ in range(TRIES):
        units = X.reshape(n, -1) @ params["W1"] + params["b1"]
        scores = np.maximum(units, 0) @ params["W2"] + params["b2"]
        unkind = (np.abs(units).min(axis=1) <= CLEAR) | (np.ptp(scores, axis=1) > 50)
        if unkind.any():
            X[unkind] = case.array("X", *X.shape)[unkind]
            continue
        y = case.labels(n, case.c)
        y[0] = scores[0].argmin()
        if not large or adds_up(X, y, units, scores, params["W2"]):
            break
        params, X = weights_and_data(case, n, shift)
    else:
        raise ValueError(f"no inputs for {case.drawn} keep clear of jumps")
    for name, values in params.items():
        net.params[name] = values
    return X, y


def weights_and_data(case, n, shift):
    """Return new weights of a net, all scores shifted, and X (n, *shape)."""
    scale = case.manner("X").scale
    drawn = {
        "W1": case.randn(case.d, case.h) * (0.5 if case.d > 9 else 1.0) / scale,
        "b1": case.randn(case.h) * 0.5,
        "W2": case.randn(case.h, case.c) * 0.5,
        "b2": case.randn(case.c) * 0.5 + shift,
    }
    params = {name: case.laid(name, values) for name, values in drawn.items()}
    return params, case.array("X", n, *getattr(case, "shape", (case.d,)))


def adds_up(X, y, units, scores, W2):
    """Whether each gradient is a quarter of what it is the sum of, or more.

    In float32, probabilities of large scores have an error that is relative to each of them.
    """
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    dscores = p - np.eye(p.shape[1])[y]
    X, mask = X.reshape(len(X), -1), units > 0
    back, parts = mask * (dscores @ W2.T), mask * (p @ np.abs(W2).T)
    hidden = mask * units
    sums = [
        (dscores.sum(axis=0), p.sum(axis=0)),
        (hidden.T @ dscores, hidden.T @ p),
        (back.sum(axis=0), parts.sum(axis=0)),
        (X.T @ back, np.abs(X).T @ parts),
    ]
    return all(np.abs(total).max() >= all_parts.max() / 4 for total, all_parts in sums)


def call_before(net, case):
    """In a case of a second call: make the first, on other data and with other weights."""
    if hasattr(case, "before"):
        X, y = net_inputs(net, case, case.before)
        net.loss(X, y) if case.with_labels else net.loss(X)


def watch_params(code, net):
    """Look after the calls at the net's parameters."""
    code.watch_made(**{name: net.params[name] for name in ("W1", "b1", "W2", "b2")})


# Weights so many that their spread tells their scale; and few of them, or one, for their shapes.
INIT = Domain(
    d=[1, between(20, 40), like("h")],
    h=[1, between(20, 40), like("c")],
    c=[2, between(20, 40)],
    weight_scale=[1e-5, between(0.01, 0.2), 3.0],
    also=[
        {"d": 2, "h": 3, "c": 2, "weight_scale": 0.0},
        {"d": 30, "h": 30, "c": 30, "weight_scale": 1.0},
        {"d": 30, "h": 30, "c": 30, "weight_scale": 100.0},
        {"d": 30, "h": 30, "c": 30, "weight_scale": 1e-5},
    ],
)
OWN = "arrays of their own"


@questions.add(
    "two_layer_net_init",
    title="Two-layer net: initialisation",
    function=f"{FUNCTION}.__init__",
    properties={"W1": 1.5, "W2": 1.5, "b1": 0.5, "b2": 0.5, RANGE: 0.5, OWN: 0.5, SHAPES: 1},
    cases=[
        Case("30 inputs, 50 hidden units, 20 classes", d=30, h=50, c=20, public=True),
        Case("40 inputs, 25 hidden units, 30 classes", d=40, h=25, c=30),
        *INIT.cases(RANGE),
        Case("two nets of equal layers", size=4, tests=OWN, public=True),
        Case("two nets of 5 equal layers", size=5, tests=OWN),
    ],
    next_steps={
        "W1": "Is the scale of the weights the argument weight_scale?",
        "W2": "Is the scale of the weights the argument weight_scale?",
        "b1": "Biases start at zero.",
        "b2": "Biases start at zero.",
        RANGE: "Every size and the scale come from the arguments.",
        OWN: "Each parameter is an array of its own, and each draw another one.",
        SHAPES: "The docstring gives the shape of each parameter.",
    },
    hints=hints.two_layer_net_init,
)
def two_layer_net_init(code, case):
    TwoLayerNet = code.classifiers.fc_net.TwoLayerNet
    if case.tests == OWN:
        sizes = {"input_dim": case.size, "hidden_dim": case.size, "num_classes": case.size}
        params = [TwoLayerNet(**sizes).params for _ in range(2)]
        every = [each[name] for each in params for name in ("W1", "b1", "W2", "b2")]
        return {
            "one draw for both layers": code.equal(params[0]["W1"], params[0]["W2"]),
            "one array for two parameters": code.shared(*every),
        }
    # By itself a scale that is neither the default nor one that people write without thinking.
    scale = getattr(case, "weight_scale", 0.05)
    net = TwoLayerNet(input_dim=case.d, hidden_dim=case.h, num_classes=case.c, weight_scale=scale)
    if scale:
        case.compare = {name: {"kind": "normal", "std": scale} for name in ("W1", "W2")}
    return {name: net.params[name] for name in ("W1", "b1", "W2", "b2")}


NET_CASES = [
    Case("3 examples, 5 inputs, 6 hidden units", n=3, d=5, h=6, c=4, public=True),
    Case("5 examples, 4 inputs, 8 hidden units", n=5, d=4, h=8, c=3),
    Case("images of shape (2, 3)", n=4, d=6, h=7, c=3, shape=(2, 3), tests=N_D, public=True),
    Case("images of shape (2, 1, 3)", n=4, d=6, h=7, c=3, shape=(2, 1, 3), tests=N_D),
    *before(calls=[1]).cases(AGAIN),
    *net_domain(n=[1, like("d"), MANY], size=200).cases(RANGE),
]
RANGE_NEXT_STEP = "Which sizes of the layers, or magnitudes of X, does your code assume?"
AGAIN_NEXT_STEP = "The Solver sets new weights before each call: take everything from self.params."


@questions.add(
    "two_layer_net_scores",
    title="Two-layer net: scores",
    function=f"{FUNCTION}.loss",
    properties={"scores": 3.5, N_D: 1, RANGE: 1, AGAIN: 1, SHAPES: 0.5, UNCHANGED: 1},
    cases=NET_CASES,
    given=(*LAYERS, "two_layer_net_init"),
    once=ONCE,
    next_steps={
        "scores": "affine - ReLU - affine: which layers does a score pass, and which not?",
        RANGE: RANGE_NEXT_STEP,
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "Computing scores reads X and the parameters; it must not write them.",
    },
    hints=hints.two_layer_net_scores,
)
def two_layer_net_scores(code, case):
    net = make_net(code, case)
    call_before(net, case)
    X, _ = net_inputs(net, case, case.n)
    (X,) = code.watch(X=X)
    scores = net.loss(X)
    watch_params(code, net)
    return {"scores": scores}


REG = "regularization"
# A call without labels leaves the strength as it is.
REG_AFTER = Domain(
    before=[3], with_labels=[False], n=[4], d=[3], h=[3], c=[3], reg=[between(0.3, 2.0)]
)


@questions.add(
    "two_layer_net_loss",
    title="Two-layer net: loss",
    function=f"{FUNCTION}.loss",
    blank=1,
    properties={"loss": 2.5, REG: 2.5, RANGE: 1, AGAIN: 1.5, SHAPES: 0.5},
    cases=[
        Case("reg = 0", n=3, d=5, h=6, c=4, public=True),
        Case("reg = 0, 5 examples", n=5, d=4, h=8, c=3),
        Case("reg = 1", n=3, d=5, h=6, c=4, reg=1.0, tests=REG, public=True),
        Case("reg = 0.3", n=4, d=4, h=7, c=3, reg=0.3, tests=REG),
        *REG_AFTER.cases(REG, public=False),
        *before(calls=[1]).cases(AGAIN),
        *net_domain(FEW, size=1).cases(RANGE),
    ],
    given=(*LAYERS, "two_layer_net_init"),
    once=ONCE,
    next_steps={
        "loss": "With reg = 0 the loss is the softmax loss of the scores, nothing else.",
        REG: "Compare the loss with reg = 0 and reg = 1: the difference is the penalty. "
        "Which arrays does it cover, and with which factor?",
        RANGE: RANGE_NEXT_STEP,
        AGAIN: AGAIN_NEXT_STEP,
    },
    hints=hints.two_layer_net_loss,
)
def two_layer_net_loss(code, case):
    net = make_net(code, case, getattr(case, "reg", 0.0))
    call_before(net, case)
    loss, _ = net.loss(*net_inputs(net, case, case.n))
    return {"loss": loss}


@questions.add(
    "two_layer_net_gradients",
    title="Two-layer net: gradients",
    function=f"{FUNCTION}.loss",
    blank=1,
    properties={
        **{"W1": 1.5, "b1": 0.5, "W2": 1.5, "b2": 0.5},
        **{REG: 1.5, N_D: 0.5, RANGE: 1, AGAIN: 2, SHAPES: 0.5, UNCHANGED: 0.5},
    },
    cases=[
        Case("reg = 0", n=3, d=5, h=6, c=4, public=True),
        Case("reg = 0, 5 examples", n=5, d=4, h=8, c=3),
        Case("images of shape (2, 2)", n=5, d=4, h=8, c=3, shape=(2, 2), tests=N_D),
        Case("reg = 0.7", n=3, d=5, h=6, c=4, reg=0.7, tests=REG, public=True),
        Case("reg = 0.05", n=4, d=4, h=7, c=3, reg=0.05, tests=REG),
        *before(calls=[1, hidden(2, public=1)]).cases(AGAIN),
        *net_domain(n=[1, like("d"), MANY], size=1e-4).cases(RANGE),
    ],
    given=(*LAYERS, "two_layer_net_init"),
    once=ONCE,
    next_steps={
        REG: "The penalty has a gradient of its own; which parameters get it?",
        RANGE: RANGE_NEXT_STEP,
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "A gradient step is the Solver's work; loss must leave the parameters alone.",
    },
    hints=hints.two_layer_net_gradients,
)
def two_layer_net_gradients(code, case):
    net = make_net(code, case, getattr(case, "reg", 0.0))
    call_before(net, case)
    X, labels = net_inputs(net, case, case.n)
    (y,) = code.watch(y=labels)
    _, grads = net.loss(X, y)
    watch_params(code, net)
    return {name: grads[name] for name in ("W1", "b1", "W2", "b2")}
