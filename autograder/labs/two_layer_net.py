"""The two-layer-net lab: from an affine layer to a trained network on CIFAR-10."""

import numpy as np

from autograder.lab import KIT_FILES, SHAPES, UNCHANGED, Case, Evidence, Lab

lab = Lab(
    name="two_layer_net",
    title="Two-layer net",
    student_files=("layers.py", "classifiers/fc_net.py"),
    given_files=(
        *KIT_FILES,
        "classifiers/__init__.py",
        "data_utils.py",
        "layer_utils.py",
        "optim.py",
        "search_plots.py",
        "solver.py",
        "standin.py",
        "visualize.py",
        "weights.py",
    ),
    artefacts=("solver_model.npz", "best_model.npz"),
)

# ----------------------------------------------------------------------------- affine layer

N_D = "inputs of more dimensions"
ONE = "one example (N = 1)"
LAYOUT = "any memory layout"
STABLE = "large scores"
AGAIN = "a second call"

CLEAR = 0.01  # how far inputs keep from where the slope of a loss or a ReLU jumps


def affine_case(case):
    """Return x of shape (n, *shape), w (D, m) and b (m,)."""
    size = int(np.prod(case.shape))
    x = case.randn(case.n, *case.shape)
    w = case.randn(size, case.m)
    if getattr(case, "fortran", False):
        x, w = np.asfortranarray(x), np.asfortranarray(w)
    return x, w, case.randn(case.m)


AFFINE_CASES = [
    Case("4 examples of 6 numbers", n=4, shape=(6,), m=3, public=True),
    Case("5 examples of 3 numbers", n=5, shape=(3,), m=4),
    Case("images of shape (2, 3)", n=4, shape=(2, 3), m=5, tests=N_D, public=True),
    Case("images of shape (3, 4, 2)", n=3, shape=(3, 4, 2), m=5, tests=N_D),
    Case("one example", n=1, shape=(5,), m=4, tests=ONE),
    Case("columns stored together", n=4, shape=(2, 3), m=3, tests=LAYOUT, fortran=True),
]


