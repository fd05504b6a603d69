"""The lab on hyperparameters: random, grid, staged and greedy search, and a log to resume from."""

import numpy as np

from autograder.lab import KIT_FILES, SHAPES, UNCHANGED, Case, Lab

lab = Lab(
    name="hyperparameter_search",
    title="Hyperparameter search",
    student_files=("search.py", "search_measures.py"),
    given_files=(
        *KIT_FILES,
        "classifiers/__init__.py",
        "data_utils.py",
        "landscape_plots.py",
        "landscapes.py",
        "layer_utils.py",
        "lecture_searches.py",
        "optim.py",
        "ready.py",
        "rehearsal.py",
        "rehearsal_tables.py",
        "search_plots.py",
        "solver.py",
        "standin.py",
        "trials.py",
    ),
    earlier_files=("layers.py", "classifiers/fc_net.py", "diagnostics.py"),
)

KNOBS = ["learning_rate", "reg"]
RATES, STRENGTHS = (1e-6, 1e-3), (1e-5, 1e1)  # the ranges of the landscapes

AGAIN = "new draws in every call"
SINGLE = "a single number"
ANY_KNOBS = "any number of knobs"
SEEDED = "training that sets a seed"
DIVERGED = "runs that diverged"
TIES = "equal scores"
NEGATIVE = "scores below 0"
KEPT = "nothing better than before"
MARGIN = "another margin"
BEYOND = "beyond the range"
LOW_END, HIGH_END = "near the low end", "near the high end"
WIDENED = "a best value near an end"
BY_STAGE = "each stage by itself"
ZERO = "a logged score of 0"
NEVER = "a run that nothing stops"
SO_FAR = "the losses so far"

ONE_EACH = "A trial is a tuple (settings, score): does every trial have a dictionary of its own?"


def between(case, low, high, count):
    """Return `count` different numbers between low and high, log-uniform, to three digits."""
    numbers = []
    while len(numbers) < count:
        number = float(f"{10 ** case.random.uniform(np.log10(low), np.log10(high)):.3g}")
        if number not in numbers:
            numbers.append(number)
    return numbers


def settings_of(case, count):
    """Return a list of settings drawn in the ranges of the landscapes."""
    rows = zip(between(case, *RATES, count), between(case, *STRENGTHS, count))
    return [dict(zip(KNOBS, row)) for row in rows]


# -------------------------------------------------------------------------- drawing and listing

DRAWS = 1500


def draw_in(code, case, size=DRAWS):
    """Call log_uniform in the case's range; None for no size at all."""
    arguments = () if size is None else (size,)
    return code.search.log_uniform(case.low, case.high, *arguments)


@lab.question(
    "log_uniform",
    title="Drawing in log space",
    function="search:log_uniform",
    properties={"samples": 5, AGAIN: 2, SINGLE: 1, SHAPES: 1},
    cases=[
        Case("learning rates from 1e-6 to 1e-3", low=1e-6, high=1e-3, public=True),
        Case("strengths from 1e-5 to 1e5", low=1e-5, high=1e5),
        Case("hidden units from 20 to 2000", low=20.0, high=2000.0),
        Case("two calls", low=1e-4, high=1e-1, tests=AGAIN, public=True),
        Case("two more calls", low=0.5, high=20.0, tests=AGAIN),
        Case("no size", low=1e-4, high=1e-3, tests=SINGLE, public=True),
    ],
    compare={
        "samples": {"kind": "normal", "std": 1.0},
        "difference": {"kind": "normal", "std": 1.0},
        "sample": {"kind": "normal", "std": 1.0},
    },
    next_steps={
        "samples": "The samples are judged by their places on a logarithmic axis from low to high. "
        "Count how many fall into each decade: each should get its share, and none lie outside.",
        AGAIN: "Two calls must give different numbers: is a seed set, or nothing drawn at all?",
        SINGLE: "Without a size one number is asked for, as NumPy's own functions give it.",
        SHAPES: "With a size there are as many samples, along one axis; without one, a number.",
    },
)
def log_uniform(code, case):
    tables = code.rehearsal
    if case.tests == AGAIN:
        first, second = draw_in(code, case), draw_in(code, case)
        return {"difference": tables.normal_difference(first, second, case.low, case.high)}
    size = None if case.tests == SINGLE else DRAWS
    name = "sample" if case.tests == SINGLE else "samples"
    return {name: tables.normal_scores(draw_in(code, case, size), case.low, case.high)}


