"""Questions on the layer's way forward, its running averages, and undoing it."""

from autograder.domain import Domain, arrays, between, like, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.batch_normalization import hints
from labs.batch_normalization.cases import (
    EACH,
    EPS,
    FEW,
    FLAT,
    LAYOUTS,
    MANY,
    ONE,
    RANGE,
    TEN,
    TEST,
    TINY,
    UNCHANGED_NEXT_STEP,
    averages,
    features,
    is_quick,
    is_seen,
    layer_inputs,
    new_param,
    units,
)

questions = Questions()

FAR = "float32, far from 0"
KEPT = "from call to call"
ORDER = "test calls in between"
RANGE_NEXT_STEP = "Which sizes, magnitudes or layouts of its arguments does your code assume?"
SHAPES_NEXT_STEP = "Print the shape of each step beside the one you expect."

NEW = "test, of a new layer"  # whose averages start at 0
FORWARD = Domain(
    mode=["train", "train", "test", NEW],
    n=[1, between(3, 5), like("d"), MANY],
    d=[1, FEW, TEN],
    eps=[1e-8, between(0.1, 2.0), 30.0],
    uneven=[False, True],
    x=arrays("n", "d", scale=[1e-3, 1, 300], dtype=["float64", "float32"], layout=LAYOUTS),
    gamma=arrays("d", scale=[1e-3, 1, 100], layout=["C", "[::2]"]),
    # Only in training mode do many rows show together, and one alone nothing.
    allowed=lambda case: (
        is_quick(case)
        and is_seen(case)
        and (case.n != 1 or case.mode != "train")
        and (case.n < 100 or case.mode == "train")
    ),
    also=[
        {"mode": "train", "n": 5, "d": 12, "gamma": manner(100)},
        {"mode": "train", "n": 5, "d": 12, "gamma": manner(1e-4)},
    ],
)