@lab.question(
    "affine_forward",
    title="Affine layer: forward",
    function="layers:affine_forward",
    properties={"out": 2.5, N_D: 1, ONE: 0.5, LAYOUT: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=AFFINE_CASES,
    next_steps={
        "out": "Work out x · w + b for one row by hand and compare.",
        N_D: "Each example has to become one row of D numbers, however many axes it has.",
        ONE: "A single example is still a minibatch: keep its axis.",
        SHAPES: "Print the shape of each step beside the one you expect.",
        UNCHANGED: "Look for an operation that works in place on its argument.",
    },
)
def affine_forward(code, case):
    x, w, b = code.watch(**dict(zip("xwb", affine_case(case))))
    out, _ = code.layers.affine_forward(x, w, b)
    return {"out": out}


@lab.question(
    "affine_backward",
    title="Affine layer: backward",
    function="layers:affine_backward",
    properties={"dx": 2.5, "dw": 2.5, "db": 2, N_D: 1, ONE: 0.5, LAYOUT: 0.5, SHAPES: 1},
    cases=AFFINE_CASES,
    given=("affine_forward",),
    next_steps={
        "dx": "Write down the shapes of dout and w: only one product gives the shape of x.",
        "dw": "Write down the shapes of x and dout: only one product gives the shape of w.",
        "db": "b is added to every example: how does a change of b reach the loss?",
        N_D: "dx has the shape of x, and dw needs x as rows.",
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
)
def affine_backward(code, case):
    x, w, b = affine_case(case)
    dout = case.randn(case.n, case.m)
    _, cache = code.layers.affine_forward(x, w, b)
    dx, dw, db = code.layers.affine_backward(dout, cache)
    return {"dx": dx, "dw": dw, "db": db}


# ------------------------------------------------------------------------------------- ReLU

RELU_CASES = [
    Case("a matrix of mixed signs", shape=(4, 5), public=True),
    Case("another matrix of mixed signs", shape=(6, 3)),
    Case("an array of shape (2, 3, 4)", shape=(2, 3, 4), tests=N_D),
]


@lab.question(
    "relu_forward",
    title="ReLU: forward",
    function="layers:relu_forward",
    properties={"out": 2, N_D: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=RELU_CASES,
    next_steps={
        "out": "What should become of a negative number, and what of a positive one?",
        UNCHANGED: "Look for an assignment into x, or an operation that writes its result there.",
    },
)
def relu_forward(code, case):
    (x,) = code.watch(x=case.randn(*case.shape))
    out, _ = code.layers.relu_forward(x)
    return {"out": out}


@lab.question(
    "relu_backward",
    title="ReLU: backward",
    function="layers:relu_backward",
    properties={"dx": 4.5, N_D: 0.5, SHAPES: 1},
    cases=RELU_CASES,
    given=("relu_forward",),
    next_steps={"dx": "Where x was positive the gradient passes; where is it stopped?"},
)
def relu_backward(code, case):
    x, dout = case.randn(*case.shape), case.randn(*case.shape)
    _, cache = code.layers.relu_forward(x)
    return {"dx": code.layers.relu_backward(dout, cache)}


# ----------------------------------------------------------------------------------- losses

LOSS_CASES = [
    Case("5 examples, 4 classes", n=5, c=4, public=True),
    Case("7 examples, 3 classes", n=7, c=3),
    Case("one example", n=1, c=5, tests=ONE),
]


def loss_case(case):
    """Return scores (n, c) and labels (n,) whose losses any careful arithmetic can compute.

    Clear of the hinge, where rounding decides; and the first label (each, where all scores are
    shifted) names a class that does not win: a loss near 0 has lost its digits.
    """
    y = case.labels(case.n, case.c)
    x = case.randn(case.n, case.c, scale=getattr(case, "scale", 2.0))
    shift = getattr(case, "shift", 0.0)
    if getattr(case, "unlikely", False):
        # Every other label names the lowest score, the first one by far: e^-45 is no zero.
        y[::2] = x[::2].argmin(axis=1)
        x[0, y[0]] = x[0].max() - 45
    wins = x.argmax(axis=1) == y
    wins[case.n if shift else 1 :] = False
    x[wins] *= -1
    margins = x - x[np.arange(case.n), y][:, np.newaxis] + 1
    x[np.abs(margins) < CLEAR] += 0.1
    if shift:  # numbers that float32 holds exactly beside the shift
        x = np.round(x * 1024) / 1024 + shift
    return x, y


@lab.question(
    "softmax_loss",
    title="Softmax loss",
    function="layers:softmax_loss",
    properties={"loss": 3, "dx": 3.5, ONE: 0.5, STABLE: 1.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=[
        *LOSS_CASES,
        Case("all scores shifted by 1000", n=4, c=5, shift=1000.0, tests=STABLE),
        Case("all scores shifted by -1000", n=4, c=5, shift=-1000.0, tests=STABLE),
        Case("scores far apart", n=6, c=4, scale=12.0, unlikely=True, tests=STABLE),
    ],
    next_steps={
        "loss": "Compute it for a single example with three scores on paper.",
        "dx": "The gradient of one example's loss is its probabilities, less 1 at the right "
        "class; then mind the average.",
        STABLE: "exp of a large number overflows: which constant can you take from a row of "
        "scores without changing the probabilities?",
        UNCHANGED: "Work on an array of your own: the caller still needs the scores.",
    },
)
def softmax_loss(code, case):
    scores, labels = loss_case(case)
    x, y = code.watch(x=scores, y=labels)
    loss, dx = code.layers.softmax_loss(x, y)
    return {"loss": loss, "dx": dx}


@lab.question(
    "svm_loss",
    title="SVM loss",
    function="layers:svm_loss",
    properties={"loss": 4, "dx": 4, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=LOSS_CASES,
    next_steps={
        "loss": "List the margins of one example: which of them count?",
        "dx": "Each margin that counts pulls on two scores: its own class and the right one.",
        UNCHANGED: "Work on an array of your own: the caller still needs the scores.",
    },
)
def svm_loss(code, case):
    scores, labels = loss_case(case)
    x, y = code.watch(x=scores, y=labels)
    loss, dx = code.layers.svm_loss(x, y)
    return {"loss": loss, "dx": dx}


# ---------------------------------------------------------------------------- two-layer net

NET = "classifiers.fc_net:TwoLayerNet"
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


@lab.question(
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


@lab.question(
    "two_layer_net_scores",
    title="Two-layer net: scores",
    function=f"{NET}.loss",
    properties={"scores": 5, N_D: 1, AGAIN: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=NET_CASES,
    given=(*LAYERS, "two_layer_net_init"),
    next_steps={
        "scores": "affine - ReLU - affine: which layers does a score pass, and which not?",
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "Computing scores reads X and the parameters; it must not write them.",
    },
)
def two_layer_net_scores(code, case):
    net = make_net(code, case)
    call_before(net, case, with_labels=False)
    (X,) = code.watch(X=net_inputs(net, case))
    scores = net.loss(X)
    watch_params(code, net)
    return {"scores": scores}


REG = "regularization"


@lab.question(
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
    next_steps={
        "loss": "With reg = 0 the loss is the softmax loss of the scores, nothing else.",
        REG: "Compare the loss with reg = 0 and reg = 1: the difference is the penalty. "
        "Which arrays does it cover, and with which factor?",
        AGAIN: AGAIN_NEXT_STEP,
    },
)
def two_layer_net_loss(code, case):
    net = make_net(code, case, getattr(case, "reg", 0.0))
    call_before(net, case)
    X = net_inputs(net, case)
    loss, _ = net.loss(X, case.labels(case.n, case.c))
    return {"loss": loss}


@lab.question(
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
    next_steps={
        REG: "The penalty has a gradient of its own; which parameters get it?",
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "A gradient step is the Solver's work; loss must leave the parameters alone.",
    },
)
def two_layer_net_gradients(code, case):
    net = make_net(code, case, getattr(case, "reg", 0.0))
    call_before(net, case)
    X = net_inputs(net, case)
    _, grads = net.loss(X, case.labels(case.n, case.c))
    watch_params(code, net)
    return {name: grads[name] for name in ("W1", "b1", "W2", "b2")}


# ---------------------------------------------------------------------- training and analysis

lab.evidence_question(
    "train_solver",
    "Training with the Solver",
    4,
    Evidence(("solver_model.npz", "best_model.npz"), {"validation": 0.34}),
)
lab.evidence_question(
    "best_model",
    "Tuned model",
    10,
    Evidence(("best_model.npz",), {"validation": 0.48, "test": 0.48}),
)
lab.manual_question("hyperparameter_study", "Analysis of the hyperparameters", 8)
