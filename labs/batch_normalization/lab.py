"""The lab on batch normalisation: the layer, its two backward passes, and deep networks with it."""

from autograder.lab import Lab, Manual
from labs.batch_normalization import backward, forward, images, measurements, mistakes, net

lab = Lab(
    name="batch_normalization",
    title="Batch normalisation",
    student_files=("normalization.py", "classifiers/deep_net.py", "normalization_measurements.py"),
    given_files=(
        "batch_normalization_plots.py",
        "bn_param.py",
        "classifiers/__init__.py",
        "data_utils.py",
        "optim.py",
        "ready.py",
        "solver.py",
        "standin.py",
    ),
    loads_data=True,
    earlier_files=("layers.py",),
    mistakes=mistakes.bank,
    questions=[
        *forward.questions,
        *backward.questions,
        *images.questions,
        *net.questions,
        *measurements.questions,
        Manual("normalization_study", "Analysis of the experiments", 6),
    ],
)
