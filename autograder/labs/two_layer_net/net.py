"""Questions on the two-layer net: its parameters, scores, loss and gradients."""

import numpy as np

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.two_layer_net import hints
from autograder.labs.two_layer_net.cases import CLEAR, N_D

questions = Questions()

AGAIN = "a second call"

NET = "classifiers.fc_net:TwoLayerNet"
ONCE = (N_D, AGAIN, UNCHANGED)
LAYERS = ("affine_forward", "affine_backward", "relu_forward", "relu_backward", "softmax_loss")


def make_net(code, case, reg=0.0):
    """Construct a net of the case's sizes."""
    return code.classifiers.fc_net.TwoLayerNet(
        input_dim=case.d, hidden_dim=case.h, num_classes=case.c, weight_scale=1e-2, reg=reg
    )


def net_inputs(net, case):
    """Give the net new weights; return X (n, *shape), d numbers an example, to go with them.

    Drawn again until no hidden unit is within CLEAR of 0, where the slope of ReLU jumps.
    """
    while True:
        params = {
            "W1": case.randn(case.d, case.h),
            "b1": case.randn(case.h, scale=0.5),
            "W2": case.randn(case.h, case.c),
            "b2": case.randn(case.c, scale=0.5),
        }
        X = case.randn(case.n, *getattr(case, "shape", (case.d,)))
        hidden = X.reshape(case.n, -1) @ params["W1"] + params["b1"]
        if np.abs(hidden).min() > CLEAR:
            break
    for name, values in params.items():
        net.params[name] = values
    return X


def call_before(net, case, with_labels=True):
    """In a case of a second call: make the first, on other data and with other weights."""
    if getattr(case, "again", False):
        X = net_inputs(net, case)
        labels = [case.labels(case.n, case.c)] if with_labels else []
        net.loss(X, *labels)


def watch_params(code, net):
    """Look after the calls at the net's parameters."""
    code.watch_made(**{name: net.params[name] for name in ("W1", "b1", "W2", "b2")})


# A scale that is neither the default nor one that people write without thinking.
WEIGHT_SCALE = 0.05
WEIGHTS = {
    "W1": {"kind": "normal", "std": WEIGHT_SCALE},
    "W2": {"kind": "normal", "std": WEIGHT_SCALE},
}


@questions.add(
    "two_layer_net_init",
    title="Two-layer net: initialisation",
    function=f"{NET}.__init__",
    properties={"W1": 2, "W2": 2, "b1": 0.5, "b2": 0.5, SHAPES: 1},
    cases=[
        Case("30 inputs, 50 hidden units, 20 classes", d=30, h=50, c=20, public=True),
        Case("40 inputs, 60 hidden units, 25 classes", d=40, h=60, c=25),
    ],
    compare=WEIGHTS,
    next_steps={
        "W1": "Is the scale of the weights the argument weight_scale?",
        "W2": "Is the scale of the weights the argument weight_scale?",
        "b1": "Biases start at zero.",
        "b2": "Biases start at zero.",
        SHAPES: "The docstring gives the shape of each parameter.",
    },
    hints=hints.two_layer_net_init,
)
def two_layer_net_init(code, case):
    net = code.classifiers.fc_net.TwoLayerNet(
        input_dim=case.d, hidden_dim=case.h, num_classes=case.c, weight_scale=WEIGHT_SCALE
    )
    return {name: net.params[name] for name in ("W1", "b1", "W2", "b2")}


NET_CASES = [
    Case("3 examples, 5 inputs, 6 hidden units", n=3, d=5, h=6, c=4, public=True),
    Case("5 examples, 4 inputs, 8 hidden units", n=5, d=4, h=8, c=3),
    Case("images of shape (2, 3)", n=4, d=6, h=7, c=3, shape=(2, 3), tests=N_D),
    Case("again, with new weights", n=4, d=5, h=6, c=3, again=True, tests=AGAIN),
]
AGAIN_NEXT_STEP = "The Solver sets new weights before each call: take everything from self.params."


