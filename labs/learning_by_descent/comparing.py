"""Questions on comparing trainings: folds, the noise from seed to seed, and what it hides."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden
from autograder.lab import UNCHANGED, Case, Questions
from labs.learning_by_descent import hints
from labs.learning_by_descent.cases import (
    FEW,
    RANGE,
    RANGE_NEXT_STEP,
    TEN,
    UNCHANGED_NEXT_STEP,
)

questions = Questions()

UNEVEN = "folds that do not divide evenly"
TRAININGS = "one training a fold"
VERDICT = "verdict"
ERROR = "standard error"  # an exception is what recordings call "error"

FOLDS = Domain(
    n=["as many as folds", between(12, 19), hidden(between(1001, 1009), public=37)],
    num_folds=[2, between(3, 5), hidden(between(11, 12), public=7)],
    calls=[1, 1, 2],
)
VALIDATIONS = Domain(
    n=[between(12, 19), TEN, hidden(between(1001, 1009), public=37)],
    d=[1, FEW, 12],
    num_folds=[2, between(3, 5), hidden(11, public=7)],
    X=arrays("n", "d", scale=[1e-3, 1.0, hidden(100.0)], dtype=["float64", "float32"]),
)
SCORES = Domain(
    n=[2, FEW, hidden(between(1001, 1009), public=11)],
    middle=[-30.0, 0.5, hidden(100.0)],
    spread=[1e-2, 0.1, hidden(50.0)],
    as_list=[True, False],
)
PAIRS = Domain(
    n=[2, FEW, hidden(between(1001, 1009), public=11)],
    m=[2, between(3, 7), 12],
    middle=[-30.0, 0.5, hidden(50.0)],
    spread=[1e-2, 0.1, hidden(5.0)],
    apart=[-6.0, 0.1, 6.0],
    as_list=[True, False],
)


def folds_of(case):
    """Return folds of `n` examples in random order, as make_folds would make them."""
    parts = np.array_split(case.random.permutation(case.n), case.num_folds)
    rest = [np.concatenate(parts[:number] + parts[number + 1 :]) for number in range(len(parts))]
    return list(zip(rest, parts))


@questions.add(
    "make_folds",
    title="Folds",
    function="comparing_runs:make_folds",
    properties={"validating": 2.5, "training": 2, UNEVEN: 1, RANGE: 1, UNCHANGED: 0.5},
    cases=[
        Case("twelve examples, three folds", n=12, num_folds=3, public=True),
        Case("ten examples, five folds", n=10, num_folds=5),
        Case("eleven examples, four folds", n=11, num_folds=4, tests=UNEVEN, public=True),
        Case("fourteen examples, five folds", n=14, num_folds=5, tests=UNEVEN),
        *FOLDS.cases(RANGE),
    ],
    compare={"validating": {"kind": "exact"}, "training": {"kind": "exact"}},
    next_steps={
        "validating": "Cut the order 4 2 0 5 1 3 into three folds by hand. Which two places does "
        "the second fold validate on? (Shown are the places of each fold, sorted.)",
        "training": "Every example either trains or validates in a fold: which ones are left to "
        "train? (Shown are the places of each fold, sorted.)",
        UNEVEN: "Eleven examples in four folds: how large is each? None may be left out.",
        RANGE: "Which numbers of examples or folds does your code assume?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.make_folds,
)
def make_folds(code, case):
    count = case.num_folds if case.n == "as many as folds" else case.n
    (order,) = code.watch(order=case.random.permutation(count))
    folds = code.comparing_runs.make_folds(order, case.num_folds)
    tools = code.descent_rehearsal
    return {"validating": tools.places(folds, 1), "training": tools.places(folds, 0)}


@questions.add(
    "cross_validate",
    title="Cross-validation",
    function="comparing_runs:cross_validate",
    properties={"scores": 4, TRAININGS: 1, RANGE: 1.5, UNCHANGED: 0.5},
    cases=[
        Case("three folds", n=9, d=2, num_folds=3, public=True),
        Case("five folds", n=13, d=3, num_folds=5),
        Case("four trainings", n=8, d=2, num_folds=4, tests=TRAININGS, public=True),
        Case("six trainings", n=12, d=1, num_folds=6, tests=TRAININGS),
        *VALIDATIONS.cases(RANGE),
    ],
    next_steps={
        "scores": "Which examples may the training of a fold see, and on which is it scored? "
        "Labels have to be of the same rows.",
        TRAININGS: "Each training takes its time: how often is train_and_score called for a fold?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.cross_validate,
)
def cross_validate(code, case):
    X = case.array("X", case.n, case.d)
    X, y = code.watch(X=X, y=np.array(case.integers(case.n, 0, 9)))
    train_and_score = code.descent_rehearsal.Pretended()
    scores = code.comparing_runs.cross_validate(train_and_score, X, y, folds_of(case))
    if case.tests == TRAININGS:
        return {"trainings": train_and_score.calls}
    return {"scores": code.descent_rehearsal.numbers(scores)}


def drawn_scores(case, count, middle, spread):
    """Return scores round a middle: their mean is `middle` up to rounding, and no two are alike."""
    scores = case.random.permutation(np.linspace(-1, 1, count)) + case.random.uniform(0, 0.2, count)
    return middle + spread * (scores - scores.mean())


def as_given(case, scores):
    """Return scores as a list where the case wants one."""
    return scores.tolist() if getattr(case, "as_list", False) else scores


@questions.add(
    "mean_and_spread",
    title="The noise of a score",
    function="comparing_runs:mean_and_spread",
    properties={"mean": 1.5, "spread": 2, RANGE: 1, UNCHANGED: 0.5},
    cases=[
        Case("five seeds", n=5, middle=0.4, spread=0.02, public=True),
        Case("eight seeds", n=8, middle=0.35, spread=0.1),
        *SCORES.cases(RANGE),
    ],
    compare={"spread": {"kind": "close", "relative_to": "element", "floor": 1e-8}},
    next_steps={
        "mean": "What is the mean of 1, 2 and 6?",
        "spread": "Of the scores 1, 2 and 6: how far is each from the mean, what do the squares "
        "add up to, and by which number does the docstring divide?",
        RANGE: "How many scores, of which size, does your code assume? Are they an array?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.mean_and_spread,
)
def mean_and_spread(code, case):
    scores = as_given(case, drawn_scores(case, case.n, case.middle, case.spread))
    (scores,) = code.watch(scores=scores)
    made = code.comparing_runs.mean_and_spread(scores)
    tools = code.descent_rehearsal
    return {"mean": tools.item(made, 0), "spread": tools.item(made, 1)}


@questions.add(
    "compare_runs",
    title="Better, or lucky?",
    function="comparing_runs:compare_runs",
    properties={"difference": 1.5, ERROR: 2, VERDICT: 2, RANGE: 1, UNCHANGED: 0.5},
    cases=[
        Case("the second is better", n=5, m=5, apart=5.0, public=True),
        Case("the first is better", n=4, m=6, apart=-5.0, public=True),
        Case("too close to tell", n=5, m=4, apart=1.2, public=True),
        Case("close, but more than two errors apart", n=9, m=8, apart=2.7),
        Case("close, and less than two errors apart", n=3, m=7, apart=-1.5),
        *PAIRS.cases(RANGE),
    ],
    given=("mean_and_spread",),
    compare={
        "difference": {"kind": "close", "relative_to": "element", "floor": 1e-8},
        ERROR: {"kind": "close", "relative_to": "element", "floor": 1e-8},
    },
    next_steps={
        "difference": "How much higher is the mean of second? With the sign.",
        ERROR: "Work out both spreads, square each, divide each by its own number of scores.",
        VERDICT: "Compare the size of the difference, whatever its sign, with two standard errors. "
        "Then: whose mean is higher?",
        RANGE: "How many scores, of which size, does your code assume? Are there as many of both?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.compare_runs,
)
def compare_runs(code, case):
    middle, spread = getattr(case, "middle", 0.4), getattr(case, "spread", 0.02)
    scores = [drawn_scores(case, count, middle, spread) for count in (case.n, case.m)]
    error = np.sqrt(sum(np.var(each, ddof=1) / len(each) for each in scores))
    scores[1] = scores[1] + case.apart * error
    first, second = code.watch(
        **dict(zip(("first", "second"), (as_given(case, s) for s in scores)))
    )
    made = code.comparing_runs.compare_runs(first, second)
    tools = code.descent_rehearsal
    return {
        "difference": tools.item(made, 0),
        ERROR: tools.item(made, 1),
        VERDICT: tools.text(tools.item(made, 2)),
    }
