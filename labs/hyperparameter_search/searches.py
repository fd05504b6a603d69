"""Questions on grid and random search, and on the best trial."""

from autograder.domain import Domain
from autograder.domain import between as any_from
from autograder.lab import UNCHANGED, Case, Questions
from labs.hyperparameter_search import hints
from labs.hyperparameter_search.cases import (
    DIVERGED,
    KNOBS,
    NEGATIVE,
    ONE_EACH,
    RANGE,
    RANGE_NEXT_STEP,
    RATES,
    STRENGTHS,
    TEN,
    TRIALS,
    UNCHANGED_NEXT_STEP,
    between,
    drawn_trials,
    trials_of,
)

questions = Questions()

ANY_KNOBS = "any number of knobs"
SEEDED = "training that sets a seed"
TIES = "equal scores"

# One knob has no landscape but the flat one.
GRIDS = Domain(
    counts=[(1,), (any_from(11, 13), 1), (2, 1, 2, 1, 2), (3, 2)],
    landscape=["hill", "flat", "below_zero", "cliff"],
    allowed=lambda case: len(case.counts) > 1 or case.landscape == "flat",
    also=[
        {"counts": (1,) * 10 + (2,), "landscape": "flat"},
        {"counts": (1, 3), "landscape": "thousandfold"},
    ],
)
DRAWS = Domain(
    num=[1, TEN, any_from(3, 5)],
    width=[1, 2, 5],
    landscape=["flat", "below_zero", "cliff"],
    ends=["lists", "tuples"],
    allowed=lambda case: (
        (case.width == 1) == (case.landscape == "flat") and (case.num < 10 or case.width < 5)
    ),
    also=[{"num": 2, "width": 11, "landscape": "flat"}],
)
SCORES = Domain(
    num=[1, any_from(3, 5), any_from(4, 5), TEN],
    nans=["all", "first", "last", "none"],
    tie=[False, False, False, True],
    top=[0.0, -1.0, 0.5, 2e4],
    scale=[1e-6, 0.01, 0.01, 1000.0],
    # Of several that are nan any will do; a single one, and many, need the plainest scores.
    allowed=lambda case: (
        (case.nans == "all") == (case.num == 1)
        and (case.top > 1 if case.num == 1 else case.num < 10 or case.nans != "last")
        and (4 <= case.num < 10 or not case.tie)
        and (case.top > 1) == (case.scale > 1)
    ),
    also=[
        {"num": 5, "nans": "none", "tie": False, "top": 500.0, "scale": 1000.0},
        {"num": any_from(101, 105), "nans": "none", "tie": False, "top": 0.5, "scale": 0.01},
    ],
)


def knobs_of(case):
    """Return the names of a case's knobs; the landscapes need the first two."""
    if case.tests == RANGE and not hasattr(case, "same"):
        width = case.width if hasattr(case, "width") else len(case.counts)
        return [*KNOBS, "hidden_size", *"abcdefgh"][:width]
    return getattr(case, "knobs", KNOBS)


def trials_in(code, case, trials, evaluate, knobs):
    """Return what trials are looked at for; a score that is nan is not compared."""
    tables = code.rehearsal_tables
    outputs = {
        "settings": tables.exponents(trials, knobs, in_order=False),
        "scores": tables.scores(trials, knobs),
        "evaluations": tables.exponents(evaluate.asked, knobs, in_order=False),
    }
    if getattr(case, "landscape", "hill") == "cliff":
        del outputs["scores"]
    return outputs


