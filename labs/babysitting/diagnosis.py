"""Questions on reading a loss curve, and on what that says about learning rates."""

import numpy as np

from autograder.domain import Domain, between, hidden
from autograder.lab import UNCHANGED, Case, Questions
from labs.babysitting import hints
from labs.babysitting.cases import A_LIST, EACH, RANGE, handed_over
from labs.babysitting.loss_curves import curve

questions = Questions()

ANY_SCALE = "costs in other units"
ANY_LENGTH = "curves of other lengths"


def recorded(name, letter, output):
    """Return a public case about a recorded curve."""
    return Case(f"recorded curve {letter}, {name}", letter=letter, output=output, public=True)


def drawn(name, kind, output="", **settings):
    """Return a hidden case about a curve of a kind; output is "" where tests= is given."""
    return Case(name, kind=kind, output=output or "diagnosis", **{"steps": 300, **settings})


def not_like(name, kind, diagnosis, output, **settings):
    """Return a case about a curve of another kind: who always gives one diagnosis earns nothing."""
    return drawn(f"{name}: {diagnosis}?", kind, output, diagnosis=diagnosis, **settings)


KINDS = ["good", "flat", "late", "jumping"]
SCALES = Domain(
    first=[2.5e-6, between(0.01, 0.03), between(150.0, 300.0), 1e7],
    kind=KINDS,
    steps=[200],
    output=["diagnosis"],
    also=[{"first": 2.5e-6, "kind": "flat", "steps": 200, "output": "diagnosis"}],
)
LENGTHS = Domain(
    steps=[50, between(53, 59), between(61, 99), between(501, 999)],
    kind=KINDS,
    output=["diagnosis"],
    also=[{"steps": 59, "kind": "flat", "output": "diagnosis"}],
)


@questions.add(
    "diagnose_loss_curve",
    title="Reading a loss curve",
    function="diagnostics:diagnose_loss_curve",
    properties={
        **{"diverged curve": 3, "jumping curve": 3, "flat curve": 2.5, "late curve": 2.5},
        **{"good curve": 1, ANY_SCALE: 1, ANY_LENGTH: 1, A_LIST: 1, UNCHANGED: 1},
    },
    cases=[
        recorded("which jumps", "A", "jumping curve"),
        recorded("which falls well", "B", "good curve"),
        recorded("which is flat", "C", "flat curve"),
        recorded("which falls late", "D", "late curve"),
        recorded("which diverges", "E", "diverged curve"),
        recorded("which falls late", "F", "late curve"),
        recorded("which falls well", "G", "good curve"),
        recorded("which is soon nan", "H", "diverged curve"),
        recorded("which jumps", "I", "jumping curve"),
        recorded("which is flat", "J", "flat curve"),
        drawn("60 costs, one explosion", "one explosion", "diverged curve", steps=60, public=True),
        drawn("60 costs, an early jump", "early bump", "good curve", steps=60, public=True),
        drawn("growing without bounds", "diverged", "diverged curve"),
        drawn("five times the first, then as before", "one explosion", "diverged curve"),
        drawn("nan in the middle of a good curve", "nan", "diverged curve"),
        drawn("inf in the middle of a good curve", "inf", "diverged curve"),
        drawn("five costs that explode", "short", "diverged curve"),
        drawn("jumping now and then", "jumping", "jumping curve"),
        drawn("jumping, then flat for good", "jumping, then dead", "jumping curve"),
        drawn("creeping upwards", "rising", "jumping curve"),
        drawn("hardly falling", "flat", "flat curve"),
        drawn("flat, then falling", "late", "late curve", steps=400),
        drawn("falling from the start", "good", "good curve"),
        drawn("a jump in the very first steps", "early bump", "good curve"),
        drawn("a jump in the very first steps, then flat", "early bump, then flat", "flat curve"),
        not_like("falling from the start", "good", "diverged", "diverged curve"),
        not_like("60 costs, falling", "good", "diverged", "diverged curve", steps=60, public=True),
        not_like("hardly falling", "flat", "learning rate too high", "jumping curve"),
        not_like("falling late", "late", "learning rate too low", "flat curve"),
        not_like("falling", "good", "bad initialisation", "late curve"),
        *SCALES.cases(ANY_SCALE, public=False),
        *LENGTHS.cases(ANY_LENGTH, public=False),
        drawn("60 costs, flat", "flat", steps=60, tests=ANY_LENGTH, public=True),
        drawn(
            "60 costs near 200, flat", "flat", steps=60, first=190.0, tests=ANY_SCALE, public=True
        ),
        drawn("6000 costs, falling late", "late", steps=6000, tests=ANY_LENGTH),
        drawn("a list that is flat", "flat", tests=A_LIST),
        drawn("a list that jumps", "jumping", tests=A_LIST),
    ],
    given=("should_stop",),
    next_steps={
        "diverged curve": "Ask should_stop first, before any average: nan spoils those.",
        "jumping curve": "Look for the highest cost after the first tenth of the steps.",
        "flat curve": "Compare the level of the last tenth with the first cost.",
        "late curve": "Is the second tenth still where the curve began, and the last one not?",
        "good curve": "A good curve falls at once. Which of the other signs do you see in it?",
        ANY_SCALE: "See every cost as a share of the first one.",
        ANY_LENGTH: "A tenth of a curve is another number of steps for every length.",
        A_LIST: "A Solver keeps its costs in a list, which knows no arithmetic.",
        UNCHANGED: "The curve is the caller's: work on an array of your own.",
    },
    hints=hints.diagnose_loss_curve,
)
def diagnose_loss_curve(code, case):
    if hasattr(case, "letter"):
        losses = code.recorded_curves.practice_curve(case.letter)
    else:
        losses = handed_over(code, case, curve(case, case.kind).tolist())
    diagnosis = code.diagnostics.diagnose_loss_curve(losses)
    if hasattr(case, "diagnosis"):
        return {case.output: code.equal(diagnosis, code.value(case.diagnosis))}
    return {case.output: diagnosis}


