"""Questions on fully connected nets of any depth, with and without batch normalisation."""

import numpy as np

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.batch_normalization import hints
from autograder.labs.batch_normalization.cases import (
    BACKWARD,
    LAYER,
    RUNNING,
    SPREAD_ENOUGH,
    averages,
)

questions = Questions()

# In many cases layers are of one size: then a wrong order of theirs gives a wrong answer, which
# says more than a crash, and a mistake on the way back does not cost the loss.

NET = "classifiers.deep_net:FullyConnectedNet"
NORM = "with batch normalisation"
DEPTH = "any depth"
N_D = "inputs of more dimensions"
AGAIN = "a second call"
REG = "regularization"
EXACT = "no parameters too many"
ONCE = (N_D, AGAIN, UNCHANGED)
AGAIN_NEXT_STEP = "The Solver sets new weights before each call: take everything from self.params."

CLEAR = 0.01  # how far the inputs of a ReLU keep from 0, where its slope jumps
# A scale that is neither the default nor one that people write without thinking.
WEIGHT_SCALE = 0.05


def make_net(code, case, **settings):
    """Construct a net of the case's sizes."""
    if getattr(case, "norm", False):
        settings["normalization"] = "batchnorm"
    return code.classifiers.deep_net.FullyConnectedNet(
        list(case.hidden), input_dim=case.d, num_classes=case.c, **settings
    )


@questions.add(
    "deep_net_init",
    title="Deep network: initialisation",
    function=f"{NET}.__init__",
    properties={
        **{"W1": 1, "W2": 1, "W3": 1, "b1": 0.25, "b2": 0.25, "b3": 0.25},
        **{NORM: 1.5, EXACT: 0.5, DEPTH: 0.75, SHAPES: 0.5},
    },
    cases=[
        Case("hidden layers of 50 and 40 units", d=30, hidden=(50, 40), c=35, public=True),
        Case("hidden layers of 40 and 60 units", d=45, hidden=(40, 60), c=32),
        Case("batch normalisation", d=6, hidden=(5, 8), c=4, norm=True, tests=NORM, public=True),
        Case("batch normalisation, 3 layers", d=5, hidden=(7, 4, 6), c=3, norm=True, tests=NORM),
        Case(
            "three layers, normalised", d=6, hidden=(5, 8), c=4, norm=True, tests=EXACT, public=True
        ),
        Case("three layers, not normalised", d=6, hidden=(5, 8), c=4, tests=EXACT, public=True),
        Case("five hidden layers", d=31, hidden=(40, 33, 45, 36, 50), c=30, tests=DEPTH),
    ],
    compare={f"W{i}": {"kind": "normal", "std": WEIGHT_SCALE} for i in range(1, 7)},
    next_steps={
        **dict.fromkeys(
            ("W1", "W2", "W3"), "Is the scale of the weights the argument weight_scale?"
        ),
        **dict.fromkeys(("b1", "b2", "b3"), "Biases start at zero."),
        NORM: "A new layer should only normalise: which scale and which shift change nothing?",
        EXACT: "Count from layer 1 to the last. Only hidden layers are normalised, if that "
        "is asked for.",
        DEPTH: "The number of layers follows from the list hidden_dims, whatever its length.",
        SHAPES: "The inputs of a layer are the outputs of the one before it.",
    },
    hints=hints.deep_net_init,
)
def deep_net_init(code, case):
    net = make_net(code, case, weight_scale=WEIGHT_SCALE)
    layers = range(1, len(case.hidden) + 2)
    if case.tests == EXACT:
        return {name: code.raises(net.params.pop, name) for name in too_many(case)}
    if getattr(case, "norm", False):
        return {
            f"{name}{i}": net.params[f"{name}{i}"]
            for i in layers[:-1]
            for name in ("gamma", "beta")
        }
    return {f"{name}{i}": net.params[f"{name}{i}"] for i in layers for name in ("W", "b")}


def too_many(case):
    """Return names a net of the case must not have among its parameters."""
    last = len(case.hidden) + 1
    normalised = last if getattr(case, "norm", False) else 1
    return ["W0", f"W{last + 1}", f"gamma{normalised}", f"beta{normalised}"]


def draw_net(case, mode):
    """Return (X, parameters, running averages) of a net whose answers any arithmetic can compute.

    Drawn again until no input of a ReLU is within CLEAR of 0, where its slope jumps, and no
    feature that is normalised is too even.
    """
    while True:
        X = case.randn(case.n, *getattr(case, "shape", (case.d,)))
        params, running, clear = {}, [], True
        out = X.reshape(case.n, -1)
        sizes = [case.d, *case.hidden, case.c]
        for i in range(1, len(sizes)):
            inputs, outputs = sizes[i - 1], sizes[i]
            params[f"W{i}"] = case.randn(inputs, outputs, scale=1.2 / np.sqrt(inputs))
            params[f"b{i}"] = case.randn(outputs, scale=0.5)
            if i == len(sizes) - 1:
                break
            a = out @ params[f"W{i}"] + params[f"b{i}"]
            if getattr(case, "norm", False):
                gamma = params[f"gamma{i}"] = case.randn(outputs)
                beta = params[f"beta{i}"] = case.randn(outputs)
                mean, var = averages(case, outputs) if mode == "test" else (a.mean(0), a.var(0))
                clear = clear and var.min() > SPREAD_ENOUGH**2
                running.append((mean, var))
                a = gamma * (a - mean) / np.sqrt(var + 1e-5) + beta
            clear = clear and np.abs(a).min() > CLEAR
            out = np.maximum(a, 0)
        if clear:
            return X, params, running


