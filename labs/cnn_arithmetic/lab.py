"""The warm-up on convolutional layers: sizes, parameters, multiplications, and one forward pass."""

from autograder.lab import Lab, Manual
from labs.cnn_arithmetic import convolution, counts, mistakes, sizes, stacks

lab = Lab(
    name="cnn_arithmetic",
    title="CNN arithmetic",
    student_files=("conv_arithmetic.py", "conv.py"),
    given_files=("cnn_arithmetic_plots.py",),
    mistakes=mistakes.bank,
    questions=[
        *sizes.questions,
        *counts.questions,
        *stacks.questions,
        *convolution.questions,
        Manual("stack_study", "Where the parameters and the work are", 10),
    ],
)
