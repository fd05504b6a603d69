"""The question on the lecture's advice, tested."""

import numpy as np

from autograder.domain import Domain, between, hidden
from autograder.lab import UNCHANGED, Case, Questions
from labs.activations import hints
from labs.activations.cases import RANGE, UNCHANGED_NEXT_STEP

questions = Questions()

NEVER = "a level never reached"
RUNS = Domain(
    steps=[1, between(2, 9), between(11, 30), hidden(between(1041, 1049))],
    reached=["at once", "by the last alone", "exactly", "exactly"],
    below_0=[False, True],
    allowed=lambda case: case.steps < 100 or case.reached == "by the last alone",
    also=[
        {"steps": 20, "reached": "exactly", "unit": 128.0, "calls": 3},
        {"steps": 20, "reached": "by the last alone", "unit": 2.0**-14},
        {"steps": 20, "reached": "by the last alone", "unit": 0.5, "level": 0.0},
        {"steps": 20, "reached": "exactly", "level": 1.0},
    ],
)


@questions.add(
    "steps_to_reach",
    title="Steps to a loss",
    function="activation_measurements:steps_to_reach",
    properties={"step": 1, NEVER: 0.5, RANGE: 0.25, UNCHANGED: 0.25},
    cases=[
        Case("20 steps, level 0.7", steps=20, level=0.7, public=True),
        Case("12 steps, level 1.5", steps=12, level=1.5),
        Case("never", steps=15, level=-1.0, tests=NEVER, public=True),
        Case("never, by a little", steps=12, level=0.25, tests=NEVER),
        *RUNS.cases(RANGE),
    ],
    compare={"step": {"kind": "exact"}},
    next_steps={
        "step": "Write down ten falling numbers with one bump, and count by hand.",
        RANGE: "Look at the first loss and the last one, and at a loss that equals the level.",
        NEVER: "Which number stands for a level that was never reached?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.steps_to_reach,
)
def steps_to_reach(code, case):
    if case.tests == RANGE:
        curve, level = run_of(case)
        (losses,) = code.watch(loss_history=curve)
        return {"step": code.activation_measurements.steps_to_reach(losses, level)}
    losses = np.linspace(2.2, 0.3, case.steps) + 0.3 * case.random.uniform(-1, 1, case.steps)
    losses[-1] = 1.9  # a jump at the end: the last loss says little about the first good one
    losses = np.round(np.where(np.abs(losses - case.level) < 0.02, losses + 0.1, losses), 3)
    return {"step": code.activation_measurements.steps_to_reach(losses, case.level)}


def run_of(case):
    """Return losses that float32 holds exactly, and a level."""
    losses = 1 + case.random.permutation(case.steps) / 64
    level = 0.5
    place = {"at once": 0, "by the last alone": case.steps - 1}.get(case.reached)
    if place is None:  # the loss equals the level there, and falls below it at the end
        place = case.random.randint(case.steps)
        losses[-1] = level / 2
        losses[place] = level
    else:
        losses[place] = level / 2
    unit = getattr(case, "unit", 1.0)
    shift = 4.0 if getattr(case, "below_0", False) else 0.0
    shift = level * unit - getattr(case, "level", level * unit - shift)
    return losses * unit - shift, level * unit - shift
