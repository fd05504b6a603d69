"""The activations lab: from the sigmoid to maxout, and what each does to a network."""

from autograder.lab import Lab, Manual
from labs.activations import advice, costs, elu, maxout, mistakes, relus, squashing

lab = Lab(
    name="activations",
    title="Activation functions",
    student_files=("activations.py", "activation_measurements.py"),
    given_files=(
        "activations_net.py",
        "activations_net_plots.py",
        "activations_plots.py",
        "float_warnings.py",
        "pretended_clock.py",
        "ready.py",
        "squareplus.py",
    ),
    mistakes=mistakes.bank,
    questions=[
        *squashing.questions,
        *costs.questions,
        *relus.questions,
        *elu.questions,
        *maxout.questions,
        *advice.questions,
        Manual("activation_study", "Analysis: does the advice hold?", 8),
    ],
)