SEARCHES = Domain(
    count=[1, between(3, 5), hidden(between(11, 15))],
    smallest=[1e-8, 1e-4, 10.0],
    steps=[60],
    ends=["good", "bad"],
    allowed=lambda case: case.count > 1 or case.ends == "good",
    also=[
        {"count": 12, "smallest": 10.0, "steps": 60, "ends": "good"},
        {"count": 4, "smallest": 1e-3, "steps": 60, "kinds": ("good", "flat", "good", "flat")},
    ],
)


def drawn_search(case):
    """Return rates in no order, of many the largest last, and the kinds of their curves.

    Some of these are good.
    """
    rates = case.smallest * 2.0 ** np.arange(case.count)
    if hasattr(case, "kinds"):
        return rates.tolist(), list(case.kinds)
    kinds = case.random.choice(["good", "flat", "jumping", "late", "one explosion"], case.count)
    kinds[[0, -1]] = "good" if case.ends == "good" else "flat"
    kinds[case.count // 2] = "good"
    order = case.random.permutation(case.count)
    if case.count > 10:
        order = np.append(order[order < case.count - 1], case.count - 1)
    return rates[order].tolist(), kinds[order].tolist()


@questions.add(
    "rough_range",
    title="Where to search",
    function="diagnostics:rough_range",
    properties={"lowest": 1.5, "highest": 1.5, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case(
            "six rates, the smallest first",
            rates=(1e-6, 1e-5, 1e-4, 1e-3, 3e-3, 1e-2),
            kinds=("flat", "flat", "good", "good", "jumping", "diverged"),
            steps=60,
            public=True,
        ),
        Case(
            "seven rates, the largest first",
            rates=(10.0, 1.0, 0.5, 0.2, 0.1, 0.01, 0.001),
            kinds=("diverged", "one explosion", "jumping", "good", "good", "good", "flat"),
            steps=60,
            public=True,
        ),
        Case(
            "rates in no order",
            rates=(3e-3, 2e-2, 1e-4, 1e-3, 5e-6, 8e-3, 3e-4),
            kinds=("good", "short", "late", "good", "flat", "jumping", "good"),
            steps=200,
        ),
        Case(
            "one good rate only",
            rates=(1e-2, 1e-3, 1e-1, 1.0),
            kinds=("good", "flat", "rising", "nan"),
            steps=100,
        ),
        *SEARCHES.cases(RANGE),
    ],
    compare={"lowest": EACH, "highest": EACH},
    given=("should_stop", "diagnose_loss_curve"),
    next_steps={
        "lowest": "Write each rate's diagnosis beside it. Which is the smallest that is GOOD?",
        "highest": "Write each rate's diagnosis beside it. Which is the largest that is GOOD?",
        RANGE: "How many rates, and how large ones, does your code assume?",
        UNCHANGED: "The curve is the caller's: work on an array of your own.",
    },
    hints=hints.rough_range,
)
def rough_range(code, case):
    rates, kinds = drawn_search(case) if case.tests == RANGE else (list(case.rates), case.kinds)
    curves = [curve(case, kind) for kind in kinds]
    if case.tests == RANGE:
        if hasattr(case, "kinds"):  # the same rates before, with other curves
            code.diagnostics.rough_range(rates, curves[::-1])
        rates, curves = code.watch(rates=rates, curves=curves)
    lowest, highest = code.diagnostics.rough_range(rates, curves)
    return {"lowest": lowest, "highest": highest}