def net_inputs(net, case, mode):
    """Give the net new weights, and at test time running averages; return X to go with them."""
    X, params, running = draw_net(case, mode)
    for name, values in params.items():
        net.params[name] = values
    for i, (mean, var) in enumerate(running if mode == "test" else ()):
        net.bn_params[i]["running_mean"] = mean
        net.bn_params[i]["running_var"] = var
    return X


def names_of(case, *kinds):
    """Return the names of a net's parameters of some kinds, e.g. "W" and "gamma"."""
    layers = len(case.hidden) + 1
    of_norm = range(1, layers) if getattr(case, "norm", False) else ()
    numbers = {
        kind: of_norm if kind in ("gamma", "beta") else range(1, layers + 1) for kind in kinds
    }
    return [f"{kind}{i}" for kind in kinds for i in numbers[kind]]


def call_before(net, case, mode):
    """In a case of a second call: make the first, on other data and with other weights."""
    if getattr(case, "again", False):
        X = net_inputs(net, case, mode)
        net.loss(X, *([case.labels(case.n, case.c)] if mode == "train" else []))


@questions.add(
    "deep_net_scores",
    title="Deep network: scores",
    function=f"{NET}.loss",
    properties={
        **{"scores": 3, NORM: 2, DEPTH: 1},
        **{N_D: 0.5, AGAIN: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    },
    cases=[
        Case("2 hidden layers", n=4, d=5, hidden=(6, 7), c=3, public=True),
        Case("2 hidden layers, 5 classes", n=3, d=6, hidden=(8, 4), c=5),
        Case("running averages", n=4, d=5, hidden=(6, 6), c=4, norm=True, tests=NORM, public=True),
        Case("3 layers of averages", n=3, d=4, hidden=(6, 6, 6), c=3, norm=True, tests=NORM),
        Case("1 hidden layer", n=5, d=4, hidden=(6,), c=3, tests=DEPTH, public=True),
        Case("4 hidden layers", n=3, d=5, hidden=(6, 4, 7, 5), c=3, tests=DEPTH),
        Case("images of shape (2, 3)", n=4, d=6, hidden=(7, 5), c=3, shape=(2, 3), tests=N_D),
        Case("again, with new weights", n=4, d=5, hidden=(6, 7), c=3, again=True, tests=AGAIN),
    ],
    given=(*LAYER, *BACKWARD, "deep_net_init"),
    once=ONCE,
    next_steps={
        "scores": "Each hidden layer is affine - ReLU; the last layer is affine alone.",
        NORM: "Each hidden layer has its own gamma, beta and bn_param, between the affine layer "
        "and the ReLU.",
        DEPTH: "The number of layers is self.num_layers: is any other number written down?",
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "Computing scores reads X and the parameters; it must not write them.",
    },
    hints=hints.deep_net_scores,
)
def deep_net_scores(code, case):
    net = make_net(code, case)
    call_before(net, case, "test")
    (X,) = code.watch(X=net_inputs(net, case, "test"))
    scores = net.loss(X)
    names = names_of(case, "W", "b", "gamma", "beta")
    code.watch_made(**{name: net.params[name] for name in names})
    for i in range(len(case.hidden) if getattr(case, "norm", False) else 0):
        for name in ("running_mean", "running_var"):
            code.watch_made(**{f"{name} of layer {i + 1}": net.bn_params[i][name]})
    return {"scores": scores}


def trained(code, case, **settings):
    """Return a net and what its loss returns for new weights and data."""
    net = make_net(code, case, reg=getattr(case, "reg", 0.0), **settings)
    call_before(net, case, "train")
    X = net_inputs(net, case, "train")
    loss, grads = net.loss(X, case.labels(case.n, case.c))
    return net, loss, grads


@questions.add(
    "deep_net_loss",
    title="Deep network: loss",
    function=f"{NET}.loss",
    properties={"loss": 2, NORM: 1, RUNNING: 0.5, REG: 2, SHAPES: 0.5},
    cases=[
        Case("reg = 0", n=4, d=7, hidden=(7, 7), c=3, public=True),
        Case("reg = 0, 3 hidden layers", n=3, d=6, hidden=(6, 6, 6), c=5),
        Case("batch statistics", n=6, d=4, hidden=(4, 4), c=3, norm=True, tests=NORM, public=True),
        Case("batch statistics, 5 classes", n=7, d=6, hidden=(6, 6), c=5, norm=True, tests=NORM),
        Case("train, train, test", n=6, d=4, hidden=(4, 4), c=3, norm=True, tests=RUNNING),
        Case("three layers", n=7, d=5, hidden=(5, 5, 5), c=3, norm=True, tests=RUNNING),
        Case("reg = 1", n=4, d=7, hidden=(7, 7), c=3, reg=1.0, tests=REG, public=True),
        Case(
            "reg = 0.3, batch statistics",
            **{"n": 6, "d": 5, "hidden": (5, 5), "c": 3, "reg": 0.3, "norm": True},
            tests=REG,
            public=True,
        ),
        Case("reg = 0.3, 3 hidden layers", n=3, d=6, hidden=(6, 6, 6), c=4, reg=0.3, tests=REG),
    ],
    given=(*LAYER, *BACKWARD, "deep_net_init"),
    once=ONCE,
    next_steps={
        "loss": "With reg = 0 the loss is the softmax loss of the scores, nothing else.",
        NORM: "With labels it is training time: which statistics belong to that?",
        RUNNING: "Each training call brings the averages in self.bn_params up to date once; a "
        "call without labels leaves them as they are.",
        REG: "Compare the loss with reg = 0 and reg = 1: the difference is the penalty. "
        "Which arrays does it cover, and with which factor?",
    },
    hints=hints.deep_net_loss,
)
def deep_net_loss(code, case):
    if case.tests == RUNNING:
        return averages_of_net(code, case)
    _, loss, _ = trained(code, case)
    return {"loss": loss}


def averages_of_net(code, case):
    """Return a net's running averages after two training calls and one for testing.

    The parameters are set anew before each call, so that whether it leaves them alone is not
    asked a second time.
    """
    net = make_net(code, case)
    for i, width in enumerate(case.hidden):
        net.bn_params[i]["running_mean"], net.bn_params[i]["running_var"] = averages(case, width)
    X, params, _ = draw_net(case, "train")
    for labels in ([case.labels(case.n, case.c)], [case.labels(case.n, case.c)], []):
        for name, values in params.items():
            net.params[name] = values
        net.loss(X, *labels)
    return {
        f"{name} of layer {i + 1}": net.bn_params[i][name]
        for i in range(len(case.hidden))
        for name in ("running_mean", "running_var")
    }


@questions.add(
    "deep_net_gradients",
    title="Deep network: gradients",
    function=f"{NET}.loss",
    properties={
        **{"W1": 1, "b1": 0.5, "W2": 1, "b2": 0.5, "W3": 1, "b3": 0.5},
        **{NORM: 2, REG: 1.5, DEPTH: 0.5},
        **{N_D: 0.25, AGAIN: 0.25, SHAPES: 0.5, UNCHANGED: 0.5},
    },
    cases=[
        Case("reg = 0", n=4, d=7, hidden=(7, 7), c=3, public=True),
        Case("reg = 0, 5 classes", n=3, d=6, hidden=(8, 4), c=5),
        Case("batch statistics", n=6, d=4, hidden=(4, 4), c=3, norm=True, tests=NORM, public=True),
        Case("batch statistics, 3 layers", n=7, d=5, hidden=(5, 5, 5), c=3, norm=True, tests=NORM),
        Case("reg = 0.7", n=4, d=7, hidden=(7, 7), c=3, reg=0.7, tests=REG, public=True),
        Case(
            "reg = 0.3, batch statistics",
            **{"n": 6, "d": 5, "hidden": (5, 5), "c": 3, "reg": 0.3, "norm": True},
            tests=REG,
            public=True,
        ),
        Case("1 hidden layer", n=5, d=4, hidden=(6,), c=3, tests=DEPTH),
        Case("4 hidden layers", n=3, d=6, hidden=(6, 6, 6, 6), c=4, tests=DEPTH),
        Case("images of shape (2, 3)", n=4, d=6, hidden=(7, 5), c=3, shape=(2, 3), tests=N_D),
        Case("again, with new weights", n=4, d=5, hidden=(6, 7), c=3, again=True, tests=AGAIN),
    ],
    given=(*LAYER, *BACKWARD, "deep_net_init"),
    once=ONCE,
    next_steps={
        NORM: "On the way back the layers come in the opposite order, each with its own cache.",
        REG: "The penalty has a gradient of its own; which parameters get it?",
        DEPTH: "The loop back has to reach the first layer and take each cache once.",
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "A gradient step is the Solver's work; loss must leave the parameters alone.",
    },
    hints=hints.deep_net_gradients,
)
def deep_net_gradients(code, case):
    """Under batch normalisation the hidden biases have no gradient but rounding: left out."""
    net, _, grads = trained(code, case)
    if getattr(case, "norm", False):
        names = [*names_of(case, "W", "gamma", "beta"), f"b{len(case.hidden) + 1}"]
    else:
        names = names_of(case, "W", "b")
    code.watch_made(**{name: net.params[name] for name in names})
    return {name: grads[name] for name in names}
