"""Questions on the layer's way forward, its running averages, and undoing it."""

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.batch_normalization import hints
from autograder.labs.batch_normalization.cases import (
    EPS,
    FLAT,
    ONE,
    TEST,
    UNCHANGED_NEXT_STEP,
    averages,
    features,
    layer_inputs,
    new_param,
)

questions = Questions()

FAR = "float32, far from 0"
KEPT = "from call to call"
ORDER = "test calls in between"
SHAPES_NEXT_STEP = "Print the shape of each step beside the one you expect."


@questions.add(
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
        ONE: "In training mode the variance of a single example is 0, and its mean the example "
        "itself. In test mode the running averages serve it like any other.",
        FLAT: "The differences from the mean are all 0 there; by what are they divided?",
        FAR: "Two large numbers leave few digits for their difference: take the mean away early.",
        SHAPES: SHAPES_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.batchnorm_forward,
)
def batchnorm_forward(code, case):
    mode = getattr(case, "mode", "train")
    x, gamma, beta = code.watch(**dict(zip(("x", "gamma", "beta"), layer_inputs(case))))
    if mode == "test":
        mean, var = averages(case, case.d)
        # That test mode leaves them alone is asked with the running averages.
        bn_param = new_param(code, case, mode=mode, running_mean=mean, running_var=var)
    else:
        bn_param = new_param(code, case)
    out, _ = code.normalization.batchnorm_forward(x, gamma, beta, bn_param)
    return {"out": out}


@questions.add(
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
    hints=hints.batchnorm_running_averages,
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


@questions.add(
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
    hints=hints.identity_parameters,
)
def identity_parameters(code, case):
    (x,) = code.watch(x=features(case, case.n, case.d))
    eps = {"eps": case.eps} if hasattr(case, "eps") else {}
    gamma, beta = code.normalization.identity_parameters(x, **eps)
    return {"gamma": gamma, "beta": beta}
