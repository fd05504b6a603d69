"""Questions on fully connected nets of any depth, with and without batch normalisation."""

from autograder.domain import Domain, between, hidden, like
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.batch_normalization import hints
from labs.batch_normalization.cases import (
    BACKWARD,
    LAYER,
    MANY,
    RANGE,
    RUNNING,
    averages,
)
from labs.batch_normalization.drawn_nets import (
    IMAGES,
    INIT,
    LOSS,
    before,
    draw_net,
    net_domain,
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
OWN = "arrays of their own"
ONCE = (N_D, RANGE, AGAIN, UNCHANGED)
AGAIN_NEXT_STEP = "The Solver sets new weights before each call: take everything from self.params."

RANGE_NEXT_STEP = "Which sizes, numbers of layers, or magnitudes does your code assume?"

# A scale that is neither the default nor one that people write without thinking.
WEIGHT_SCALE = 0.05


def make_net(code, case, hidden_dims=None, **settings):
    """Construct a net of the case's sizes."""
    if getattr(case, "norm", False):
        settings["normalization"] = "batchnorm"
    if hidden_dims is None:
        hidden_dims = list(case.hidden)
    return code.classifiers.deep_net.FullyConnectedNet(
        hidden_dims, input_dim=case.d, num_classes=case.c, **settings
    )


@questions.add(
    "deep_net_init",
    title="Deep network: initialisation",
    function=f"{NET}.__init__",
    properties={
        **{"W1": 0.75, "W2": 0.75, "W3": 0.75, "b1": 0.25, "b2": 0.25, "b3": 0.25},
        **{NORM: 1.25, EXACT: 0.5, DEPTH: 0.75},
        **{RANGE: 0.5, OWN: 0.5, SHAPES: 0.25, UNCHANGED: 0.25},
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
        *Domain(d=[21], hidden=[(22, 24, between(20, 30), 25)], c=[23]).cases(DEPTH),
        *INIT.cases(RANGE),
        *Domain(size=[between(4, 6)]).cases(OWN),
    ],
    next_steps={
        **dict.fromkeys(
            ("W1", "W2", "W3"), "Is the scale of the weights the argument weight_scale?"
        ),
        **dict.fromkeys(("b1", "b2", "b3"), "Biases start at zero."),
        NORM: "A new layer should only normalise: which scale and which shift change nothing?",
        EXACT: "Count from layer 1 to the last. Only hidden layers are normalised, if that "
        "is asked for.",
        DEPTH: "The number of layers follows from the list hidden_dims, whatever its length.",
        RANGE: "Every size, their number, and the scale come from the arguments.",
        OWN: "Each parameter is an array of its own, and each draw another one.",
        UNCHANGED: "hidden_dims is the caller's list: add to one of your own.",
        SHAPES: "The inputs of a layer are the outputs of the one before it.",
    },
    hints=hints.deep_net_init,
)
def deep_net_init(code, case):
    if case.tests == OWN:
        return own_arrays(code, case)
    scale = getattr(case, "weight_scale", WEIGHT_SCALE)
    (hidden_dims,) = code.watch(hidden_dims=list(case.hidden))
    net = make_net(code, case, hidden_dims=hidden_dims, weight_scale=scale)
    layers = range(1, len(case.hidden) + 2)
    if scale:
        case.compare = {f"W{i}": {"kind": "normal", "std": scale} for i in layers}
    if case.tests == EXACT:
        return {name: code.raises(net.params.pop, name) for name in too_many(case)}
    if case.tests == NORM:
        return {
            f"{name}{i}": net.params[f"{name}{i}"]
            for i in layers[:-1]
            for name in ("gamma", "beta")
        }
    return {f"{name}{i}": net.params[f"{name}{i}"] for i in layers for name in ("W", "b")}


def own_arrays(code, case):
    """Return what two nets, whose layers are all of one size, share, and repeat in one net."""
    sizes = {"input_dim": case.size, "num_classes": case.size, "normalization": "batchnorm"}
    params = [
        code.classifiers.deep_net.FullyConnectedNet([case.size, case.size], **sizes).params
        for _ in range(2)
    ]
    names = [f"{kind}{i}" for kind in ("W", "b") for i in (1, 2, 3)]
    names += [f"{kind}{i}" for kind in ("gamma", "beta") for i in (1, 2)]
    return {
        "one draw for two layers": code.equal(*(params[0][f"W{i}"] for i in (1, 2, 3))),
        "one array for two parameters": code.shared(
            *(own[name] for own in params for name in names)
        ),
    }


def too_many(case):
    """Return names a net of the case must not have among its parameters."""
    last = len(case.hidden) + 1
    normalised = last if getattr(case, "norm", False) else 1
    return ["W0", f"W{last + 1}", f"gamma{normalised}", f"beta{normalised}"]


def net_inputs(net, case, mode, n=None):
    """Give the net new weights, and at test time running averages; return X and y for them."""
    X, y, params, running = draw_net(case, mode, n)
    for name, values in params.items():
        net.params[name] = values
    for i, (mean, var) in enumerate(running if mode == "test" else ()):
        net.bn_params[i]["running_mean"] = mean
        net.bn_params[i]["running_var"] = var
    return X, y


def names_of(case, *kinds):
    """Return the names of a net's parameters of some kinds, e.g. "W" and "gamma"."""
    layers = len(case.hidden) + 1
    of_norm = range(1, layers) if getattr(case, "norm", False) else ()
    numbers = {
        kind: of_norm if kind in ("gamma", "beta") else range(1, layers + 1) for kind in kinds
    }
    return [f"{kind}{i}" for kind in kinds for i in numbers[kind]]


def call_before(net, case):
    """In a case of a second call: make the first, on other data and with other weights."""
    if hasattr(case, "before"):
        X, y = net_inputs(net, case, "train" if case.with_labels else "test", case.before)
        net.loss(X, y) if case.with_labels else net.loss(X)


@questions.add(
    "deep_net_scores",
    title="Deep network: scores",
    function=f"{NET}.loss",
    properties={
        **{"scores": 2.25, NORM: 1.5, DEPTH: 1},
        **{N_D: 0.5, RANGE: 1, AGAIN: 0.75, SHAPES: 0.5, UNCHANGED: 0.5},
    },
    cases=[
        Case("2 hidden layers", n=4, d=5, hidden=(6, 7), c=3, public=True),
        Case("2 hidden layers, 5 classes", n=3, d=6, hidden=(8, 4), c=5),
        Case("running averages", n=3, d=4, hidden=(4, 4), c=3, norm=True, tests=NORM, public=True),
        Case("3 layers of averages", n=3, d=4, hidden=(6, 6, 6), c=3, norm=True, tests=NORM),
        Case("1 hidden layer", n=5, d=4, hidden=(6,), c=3, tests=DEPTH, public=True),
        Case("4 hidden layers", n=3, d=5, hidden=(6, 4, 7, 5), c=3, tests=DEPTH),
        *IMAGES.cases(N_D),
        *before(calls=[1]).cases(AGAIN),
        *net_domain(n=[1, like("d"), MANY]).cases(RANGE),
    ],
    given=(*LAYER, *BACKWARD, "deep_net_init"),
    once=ONCE,
    next_steps={
        "scores": "Each hidden layer is affine - ReLU; the last layer is affine alone.",
        NORM: "Each hidden layer has its own gamma, beta and bn_param, between the affine layer "
        "and the ReLU.",
        DEPTH: "The number of layers is self.num_layers: is any other number written down?",
        RANGE: RANGE_NEXT_STEP,
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "Computing scores reads X and the parameters; it must not write them.",
    },
    hints=hints.deep_net_scores,
)
def deep_net_scores(code, case):
    net = make_net(code, case)
    call_before(net, case)
    X, _ = net_inputs(net, case, "test")
    (X,) = code.watch(X=X)
    scores = net.loss(X)
    names = names_of(case, "W", "b", "gamma", "beta")
    code.watch_made(**{name: net.params[name] for name in names})
    for i in range(len(case.hidden) if getattr(case, "norm", False) else 0):
        for name in ("running_mean", "running_var"):
            code.watch_made(**{f"{name} of layer {i + 1}": net.bn_params[i][name]})
    return {"scores": scores}


def trained(code, case, watched=False, **settings):
    """Return a net and what its loss returns for new weights and data, which may be watched."""
    net = make_net(code, case, reg=getattr(case, "reg", 0.0), **settings)
    call_before(net, case)
    X, y = net_inputs(net, case, "train")
    if watched:
        X, y = code.watch(X=X, y=y)
    loss, grads = net.loss(X, y)
    return net, loss, grads


@questions.add(
    "deep_net_loss",
    title="Deep network: loss",
    function=f"{NET}.loss",
    blank=1,
    properties={
        **{"loss": 1.5, NORM: 0.75, RUNNING: 0.5, REG: 1.5},
        **{RANGE: 0.75, AGAIN: 0.75, SHAPES: 0.25},
    },
    cases=[
        Case("reg = 0", n=4, d=5, hidden=(5, 5), c=3, public=True),
        Case("reg = 0, 3 hidden layers", n=3, d=6, hidden=(6, 6, 6), c=5),
        Case("batch statistics", n=6, d=4, hidden=(4, 4), c=3, norm=True, tests=NORM, public=True),
        Case("batch statistics, 5 classes", n=7, d=6, hidden=(6, 6), c=5, norm=True, tests=NORM),
        *Domain(n=[5], d=[3], hidden=[(3, 3)], c=[3], norm=[True]).cases(RUNNING),
        Case("three layers", n=7, d=5, hidden=(5, 5, 5), c=3, norm=True, tests=RUNNING),
        Case("reg = 1", n=4, d=5, hidden=(5, 5), c=3, reg=1.0, tests=REG, public=True),
        Case(
            "reg = 0.3, batch statistics",
            **{"n": 6, "d": 5, "hidden": (5, 5), "c": 3, "reg": 0.3, "norm": True},
            tests=REG,
            public=True,
        ),
        Case("reg = 0.3, 3 hidden layers", n=3, d=6, hidden=(6, 6, 6), c=4, reg=0.3, tests=REG),
        *before(calls=[1]).cases(AGAIN, public=False),
        *LOSS.cases(RANGE, public=False),
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
        RANGE: RANGE_NEXT_STEP,
        AGAIN: AGAIN_NEXT_STEP,
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
    X, y, params, _ = draw_net(case, "train")
    for labels in ([y], [y], []):
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
    blank=1,
    properties={
        **{"W1": 0.75, "b1": 0.25, "W2": 0.75, "b2": 0.25, "W3": 0.75, "b3": 0.25},
        **{NORM: 1.5, REG: 1.25, DEPTH: 0.5},
        **{N_D: 0.25, RANGE: 0.75, AGAIN: 2, SHAPES: 0.25, UNCHANGED: 0.5},
    },
    cases=[
        Case("reg = 0", n=4, d=5, hidden=(5, 5), c=3, public=True),
        Case("reg = 0, 5 classes", n=3, d=6, hidden=(8, 4), c=5),
        Case("batch statistics", n=6, d=4, hidden=(4, 4), c=3, norm=True, tests=NORM, public=True),
        Case("batch statistics, 3 layers", n=7, d=5, hidden=(5, 5, 5), c=3, norm=True, tests=NORM),
        Case("reg = 0.7", n=4, d=5, hidden=(5, 5), c=3, reg=0.7, tests=REG, public=True),
        Case(
            "reg = 0.3, batch statistics",
            **{"n": 6, "d": 5, "hidden": (5, 5), "c": 3, "reg": 0.3, "norm": True},
            tests=REG,
            public=True,
        ),
        *Domain(
            hidden=[(6,), hidden((4, 4, 4, 4), public=(3, 3, 3, 3))],
            n=[3],
            d=[hidden(4, public=3)],
            c=[4],
        ).cases(DEPTH),
        *IMAGES.cases(N_D, public=False),
        *before(calls=[1, hidden(2, public=1)]).cases(AGAIN),
        *net_domain(n=[1, like("d"), MANY]).cases(RANGE, public=False),
    ],
    given=(*LAYER, *BACKWARD, "deep_net_init"),
    once=ONCE,
    next_steps={
        NORM: "On the way back the layers come in the opposite order, each with its own cache.",
        REG: "The penalty has a gradient of its own; which parameters get it?",
        DEPTH: "The loop back has to reach the first layer and take each cache once.",
        RANGE: RANGE_NEXT_STEP,
        AGAIN: AGAIN_NEXT_STEP,
        UNCHANGED: "A gradient step is the Solver's work; loss must leave the parameters alone.",
    },
    hints=hints.deep_net_gradients,
)
def deep_net_gradients(code, case):
    """Under batch normalisation the hidden biases have no gradient but rounding: left out."""
    net, _, grads = trained(code, case, watched=True)
    if getattr(case, "norm", False):
        names = [*names_of(case, "W", "gamma", "beta"), f"b{len(case.hidden) + 1}"]
    else:
        names = names_of(case, "W", "b")
    code.watch_made(**{name: net.params[name] for name in names})
    return {name: grads[name] for name in names}
