"""Questions on ELU, and on the means of the layers that it is meant to centre."""

from autograder.lab import UNCHANGED, Case, Questions
from autograder.labs.activations import hints
from autograder.labs.activations.cases import (
    ELEMENTWISE_CASES,
    N_D,
    STABLE,
    STABLE_NEXT_STEP,
    UNCHANGED_NEXT_STEP,
    alpha_of,
    backward_of,
    forward_of,
    layer_of,
)

questions = Questions()

ANY_ALPHA = "another alpha"

ALPHA_CASES = [
    Case("alpha = 0.5", shape=(4, 5), alpha=0.5, tests=ANY_ALPHA, public=True),
    Case("alpha = 2", shape=(3, 4), alpha=2.0, tests=ANY_ALPHA),
]
# An output of 1000 would hide what is wrong beside it, so each side has a case of its own.
ELU_HUGE_CASES = [
    Case("1000", shape=(3, 4), huge=(1000.0, 800.0), tests=STABLE, public=True),
    Case("-1000", shape=(2, 5), huge=(-1000.0,), tests=STABLE, public=True),
    Case("-1000 and alpha = 0.7", shape=(3, 3), huge=(-1000.0, -750.0), alpha=0.7, tests=STABLE),
    Case("many huge numbers", shape=(7,), huge=(720.0, 900.0, 1000.0, 850.0), tests=STABLE),
]


@questions.add(
    "elu_forward",
    title="ELU: forward",
    function="activations:elu_forward",
    properties={"out": 2, ANY_ALPHA: 0.5, N_D: 0.5, STABLE: 1.5, UNCHANGED: 0.5},
    cases=[*ELEMENTWISE_CASES, *ALPHA_CASES, *ELU_HUGE_CASES],
    next_steps={
        "out": "What is the output for x = 1, and for x = -1?",
        ANY_ALPHA: "How far below 0 can the output get? That number is alpha.",
        STABLE: STABLE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.elu_forward,
)
def elu_forward(code, case):
    return forward_of(code, case, "elu", **alpha_of(case))


@questions.add(
    "elu_backward",
    title="ELU: backward",
    function="activations:elu_backward",
    properties={"dx": 2.5, ANY_ALPHA: 0.5, N_D: 0.5, STABLE: 1.5},
    cases=[*ELEMENTWISE_CASES, *ALPHA_CASES, *ELU_HUGE_CASES],
    given=("elu_forward",),
    next_steps={
        "dx": "What is the slope at x = 1, and what at x = -1?",
        ANY_ALPHA: "The cache holds alpha: which side of the function does it scale?",
        STABLE: STABLE_NEXT_STEP,
    },
    hints=hints.elu_backward,
)
def elu_backward(code, case):
    return backward_of(code, case, "elu", **alpha_of(case))


@questions.add(
    "layer_means",
    title="Mean activations",
    function="activation_measurements:layer_means",
    properties={"means": 4},
    cases=[
        Case("2 layers of sigmoids", layer="sigmoid", n=5, d=3, layers=2, public=True),
        Case("3 layers of ELUs", layer="elu", n=4, d=5, layers=3, public=True),
        Case("4 layers of ELUs", layer="elu", n=6, d=4, layers=4),
        Case("5 layers of sigmoids", layer="sigmoid", n=3, d=6, layers=5),
    ],
    given=("sigmoid_forward", "elu_forward"),
    next_steps={
        "means": "Write down the shapes on the way: what enters the second layer, and what is "
        "averaged?",
    },
    hints=hints.layer_means,
)
def layer_means(code, case):
    x = case.randn(case.n, case.d) + 0.5
    weights = case.randn(case.layers, case.d, case.d, scale=case.d**-0.5) + 0.1
    forward, _ = layer_of(code, case.layer)
    return {"means": code.activation_measurements.layer_means(forward, x, weights)}