@questions.add(
    "batchnorm_forward",
    title="Batch normalisation: forward",
    function="normalization:batchnorm_forward",
    properties={
        **{"out": 2.5, KEPT: 1.5, TEST: 3, EPS: 1.5, ONE: 1, FLAT: 1, FAR: 1},
        **{RANGE: 1, SHAPES: 0.5, UNCHANGED: 1},
    },
    cases=[
        Case("zero mean, unit variance: gamma 1, beta 0", n=6, d=4, standard=True, public=True),
        Case("gamma and beta", n=5, d=3, public=True),
        Case("gamma and beta, 7 examples", n=7, d=5),
        Case("training, after earlier calls", n=5, d=3, earlier=True, tests=KEPT, public=True),
        Case("test mode", n=4, d=3, mode="test", tests=TEST, public=True),
        Case("test mode, 6 examples", n=6, d=4, mode="test", tests=TEST),
        Case("eps = 0.5", n=5, d=3, eps=0.5, tests=EPS, public=True),
        Case("eps = 0.5, test mode", n=4, d=3, eps=0.5, mode="test", tests=EPS, public=True),
        Case("eps = 2, test mode", n=5, d=4, eps=2.0, mode="test", tests=EPS),
        Case("one example", n=1, d=4, tests=ONE),
        Case("one example, test mode", n=1, d=5, mode="test", tests=ONE, public=True),
        Case("a flat feature", n=6, d=3, flat=True, tests=FLAT, public=True),
        Case("sixteenths beside 4000", n=8, d=3, far=True, tests=FAR, public=True),
        *FORWARD.cases(RANGE),
    ],
    compare={"out": TINY},
    once=(RANGE,),
    next_steps={
        "out": "Work out mean and variance of one column by hand, then its first normalised "
        "number.",
        KEPT: "In training mode mean and variance are those of this minibatch, whatever was kept.",
        TEST: "At test time mean and variance come from bn_param, not from x.",
        EPS: "eps is a setting in bn_param, and it is added before the root is taken.",
        ONE: "In training mode the variance of a single example is 0, and its mean the example "
        "itself. In test mode the running averages serve it like any other.",
        FLAT: "The differences from the mean are all 0 there; by what are they divided?",
        FAR: "Two large numbers leave few digits for their difference: take the mean away early.",
        RANGE: "Which sizes, magnitudes or layouts does your code assume? A new layer has "
        "averages, too: zeros.",
        SHAPES: SHAPES_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.batchnorm_forward,
)
def batchnorm_forward(code, case):
    mode = getattr(case, "mode", "train")
    unit = units(case, case.d)
    x, gamma, beta = code.watch(**dict(zip(("x", "gamma", "beta"), layer_inputs(case, unit))))
    if mode == "test":
        mean, var = averages(case, case.d, unit)
        # That test mode leaves them alone is asked with the running averages.
        bn_param = new_param(code, case, mode=mode, running_mean=mean, running_var=var)
    elif getattr(case, "earlier", False):
        mean, var = averages(case, case.d, unit)
        bn_param = new_param(code, case, mode=mode, running_mean=mean, running_var=var)
    else:
        bn_param = new_param(code, case, mode="test" if mode == NEW else mode)
    out, _ = code.normalization.batchnorm_forward(x, gamma, beta, bn_param)
    return {"out": out}


AVERAGES = Domain(
    n=[1, between(3, 5), like("d"), MANY],
    d=[1, FEW, TEN],
    times=[1, 2],
    new=[True, False],
    momentum=[0.0, 1.0, between(0.2, 0.8)],
    uneven=[False, True],
    x=arrays("n", "d", scale=[1e-3, 1, 300], dtype=["float64", "float32"], layout=LAYOUTS),
    # One example's variance of 0 is blended with one that was there; what stays 0 shows nothing.
    allowed=lambda case: (
        is_quick(case)
        and (case.n > 1 or (not case.new and 0 < case.momentum < 1))
        and not (case.new and case.momentum == 1)
    ),
)


@questions.add(
    "batchnorm_running_averages",
    title="Batch normalisation: running averages",
    function="normalization:batchnorm_forward",
    blank=1,
    properties={
        **{"running_mean": 1.75, "running_var": 2.25, KEPT: 1.5, EPS: 0.75, ORDER: 0.5},
        **{RANGE: 0.75, SHAPES: 0.5},
    },
    cases=[
        Case("a first call", n=6, d=4, public=True),
        Case("a first call, 3 features", n=8, d=3),
        Case("momentum 0.6, after earlier calls", times=1, momentum=0.6, tests=KEPT, public=True),
        Case("momentum 0.3, three calls", times=3, momentum=0.3, tests=KEPT),
        Case("the usual momentum, two calls", times=2, tests=KEPT),
        Case("eps = 0.5", n=5, d=3, eps=0.5, tests=EPS, public=True),
        *Domain(between=[True], times=[2], momentum=[between(0.6, 0.8)]).cases(ORDER),
        *AVERAGES.cases(RANGE),
    ],
    compare={"running_mean": TINY, "running_var": EACH},
    once=(RANGE,),
    next_steps={
        "running_mean": "After a first call it is a tenth of the minibatch mean: it started at 0.",
        "running_var": "After a first call it is a tenth of the minibatch variance.",
        KEPT: "Which share of an average is kept, and where does that number come from?",
        EPS: "The running variance averages variances; eps comes in only where they are used.",
        ORDER: "Only calls in training mode teach a layer anything.",
        RANGE: "Which sizes, magnitudes, layouts or momenta does your code assume?",
        SHAPES: "There is one number for each feature.",
    },
    hints=hints.batchnorm_running_averages,
)
def batchnorm_running_averages(code, case):
    n, d = getattr(case, "n", 5), getattr(case, "d", 3)
    bn_param = new_param(code, case)
    unit = units(case, d)
    times = getattr(case, "times", 0)  # after earlier calls, unless the layer is new
    if times and not getattr(case, "new", False):
        mean, var = averages(case, d, unit)
        bn_param = new_param(code, case, running_mean=mean, running_var=var)
    for call in range(times or 1):
        if call and getattr(case, "between", False):
            bn_param["mode"] = "test"
            forward_of(code, case, bn_param, n + 1, d)
            bn_param["mode"] = "train"
        forward_of(code, case, bn_param, n + call, d, unit)
    return {name: bn_param[name] for name in ("running_mean", "running_var")}


def forward_of(code, case, bn_param, n, d, units=1.0):
    """Call the forward pass on new data of shape (n, d)."""
    x, gamma, beta = features(case, n, d, units), case.randn(d), case.randn(d)
    code.normalization.batchnorm_forward(x, gamma, beta, bn_param)


IDENTITY = Domain(
    n=[between(3, 5), like("d"), MANY],
    d=[1, FEW, TEN],
    eps=[1e-8, between(0.1, 2.0), 30.0],
    uneven=[False, True],
    x=arrays("n", "d", scale=[1e-3, 1, 300], layout=LAYOUTS),
    allowed=lambda case: is_quick(case) and is_seen(case),
    also=[
        {"n": 5, "d": 12, "eps": 0.0, "x": manner(1e-4)},
        {"n": 5, "d": 12, "eps": 1.0},
        {"n": 5, "d": 12, "eps": 1e-5, "x": manner(1000)},
    ],
)


@questions.add(
    "identity_parameters",
    title="The parameters that undo a normalisation",
    function="normalization:identity_parameters",
    properties={"gamma": 1.25, "beta": 0.75, EPS: 0.5, RANGE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("6 examples, 4 features", n=6, d=4, public=True),
        Case("9 examples, 3 features", n=9, d=3),
        Case("eps = 0.5", n=5, d=3, eps=0.5, tests=EPS, public=True),
        Case("eps = 2", n=7, d=4, eps=2.0, tests=EPS),
        *IDENTITY.cases(RANGE),
    ],
    compare={"gamma": EACH, "beta": TINY},
    next_steps={
        "gamma": "x_hat has been divided by something; gamma multiplies it.",
        "beta": "Something has been subtracted from x; beta is added at the end.",
        EPS: "The layer divides by more than the standard deviation: how much more?",
        RANGE: RANGE_NEXT_STEP,
        SHAPES: "There is one number for each feature.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.identity_parameters,
)
def identity_parameters(code, case):
    (x,) = code.watch(x=features(case, case.n, case.d, units(case, case.d)))
    eps = {"eps": case.eps} if hasattr(case, "eps") else {}
    gamma, beta = code.normalization.identity_parameters(x, **eps)
    return {"gamma": gamma, "beta": beta}