@questions.add(
    "two_layer_net_scores",
    title="Two-layer net: scores",
    function=f"{NET}.loss",
    properties={"scores": 5, N_D: 1, AGAIN: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=NET_CASES,
    given=(*LAYERS, "two_layer_net_init"),
    once=ONCE,
    next_steps={
        "scores": "affine - ReLU - affine: which layers does a score pass, and which not?",
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "Computing scores reads X and the parameters; it must not write them.",
    },
    hints=hints.two_layer_net_scores,
)
def two_layer_net_scores(code, case):
    net = make_net(code, case)
    call_before(net, case, with_labels=False)
    (X,) = code.watch(X=net_inputs(net, case))
    scores = net.loss(X)
    watch_params(code, net)
    return {"scores": scores}


REG = "regularization"


@questions.add(
    "two_layer_net_loss",
    title="Two-layer net: loss",
    function=f"{NET}.loss",
    properties={"loss": 4, REG: 3, AGAIN: 0.5, SHAPES: 0.5},
    cases=[
        Case("reg = 0", n=3, d=5, h=6, c=4, public=True),
        Case("reg = 0, 5 examples", n=5, d=4, h=8, c=3),
        Case("reg = 1", n=3, d=5, h=6, c=4, reg=1.0, tests=REG, public=True),
        Case("reg = 0.3", n=4, d=4, h=7, c=3, reg=0.3, tests=REG),
        Case("again, with new weights", n=4, d=5, h=6, c=3, again=True, tests=AGAIN),
    ],
    given=(*LAYERS, "two_layer_net_init"),
    once=ONCE,
    next_steps={
        "loss": "With reg = 0 the loss is the softmax loss of the scores, nothing else.",
        REG: "Compare the loss with reg = 0 and reg = 1: the difference is the penalty. "
        "Which arrays does it cover, and with which factor?",
        AGAIN: AGAIN_NEXT_STEP,
    },
    hints=hints.two_layer_net_loss,
)
def two_layer_net_loss(code, case):
    net = make_net(code, case, getattr(case, "reg", 0.0))
    call_before(net, case)
    X = net_inputs(net, case)
    loss, _ = net.loss(X, case.labels(case.n, case.c))
    return {"loss": loss}


@questions.add(
    "two_layer_net_gradients",
    title="Two-layer net: gradients",
    function=f"{NET}.loss",
    properties={
        **{"W1": 2, "b1": 1, "W2": 2, "b2": 1},
        **{REG: 2, N_D: 0.5, AGAIN: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    },
    cases=[
        Case("reg = 0", n=3, d=5, h=6, c=4, public=True),
        Case("reg = 0, 5 examples", n=5, d=4, h=8, c=3),
        Case("images of shape (2, 2)", n=5, d=4, h=8, c=3, shape=(2, 2), tests=N_D),
        Case("reg = 0.7", n=3, d=5, h=6, c=4, reg=0.7, tests=REG, public=True),
        Case("reg = 0.05", n=4, d=4, h=7, c=3, reg=0.05, tests=REG),
        Case("again, with new weights", n=4, d=5, h=6, c=3, again=True, tests=AGAIN),
    ],
    given=(*LAYERS, "two_layer_net_init"),
    once=ONCE,
    next_steps={
        REG: "The penalty has a gradient of its own; which parameters get it?",
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "A gradient step is the Solver's work; loss must leave the parameters alone.",
    },
    hints=hints.two_layer_net_gradients,
)
def two_layer_net_gradients(code, case):
    net = make_net(code, case, getattr(case, "reg", 0.0))
    call_before(net, case)
    X = net_inputs(net, case)
    _, grads = net.loss(X, case.labels(case.n, case.c))
    watch_params(code, net)
    return {name: grads[name] for name in ("W1", "b1", "W2", "b2")}
