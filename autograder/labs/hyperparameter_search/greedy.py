"""The question on searching one knob at a time."""

from autograder.lab import UNCHANGED, Case, Questions
from autograder.labs.hyperparameter_search import hints
from autograder.labs.hyperparameter_search.cases import DIVERGED, ONE_EACH, between

questions = Questions()

KEPT = "nothing better than before"

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


@questions.add(
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
    hints=hints.greedy_search,
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
