"""Modules and automatic differentiation: what the lab is, its files, and its questions in order."""

from autograder.lab import Lab
from labs.autograd import mistakes, modules, training

lab = Lab(
    name="autograd",
    title="Modules and automatic differentiation",
    student_files=("modules.py", "training.py"),
    given_files=("functions.py",),
    libraries=("torch",),
    memory_mib=4096,  # of addresses: PyTorch alone takes more than a gigabyte of them
    mistakes=mistakes.bank,
    questions=[*modules.questions, *training.questions],
)
