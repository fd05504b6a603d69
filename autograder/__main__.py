"""`python -m autograder`."""

from autograder.cli import program

program()
