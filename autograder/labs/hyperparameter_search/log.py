"""The question on a log from which a search can be resumed."""

from autograder.lab import Case, Questions
from autograder.labs.hyperparameter_search import hints
from autograder.labs.hyperparameter_search.cases import KNOBS, settings_of

questions = Questions()

ZERO = "a logged score of 0"


@questions.add(
    "evaluate_once",
    title="A search that can be resumed",
    function="search:evaluate_once",
    properties={"scores": 2, "trained": 2, ZERO: 1},
    cases=[
        Case("two of four settings are logged", logged=[0, 2], asked=[0, 1, 2, 3], public=True),
        Case("the same settings twice", logged=[1], asked=[0, 1, 0, 2, 2]),
        Case("nothing is logged yet", logged=[], asked=[2, 0, 1]),
        Case("a score of 0", logged=[0, 1], asked=[0, 1, 2], zero=True, tests=ZERO, public=True),
    ],
    next_steps={
        "scores": "What is logged has its score in the log, what is not gets it from evaluate.",
        "trained": "Only what the log does not hold may be trained, and it is trained once. "
        "(Shown are powers of ten of the settings that were.)",
        ZERO: "What does Python take a score of 0 for, where a truth value is wanted?",
    },
    hints=hints.evaluate_once,
)
def evaluate_once(code, case):
    rows = settings_of(case, 4)
    # The scores in the log are others than evaluate gives: it shows where one comes from.
    scores = [0.0 if getattr(case, "zero", False) else 0.6 + 0.05 * row for row in case.logged]
    logged = code.rehearsal.scored([rows[row] for row in case.logged], scores)
    log = code.rehearsal.Logging(code.landscapes.hill, logged)
    once = code.search.evaluate_once
    found = code.rehearsal.Collected()
    for row in case.asked:
        found.add(once(log.evaluate, log.find_score, code.rehearsal.fresh(rows[row])))
    return {
        "scores": found.numbers,
        "trained": code.rehearsal_tables.exponents(log.trained, KNOBS),
    }
