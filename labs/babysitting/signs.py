"""Questions on the signs of a running training: sure or right, and when to stop."""

import numpy as np

from autograder.domain import Domain, arrays, between, like
from autograder.lab import UNCHANGED, Case, Questions
from labs.babysitting import hints
from labs.babysitting.cases import A_LIST, EACH, MANY, RANGE, TEN, handed_over

questions = Questions()

LARGE_SCORES = "large scores"


def scores_for(case):
    """Return scores (n, c) whose highest of each row leads clearly, and labels.

    The scores of a row are at most 50 apart. In drawn cases the first label names the lowest: a
    small probability counts, too.
    """
    scores, y = case.randn(case.n, case.c, scale=2.0), case.labels(case.n, case.c)
    first, second = np.sort(scores, axis=1)[:, ::-1][:, :2].T
    rows = np.arange(case.n)
    scores[rows, scores.argmax(axis=1)] += np.where(first - second > 0.02, 0, 0.05)
    if case.tests == LARGE_SCORES:  # numbers that float32 holds exactly beside the shift
        own = case.random.permutation(np.linspace(-1000, 1000, case.n)).round()[:, np.newaxis]
        shift = own if isinstance(case.shift, str) else case.shift
        return np.round(scores * 1024) / 1024 + shift, y
    scores *= getattr(case, "scale", 1.0)
    scores *= np.minimum(1, 45 / np.maximum(np.ptp(scores, axis=1, keepdims=True), 1))
    if case.tests == RANGE:
        y[0] = scores[0].argmin()
        scores -= case.below
    return case.laid("scores", scores), y


# Classes are few where scores are large: see docs/decisions/tolerances.md.
LARGE = Domain(
    n=[between(3, 5)],
    c=[between(2, 3), between(4, 5)],
    shift=[1000.0, -1000.0, "each row its own"],
)
SCORES = Domain(
    n=[1, like("c"), MANY],
    c=[2, between(3, 5), TEN],
    scale=[between(0.5, 2.0), 15.0],
    below=[0.0, 60.0],  # all scores are negative, then
    scores=arrays("n", "c", layout=["C", "F", "[::2]", "[::-1]"]),
    allowed=lambda case: case.n * case.c <= (2200 if case.n > 1000 else 210),
    also=[
        {"n": 13, "c": 13, "scale": 2.0, "below": 0.0},
        {"n": 1, "c": 5, "scale": 15.0, "below": 0.0},
    ],
)


@questions.add(
    "confidence_and_accuracy",
    title="Sure, or right?",
    function="diagnostics:confidence_and_accuracy",
    properties={"confidence": 3.5, "accuracy": 2.5, LARGE_SCORES: 2, RANGE: 1, UNCHANGED: 1},
    cases=[
        Case("6 examples, 4 classes", n=6, c=4, public=True),
        Case("scores near 0", n=8, c=5, scale=1e-3, public=True),
        Case("9 examples, 3 classes", n=9, c=3),
        Case("one example", n=1, c=4),
        Case("scores near 1000", n=5, c=4, shift=1000.0, tests=LARGE_SCORES, public=True),
        *LARGE.cases(LARGE_SCORES),
        *SCORES.cases(RANGE),
    ],
    compare={"confidence": EACH},
    next_steps={
        "confidence": "Work out the softmax of one row by hand. Whose probability counts?",
        "accuracy": "Mark the highest score of each row: how many marks are at the right class?",
        LARGE_SCORES: "exp of a large number overflows. What may be taken from a row of scores?",
        RANGE: "Which numbers of examples or classes, and which scores, does your code assume?",
        UNCHANGED: "Work on an array of your own: the caller still needs the scores.",
    },
    hints=hints.confidence_and_accuracy,
)
def confidence_and_accuracy(code, case):
    values, labels = scores_for(case)
    scores, y = code.watch(scores=values, y=labels)
    confidence, accuracy = code.diagnostics.confidence_and_accuracy(scores, y)
    return {"confidence": confidence, "accuracy": accuracy}


NOT_FINITE = "nan and inf"
ONCE = "one explosion in the middle"
FACTOR = "another factor"


def climb(case):
    """Return costs that end at a share of the first one: case.shares, with units of their own."""
    first = case.random.uniform(1.5, 4.0)
    return [float(f"{first * share:.4g}") for share in case.shares]