@lab.question(
    "log_grid",
    title="A grid in log space",
    function="search:log_grid",
    properties={"values": 3, SHAPES: 1},
    cases=[
        Case("five values from 1e-5 to 0.1", grid=(1e-5, 1e-1, 5), public=True),
        Case("three values from 2 to 50", grid=(2.0, 50.0, 3), public=True),
        Case("other values", num=6),
        Case("two values", num=2),
    ],
    next_steps={
        "values": "Divide each value by the one before it: the factor should be the same each "
        "time. Are low and high both among the values?",
        SHAPES: "As many values as asked for, along one axis.",
    },
)
def log_grid(code, case):
    if hasattr(case, "grid"):
        low, high, num = case.grid
    else:
        (low,), (high,), num = between(case, 1e-5, 1e-3, 1), between(case, 1e-2, 10, 1), case.num
    values = code.search.log_grid(low, high, num)
    return {"values": code.rehearsal_tables.numbers(values)}


# ------------------------------------------------------------------------------------ searching


def knobs_of(case):
    """Return the names of a case's knobs; the landscapes need the first two."""
    return getattr(case, "knobs", KNOBS)


@lab.question(
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


@lab.question(
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


def trials_of(code, case):
    """Return trials with scores as the case wants them, the best one neither first nor last."""
    scores = case.random.permutation(np.linspace(0.1, 0.5, case.num)).round(3).tolist()
    nan_at = getattr(case, "nan_at", [])
    inner = [place for place in range(1, case.num - 1) if place not in nan_at]
    place, best = inner[case.random.randint(len(inner))], scores.index(max(scores))
    scores[best], scores[place] = scores[place], scores[best]
    if getattr(case, "tie", False):
        scores[-1] = max(scores)
    scores = [score + getattr(case, "shift", 0.0) for score in scores]
    return code.rehearsal.scored(settings_of(case, case.num), scores, nan_at)


@lab.question(
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
)
def best_trial(code, case):
    trials = trials_of(code, case)
    settings, score = code.search.best_trial(trials)
    return {"settings": code.rehearsal_tables.exponents_of(settings, KNOBS), "score": score}


# ------------------------------------------------------------------------------- coarse to fine


def place_in_range(case, low_place, high_place):
    """Return (value, low, high), the value at a place of the range's logarithmic axis."""
    (low,), (high,) = between(case, 1e-7, 1e-4, 1), between(case, 1e-2, 1e3, 1)
    place = case.random.uniform(low_place, high_place)
    return float(low * (high / low) ** place), low, high


def question_of_place(case):
    """Return (value, low, high) of a case: as it says, or drawn at its places."""
    return case.where if hasattr(case, "where") else place_in_range(case, *case.places)


@lab.question(
    "at_boundary",
    title="Near the end of a range",
    function="search:at_boundary",
    properties={"side": 5, MARGIN: 1, BEYOND: 1},
    cases=[
        Case("the lecture's best learning rate", where=(9.47e-4, 1e-4, 1e-3), public=True),
        Case("the lecture's best strength", where=(1.43e-3, 1e-4, 1.0), public=True),
        Case("1e-4 between 1e-6 and 1e-3", where=(1e-4, 1e-6, 1e-3), public=True),
        Case("1.5e-6 between 1e-6 and 1e-3", where=(1.5e-6, 1e-6, 1e-3), public=True),
        Case("3 between 2 and 50", where=(3.0, 2.0, 50.0), public=True),
        Case("6 between 2 and 7", where=(6.0, 2.0, 7.0)),
        Case("near a low end", places=(0.01, 0.09)),
        Case("near a high end", places=(0.91, 0.99)),
        Case("not so near a low end", places=(0.11, 0.2)),
        Case("not so near a high end", places=(0.8, 0.89)),
        Case("in the middle", places=(0.45, 0.55)),
        Case("a wider margin, inside", places=(0.3, 0.7), margin=0.25, tests=MARGIN),
        Case("a wider margin", places=(0.12, 0.24), margin=0.25, tests=MARGIN, public=True),
        Case("a narrower margin", places=(0.92, 0.98), margin=0.01, tests=MARGIN),
        Case("a wider margin, high", places=(0.76, 0.88), margin=0.25, tests=MARGIN),
        Case("below the low end", places=(-0.5, -0.2), tests=BEYOND, public=True),
        Case("above the high end", places=(1.2, 1.5), tests=BEYOND),
    ],
    next_steps={
        "side": "Draw the range as an axis of decades and mark the value: how far along is it, as "
        "a share of the whole axis?",
        MARGIN: "The margin is an argument: is it measured at both ends?",
        BEYOND: "A value beyond an end is nearer to that end than any margin.",
    },
)
def at_boundary(code, case):
    value, low, high = question_of_place(case)
    margin = [case.margin] if case.tests == MARGIN else []
    return {"side": code.rehearsal_tables.text(code.search.at_boundary(value, low, high, *margin))}


@lab.question(
    "next_range",
    title="The range of the next stage",
    function="search:next_range",
    properties={"new_low": 3, "new_high": 3, LOW_END: 1, HIGH_END: 1},
    cases=[
        Case("the lecture's coarse learning rates", where=(4.3e-4, 1e-6, 1e-3), public=True),
        Case("in the middle of two decades", where=(0.1, 1e-2, 1.0), public=True),
        Case("a value inside", places=(0.15, 0.4)),
        Case("another value inside", places=(0.6, 0.85)),
        Case("at the low end of two decades", where=(0.011, 1e-2, 1.0), tests=LOW_END, public=True),
        Case("another low end", places=(0.01, 0.09), tests=LOW_END),
        Case("the lecture's best rate", where=(9.47e-4, 1e-4, 1e-3), tests=HIGH_END, public=True),
        Case("another high end", places=(0.91, 0.99), tests=HIGH_END),
    ],
    given=("at_boundary",),
    next_steps={
        "new_low": "On a logarithmic axis the best value is in the middle of a range a third as "
        "long: what are the ratios of best to new_low, and of new_high to best?",
        "new_high": "On a logarithmic axis the best value is in the middle of a range a third as "
        "long: what are the ratios of best to new_low, and of new_high to best?",
        LOW_END: "The range grows beyond its low end by half of its decades; its high end stays.",
        HIGH_END: "The range grows beyond its high end by half of its decades; its low end stays.",
    },
)
def next_range(code, case):
    new_range = code.search.next_range(*question_of_place(case))
    item = code.rehearsal_tables.item
    return {"new_low": item(new_range, 0), "new_high": item(new_range, 1)}


def planned_stages(code, case):
    """Return a search of one stage whose trials are known beforehand.

    Its best trial, at the places the case names, is neither the first nor the last.
    """
    places = {
        knob: case.random.permutation(np.linspace(0.2, 0.8, 5)).round(3).tolist() for knob in KNOBS
    }
    for knob in KNOBS:
        places[knob][2] = case.best[knob]
    scores = [
        [0.25, 0.1, best, 0.15, 0.2] for best in getattr(case, "best_scores", [0.5, 0.52, 0.55])
    ]
    return code.rehearsal.PlannedStages(places, scores)


INSIDE = {"learning_rate": 0.7, "reg": 0.4}
AT_ENDS = {"learning_rate": 0.97, "reg": 0.03}


@lab.question(
    "coarse_to_fine",
    title="Coarse to fine",
    function="search:coarse_to_fine",
    properties={
        **{"ranges searched": 3, "ranges returned": 1.5, "scores": 1, "epochs": 1},
        **{WIDENED: 1, BY_STAGE: 1.5, UNCHANGED: 1},
    },
    cases=[
        Case("three stages", epochs=[1, 3, 10], best=INSIDE, public=True),
        Case("two stages", epochs=[2, 5], best={"learning_rate": 0.35, "reg": 0.6}),
        Case("a single stage", epochs=[4], best=INSIDE),
        Case("best at both ends", epochs=[1, 2, 4], best=AT_ENDS, tests=WIDENED, public=True),
        Case(
            "scores that fall from stage to stage",
            epochs=[5, 2, 1],
            best=INSIDE,
            best_scores=[0.5, 0.4, 0.3],
            tests=BY_STAGE,
            public=True,
        ),
        Case("the caller's ranges", epochs=[1, 2], best=INSIDE, tests=UNCHANGED, public=True),
    ],
    given=("best_trial", "at_boundary", "next_range"),
    next_steps={
        "ranges searched": "Follow one knob: in which range is its best value, and what does "
        "next_range make of it? (Shown are powers of ten, a row for each stage.)",
        "ranges returned": "Each stage is returned as a tuple: the ranges that it was run in, then "
        "its trials.",
        "scores": "Each stage is returned with its own trials.",
        "epochs": "The epochs of a stage come from the list, one number after the other.",
        WIDENED: "next_range widens a range by itself: is it asked for each knob, with the ends of "
        "the stage just run?",
        BY_STAGE: "The best trial of the stage just run counts, even if an earlier one was higher.",
        UNCHANGED: "The ranges of the caller, and those of earlier stages, must stay as they were.",
    },
)
def coarse_to_fine(code, case):
    (rate,), (strength,) = between(case, 1e-4, 1e-2, 1), between(case, 1e-2, 10, 1)
    ranges = {"learning_rate": [rate / 1e3, rate], "reg": [strength / 1e4, strength]}
    tables, given = code.rehearsal_tables, code.rehearsal.fresh(ranges)
    search = planned_stages(code, case)
    stages = code.search.coarse_to_fine(search, given, list(case.epochs))
    if case.tests == UNCHANGED:
        return {"ranges": tables.range_exponents(given, KNOBS)}
    return {
        "ranges searched": tables.range_exponents(search.asked, KNOBS),
        "ranges returned": tables.range_exponents(stages, KNOBS),
        "scores": tables.stage_scores(stages),
        "epochs": tables.stage_epochs(search.asked),
    }


# --------------------------------------------------------------------------- one knob at a time

START = {"hidden_size": 50, "learning_rate": 1e-4, "num_epochs": 5, "reg": 1e-3}
LAB_KNOBS = [*START]


def knobs_to_turn(case):
    """Return {knob: values to try} in an order of the case's own; none is the one of START."""
    rates = (2e-6, 5e-5) if getattr(case, "worse", False) else (1.2e-4, 1e-3)
    values = {
        "learning_rate": sorted(between(case, *rates, 3)),
        "reg": sorted(between(case, 2e-3, 1e-1, 2)),
        "hidden_size": [100, 200],
    }
    return {knob: values[knob] for knob in case.order}


@lab.question(
    "greedy_search",
    title="One knob at a time",
    function="search:greedy_search",
    properties={"settings": 4, "scores": 2, "evaluations": 1, DIVERGED: 1, KEPT: 1, UNCHANGED: 1},
    cases=[
        Case("two knobs", order=["learning_rate", "reg"], public=True),
        Case("two knobs, the other way round", order=["reg", "learning_rate"]),
        Case("three knobs", order=["reg", "hidden_size", "learning_rate"]),
        Case(
            "a start that diverges",
            order=["learning_rate", "reg"],
            start={"learning_rate": 2e-3},
            landscape="cliff",
            tests=DIVERGED,
            public=True,
        ),
        Case(
            "a cliff on the way", order=["reg", "learning_rate"], landscape="cliff", tests=DIVERGED
        ),
        Case(
            "a knob that changes nothing",
            order=["hidden_size", "learning_rate"],
            tests=KEPT,
            public=True,
        ),
        Case("values that are all worse", order=["learning_rate", "reg"], worse=True, tests=KEPT),
        Case("settings of the caller", order=["reg"], tests=UNCHANGED, public=True),
    ],
    given=("best_trial",),
    next_steps={
        "settings": "Follow one search by hand: from which settings is the second knob turned? "
        f"(Shown are powers of ten, a row for each trial.) {ONE_EACH}",
        "scores": "Each trial needs the score of its own settings, the start's among them.",
        "evaluations": "Each evaluation is a training run: how often is evaluate called?",
        DIVERGED: "Every comparison with nan is false: what becomes of a start that diverged?",
        KEPT: "Where no value of a knob is better than what there was, the knob stays as it is.",
        UNCHANGED: "The caller's settings must stay as they were: whose dictionary is changed?",
    },
)
def greedy_search(code, case):
    start = code.rehearsal.fresh({**START, **getattr(case, "start", {})})
    knobs = knobs_to_turn(case)
    landscape = getattr(code.landscapes, getattr(case, "landscape", "hill"))
    evaluate = code.rehearsal.Counted(landscape)
    trials = code.search.greedy_search(evaluate, start, code.rehearsal.fresh(knobs))
    tables = code.rehearsal_tables
    if case.tests == UNCHANGED:
        return {"start": tables.exponents_of(start, LAB_KNOBS)}
    outputs = {"settings": tables.exponents(trials, LAB_KNOBS)}
    if case.tests is None:
        outputs["scores"] = tables.scores(trials)
        outputs["evaluations"] = tables.exponents(evaluate.asked, LAB_KNOBS)
    return outputs


# ------------------------------------------------------------------------------------- the log


@lab.question(
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


# ------------------------------------------------------------------------------------ measures


@lab.question(
    "distinct_values",
    title="Different values of a knob",
    function="search_measures:distinct_values",
    properties={"count": 4},
    cases=[
        Case("a grid of 3 x 2", rates=[0, 1, 2, 0, 1, 2], knob="learning_rate", public=True),
        Case("the other knob", rates=[0, 1, 2, 0, 1, 2], knob="reg", public=True),
        Case("drawn at random", rates=[0, 1, 2, 3, 4, 5, 6], knob="learning_rate"),
        Case("a value that comes back", rates=[0, 1, 1, 2, 0, 3], knob="learning_rate"),
        Case("always the same", rates=[0, 0, 0, 0], knob="learning_rate"),
    ],
    next_steps={"count": "A value that was tried five times is still one value."},
)
def distinct_values(code, case):
    rates = between(case, *RATES, 7)
    strengths = between(case, *STRENGTHS, 2)
    rows = [
        {"learning_rate": rates[rate], "reg": strengths[place % 2]}
        for place, rate in enumerate(sorted(case.rates, reverse=True))
    ]
    trials = code.rehearsal.scored(rows, np.linspace(0.1, 0.4, len(rows)).tolist())
    return {"count": code.search_measures.distinct_values(trials, case.knob)}


@lab.question(
    "best_so_far",
    title="The best score so far",
    function="search_measures:best_so_far",
    properties={"best_scores": 3.5, DIVERGED: 1, NEGATIVE: 0.5},
    cases=[
        Case("6 trials", num=6, public=True),
        Case("9 trials", num=9),
        Case("a run that diverged", num=5, nan_at=[2], tests=DIVERGED, public=True),
        Case("runs that diverged", num=7, nan_at=[1, 2, 6], tests=DIVERGED),
        Case("five scores below 0", num=5, shift=-1.0, tests=NEGATIVE, public=True),
    ],
    next_steps={
        "best_scores": "Cover all trials but the first three: what is the best score you see?",
        DIVERGED: "A score of nan is not better than anything: the best score stays.",
        NEGATIVE: "The best score after one trial is that trial's, whatever it is.",
    },
)
def best_so_far(code, case):
    best_scores = code.search_measures.best_so_far(trials_of(code, case))
    return {"best_scores": code.rehearsal_tables.numbers(best_scores)}


def losses_with_spike(case):
    """Return losses that fall from about 2.3, and jump above 7 at the iteration the case names."""
    losses = 2.3 * np.exp(-np.arange(case.num) / 10) + case.random.uniform(0, 0.2, case.num)
    for at in case.spikes:
        losses[at - 1] = 7.5
    return losses.round(3)


@lab.question(
    "stopping_iteration",
    title="What an early stop saves",
    function="search_measures:stopping_iteration",
    properties={"iterations": 3, NEVER: 1, SO_FAR: 1},
    cases=[
        Case("a spike at iteration 6 of 12", num=12, spikes=[6], public=True),
        Case("two spikes", num=15, spikes=[4, 9]),
        Case("a spike at the last iteration", num=8, spikes=[8]),
        Case("a spike at the first iteration", num=9, spikes=[1]),
        Case("no spike", num=10, spikes=[], tests=NEVER, public=True),
        Case("losses that are still to come", num=12, spikes=[5], tests=SO_FAR, public=True),
    ],
    next_steps={
        "iterations": "Walk along the curve by hand: after which iteration is the spike first "
        "among the losses so far, and how many iterations are that?",
        NEVER: "A run that is never broken off takes all of its iterations.",
        SO_FAR: "After three iterations there are three losses, the first of the run among them: "
        "show should_stop all of these, and none that are still to come.",
    },
)
def stopping_iteration(code, case):
    (losses,) = code.watch(loss_history=losses_with_spike(case))
    should_stop = code.rehearsal.SpikeStop(7.0)
    iterations = code.search_measures.stopping_iteration(losses, should_stop)
    return (
        {"most losses shown": should_stop.most_seen}
        if case.tests == SO_FAR
        else {"iterations": iterations}
    )


# ------------------------------------------------------------------------------------ analysis

lab.manual_question("search_report", "Report on a search", 8)
