"""Questions on searching coarse to fine."""

import numpy as np

from autograder.domain import Domain
from autograder.domain import between as any_from
from autograder.lab import UNCHANGED, Case, Questions
from labs.hyperparameter_search import hints
from labs.hyperparameter_search.cases import (
    ENDS,
    ENDS_NEXT_STEP,
    RANGE,
    RANGE_NEXT_STEP,
    STAGES,
    between,
)

questions = Questions()

MARGIN = "another margin"
BEYOND = "beyond the range"
LOW_END, HIGH_END = "near the low end", "near the high end"
WIDENED = "a best value near an end"
BY_STAGE = "each stage by itself"

# A place just at the margin is no case: rounding decides there.
PLACES = Domain(
    spot=[  # the place on the axis, and the margin
        *[(0.0, "not given"), (1.0, "not given")],
        *[(any_from(0.02, 0.07), 0.0), (any_from(0.93, 0.98), 0.0)],
        *[(any_from(0.35, 0.45), 0.5), (any_from(0.55, 0.65), 0.5)],
    ],
    ends=ENDS,
    also=[
        {"where": (21.0, 20.0, 50.0)},
        {"where": (1.0, 0.4, 1.05)},
        {"where": (0.45, 0.01, 1.0)},
        {"where": (9.0, 1.0, 1000.0)},
    ],
)
NEXT = Domain(
    place=[0.0, 1.0, -0.3, 1.3, any_from(0.2, 0.8)],
    ends=ENDS,
    also=[
        {"where": (30.0, 20.0, 50.0)},
        {"where": (1.0, 0.1, 10.0)},
    ],
)
TINY = {"kind": "close", "floor": 1e-30}  # ends of a range, however small
SEARCHES = Domain(
    epochs=[(3,), (2, 2), (1,) * 11],
    width=[1, 3, 2],
    top=[0.0, -1.0, 500.0],
    place=[any_from(0.3, 0.4), any_from(0.65, 0.75), any_from(0.02, 0.05)],
    # Near an end ranges grow; many stages are slow enough with one knob.
    allowed=lambda case: len(case.epochs) < 5 or (case.place > 0.1 and case.width == 1),
    also=[{"epochs": (2, 3), "width": 11, "top": 0.0, "place": 0.4}],
)


def place_in_range(case, low_place, high_place):
    """Return (value, low, high), the value at a place of the range's logarithmic axis."""
    (low,), (high,) = between(case, 1e-7, 1e-4, 1), between(case, 1e-2, 1e3, 1)
    place = case.random.uniform(low_place, high_place)
    return float(low * (high / low) ** place), low, high


def question_of_place(case):
    """Return (value, low, high) of a case: as it says, or drawn at its places."""
    if hasattr(case, "ends"):
        low, high = case.ends
        place = case.spot[0] if hasattr(case, "spot") else case.place
        exact = {0.0: low, 1.0: high}
        return exact.get(place, low * (high / low) ** place), low, high
    return case.where if hasattr(case, "where") else place_in_range(case, *case.places)


@questions.add(
    "at_boundary",
    title="Near the end of a range",
    function="search:at_boundary",
    properties={"side": 4, MARGIN: 1, BEYOND: 1, RANGE: 1},
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
        *PLACES.cases(RANGE),
    ],
    next_steps={
        "side": "Draw the range as an axis of decades and mark the value: how far along is it, as "
        "a share of the whole axis?",
        MARGIN: "The margin is an argument: is it measured at both ends?",
        BEYOND: "A value beyond an end is nearer to that end than any margin.",
        RANGE: ENDS_NEXT_STEP,
    },
    hints=hints.at_boundary,
)
def at_boundary(code, case):
    value, low, high = question_of_place(case)
    margin = case.spot[1] if hasattr(case, "spot") else getattr(case, "margin", "not given")
    margin = [] if margin == "not given" else [margin]
    return {"side": code.rehearsal_tables.text(code.search.at_boundary(value, low, high, *margin))}


