"""Questions on batch normalisation of images."""

from autograder.domain import Domain, arrays, between, hidden, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.batch_normalization import hints
from labs.batch_normalization.cases import (
    BACKWARD,
    CALLS,
    LAYER,
    LAYOUTS,
    RANGE,
    RUNNING,
    TEST,
    TINY,
    UNCHANGED_NEXT_STEP,
    averages,
    features,
    is_seen,
    new_param,
)

questions = Questions()

ONE_IMAGE = "one image (N = 1)"

# One pixel, more than ten channels; a square by chance; one channel; pixels by the thousand.
SHAPES_ALLOWED = [
    hidden((between(4, 6), between(11, 13), 1, 1), public=(3, 11, 1, 1)),
    hidden((3, 3, 3, 3), public=(2, 2, 2, 2)),
    (between(2, 3), 1, 1, between(3, 5)),
    hidden((2, between(1, 2), between(21, 23), 25), public=(1, 1, 7, between(8, 9))),
]
MANY = {"shape": (between(1041, 1049), 2, 1, 1)}
CHANNELS = {"shape": (2, 12, 2, 3)}
FORWARD = Domain(
    is_seen,
    [
        MANY,
        {**CHANNELS, "gamma": manner(100)},
        {**CHANNELS, "gamma": manner(1e-4), "x": manner(1e-4), "eps": 1e-10},
    ],
    shape=SHAPES_ALLOWED,
    mode=["train", "train", "test"],
    eps=[1e-8, between(0.1, 2.0), 30.0],
    x=arrays("shape", scale=[1e-3, 1, 300], layout=["C", *LAYOUTS]),
)
BACKWARD_RANGE = Domain(
    is_seen,
    [MANY],
    shape=SHAPES_ALLOWED,
    eps=[1e-5, between(0.1, 2.0), 30.0],
    x=arrays("shape", scale=[1e-2, 1, 300], layout=["C", *LAYOUTS]),
    dout=arrays("shape", scale=[1e-3, 1, 1e5], layout=["C", *LAYOUTS]),
)
TURNS = Domain(calls=[2], shape=[(2, between(2, 3), 2, between(2, 3))])
SPATIAL_CASES = [
    Case("4 images of shape (3, 2, 5)", shape=(4, 3, 2, 5), public=True),
    Case("2 images of shape (4, 5, 3)", shape=(2, 4, 5, 3)),
    Case("one image of shape (3, 4, 2)", shape=(1, 3, 4, 2), tests=ONE_IMAGE, public=True),
]


def image_inputs(case):
    """Return images (n, c, h, w) whose channels differ in mean and spread, gamma and beta."""
    n, c, h, w = case.shape
    pixels = features(case, n * h * w, c)
    x = pixels.reshape(n, h, w, c).transpose(0, 3, 1, 2)
    gamma, beta = case.array("gamma", c), case.array("gamma", c)
    return case.laid("x", x * case.manner("x").scale), gamma, beta


@questions.add(
    "spatial_batchnorm_forward",
    title="Batch normalisation of images: forward",
    function="normalization:spatial_batchnorm_forward",
    properties={
        **{"out": 2.25, TEST: 1, RUNNING: 0.5, ONE_IMAGE: 0.5, RANGE: 0.5},
        **{SHAPES: 0.75, UNCHANGED: 0.5},
    },
    cases=[
        *SPATIAL_CASES,
        Case("test mode", shape=(3, 4, 2, 5), mode="test", tests=TEST, public=True),
        Case("test mode, 5 channels", shape=(2, 5, 4, 3), mode="test", tests=TEST),
        *Domain(
            modes=[("train", "train"), ("train", "test")],
            shape=[hidden((3, between(2, 4), 2, between(3, 5)), public=(2, 2, 2, 3))],
        ).cases(RUNNING),
        *FORWARD.cases(RANGE),
    ],
    compare={"out": TINY},
    given=LAYER,
    next_steps={
        "out": "Every pixel of a channel shares one mean and one variance: which axes do they "
        "run over?",
        TEST: "The mode stands in bn_param: does it reach batchnorm_forward?",
        RUNNING: "There is one running mean and one running variance a channel, in the caller's "
        "own bn_param, and each call in training mode brings them up to date once.",
        ONE_IMAGE: "A single image still has many pixels.",
        RANGE: "Which numbers of images, channels or pixels, and which layouts, does your code "
        "assume?",
        SHAPES: "The output has the shape of x: which axis is the channels' when you return?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.spatial_batchnorm_forward,
)
def spatial_batchnorm_forward(code, case):
    if case.tests == RUNNING:
        return averages_of_images(code, case)
    mode = getattr(case, "mode", "train")
    x, gamma, beta = code.watch(**dict(zip(("x", "gamma", "beta"), image_inputs(case))))
    if mode == "test":
        mean, var = averages(case, case.shape[1], case.manner("x").scale)
        bn_param = new_param(code, case, mode=mode, running_mean=mean, running_var=var)
    else:
        bn_param = new_param(code, case)
    out, _ = code.normalization.spatial_batchnorm_forward(x, gamma, beta, bn_param)
    return {"out": out}


def averages_of_images(code, case):
    """Return the running averages after calls in several modes, each with new images."""
    mean, var = averages(case, case.shape[1])
    bn_param = new_param(code, case, momentum=0.7, running_mean=mean, running_var=var)
    for mode in case.modes:
        bn_param["mode"] = mode
        x, gamma, beta = image_inputs(case)
        code.normalization.spatial_batchnorm_forward(x, gamma, beta, bn_param)
    return {name: bn_param[name] for name in ("running_mean", "running_var")}


@questions.add(
    "spatial_batchnorm_backward",
    title="Batch normalisation of images: backward",
    function="normalization:spatial_batchnorm_backward",
    properties={
        **{"dx": 1.5, "dgamma": 0.75, "dbeta": 0.75, ONE_IMAGE: 0.5},
        **{RANGE: 0.5, CALLS: 0.5, SHAPES: 0.5},
    },
    cases=[*SPATIAL_CASES, *BACKWARD_RANGE.cases(RANGE, public=False), *TURNS.cases(CALLS)],
    compare={"dx": TINY, "dgamma": TINY, "dbeta": TINY},
    given=(*LAYER, *BACKWARD, "spatial_batchnorm_forward"),
    next_steps={
        "dx": "Bring dout into the same order of axes as the forward pass did, and dx back.",
        "dgamma": "All pixels of a channel share one gamma.",
        "dbeta": "All pixels of a channel share one beta.",
        RANGE: "Which numbers of images, channels or pixels, and which layouts, does your code "
        "assume?",
        CALLS: "Between the calls of one layer come those of others: is all it needs in its cache?",
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
    hints=hints.spatial_batchnorm_backward,
)
def spatial_batchnorm_backward(code, case):
    x, gamma, beta = image_inputs(case)
    dout = case.array("dout", *case.shape)
    bn_param = new_param(code, case)
    _, cache = code.normalization.spatial_batchnorm_forward(x, gamma, beta, bn_param)
    dx, dgamma, dbeta = code.normalization.spatial_batchnorm_backward(dout, cache)
    return {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}
