"""The lab on learning by descent: switches, the loops that set them, and how to compare runs."""

from autograder.lab import Lab, Manual
from labs.learning_by_descent import comparing, loops, mistakes, steps, units

lab = Lab(
    name="learning_by_descent",
    title="Learning by descent",
    student_files=("threshold_units.py", "descent.py", "comparing_runs.py"),
    given_files=(
        "comparing_plots.py",
        "data_utils.py",
        "descent_models.py",
        "descent_plots.py",
        "descent_rehearsal.py",
        "descent_training.py",
        "ready.py",
        "small_images.py",
        "standin.py",
        "unit_plots.py",
        "unit_trials.py",
    ),
    loads_data=True,
    mistakes=mistakes.bank,
    questions=[
        *units.questions,
        *loops.questions,
        *steps.questions,
        *comparing.questions,
        Manual("comparison_report", "Report: what can be told apart", 6),
    ],
)
