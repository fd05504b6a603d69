"""Stacks, recursion and dictionaries: what the lab is, its files, and its questions in order."""

from autograder.lab import Lab, Manual
from labs.data_structures import dictionaries, mistakes, recursion, stacks

lab = Lab(
    name="data_structures",
    title="Stacks, recursion and dictionaries",
    student_files=("stacks.py", "recursion.py", "dictionaries.py"),
    mistakes=mistakes.bank,
    questions=[
        *stacks.questions,
        *recursion.questions,
        *dictionaries.questions,
        Manual("which_one", "Which of the three, and why", 10),
    ],
)
