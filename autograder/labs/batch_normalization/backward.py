"""Questions on the layer's two backward passes."""

from autograder.lab import SHAPES, Case, Questions
from autograder.labs.batch_normalization import hints
from autograder.labs.batch_normalization.cases import EPS, FLAT, ONE, layer_inputs, new_param

questions = Questions()

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


@questions.add(
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
    hints=hints.batchnorm_backward,
)
def batchnorm_backward(code, case):
    return backward_of(code, case, code.normalization.batchnorm_backward)


@questions.add(
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
    hints=hints.batchnorm_backward_alt,
)
def batchnorm_backward_alt(code, case):
    return backward_of(code, case, code.normalization.batchnorm_backward_alt)
