"""Questions on the layer's two backward passes."""

from autograder.domain import Domain, arrays, between, like
from autograder.lab import SHAPES, Case, Questions
from labs.batch_normalization import hints
from labs.batch_normalization.cases import (
    CALLS,
    EPS,
    FEW,
    FLAT,
    LAYOUTS,
    MANY,
    ONE,
    RANGE,
    TEN,
    TINY,
    is_quick,
    is_seen,
    layer_inputs,
    new_param,
    units,
)

questions = Questions()

BACKWARD = Domain(
    n=[between(4, 6), like("d"), MANY],
    d=[1, FEW, TEN],
    eps=[1e-5, between(0.1, 2.0), 30.0],
    x=arrays("n", "d", scale=[1e-2, 1, 300], layout=["C", *LAYOUTS]),
    gamma=arrays("d", scale=[1e-3, 1, 100], layout=["C"]),
    dout=arrays("n", "d", scale=[1e-3, 1, 1e3], layout=LAYOUTS),
    allowed=lambda case: is_quick(case) and is_seen(case),
)
TURNS = Domain(calls=[2], n=[between(3, 5)], d=[between(2, 4)])
# One example with eps = 4: the root is 2, by which every arithmetic divides exactly.
ALONE = Domain(n=[1], d=[between(3, 5)], eps=[4.0])
FLAT_FEATURE = Domain(flat=[True], n=[between(5, 7)], d=[between(2, 4)])


def backward_cases(*, public):
    """Return the cases of one of the backward passes; public ones of each kind for one of them."""
    return [
        Case("6 examples, 4 features", n=6, d=4, public=True),
        Case("5 examples, 3 features", n=5, d=3),
        Case("8 examples, 5 features", n=8, d=5),
        Case("eps = 0.5", n=5, d=3, eps=0.5, tests=EPS, public=True),
        Case("eps = 2", n=7, d=4, eps=2.0, tests=EPS),
        *ALONE.cases(ONE, public=public),
        *FLAT_FEATURE.cases(FLAT, public=public),
        *BACKWARD.cases(RANGE, public=public),
        *TURNS.cases(CALLS, public=public),
    ]


COMPARE = {"dx": TINY, "dgamma": TINY, "dbeta": TINY}
BACKWARD_NEXT_STEPS = {
    "dgamma": "gamma multiplies x_hat in every example: what reaches it from each of them?",
    "dbeta": "beta is added to every example: how does a change of it reach the loss?",
    EPS: "The root was taken of the variance plus eps: so it is in every place on the way back.",
    ONE: "The output for a single example is beta, whatever x is: how large is dx then?",
    FLAT: "eps keeps the division possible on the way back, too.",
    RANGE: "Which sizes, magnitudes or layouts of its arguments does your code assume?",
    CALLS: "Between the calls of one layer come those of others: is all it needs in its cache?",
    SHAPES: "A gradient has the shape of what it belongs to.",
}


def backward_of(code, case, backward):
    """Return the three gradients that a backward function gives for new inputs."""
    x, gamma, beta = layer_inputs(case, units(case, case.d))
    dout = case.array("dout", case.n, case.d)
    bn_param = new_param(code, case)
    _, cache = code.normalization.batchnorm_forward(x, gamma, beta, bn_param)
    dx, dgamma, dbeta = backward(dout, cache)
    return {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}


@questions.add(
    "batchnorm_backward",
    title="Batch normalisation: backward through the graph",
    function="normalization:batchnorm_backward",
    properties={
        **{"dx": 3, "dgamma": 1.25, "dbeta": 1.25, EPS: 0.75, ONE: 0.5, FLAT: 0.5},
        **{RANGE: 1, CALLS: 1, SHAPES: 0.75},
    },
    cases=backward_cases(public=True),
    compare=COMPARE,
    given=("batchnorm_forward",),
    next_steps={
        "dx": "x reaches the output on three ways: itself, through the mean, through the "
        "variance. Which of them is missing?",
        **BACKWARD_NEXT_STEPS,
    },
    hints=hints.batchnorm_backward,
)
def batchnorm_backward(code, case):
    return backward_of(code, case, code.normalization.batchnorm_backward)


@questions.add(
    "batchnorm_backward_alt",
    title="Batch normalisation: the simplified backward pass",
    function="normalization:batchnorm_backward_alt",
    properties={
        **{"dx": 2.5, "dgamma": 0.75, "dbeta": 0.75, EPS: 0.75, ONE: 0.5, FLAT: 0.5},
        **{RANGE: 0.75, CALLS: 1, SHAPES: 0.5},
    },
    cases=backward_cases(public=False),
    compare=COMPARE,
    given=("batchnorm_forward",),
    next_steps={
        "dx": "Compare with batchnorm_backward on a tiny case: which term of your formula differs?",
        **BACKWARD_NEXT_STEPS,
    },
    hints=hints.batchnorm_backward_alt,
    formula=hints.BATCHNORM_BACKWARD_ALT,
)
def batchnorm_backward_alt(code, case):
    return backward_of(code, case, code.normalization.batchnorm_backward_alt)
