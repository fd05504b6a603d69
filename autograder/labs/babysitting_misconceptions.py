"""Mistakes students make in the babysitting lab, in the order of its questions."""

from autograder.labs.babysitting_misconceptions_checks import CHECKS
from autograder.labs.babysitting_misconceptions_curves import CURVES
from autograder.labs.babysitting_misconceptions_measures import MEASURES
from autograder.labs.babysitting_misconceptions_tiny import TINY

bank = [*CHECKS, *TINY, *CURVES, *MEASURES]