@questions.add(
    "next_range",
    title="The range of the next stage",
    function="search:next_range",
    properties={"new_low": 2.5, "new_high": 2.5, LOW_END: 1, HIGH_END: 1, RANGE: 1},
    cases=[
        Case("the lecture's coarse learning rates", where=(4.3e-4, 1e-6, 1e-3), public=True),
        Case("in the middle of two decades", where=(0.1, 1e-2, 1.0), public=True),
        Case("a value inside", places=(0.15, 0.4)),
        Case("another value inside", places=(0.6, 0.85)),
        Case("at the low end of two decades", where=(0.011, 1e-2, 1.0), tests=LOW_END, public=True),
        Case("another low end", places=(0.01, 0.09), tests=LOW_END),
        Case("the lecture's best rate", where=(9.47e-4, 1e-4, 1e-3), tests=HIGH_END, public=True),
        Case("another high end", places=(0.91, 0.99), tests=HIGH_END),
        *NEXT.cases(RANGE),
    ],
    compare={"new_low": TINY, "new_high": TINY},
    given=("at_boundary",),
    next_steps={
        "new_low": "On a logarithmic axis the best value is in the middle of a range a third as "
        "long: what are the ratios of best to new_low, and of new_high to best?",
        "new_high": "On a logarithmic axis the best value is in the middle of a range a third as "
        "long: what are the ratios of best to new_low, and of new_high to best?",
        LOW_END: "The range grows beyond its low end by half of its decades; its high end stays.",
        HIGH_END: "The range grows beyond its high end by half of its decades; its low end stays.",
        RANGE: ENDS_NEXT_STEP,
    },
    hints=hints.next_range,
)
def next_range(code, case):
    new_range = code.search.next_range(*question_of_place(case))
    item = code.rehearsal_tables.item
    return {"new_low": item(new_range, 0), "new_high": item(new_range, 1)}


def planned_stages(code, case):
    """Return a search of one stage whose trials are known beforehand.

    Its best trial, at the places the case names, is neither the first nor the last.
    """
    knobs = knobs_of(case)
    best = dict.fromkeys(knobs, case.place) if case.tests == RANGE else case.best
    places = {
        knob: case.random.permutation(np.linspace(0.2, 0.8, 5)).round(3).tolist() for knob in knobs
    }
    for knob in knobs:
        places[knob][2] = best[knob]
    tops = getattr(case, "best_scores", [getattr(case, "top", 0.5) + up for up in (0, 0.02, 0.05)])
    scores = [[top - 0.25, top - 0.4, top, top - 0.35, top - 0.3] for top in tops]
    return code.rehearsal.PlannedStages(places, scores)


def knobs_of(case):
    """Return the names of a case's knobs."""
    return ["learning_rate", "reg", "dropout", *"abcdefgh"][: getattr(case, "width", 2)]


INSIDE = {"learning_rate": 0.7, "reg": 0.4}
AT_ENDS = {"learning_rate": 0.97, "reg": 0.03}


@questions.add(
    "coarse_to_fine",
    title="Coarse to fine",
    function="search:coarse_to_fine",
    properties={
        **{"ranges searched": 2.5, "ranges returned": 1, "scores": 1, "epochs": 1},
        **{WIDENED: 1, BY_STAGE: 1.5, RANGE: 1, UNCHANGED: 1},
    },
    cases=[
        Case("three stages", epochs=[1, 3, 10], best=INSIDE, public=True),
        Case("two stages", epochs=[2, 5], best={"learning_rate": 0.35, "reg": 0.6}),
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
        *SEARCHES.cases(RANGE),
    ],
    compare={name: STAGES for name in ("ranges searched", "ranges returned", "scores", "epochs")},
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
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: "The ranges of the caller, and those of earlier stages, must stay as they were.",
    },
    hints=hints.coarse_to_fine,
)
def coarse_to_fine(code, case):
    (rate,), (strength,) = between(case, 1e-4, 1e-2, 1), between(case, 1e-2, 10, 1)
    knobs, tables = knobs_of(case), code.rehearsal_tables
    ends = [[rate / 1e3, rate], [strength / 1e4, strength], [0.1, 0.9]]
    ends += [[1.0, 10.0 + number] for number in range(8)]
    given, epochs = code.watch(ranges=dict(zip(knobs, ends)), epochs=list(case.epochs))
    search = planned_stages(code, case)
    stages = code.search.coarse_to_fine(search, given, epochs)
    if case.tests == UNCHANGED:
        return {"ranges": tables.range_exponents(given, knobs)}
    return {
        "ranges searched": tables.range_exponents(search.asked, knobs),
        "ranges returned": tables.range_exponents(stages, knobs),
        "scores": tables.stage_scores(stages),
        "epochs": tables.stage_epochs(search.asked),
    }
