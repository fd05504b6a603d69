"""Questions on measures of a search and of a run."""

import numpy as np

from autograder.domain import Domain, hidden
from autograder.domain import between as any_from
from autograder.lab import UNCHANGED, Case, Questions
from labs.hyperparameter_search import hints
from labs.hyperparameter_search.cases import (
    DIVERGED,
    NEGATIVE,
    RANGE,
    RANGE_NEXT_STEP,
    RATES,
    STRENGTHS,
    TEN,
    UNCHANGED_NEXT_STEP,
    between,
    drawn_trials,
    trials_of,
)

questions = Questions()

NEVER = "a run that nothing stops"
SO_FAR = "the losses so far"

VALUES = Domain(
    num=[1, any_from(3, 6), TEN],
    unit=[1e-9, 1.0, 1_000_000],
    repeats=[0, 1, 2],
    allowed=lambda case: case.num < 10 or case.repeats == 1,
    also=[{"num": any_from(101, 105), "unit": 1.0, "repeats": 0}],
)
SCORES = Domain(
    num=[1, any_from(2, 5), TEN],
    nans=["none", "last", "all but the first"],
    tie=[False, True],
    top=[0.0, -1.0, 2e4],
    scale=[1e-6, 0.01, 1000.0],
    allowed=lambda case: (
        (case.num > 2 or not case.tie)
        and (case.num > 1 or case.nans == "none")
        and (case.nans != "all but the first" or not case.tie)
        and (case.num < 10 or case.nans != "last")
        and (case.top > 1) == (case.scale > 1)
    ),
    also=[
        {"num": 9, "nans": "none", "tie": False, "top": 0.0, "scale": 3e-5, "calls": 2},
        {"num": any_from(101, 105), "nans": "none", "tie": False, "top": 0.5, "scale": 0.01},
    ],
)
RUNS = Domain(
    num=[1, 2, any_from(5, 9), hidden(any_from(31, 35), public=21)],
    spike=["first", "last", "never", "inside"],
    unit=[1e-3, 1.0, 1e6],
    as_number=[False, True],
    allowed=lambda case: case.num > 2 or case.spike != "inside",
    also=[
        {"num": 9, "spike": "last but one", "unit": 1e-5},
        {"num": any_from(103, 109), "spike": "last but one", "unit": 1e3},
        {"num": 25, "spike": "inside", "unit": 1.0, "calls": 3},
    ],
)


