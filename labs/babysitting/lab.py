"""The babysitting lab: checks before a training run, and reading the signs while it runs."""

from autograder.lab import Lab, Manual
from labs.babysitting import checks, diagnosis, measures, mistakes, signs, tiny

lab = Lab(
    name="babysitting",
    title="Babysitting the learning process",
    student_files=("diagnostics.py",),
    earlier_files=("layers.py", "classifiers/fc_net.py"),
    given_files=(
        "babysitting_plots.py",
        "classifiers/__init__.py",
        "data_utils.py",
        "layer_utils.py",
        "pretended_net.py",
        "ready.py",
        "recorded_curves.py",
        "standin.py",
        "suspect_nets.py",
        "unseen_curves.py",
        "watched_layers.py",
        "watched_layers_plots.py",
        "watched_training.py",
    ),
    loads_data=True,
    mistakes=mistakes.bank,
    questions=[
        *checks.questions,
        *tiny.questions,
        *signs.questions,
        *diagnosis.questions,
        *measures.questions,
        Manual("training_diary", "Diary of a training run", 10),
    ],
)