@questions.add(
    "grid_search",
    title="Grid search",
    function="search:grid_search",
    properties={
        **{"settings": 3, "scores": 2, "evaluations": 1, ANY_KNOBS: 1},
        **{RANGE: 0.5, UNCHANGED: 0.5},
    },
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
        *GRIDS.cases(RANGE),
    ],
    compare={"settings": TRIALS, "scores": TRIALS, "evaluations": TRIALS},
    next_steps={
        "settings": "List all combinations of two knobs by hand: how many are there? (Shown are "
        f"powers of ten, -3 for 0.001, a row for each trial, sorted.) {ONE_EACH}",
        "scores": "Each trial needs the score of its own settings.",
        "evaluations": "Each evaluation is a training run: how often is evaluate called?",
        ANY_KNOBS: "How would you write the combinations of three lists, or of seven?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.grid_search,
)
def grid_search(code, case):
    knobs = knobs_of(case)
    values = {knob: sorted(between(case, *RATES, count)) for knob, count in zip(knobs, case.counts)}
    landscape = getattr(case, "landscape", "hill")
    if landscape == "cliff":
        values[knobs[0]][-1] = 9e-4
    evaluate = code.rehearsal.Counted(getattr(code.landscapes, landscape))
    (given,) = code.watch(values=values)
    trials = code.search.grid_search(evaluate, given)
    return trials_in(code, case, trials, evaluate, knobs)


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
    properties={
        **{"settings": 3, "scores": 2, "evaluations": 1, SEEDED: 3, ANY_KNOBS: 1},
        **{RANGE: 0.5, UNCHANGED: 0.5},
    },
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
        *DRAWS.cases(RANGE),
        Case("two knobs with the same range", num=4, same=True, tests=RANGE, public=True),
    ],
    compare={"settings": TRIALS, "scores": TRIALS, "evaluations": TRIALS},
    next_steps={
        "settings": "Every value of a trial comes from draw, called with the low and the high of "
        f"its knob. (Shown are powers of ten, -3 for 0.001, a row for each trial.) {ONE_EACH}",
        "scores": "Each trial needs the score of its own settings.",
        "evaluations": "Each evaluation is a training run: how often is evaluate called?",
        SEEDED: "The same settings came up more than once: every training set the seed again. "
        "When should the settings be drawn?",
        ANY_KNOBS: "The ranges may be those of one knob, or of five.",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.random_search,
)
def random_search(code, case):
    knobs = knobs_of(case)
    ends = [[*RATES], [*STRENGTHS], [20.0, 500.0], [0.1, 0.9], [1e-8, 1e-7]]
    ends += [[1.0, 1.5 + number] for number in range(6)]
    if getattr(case, "ends", "lists") == "tuples":
        ends = [tuple(pair) for pair in ends]
    ranges = dict(zip(knobs, ends))
    if hasattr(case, "same"):
        (given,) = code.watch(ranges=dict.fromkeys(knobs, (0.5, 1.0)))
        uniform = code.rehearsal.uniform
        trials = code.search.random_search(code.landscapes.flat, given, case.num, uniform)
        settings = trials[0][0]
        return {"one value for two knobs": code.equal(*[settings[knob] for knob in knobs])}
    (given,) = code.watch(ranges=ranges)
    if case.tests == SEEDED:
        evaluate = code.rehearsal.Seeding(code.landscapes.hill)
        trials = code.search.random_search(evaluate, given, case.num, code.rehearsal.uniform)
        return {"different settings": code.rehearsal_tables.num_different(trials)}
    evaluate = code.rehearsal.Counted(getattr(code.landscapes, getattr(case, "landscape", "hill")))
    draw = planned_draws(code, case, ranges)
    trials = code.search.random_search(evaluate, given, case.num, draw)
    return trials_in(code, case, trials, evaluate, knobs)


@questions.add(
    "best_trial",
    title="The best trial",
    function="search:best_trial",
    properties={
        **{"settings": 1.5, "score": 1, DIVERGED: 1.5, TIES: 0.5, NEGATIVE: 0.5},
        **{RANGE: 0.5, UNCHANGED: 0.5},
    },
    cases=[
        Case("5 trials", num=5, public=True),
        Case("8 trials", num=8),
        Case("a run that diverged first", nan_at=[0], num=5, tests=DIVERGED, public=True),
        Case("a run that diverged last", nan_at=[-1], num=5, tests=DIVERGED, public=True),
        Case("runs that diverged in between", nan_at=[1, 3], num=7, tests=DIVERGED),
        Case("two trials with the best score", num=6, tie=True, tests=TIES, public=True),
        Case("below 0 beside a run that diverged", nan_at=[0], num=5, shift=-1.0, tests=DIVERGED),
        Case("five scores below 0", num=5, shift=-1.0, tests=NEGATIVE, public=True),
        *SCORES.cases(RANGE),
    ],
    compare={"score": {"kind": "close", "floor": 1e-9}},
    next_steps={
        "settings": "The whole trial is asked for: its settings, then its score. (Settings are "
        "shown as powers of ten, -3 for 0.001.)",
        "score": "Is it the highest score, and of the same trial as the settings?",
        DIVERGED: "Every comparison with nan is false: what does that do to a search for the "
        "largest number, when nan comes first?",
        TIES: "Of equal scores the first one counts: where does yours look next?",
        NEGATIVE: "A score may be anything, a negative loss for example: what is yours compared "
        "with at first?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.best_trial,
)
def best_trial(code, case):
    trials = drawn_trials(code, case) if case.tests == RANGE else trials_of(code, case)
    settings, score = code.search.best_trial(trials)
    outputs = {"settings": code.rehearsal_tables.exponents_of(settings, KNOBS), "score": score}
    if getattr(case, "nans", "none") == "all":
        del outputs["score"]
    return outputs
