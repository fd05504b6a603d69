"""Questions on the signs of a running training: sure or right, and when to stop."""

import numpy as np

from autograder.lab import UNCHANGED, Case, Questions
from autograder.labs.babysitting import hints
from autograder.labs.babysitting.cases import A_LIST, handed_over

questions = Questions()

LARGE_SCORES = "large scores"


def scores_for(case):
    """Return scores (n, c) whose highest of each row leads clearly, and labels."""
    while True:
        scores = case.randn(case.n, case.c, scale=2.0)
        first, second = np.sort(scores, axis=1)[:, ::-1][:, :2].T
        if np.min(first - second) > 0.02:
            break
    if case.tests == LARGE_SCORES:  # numbers that float32 holds exactly beside the shift
        scores = np.round(scores * 1024) / 1024 + case.shift
    return scores * getattr(case, "scale", 1.0), case.labels(case.n, case.c)


@questions.add(
    "confidence_and_accuracy",
    title="Sure, or right?",
    function="diagnostics:confidence_and_accuracy",
    properties={"confidence": 4, "accuracy": 3, LARGE_SCORES: 2, UNCHANGED: 1},
    cases=[
        Case("6 examples, 4 classes", n=6, c=4, public=True),
        Case("scores near 0", n=8, c=5, scale=1e-3, public=True),
        Case("9 examples, 3 classes", n=9, c=3),
        Case("one example", n=1, c=4),
        Case("scores near 1000", n=5, c=4, shift=1000.0, tests=LARGE_SCORES, public=True),
        Case("scores near -1000", n=6, c=3, shift=-1000.0, tests=LARGE_SCORES),
    ],
    next_steps={
        "confidence": "Work out the softmax of one row by hand. Whose probability counts?",
        "accuracy": "Mark the highest score of each row: how many marks are at the right class?",
        LARGE_SCORES: "exp of a large number overflows. What may be taken from a row of scores?",
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


@questions.add(
    "should_stop",
    title="When to give up",
    function="diagnostics:should_stop",
    properties={"stop": 3.5, NOT_FINITE: 2.5, ONCE: 1.5, FACTOR: 1, A_LIST: 1, UNCHANGED: 0.5},
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
        Case("falling, then nan", shares=(1, 0.9, 0.8, np.nan), tests=NOT_FINITE),
        Case("nan from the start", shares=(np.nan, np.nan), tests=NOT_FINITE),
        Case("inf from the start", shares=(np.inf, np.inf), tests=NOT_FINITE),
        Case("5 times the first, then low again", shares=(1, 0.8, 5, 0.7, 0.6), tests=ONCE),
        Case("4 times, then low", shares=(1, 4, 0.9, 0.5, 0.4), tests=ONCE, public=True),
        Case("factor 10, up to 6 times", shares=(1, 2, 6), factor=10.0, tests=FACTOR, public=True),
        Case("factor 1.5, up to twice", shares=(1, 0.9, 2), factor=1.5, tests=FACTOR),
        Case("a list that falls", shares=(1, 0.9, 0.8, 0.6), tests=A_LIST, public=True),
        Case("a list that explodes", shares=(1, 0.9, 40), tests=A_LIST),
    ],
    next_steps={
        "stop": "Divide each cost by the first one: is any above the factor?",
        NOT_FINITE: "Every comparison with nan is false, also that with nan itself.",
        ONCE: "A run that has exploded once counts as exploded.",
        FACTOR: "Three is only what factor is when nothing else is asked for.",
        A_LIST: "A Solver keeps its costs in a list, which knows no arithmetic.",
        UNCHANGED: "The curve is the caller's: work on an array of your own.",
    },
    hints=hints.should_stop,
)
def should_stop(code, case):
    if hasattr(case, "letter"):
        losses = code.recorded_curves.practice_curve(case.letter)
    else:
        losses = handed_over(code, case, climb(case))
    factor = {"factor": case.factor} if case.tests == FACTOR else {}
    return {"stop": code.diagnostics.should_stop(losses, **factor)}
