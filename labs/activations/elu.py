"""Questions on ELU, and on the means of the layers that it is meant to centre."""

from autograder.domain import Domain, arrays, between, hidden, like, manner
from autograder.lab import UNCHANGED, Case, Questions
from labs.activations import hints
from labs.activations.cases import (
    CALLS,
    CALLS_NEXT_STEP,
    ELEMENTWISE_CASES,
    LAYOUTS,
    MANY,
    N_D,
    ONCE_IN_TURN,
    RANGE,
    RANGE_NEXT_STEP,
    STABLE,
    STABLE_NEXT_STEP,
    TURNS,
    UNCHANGED_NEXT_STEP,
    alpha_of,
    backward_of,
    elementwise,
    elementwise_backward,
    forward_of,
    is_quick,
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
]
BY_HAND = [*ELEMENTWISE_CASES, *ALPHA_CASES, *ELU_HUGE_CASES]
ALPHAS = ["default", hidden(between(0.1, 0.9)), between(1.5, 3.0)]
# Among negative numbers alone shows what is left to the limit -alpha.
FORWARD = elementwise(
    [hidden(1e-3), 1, hidden(4), 30],
    allowed=lambda case: case.sign == "negative" or case.x.scale < 10,
    also=[{"shape": (3, 4), "alpha": 1.0, "sign": "negative"}],
    alpha=ALPHAS,
    sign=["both", "negative"],
)
BACKWARD = elementwise_backward(
    [hidden(0.1), 1, hidden(4), 30],
    also=[{"shape": (3, 4), "dout": manner(1e-4), "alpha": "default"}],
    alpha=ALPHAS,
)


@questions.add(
    "elu_forward",
    title="ELU: forward",
    function="activations:elu_forward",
    properties={"out": 1.5, ANY_ALPHA: 0.5, N_D: 0.5, STABLE: 1, RANGE: 1, UNCHANGED: 0.5},
    cases=[*BY_HAND, *FORWARD.cases(RANGE)],
    next_steps={
        "out": "What is the output for x = 1, and for x = -1?",
        ANY_ALPHA: "How far below 0 can the output get? That number is alpha.",
        STABLE: STABLE_NEXT_STEP,
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.elu_forward,
)
def elu_forward(code, case):
    size = 1e-2 * max(1.0, alpha_of(case).get("alpha", 1.0))
    rule = {"kind": "close", "relative_to": "element", "floor": size}
    negative = getattr(case, "sign", "both") == "negative"
    case.compare["out"] = {**rule, "ceiling": size} if negative else rule
    return forward_of(code, case, "elu", **alpha_of(case))


@questions.add(
    "elu_backward",
    title="ELU: backward",
    function="activations:elu_backward",
    properties={"dx": 2, ANY_ALPHA: 0.5, N_D: 0.5, STABLE: 0.5, RANGE: 0.5, CALLS: 1},
    cases=[*BY_HAND, *BACKWARD.cases(RANGE), *TURNS.cases(CALLS)],
    given=("elu_forward",),
    next_steps={
        "dx": "What is the slope at x = 1, and what at x = -1?",
        ANY_ALPHA: "The cache holds alpha: which side of the function does it scale?",
        STABLE: STABLE_NEXT_STEP,
        RANGE: RANGE_NEXT_STEP,
        CALLS: CALLS_NEXT_STEP,
    },
    hints=hints.elu_backward,
)
def elu_backward(code, case):
    return backward_of(code, case, "elu", **alpha_of(case))


STACK = Domain(
    layer=["sigmoid", "elu"],
    n=[1, like("d"), MANY],
    d=[1, between(2, 4), hidden(between(11, 15))],
    layers=[1, hidden(between(2, 5)), hidden(between(11, 13), public=11)],
    x=arrays("n", "d", scale=[hidden(1e-2), 1, 30], layout=["C", *LAYOUTS]),
    calls=ONCE_IN_TURN,
    # Weights are released in public cases; a sigmoid hides how large numbers are.
    allowed=lambda case: (
        is_quick(case, case.d)
        and case.layers * case.d**2 <= 230
        and (case.layer == "elu" or case.x.scale < 10)
        and (case.n < 100 or case.x.scale >= 1)  # a mean that some rows more or less change
    ),
    also=[
        {"layer": "elu", "n": 13, "d": 13, "layers": 1, "x": manner(300)},
        {"layer": "elu", "n": 4, "d": 3, "layers": 2, "x": manner(3e-4)},
        {"layer": "elu", "n": 4, "d": 12, "layers": 2, "x": manner(0.01), "weights": manner(100)},
        {"layer": "elu", "n": 4, "d": 3, "layers": 1, "x": manner(1e4), "weights": manner(1e-4)},
        {"layer": "elu", "n": 4, "d": 12, "layers": 1, "centre": -3.0},
        {"layer": "sigmoid", "n": 4, "d": 2, "layers": 12},
    ],
)


@questions.add(
    "layer_means",
    title="Mean activations",
    function="activation_measurements:layer_means",
    properties={"means": 3, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("2 layers of sigmoids", layer="sigmoid", n=5, d=3, layers=2),
        Case("3 layers of ELUs", layer="elu", n=4, d=3, layers=3, public=True),
        *STACK.cases(RANGE),
    ],
    compare={"means": {"kind": "close", "floor": 1e-3}},
    given=("sigmoid_forward", "elu_forward"),
    next_steps={
        "means": "Write down the shapes on the way: what enters the second layer, and what is "
        "averaged?",
        RANGE: "Which sizes or magnitudes, and how many layers, does your code assume?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.layer_means,
)
def layer_means(code, case):
    centred = case.randn(case.n, case.d) + getattr(case, "centre", 0.5)
    weights = case.randn(case.layers, case.d, case.d, scale=case.d**-0.5) + 0.1
    x, weights = code.watch(
        x=case.laid("x", centred * case.manner("x").scale),
        weights=weights * case.manner("weights").scale,
    )
    forward, _ = layer_of(code, case.layer)
    return {"means": code.activation_measurements.layer_means(forward, x, weights)}
