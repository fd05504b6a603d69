"""Questions on the softmax and the SVM loss."""

import numpy as np

from autograder.domain import Domain, arrays, between, like
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.two_layer_net import hints
from labs.two_layer_net.cases import CLASSES, CLEAR, MANY, RANGE, is_quick

questions = Questions()

STABLE = "large scores"
RANGE_NEXT_STEP = "Which numbers of examples or classes, and which scores, break your code?"


def hides_nothing(case):
    """Whether no edge hides another: scores that are all equal, or so far apart that all but the
    best count for nothing, have few classes and no other edge; a square is larger than 2 by 2."""
    if case.scale == 0:
        return case.n in range(2, 100) and case.c < 6 and case.n != case.c
    return (case.scale < 10 or case.c < 6) and not case.n == case.c == 2


# Classes are few where scores are large: see docs/decisions/tolerances.md.
LARGE = Domain(
    n=[between(2, 5)],
    c=[between(2, 3), between(4, 5)],
    shift=[1000.0, -1000.0, "each row its own"],
)
SCORES = Domain(
    n=[1, like("c"), between(6, 9), MANY],
    c=CLASSES,
    scale=[0.0, between(0.5, 3.0), 15.0],  # all equal, or up to 45 apart
    x=arrays("n", "c", layout=["C", "[::2]", "[::-1]"]),
    allowed=lambda case: is_quick(case, case.c) and hides_nothing(case),
    also=[
        {"n": between(2, 5), "c": 13, "scale": 2.0, "calls": 2},
        {"n": between(2, 5), "c": 5, "scale": 2.0, "shift": 70.0},
        {"n": 1, "c": 5, "scale": 15.0, "unlikely": True},  # a hinge loss of a hundred
    ],
)

LOSS_CASES = [
    Case("5 examples, 4 classes", n=5, c=4, public=True),
    Case("7 examples, 3 classes", n=7, c=3),
    *SCORES.cases(RANGE),
]


def loss_case(case):
    """Return scores (n, c) and labels (n,) whose losses any careful arithmetic can compute.

    Clear of the hinge, where rounding decides; and the first label (each, where all scores are
    shifted) names a class that does not win: a loss near 0 has lost its digits. The scores of a row
    are at most 50 apart.
    """
    y = case.labels(case.n, case.c)
    x = case.randn(case.n, case.c) * getattr(case, "scale", 2.0)
    x *= np.minimum(1, 45 / np.maximum(np.ptp(x, axis=1, keepdims=True), 1))
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
        rows = case.random.permutation(np.linspace(-1000, 1000, case.n)).round()[:, np.newaxis]
        x = np.round(x * 1024) / 1024 + (rows if isinstance(shift, str) else shift)
    return case.laid("x", x), y


@questions.add(
    "softmax_loss",
    title="Softmax loss",
    function="layers:softmax_loss",
    properties={"loss": 2.5, "dx": 3, RANGE: 1.5, STABLE: 1.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=[
        *LOSS_CASES,
        *LARGE.cases(STABLE),
        Case("scores far apart", n=6, c=4, scale=12.0, unlikely=True, tests=STABLE),
    ],
    next_steps={
        "loss": "Compute it for a single example with three scores on paper.",
        "dx": "The gradient of one example's loss is its probabilities, less 1 at the right "
        "class; then mind the average.",
        STABLE: "exp of a large number overflows: which constant can you take from a row of "
        "scores without changing the probabilities?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: "Work on an array of your own: the caller still needs the scores.",
    },
    hints=hints.softmax_loss,
    formula=hints.SOFTMAX_LOSS,
)
def softmax_loss(code, case):
    scores, labels = loss_case(case)
    x, y = code.watch(x=scores, y=labels)
    loss, dx = code.layers.softmax_loss(x, y)
    return {"loss": loss, "dx": dx}


@questions.add(
    "svm_loss",
    title="SVM loss",
    function="layers:svm_loss",
    properties={"loss": 3.5, "dx": 3.5, RANGE: 1.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=LOSS_CASES,
    next_steps={
        "loss": "List the margins of one example: which of them count?",
        "dx": "Each margin that counts pulls on two scores: its own class and the right one.",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: "Work on an array of your own: the caller still needs the scores.",
    },
    hints=hints.svm_loss,
)
def svm_loss(code, case):
    scores, labels = loss_case(case)
    x, y = code.watch(x=scores, y=labels)
    loss, dx = code.layers.svm_loss(x, y)
    return {"loss": loss, "dx": dx}
