"""The lab on batch normalisation: the layer, its two backward passes, and deep networks with it."""

import numpy as np

from autograder.lab import KIT_FILES, SHAPES, UNCHANGED, Case, Lab

lab = Lab(
    name="batch_normalization",
    title="Batch normalisation",
    student_files=("normalization.py", "classifiers/deep_net.py", "normalization_measurements.py"),
    given_files=(
        *KIT_FILES,
        "batch_normalization_plots.py",
        "bn_param.py",
        "classifiers/__init__.py",
        "data_utils.py",
        "optim.py",
        "ready.py",
        "solver.py",
        "standin.py",
    ),
    earlier_files=("layers.py",),
)

TEST = "test mode"
EPS = "a large eps"
ONE = "one example (N = 1)"
FLAT = "a feature that never varies"
FAR = "float32, far from 0"
KEPT = "from call to call"
ORDER = "test calls in between"

SPREAD_ENOUGH = 0.4  # standard deviation: a smaller one would blow rounding up
UNCHANGED_NEXT_STEP = "An operation that assigns to its left side writes into the caller's array."
SHAPES_NEXT_STEP = "Print the shape of each step beside the one you expect."

# ---------------------------------------------------------------------------- one layer


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


@lab.question(
    "batchnorm_forward",
    title="Batch normalisation: forward",
    function="normalization:batchnorm_forward",
    properties={
        **{"out": 4.5, TEST: 3.5, EPS: 1.5, ONE: 1, FLAT: 1, FAR: 1},
        **{SHAPES: 0.5, UNCHANGED: 1},
    },
    cases=[
        Case("zero mean, unit variance: gamma 1, beta 0", n=6, d=4, standard=True, public=True),
        Case("gamma and beta", n=5, d=3, public=True),
        Case("gamma and beta, 7 examples", n=7, d=5),
        Case("test mode", n=4, d=3, mode="test", tests=TEST, public=True),
        Case("test mode, 6 examples", n=6, d=4, mode="test", tests=TEST),
        Case("eps = 0.5", n=5, d=3, eps=0.5, tests=EPS, public=True),
        Case("eps = 0.5, test mode", n=4, d=3, eps=0.5, mode="test", tests=EPS, public=True),
        Case("eps = 2, test mode", n=5, d=4, eps=2.0, mode="test", tests=EPS),
        Case("one example", n=1, d=4, tests=ONE),
        Case("one example, test mode", n=1, d=5, mode="test", tests=ONE, public=True),
        Case("a flat feature", n=6, d=3, flat=True, tests=FLAT, public=True),
        Case("sixteenths beside 4000", n=8, d=3, far=True, tests=FAR, public=True),
    ],
    next_steps={
        "out": "Work out mean and variance of one column by hand, then its first normalised "
        "number.",
        TEST: "At test time mean and variance come from bn_param, not from x.",
        EPS: "eps is a setting in bn_param, and it is added before the root is taken.",
        ONE: "A minibatch of one is still a minibatch: its variance is 0, its mean itself.",
        FLAT: "The differences from the mean are all 0 there; by what are they divided?",
        FAR: "Two large numbers leave few digits for their difference: take the mean away early.",
        SHAPES: SHAPES_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def batchnorm_forward(code, case):
    mode = getattr(case, "mode", "train")
    x, gamma, beta = code.watch(**dict(zip(("x", "gamma", "beta"), layer_inputs(case))))
    if mode == "test":
        mean, var = averages(case, case.d)
        bn_param = new_param(code, case, mode=mode, running_mean=mean, running_var=var)
        code.watch_made(running_mean=bn_param["running_mean"], running_var=bn_param["running_var"])
    else:
        bn_param = new_param(code, case)
    out, _ = code.normalization.batchnorm_forward(x, gamma, beta, bn_param)
    return {"out": out}


@lab.question(
    "batchnorm_running_averages",
    title="Batch normalisation: running averages",
    function="normalization:batchnorm_forward",
    properties={
        **{"running_mean": 2, "running_var": 2.5, KEPT: 1.5, EPS: 1, ORDER: 0.5, SHAPES: 0.5},
    },
    cases=[
        Case("a first call", n=6, d=4, public=True),
        Case("a first call, 3 features", n=8, d=3),
        Case("momentum 0.6, after earlier calls", calls=1, momentum=0.6, tests=KEPT, public=True),
        Case("momentum 0.3, three calls", calls=3, momentum=0.3, tests=KEPT),
        Case("the usual momentum, two calls", calls=2, tests=KEPT),
        Case("eps = 0.5", n=5, d=3, eps=0.5, tests=EPS, public=True),
        Case("training, test, training", calls=2, momentum=0.7, between=True, tests=ORDER),
    ],
    next_steps={
        "running_mean": "After a first call it is a tenth of the minibatch mean: it started at 0.",
        "running_var": "After a first call it is a tenth of the minibatch variance.",
        KEPT: "Which share of an average is kept, and where does that number come from?",
        EPS: "The running variance averages variances; eps comes in only where they are used.",
        ORDER: "Only calls in training mode teach a layer anything.",
        SHAPES: "There is one number for each feature.",
    },
)
def batchnorm_running_averages(code, case):
    n, d = getattr(case, "n", 5), getattr(case, "d", 3)
    bn_param = new_param(code, case)
    if hasattr(case, "calls"):
        mean, var = averages(case, d)
        bn_param = new_param(code, case, running_mean=mean, running_var=var)
    for call in range(getattr(case, "calls", 1)):
        if call and getattr(case, "between", False):
            bn_param["mode"] = "test"
            forward_of(code, case, bn_param, n + 1, d)
            bn_param["mode"] = "train"
        forward_of(code, case, bn_param, n + call, d)
    return {name: bn_param[name] for name in ("running_mean", "running_var")}


def forward_of(code, case, bn_param, n, d):
    """Call the forward pass on new data of shape (n, d)."""
    x, gamma, beta = features(case, n, d), case.randn(d), case.randn(d)
    code.normalization.batchnorm_forward(x, gamma, beta, bn_param)


@lab.question(
    "identity_parameters",
    title="The parameters that undo a normalisation",
    function="normalization:identity_parameters",
    properties={"gamma": 1.5, "beta": 1, EPS: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("6 examples, 4 features", n=6, d=4, public=True),
        Case("9 examples, 3 features", n=9, d=3),
        Case("eps = 0.5", n=5, d=3, eps=0.5, tests=EPS, public=True),
        Case("eps = 2", n=7, d=4, eps=2.0, tests=EPS),
    ],
    next_steps={
        "gamma": "x_hat has been divided by something; gamma multiplies it.",
        "beta": "Something has been subtracted from x; beta is added at the end.",
        EPS: "The layer divides by more than the standard deviation: how much more?",
        SHAPES: "There is one number for each feature.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def identity_parameters(code, case):
    (x,) = code.watch(x=features(case, case.n, case.d))
    eps = {"eps": case.eps} if hasattr(case, "eps") else {}
    gamma, beta = code.normalization.identity_parameters(x, **eps)
    return {"gamma": gamma, "beta": beta}


# ----------------------------------------------------------------------- its backward passes

# One example with eps = 4: the root is 2, by which every arithmetic divides exactly.
BACKWARD_CASES = [
    Case("6 examples, 4 features", n=6, d=4, public=True),
    Case("5 examples, 3 features", n=5, d=3),
    Case("8 examples, 5 features", n=8, d=5),
    Case("eps = 0.5", n=5, d=3, eps=0.5, tests=EPS, public=True),
    Case("eps = 2", n=7, d=4, eps=2.0, tests=EPS),
    Case("one example", n=1, d=4, eps=4.0, tests=ONE),
    Case("a flat feature", n=6, d=3, flat=True, tests=FLAT),
]
BACKWARD_NEXT_STEPS = {
    "dgamma": "gamma multiplies x_hat in every example: what reaches it from each of them?",
    "dbeta": "beta is added to every example: how does a change of it reach the loss?",
    EPS: "The root was taken of the variance plus eps: so it is in every place on the way back.",
    ONE: "The output for a single example is beta, whatever x is: how large is dx then?",
    FLAT: "eps keeps the division possible on the way back, too.",
    SHAPES: "A gradient has the shape of what it belongs to.",
}


def backward_of(code, case, backward):
    """Return the three gradients that a backward function gives for new inputs."""
    x, gamma, beta = layer_inputs(case)
    dout = case.randn(case.n, case.d)
    bn_param = new_param(code, case)
    _, cache = code.normalization.batchnorm_forward(x, gamma, beta, bn_param)
    dx, dgamma, dbeta = backward(dout, cache)
    return {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}


@lab.question(
    "batchnorm_backward",
    title="Batch normalisation: backward through the graph",
    function="normalization:batchnorm_backward",
    properties={
        **{"dx": 4, "dgamma": 1.5, "dbeta": 1.5, EPS: 1, ONE: 0.5, FLAT: 0.5, SHAPES: 1},
    },
    cases=BACKWARD_CASES,
    given=("batchnorm_forward",),
    next_steps={
        "dx": "x reaches the output on three ways: itself, through the mean, through the "
        "variance. Which of them is missing?",
        **BACKWARD_NEXT_STEPS,
    },
)
def batchnorm_backward(code, case):
    return backward_of(code, case, code.normalization.batchnorm_backward)


@lab.question(
    "batchnorm_backward_alt",
    title="Batch normalisation: the simplified backward pass",
    function="normalization:batchnorm_backward_alt",
    properties={
        **{"dx": 3.5, "dgamma": 1, "dbeta": 1, EPS: 1, ONE: 0.5, FLAT: 0.5, SHAPES: 0.5},
    },
    cases=BACKWARD_CASES,
    given=("batchnorm_forward",),
    next_steps={
        "dx": "Compare with batchnorm_backward on a tiny case: which term of your formula differs?",
        **BACKWARD_NEXT_STEPS,
    },
)
def batchnorm_backward_alt(code, case):
    return backward_of(code, case, code.normalization.batchnorm_backward_alt)


# ------------------------------------------------------------------------------------ images

LAYER = ("batchnorm_forward", "batchnorm_running_averages")
BACKWARD = ("batchnorm_backward", "batchnorm_backward_alt")
ONE_IMAGE = "one image (N = 1)"

SPATIAL_CASES = [
    Case("4 images of shape (3, 2, 5)", shape=(4, 3, 2, 5), public=True),
    Case("2 images of shape (4, 5, 3)", shape=(2, 4, 5, 3)),
    Case("one image of shape (3, 4, 2)", shape=(1, 3, 4, 2), tests=ONE_IMAGE, public=True),
]


def image_inputs(case):
    """Return images (n, c, h, w) whose channels differ in mean and spread, gamma and beta."""
    n, c, h, w = case.shape
    pixels = features(case, n * h * w, c)
    x = np.ascontiguousarray(pixels.reshape(n, h, w, c).transpose(0, 3, 1, 2))
    return x, case.randn(c), case.randn(c)


@lab.question(
    "spatial_batchnorm_forward",
    title="Batch normalisation of images: forward",
    function="normalization:spatial_batchnorm_forward",
    properties={"out": 3, TEST: 1, ONE_IMAGE: 0.5, SHAPES: 1, UNCHANGED: 0.5},
    cases=[
        *SPATIAL_CASES,
        Case("test mode", shape=(3, 4, 2, 5), mode="test", tests=TEST, public=True),
        Case("test mode, 5 channels", shape=(2, 5, 4, 3), mode="test", tests=TEST),
    ],
    given=LAYER,
    next_steps={
        "out": "Every pixel of a channel shares one mean and one variance: which axes do they "
        "run over?",
        TEST: "The mode stands in bn_param: does it reach batchnorm_forward?",
        ONE_IMAGE: "A single image still has many pixels.",
        SHAPES: "The output has the shape of x: which axis is the channels' when you return?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def spatial_batchnorm_forward(code, case):
    mode = getattr(case, "mode", "train")
    x, gamma, beta = code.watch(**dict(zip(("x", "gamma", "beta"), image_inputs(case))))
    if mode == "test":
        mean, var = averages(case, case.shape[1])
        bn_param = new_param(code, case, mode=mode, running_mean=mean, running_var=var)
    else:
        bn_param = new_param(code, case)
    out, _ = code.normalization.spatial_batchnorm_forward(x, gamma, beta, bn_param)
    return {"out": out}


@lab.question(
    "spatial_batchnorm_backward",
    title="Batch normalisation of images: backward",
    function="normalization:spatial_batchnorm_backward",
    properties={"dx": 2, "dgamma": 1, "dbeta": 1, ONE_IMAGE: 0.5, SHAPES: 0.5},
    cases=SPATIAL_CASES,
    given=(*LAYER, *BACKWARD, "spatial_batchnorm_forward"),
    next_steps={
        "dx": "Bring dout into the same order of axes as the forward pass did, and dx back.",
        "dgamma": "All pixels of a channel share one gamma.",
        "dbeta": "All pixels of a channel share one beta.",
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
)
def spatial_batchnorm_backward(code, case):
    x, gamma, beta = image_inputs(case)
    dout = case.randn(*case.shape)
    bn_param = new_param(code, case)
    _, cache = code.normalization.spatial_batchnorm_forward(x, gamma, beta, bn_param)
    dx, dgamma, dbeta = code.normalization.spatial_batchnorm_backward(dout, cache)
    return {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}


# ------------------------------------------------------------------------------ deep networks

# In many cases layers are of one size: then a wrong order of theirs gives a wrong answer, which
# says more than a crash, and a mistake on the way back does not cost the loss.

NET = "classifiers.deep_net:FullyConnectedNet"
NORM = "with batch normalisation"
DEPTH = "any depth"
N_D = "inputs of more dimensions"
AGAIN = "a second call"
REG = "regularization"
EXACT = "no parameters too many"
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


@lab.question(
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


@lab.question(
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
    given=(*LAYER, "deep_net_init"),
    next_steps={
        "scores": "Each hidden layer is affine - ReLU; the last layer is affine alone.",
        NORM: "Each hidden layer has its own gamma, beta and bn_param, between the affine layer "
        "and the ReLU.",
        DEPTH: "The number of layers is self.num_layers: is any other number written down?",
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "Computing scores reads X and the parameters; it must not write them.",
    },
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


@lab.question(
    "deep_net_loss",
    title="Deep network: loss",
    function=f"{NET}.loss",
    properties={"loss": 2, NORM: 1.5, REG: 2, SHAPES: 0.5},
    cases=[
        Case("reg = 0", n=4, d=7, hidden=(7, 7), c=3, public=True),
        Case("reg = 0, 3 hidden layers", n=3, d=6, hidden=(6, 6, 6), c=5),
        Case("batch statistics", n=6, d=4, hidden=(4, 4), c=3, norm=True, tests=NORM, public=True),
        Case("batch statistics, 5 classes", n=7, d=6, hidden=(6, 6), c=5, norm=True, tests=NORM),
        Case("reg = 1", n=4, d=7, hidden=(7, 7), c=3, reg=1.0, tests=REG, public=True),
        Case(
            "reg = 0.3, batch statistics",
            **{"n": 6, "d": 5, "hidden": (5, 5), "c": 3, "reg": 0.3, "norm": True},
            tests=REG,
            public=True,
        ),
        Case("reg = 0.3, 3 hidden layers", n=3, d=6, hidden=(6, 6, 6), c=4, reg=0.3, tests=REG),
    ],
    given=(*LAYER, "deep_net_init"),
    next_steps={
        "loss": "With reg = 0 the loss is the softmax loss of the scores, nothing else.",
        NORM: "With labels it is training time: which statistics belong to that?",
        REG: "Compare the loss with reg = 0 and reg = 1: the difference is the penalty. "
        "Which arrays does it cover, and with which factor?",
    },
)
def deep_net_loss(code, case):
    _, loss, _ = trained(code, case)
    return {"loss": loss}


@lab.question(
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
    next_steps={
        NORM: "On the way back the layers come in the opposite order, each with its own cache.",
        REG: "The penalty has a gradient of its own; which parameters get it?",
        DEPTH: "The loop back has to reach the first layer and take each cache once.",
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "A gradient step is the Solver's work; loss must leave the parameters alone.",
    },
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


# ------------------------------------------------------------------------------ measurements

LEFT_OVER = "rows left over"
SINGLE = "minibatches of one"
MANY = "twelve layers"
NO_RATE = "no good rate"
DIVERGED = "diverged runs"


@lab.question(
    "batch_mean_noise",
    title="Measurement: noise of minibatch means",
    function="normalization_measurements:batch_mean_noise",
    properties={"noise": 1.5, LEFT_OVER: 0.5, SINGLE: 0.25, SHAPES: 0.5, UNCHANGED: 0.25},
    cases=[
        Case("12 rows, minibatches of 4", n=12, d=3, size=4, public=True),
        Case("20 rows, minibatches of 4", n=20, d=2, size=4),
        Case("14 rows, minibatches of 4", n=14, d=3, size=4, tests=LEFT_OVER, public=True),
        Case("17 rows, minibatches of 5", n=17, d=2, size=5, tests=LEFT_OVER),
        Case("minibatches of one", n=6, d=4, size=1, tests=SINGLE),
    ],
    next_steps={
        "noise": "Take the rows of one feature: write down the minibatch means, then their spread.",
        LEFT_OVER: "Rows that do not fill a minibatch are left out.",
        SINGLE: "The mean of a single row is that row.",
        SHAPES: "There is one number for each feature.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def batch_mean_noise(code, case):
    (x,) = code.watch(x=features(case, case.n, case.d))
    return {"noise": code.normalization_measurements.batch_mean_noise(x, case.size)}


def gradients_of(case):
    """Return gradients of a net of so many layers, in no order; none of them alike in size."""
    sizes = [int(size) for size in case.random.randint(2, 6, case.layers + 1)]
    grads = {}
    for i in case.random.permutation(case.layers) + 1:
        grads[f"b{i}"] = case.randn(sizes[i])
        grads[f"W{i}"] = np.round(case.randn(sizes[i - 1], sizes[i]) * (0.5 + i % 4), 3)
        if i < case.layers:
            grads[f"gamma{i}"], grads[f"beta{i}"] = case.randn(sizes[i]), case.randn(sizes[i])
    return grads


@lab.question(
    "gradient_sizes",
    title="Measurement: sizes of gradients",
    function="normalization_measurements:gradient_sizes",
    properties={"sizes": 1.5, MANY: 1, SHAPES: 0.5},
    cases=[
        Case("three layers", layers=3, public=True),
        Case("five layers", layers=5),
        Case("twelve layers", layers=12, tests=MANY, public=True),
        Case("eleven layers", layers=11, tests=MANY),
    ],
    next_steps={
        "sizes": "For one layer: square the numbers, take their mean, then the root.",
        MANY: "In which order do the names W1, W2, W10 come when they are sorted as texts?",
        SHAPES: "There is one number for each layer, in one array.",
    },
)
def gradient_sizes(code, case):
    return {"sizes": code.normalization_measurements.gradient_sizes(gradients_of(case))}


def runs_of(case):
    """Return (rates, losses) in no order; rates up to about 1 are good, with a bad one among them.

    No loss is near the goal, 1.
    """
    rates = np.round(10.0 ** (np.arange(-4, 3) / 2) * (1 + case.random.rand(7)), 4)
    losses = np.round(0.3 + 0.4 * case.random.rand(7), 3)
    losses[[1, 5, 6]] = np.round(1.3 + 2 * case.random.rand(3), 3)
    if getattr(case, "bad", False):
        losses += 1.5
    if getattr(case, "diverged", False):
        losses[5:] = np.nan, np.inf
    order = case.random.permutation(7)
    return rates[order], losses[order]


@lab.question(
    "largest_good_rate",
    title="Measurement: the largest learning rate that works",
    function="normalization_measurements:largest_good_rate",
    properties={"largest": 1, NO_RATE: 0.5, DIVERGED: 0.5},
    cases=[
        Case("seven rates", public=True),
        Case("seven other rates"),
        Case("all losses above the goal", bad=True, tests=NO_RATE, public=True),
        Case("two runs diverged", diverged=True, tests=DIVERGED),
    ],
    next_steps={
        "largest": "Write down which rates are good; the largest of these is asked for.",
        NO_RATE: "Without a good rate the answer is 0.",
        DIVERGED: "A loss that is nan is neither above nor below anything.",
    },
)
def largest_good_rate(code, case):
    rates, losses = runs_of(case)
    largest = code.normalization_measurements.largest_good_rate(rates, losses, 1.0)
    return {"largest": largest}


lab.manual_question("normalization_study", "Analysis of the experiments", 6)
