"""Questions on drawing and listing values."""

from autograder.domain import Domain
from autograder.domain import between as any_from
from autograder.lab import SHAPES, Case, Questions
from labs.hyperparameter_search import hints
from labs.hyperparameter_search.cases import (
    ENDS,
    ENDS_NEXT_STEP,
    RANGE,
    TEN,
    between,
)

questions = Questions()

AGAIN = "new draws in every call"
SINGLE = "a single number"

DRAWS = 1500
SAMPLES = Domain(
    ends=ENDS,
    size=[1, any_from(2, 9), 1101],
    also=[{"ends": (20.0, 50.0), "size": 1101}, {"ends": (0.25, 1.0), "size": 1101}],
)
GRIDS = Domain(
    ends=ENDS,
    num=[2, any_from(3, 9), TEN],
    also=[{"ends": (20.0, 50.0), "num": 4}, {"num": 4, "calls": 2}],  # with ends of their own
)
SCORES = {
    "kind": "normal",
    "std": 1.0,
    "form": "the places on the logarithmic axis, as normal scores",
}


def draw_in(code, case, size=DRAWS):
    """Call log_uniform in the case's range; None for no size at all."""
    arguments = () if size is None else (size,)
    return code.search.log_uniform(case.low, case.high, *arguments)


@questions.add(
    "log_uniform",
    title="Drawing in log space",
    function="search:log_uniform",
    properties={"samples": 4, AGAIN: 2, SINGLE: 1, RANGE: 1, SHAPES: 1},
    cases=[
        Case("learning rates from 1e-6 to 1e-3", low=1e-6, high=1e-3, public=True),
        Case("strengths from 1e-5 to 1e5", low=1e-5, high=1e5),
        Case("two calls", low=1e-4, high=1e-1, tests=AGAIN, public=True),
        Case("no size", low=1e-4, high=1e-3, tests=SINGLE, public=True),
        *SAMPLES.cases(RANGE),
    ],
    compare={"samples": SCORES, "difference": SCORES, "sample": SCORES},
    next_steps={
        "samples": "The samples are judged by their places on a logarithmic axis from low to high. "
        "Count how many fall into each decade: each should get its share, and none lie outside.",
        AGAIN: "Two calls must give different numbers: is a seed set, or nothing drawn at all?",
        SINGLE: "Without a size one number is asked for, as NumPy's own functions give it.",
        RANGE: ENDS_NEXT_STEP,
        SHAPES: "With a size there are as many samples, along one axis; without one, a number.",
    },
    hints=hints.log_uniform,
)
def log_uniform(code, case):
    tables = code.rehearsal
    if case.tests == RANGE:
        samples = code.search.log_uniform(*case.ends, case.size)
        return {"samples": tables.normal_scores(samples, *case.ends)}
    if case.tests == AGAIN:
        first, second = draw_in(code, case), draw_in(code, case)
        return {"difference": tables.normal_difference(first, second, case.low, case.high)}
    size = None if case.tests == SINGLE else DRAWS
    name = "sample" if case.tests == SINGLE else "samples"
    return {name: tables.normal_scores(draw_in(code, case, size), case.low, case.high)}


@questions.add(
    "log_grid",
    title="A grid in log space",
    function="search:log_grid",
    properties={"values": 2.5, RANGE: 0.5, SHAPES: 1},
    cases=[
        Case("five values from 1e-5 to 0.1", grid=(1e-5, 1e-1, 5), public=True),
        Case("three values from 2 to 50", grid=(2.0, 50.0, 3), public=True),
        Case("other values", num=6),
        *GRIDS.cases(RANGE),
    ],
    compare={"values": {"kind": "close", "relative_to": "element", "floor": 1e-30}},
    next_steps={
        "values": "Divide each value by the one before it: the factor should be the same each "
        "time. Are low and high both among the values?",
        RANGE: ENDS_NEXT_STEP,
        SHAPES: "As many values as asked for, along one axis.",
    },
    hints=hints.log_grid,
)
def log_grid(code, case):
    if hasattr(case, "grid"):
        low, high, num = case.grid
    elif hasattr(case, "ends"):
        (low, high), num = case.ends, case.num
    else:
        (low,), (high,), num = between(case, 1e-5, 1e-3, 1), between(case, 1e-2, 10, 1), case.num
    values = code.search.log_grid(low, high, num)
    return {"values": code.rehearsal_tables.numbers(values)}
