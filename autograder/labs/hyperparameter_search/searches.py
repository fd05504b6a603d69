"""Questions on grid and random search, and on the best trial."""

from autograder.lab import Case, Questions
from autograder.labs.hyperparameter_search import hints
from autograder.labs.hyperparameter_search.cases import (
    DIVERGED,
    KNOBS,
    NEGATIVE,
    ONE_EACH,
    RATES,
    STRENGTHS,
    between,
    trials_of,
)

questions = Questions()

ANY_KNOBS = "any number of knobs"
SEEDED = "training that sets a seed"
TIES = "equal scores"


def knobs_of(case):
    """Return the names of a case's knobs; the landscapes need the first two."""
    return getattr(case, "knobs", KNOBS)


@questions.add(
    "grid_search",
    title="Grid search",
    function="search:grid_search",
    properties={"settings": 4, "scores": 2, "evaluations": 1, ANY_KNOBS: 1},
    cases=[
        Case("3 learning rates, 2 strengths", counts=(3, 2), public=True),
        Case("2 learning rates, 4 strengths", counts=(2, 4)),
        Case(
            "three knobs",
            counts=(2, 3, 2),
            knobs=[*KNOBS, "hidden_size"],
            tests=ANY_KNOBS,
            public=True,
        ),
        Case("four knobs", counts=(2, 1, 2, 3), knobs=[*KNOBS, "a", "b"], tests=ANY_KNOBS),
        Case("one value each", counts=(1, 1), tests=ANY_KNOBS),
    ],
    next_steps={
        "settings": "List all combinations of two knobs by hand: how many are there? (Shown are "
        f"powers of ten, -3 for 0.001, a row for each trial, sorted.) {ONE_EACH}",
        "scores": "Each trial needs the score of its own settings.",
        "evaluations": "Each evaluation is a training run: how often is evaluate called?",
        ANY_KNOBS: "How would you write the combinations of three lists, or of seven?",
    },
    hints=hints.grid_search,
)
def grid_search(code, case):
    knobs = knobs_of(case)
    values = {knob: sorted(between(case, *RATES, count)) for knob, count in zip(knobs, case.counts)}
    evaluate = code.rehearsal.Counted(code.landscapes.hill)
    trials = code.search.grid_search(evaluate, code.rehearsal.fresh(values))
    tables = code.rehearsal_tables
    return {
        "settings": tables.exponents(trials, knobs, in_order=False),
        "scores": tables.scores(trials, knobs),
        "evaluations": tables.exponents(evaluate.asked, knobs, in_order=False),
    }


def planned_draws(code, case, ranges):
    """Return random draws for the ranges of a case that are known beforehand.

    The code runs with the seed that the case draws from: without a few draws to set the two
    apart, code that draws by itself would get the very numbers planned.
    """
    case.random.uniform(size=100)
    plan = [[low, high, between(case, low, high, case.num)] for low, high in ranges.values()]
    return code.rehearsal.PlannedDraws(plan)


@questions.add(
    "random_search",
    title="Random search",
    function="search:random_search",
    properties={"settings": 4, "scores": 2, "evaluations": 1, SEEDED: 3, ANY_KNOBS: 1},
    cases=[
        Case("4 trials", num=4, public=True),
        Case("7 trials", num=7),
        Case("4 trials, training sets a seed", num=4, tests=SEEDED, public=True),
        Case("9 trials, training sets a seed", num=9, tests=SEEDED),
        Case(
            "three knobs",
            num=5,
            knobs=[*KNOBS, "hidden_size"],
            tests=ANY_KNOBS,
            public=True,
        ),
        Case("a single trial", num=1, tests=ANY_KNOBS),
    ],
    next_steps={
        "settings": "Every value of a trial comes from draw, called with the low and the high of "
        f"its knob. (Shown are powers of ten, -3 for 0.001, a row for each trial.) {ONE_EACH}",
        "scores": "Each trial needs the score of its own settings.",
        "evaluations": "Each evaluation is a training run: how often is evaluate called?",
        SEEDED: "The same settings came up more than once: every training set the seed again. "
        "When should the settings be drawn?",
        ANY_KNOBS: "The ranges may be those of one knob, or of five.",
    },
    hints=hints.random_search,
)
def random_search(code, case):
    tables, knobs = code.rehearsal_tables, knobs_of(case)
    ranges = dict(zip(knobs, [[*RATES], [*STRENGTHS], [20.0, 500.0]]))
    if case.tests == SEEDED:
        evaluate = code.rehearsal.Seeding(code.landscapes.hill)
        given = code.rehearsal.fresh(ranges)
        trials = code.search.random_search(evaluate, given, case.num, code.rehearsal.uniform)
        return {"different settings": tables.num_different(trials)}
    evaluate = code.rehearsal.Counted(code.landscapes.hill)
    draw = planned_draws(code, case, ranges)
    trials = code.search.random_search(evaluate, code.rehearsal.fresh(ranges), case.num, draw)
    return {
        "settings": tables.exponents(trials, knobs, in_order=False),
        "scores": tables.scores(trials, knobs),
        "evaluations": tables.exponents(evaluate.asked, knobs, in_order=False),
    }


@questions.add(
    "best_trial",
    title="The best trial",
    function="search:best_trial",
    properties={"settings": 2, "score": 1.5, DIVERGED: 1.5, TIES: 0.5, NEGATIVE: 0.5},
    cases=[
        Case("5 trials", num=5, public=True),
        Case("8 trials", num=8),
        Case("a run that diverged first", nan_at=[0], num=5, tests=DIVERGED, public=True),
        Case("a run that diverged last", nan_at=[-1], num=5, tests=DIVERGED, public=True),
        Case("runs that diverged in between", nan_at=[1, 3], num=7, tests=DIVERGED),
        Case("two trials with the best score", num=6, tie=True, tests=TIES, public=True),
        Case("below 0 beside a run that diverged", nan_at=[0], num=5, shift=-1.0, tests=DIVERGED),
        Case("five scores below 0", num=5, shift=-1.0, tests=NEGATIVE, public=True),
    ],
    next_steps={
        "settings": "The whole trial is asked for: its settings, then its score. (Settings are "
        "shown as powers of ten, -3 for 0.001.)",
        "score": "Is it the highest score, and of the same trial as the settings?",
        DIVERGED: "Every comparison with nan is false: what does that do to a search for the "
        "largest number, when nan comes first?",
        TIES: "Of equal scores the first one counts: where does yours look next?",
        NEGATIVE: "A score may be anything, a negative loss for example: what is yours compared "
        "with at first?",
    },
    hints=hints.best_trial,
)
def best_trial(code, case):
    trials = trials_of(code, case)
    settings, score = code.search.best_trial(trials)
    return {"settings": code.rehearsal_tables.exponents_of(settings, KNOBS), "score": score}
