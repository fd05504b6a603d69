"""The lab on what comes before training: preparing the data, and the weights to start from."""

from autograder.lab import Lab, Manual
from labs.preprocessing_and_initialization import axes, depth, images, mistakes, tables, weights

lab = Lab(
    name="preprocessing_and_initialization",
    title="Preprocessing and initialisation",
    student_files=("preprocessing.py", "initialization.py"),
    given_files=(
        "data_utils.py",
        "deep_training.py",
        "initialization_plots.py",
        "preprocessing_plots.py",
        "principal_signs.py",
        "ready.py",
        "standin.py",
        "symmetry.py",
    ),
    loads_data=True,
    mistakes=mistakes.bank,
    questions=[
        *tables.questions,
        *axes.questions,
        *images.questions,
        *weights.questions,
        *depth.questions,
        Manual("advice_tested", "The lecture's advice, tested", 8),
    ],
)