@questions.add(
    "distinct_values",
    title="Different values of a knob",
    function="search_measures:distinct_values",
    properties={"count": 3, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("a grid of 3 x 2", rates=[0, 1, 2, 0, 1, 2], knob="learning_rate", public=True),
        Case("the other knob", rates=[0, 1, 2, 0, 1, 2], knob="reg", public=True),
        Case("drawn at random", rates=[0, 1, 2, 3, 4, 5, 6], knob="learning_rate"),
        Case("a value that comes back", rates=[0, 1, 1, 2, 0, 3], knob="learning_rate"),
        Case("always the same", rates=[0, 0, 0, 0], knob="learning_rate"),
        *VALUES.cases(RANGE),
    ],
    compare={"count": {"kind": "exact"}},
    next_steps={
        "count": "A value that was tried five times is still one value.",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.distinct_values,
)
def distinct_values(code, case):
    if case.tests == RANGE:
        # Values a thousandth of each other apart, the same ones not side by side.
        numbers = [round(case.unit * (1 + place / 1000), 12) for place in range(case.num)]
        order = case.random.permutation(numbers * (1 + case.repeats)).tolist()
        rows = [{"reg": value} for value in order]
        trials = code.rehearsal.scored(rows, np.linspace(-1, 0, len(rows)).tolist())
        code.watch_made(trials=trials)
        return {"count": code.search_measures.distinct_values(trials, "reg")}
    rates = between(case, *RATES, 7)
    strengths = between(case, *STRENGTHS, 2)
    rows = [
        {"learning_rate": rates[rate], "reg": strengths[place % 2]}
        for place, rate in enumerate(sorted(case.rates, reverse=True))
    ]
    trials = code.rehearsal.scored(rows, np.linspace(0.1, 0.4, len(rows)).tolist())
    code.watch_made(trials=trials)
    return {"count": code.search_measures.distinct_values(trials, case.knob)}


@questions.add(
    "best_so_far",
    title="The best score so far",
    function="search_measures:best_so_far",
    properties={
        **{"best_scores": 2.5, DIVERGED: 1, NEGATIVE: 0.5},
        **{RANGE: 0.5, UNCHANGED: 0.5},
    },
    cases=[
        Case("6 trials", num=6, public=True),
        Case("9 trials", num=9),
        Case("a run that diverged", num=5, nan_at=[2], tests=DIVERGED, public=True),
        Case("runs that diverged", num=7, nan_at=[1, 2, 6], tests=DIVERGED),
        Case("five scores below 0", num=5, shift=-1.0, tests=NEGATIVE, public=True),
        *SCORES.cases(RANGE),
    ],
    compare={"best_scores": {"kind": "close", "relative_to": "element", "floor": 1e-5}},
    next_steps={
        "best_scores": "Cover all trials but the first three: what is the best score you see?",
        DIVERGED: "A score of nan is not better than anything: the best score stays.",
        NEGATIVE: "The best score after one trial is that trial's, whatever it is.",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.best_so_far,
)
def best_so_far(code, case):
    trials = drawn_trials(code, case) if case.tests == RANGE else trials_of(code, case)
    best_scores = code.search_measures.best_so_far(trials)
    return {"best_scores": code.rehearsal_tables.numbers(best_scores)}


def losses_with_spike(case):
    """Return losses that fall from about 2.3, and jump above 7 at the iteration the case names."""
    unit = getattr(case, "unit", 1.0)
    losses = 2.3 * np.exp(-np.arange(case.num) / 10) + case.random.uniform(0, 0.2, case.num)
    for at in spikes_of(case):
        losses[at - 1] = 7.5
    return losses.round(3) * unit


def spikes_of(case):
    """Return the iterations at which a case's losses jump."""
    if case.tests != RANGE:
        return case.spikes
    inside = case.random.randint(2, max(3, case.num))
    last = case.num
    places = {"first": [1], "last but one": [last - 1], "last": [last], "never": []}
    return places.get(case.spike, [inside])


@questions.add(
    "stopping_iteration",
    title="What an early stop saves",
    function="search_measures:stopping_iteration",
    properties={"iterations": 2, NEVER: 1, SO_FAR: 1, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("a spike at iteration 6 of 12", num=12, spikes=[6], public=True),
        Case("two spikes", num=15, spikes=[4, 9]),
        Case("a spike at the last iteration", num=8, spikes=[8]),
        Case("a spike at the first iteration", num=9, spikes=[1]),
        Case("no spike", num=10, spikes=[], tests=NEVER, public=True),
        Case("losses that are still to come", num=12, spikes=[5], tests=SO_FAR, public=True),
        *RUNS.cases(RANGE),
    ],
    compare={
        "iterations": {"kind": "exact"},
        "losses shown last": {"kind": "close", "floor": 1e-9},
    },
    next_steps={
        "iterations": "Walk along the curve by hand: after which iteration is the spike first "
        "among the losses so far, and how many iterations are that?",
        NEVER: "A run that is never broken off takes all of its iterations.",
        SO_FAR: "After three iterations there are three losses, the first of the run among them: "
        "show should_stop all of these, and none that are still to come.",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.stopping_iteration,
)
def stopping_iteration(code, case):
    (losses,) = code.watch(loss_history=losses_with_spike(case))
    if case.tests == RANGE:
        should_stop = code.rehearsal.SpikeStop(
            7.0 * case.unit, as_number=getattr(case, "as_number", False)
        )
        return {"iterations": code.search_measures.stopping_iteration(losses, should_stop)}
    should_stop = code.rehearsal.SpikeStop(7.0)
    iterations = code.search_measures.stopping_iteration(losses, should_stop)
    if case.tests == SO_FAR:
        return {"most losses shown": should_stop.most_seen, "losses shown last": should_stop.shown}
    return {"iterations": iterations}
