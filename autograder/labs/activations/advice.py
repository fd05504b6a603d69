"""The question on the lecture's advice, tested."""

import numpy as np

from autograder.lab import Case, Questions
from autograder.labs.activations import hints

questions = Questions()

NEVER = "a level never reached"


@questions.add(
    "steps_to_reach",
    title="Steps to a loss",
    function="activation_measurements:steps_to_reach",
    properties={"step": 1.5, NEVER: 0.5},
    cases=[
        Case("20 steps, level 0.7", steps=20, level=0.7, public=True),
        Case("12 steps, level 1.5", steps=12, level=1.5, public=True),
        Case("35 steps, level 1.2", steps=35, level=1.2),
        Case("reached before the first step", steps=9, level=5.0),
        Case("never", steps=15, level=-1.0, tests=NEVER, public=True),
    ],
    next_steps={
        "step": "Write down ten falling numbers with one bump, and count by hand.",
        NEVER: "Which number stands for a level that was never reached?",
    },
    hints=hints.steps_to_reach,
)
def steps_to_reach(code, case):
    losses = np.linspace(2.2, 0.3, case.steps) + 0.3 * case.random.uniform(-1, 1, case.steps)
    losses[-1] = 1.9  # a jump at the end: the last loss says little about the first good one
    losses = np.round(np.where(np.abs(losses - case.level) < 0.02, losses + 0.1, losses), 3)
    return {"step": code.activation_measurements.steps_to_reach(losses, case.level)}
