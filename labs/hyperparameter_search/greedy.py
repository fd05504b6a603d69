"""The question on searching one knob at a time."""

from autograder.domain import Domain
from autograder.domain import between as any_from
from autograder.lab import UNCHANGED, Case, Questions
from labs.hyperparameter_search import hints
from labs.hyperparameter_search.cases import (
    DIVERGED,
    ONE_EACH,
    RANGE,
    RANGE_NEXT_STEP,
    TEN,
    TRIALS,
    between,
)

questions = Questions()

KEPT = "nothing better than before"

START = {"hidden_size": 50, "learning_rate": 1e-4, "num_epochs": 5, "reg": 1e-3}
LAB_KNOBS = [*START]
OTHERS = tuple("abcdefghij")  # ten more
TURNS = Domain(
    order=[("reg",), ("num_epochs", "reg", "hidden_size", "learning_rate"), ("reg", "num_epochs")],
    count=[1, TEN, any_from(2, 3)],
    landscape=["below_zero", "flat", "cliff"],
    allowed=lambda case: (
        (len(case.order) == 1) == (case.count > 10)
        and (case.landscape == "cliff") == ("learning_rate" in case.order)
    ),
    also=[
        {"order": (*OTHERS, "reg"), "count": 1, "landscape": "flat"},
        {"order": ("hidden_size",), "count": 2, "landscape": "thousandfold"},
    ],
)


def knobs_to_turn(case):
    """Return {knob: values to try} in an order of the case's own; none is the one of START."""
    if case.tests == RANGE:
        values = {
            "learning_rate": between(case, 1.2e-4, 1e-3, case.count),
            "reg": between(case, 2e-3, 1e-1, case.count),
            "hidden_size": [60 + 10 * place for place in range(case.count)],
            "num_epochs": [6 + place for place in range(case.count)],
            **{knob: [2.0] for knob in OTHERS},
        }
        return {knob: values[knob] for knob in case.order}
    rates = (2e-6, 5e-5) if getattr(case, "worse", False) else (1.2e-4, 1e-3)
    values = {
        "learning_rate": sorted(between(case, *rates, 3)),
        "reg": sorted(between(case, 2e-3, 1e-1, 2)),
        "hidden_size": [100, 200],
    }
    return {knob: values[knob] for knob in case.order}


@questions.add(
    "greedy_search",
    title="One knob at a time",
    function="search:greedy_search",
    properties={
        **{"settings": 3.5, "scores": 1.5, "evaluations": 1, DIVERGED: 1, KEPT: 1},
        **{RANGE: 1, UNCHANGED: 1},
    },
    cases=[
        Case("two knobs", order=["learning_rate", "reg"], public=True),
        Case("two knobs, the other way round", order=["reg", "learning_rate"]),
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
        *TURNS.cases(RANGE),
    ],
    compare={"settings": TRIALS, "scores": TRIALS, "evaluations": TRIALS},
    given=("best_trial",),
    next_steps={
        "settings": "Follow one search by hand: from which settings is the second knob turned? "
        f"(Shown are powers of ten, a row for each trial.) {ONE_EACH}",
        "scores": "Each trial needs the score of its own settings, the start's among them.",
        "evaluations": "Each evaluation is a training run: how often is evaluate called?",
        DIVERGED: "Every comparison with nan is false: what becomes of a start that diverged?",
        KEPT: "Where no value of a knob is better than what there was, the knob stays as it is.",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: "The caller's settings must stay as they were: whose dictionary is changed?",
    },
    hints=hints.greedy_search,
)
def greedy_search(code, case):
    more = sorted({*getattr(case, "order", ())} & {*OTHERS})
    names = [*more, *LAB_KNOBS]
    settings = {**dict.fromkeys(more, 1.0), **START, **getattr(case, "start", {})}
    start, knobs = code.watch(start=settings, knobs=knobs_to_turn(case))
    landscape = getattr(code.landscapes, getattr(case, "landscape", "hill"))
    evaluate = code.rehearsal.Counted(landscape)
    trials = code.search.greedy_search(evaluate, start, knobs)
    tables = code.rehearsal_tables
    if case.tests == UNCHANGED:
        return {"start": tables.exponents_of(start, names)}
    outputs = {"settings": tables.exponents(trials, names)}
    if case.tests in (None, RANGE):
        if getattr(case, "landscape", "hill") != "cliff":
            outputs["scores"] = tables.scores(trials)
        outputs["evaluations"] = tables.exponents(evaluate.asked, names)
    return outputs
