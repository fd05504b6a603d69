"""The question on a log from which a search can be resumed."""

from autograder.domain import Domain, between
from autograder.lab import UNCHANGED, Case, Questions
from labs.hyperparameter_search import hints
from labs.hyperparameter_search.cases import (
    KNOBS,
    RANGE,
    RANGE_NEXT_STEP,
    TEN,
    TRIALS,
    UNCHANGED_NEXT_STEP,
    settings_of,
)

questions = Questions()

ZERO = "a logged score of 0"
LOGS = Domain(
    num=[between(2, 3), TEN],
    score=[-0.5, 1e-5],
    landscape=["below_zero", "flat"],
    also=[
        {"num": 2, "score": 1e-5, "landscape": "flat"},
        {"num": 3, "score": 500.0, "landscape": "flat", "more": 9},
    ],
)


def of_range(case):
    """Name the settings of a domain's case: half of them are logged, the first is asked twice."""
    if case.tests == RANGE:
        case.settings = {**case.settings, "logged": [*range(0, case.num, 2)]}
        case.settings["asked"] = [*case.random.permutation(case.num).tolist(), 0]


@questions.add(
    "evaluate_once",
    title="A search that can be resumed",
    function="search:evaluate_once",
    properties={"scores": 1.5, "trained": 1.5, ZERO: 1, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("two of four settings are logged", logged=[0, 2], asked=[0, 1, 2, 3], public=True),
        Case("the same settings twice", logged=[1], asked=[0, 1, 0, 2, 2]),
        Case("nothing is logged yet", logged=[], asked=[2, 0, 1]),
        Case("a score of 0", logged=[0, 1], asked=[0, 1, 2], zero=True, tests=ZERO, public=True),
        *LOGS.cases(RANGE),
    ],
    compare={"trained": TRIALS},
    next_steps={
        "scores": "What is logged has its score in the log, what is not gets it from evaluate.",
        "trained": "Only what the log does not hold may be trained, and it is trained once. "
        "(Shown are powers of ten of the settings that were.)",
        ZERO: "What does Python take a score of 0 for, where a truth value is wanted?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.evaluate_once,
)
def evaluate_once(code, case):
    of_range(case)
    more = [*"abcdefghi"[: getattr(case, "more", 0)]]
    rows = settings_of(case, getattr(case, "num", 4))
    rows = [{**dict.fromkeys(more, 1.0), **row} for row in rows]
    first = getattr(case, "score", 0.6)
    # The scores in the log are others than evaluate gives: it shows where one comes from.
    scores = [0.0 if getattr(case, "zero", False) else first + 0.05 * row for row in case.logged]
    logged = code.rehearsal.scored([rows[row] for row in case.logged], scores)
    landscape = getattr(code.landscapes, getattr(case, "landscape", "hill"))
    log = code.rehearsal.Logging(landscape, logged)
    once = code.search.evaluate_once
    found = code.rehearsal.Collected()
    for place, row in enumerate(case.asked):
        (settings,) = code.watch(settings=rows[row]) if place == 0 else [rows[row]]
        found.add(once(log.evaluate, log.find_score, settings))
    return {
        "scores": found.numbers,
        "trained": code.rehearsal_tables.exponents(log.trained, [*more, *KNOBS]),
    }