# Where a curve that gives no other reason to stop is nan.
PLACES = Domain(
    place=["first", "second", "in the middle", "last", "everywhere"],
    steps=[between(5, 9)],
)
# Single costs at the very threshold, which is none yet, or above; as powers of two, exact.
CURVES = Domain(
    steps=[2, between(11, 30), MANY],
    peak=[3.0, 3.125, 1.0],
    place=["second", "in the middle", "last"],
    first=[2.0**-20, 2.0, 2.0**20],
    losses=arrays("steps", layout=["C", "[::2]", "[::-1]"]),
    also=[
        {"steps": 12, "peak": 3.125, "place": "last", "first": 2.0**-20},
        {"steps": between(1041, 1049), "peak": 3.125, "place": "last"},
        {"steps": between(1041, 1049), "peak": 3.125, "place": "second"},
        {"shares": (1, 0.9, 0.75), "factor": 1.0},
    ],
)


def drawn_curve(case):
    """Return costs of which some, or one, stand out where the case says."""
    shares = case.random.randint(2, 20, case.steps) / 8
    shares[0] = 1.0
    places = {"first": 0, "second": 1, "in the middle": case.steps // 2, "last": -1}
    where = places.get(case.place, slice(None))
    shares[where] = getattr(case, "peak", np.nan)
    return shares * getattr(case, "first", 2.0)


@questions.add(
    "should_stop",
    title="When to give up",
    function="diagnostics:should_stop",
    properties={
        **{"stop": 3, NOT_FINITE: 2.25, ONCE: 1.25, FACTOR: 1, A_LIST: 1},
        **{RANGE: 1, UNCHANGED: 0.5},
    },
    cases=[
        Case("a falling curve", shares=(1, 1.05, 0.7, 0.6, 0.5), public=True),
        Case("up to 2.6 times the first", shares=(1, 1.2, 0.8, 1.9, 2.6), public=True),
        Case("up to 3.5 times the first", shares=(1, 0.8, 1.4, 2.2, 3.5), public=True),
        Case("up from a low point", shares=(1, 0.5, 0.2, 0.9, 2.1)),
        Case("suddenly 8 times the first", shares=(1, 0.9, 0.95, 8)),
        Case("a single cost", shares=(1,)),
        Case("steadily upwards", shares=(1, 1.5, 2, 2.6, 3.2, 3.9)),
        Case("a recorded run that ends in nan", letter="H", tests=NOT_FINITE, public=True),
        Case("a recorded run that ends in inf", letter="E", tests=NOT_FINITE),
        *PLACES.cases(NOT_FINITE),
        Case("falling, then inf for once", shares=(1, 0.9, np.inf, 0.8), tests=NOT_FINITE),
        Case("inf from the start", shares=(np.inf, np.inf), tests=NOT_FINITE),
        Case("5 times the first, then low again", shares=(1, 0.8, 5, 0.7, 0.6), tests=ONCE),
        Case("4 times, then low", shares=(1, 4, 0.9, 0.5, 0.4), tests=ONCE, public=True),
        Case("factor 10, up to 6 times", shares=(1, 2, 6), factor=10.0, tests=FACTOR, public=True),
        Case("factor 1.5, up to twice", shares=(1, 0.9, 2), factor=1.5, tests=FACTOR),
        Case("a list that falls", shares=(1, 0.9, 0.8, 0.6), tests=A_LIST, public=True),
        Case("a list that explodes", shares=(1, 0.9, 40), tests=A_LIST),
        *CURVES.cases(RANGE),
    ],
    next_steps={
        "stop": "Divide each cost by the first one: is any above the factor?",
        NOT_FINITE: "Every comparison with nan is false, also that with nan itself.",
        ONCE: "A run that has exploded once counts as exploded.",
        FACTOR: "Three is only what factor is when nothing else is asked for.",
        A_LIST: "A Solver keeps its costs in a list, which knows no arithmetic.",
        RANGE: "Every cost counts, in any units; exactly the factor is not more than it.",
        UNCHANGED: "The curve is the caller's: work on an array of your own.",
    },
    hints=hints.should_stop,
)
def should_stop(code, case):
    if hasattr(case, "letter"):
        losses = code.recorded_curves.practice_curve(case.letter)
    elif hasattr(case, "place"):
        losses = handed_over(code, case, case.laid("losses", drawn_curve(case)))
    else:
        losses = handed_over(code, case, climb(case))
    factor = {"factor": case.factor} if hasattr(case, "factor") else {}
    return {"stop": code.diagnostics.should_stop(losses, **factor)}
