"""Mistakes students make in this lab, in the order of its questions."""

from autograder.misconception import Misconception
from labs.data_structures.mistakes.dictionaries import DICTIONARIES
from labs.data_structures.mistakes.recursion import RECURSION
from labs.data_structures.mistakes.stacks import STACKS

bank: list[Misconception] = [*STACKS, *RECURSION, *DICTIONARIES]
