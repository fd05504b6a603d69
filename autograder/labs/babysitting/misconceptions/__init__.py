"""Mistakes students make in the babysitting lab, in the order of its questions."""

from autograder.labs.babysitting.misconceptions.checks import CHECKS
from autograder.labs.babysitting.misconceptions.curves import CURVES
from autograder.labs.babysitting.misconceptions.measures import MEASURES
from autograder.labs.babysitting.misconceptions.tiny import TINY

bank = [*CHECKS, *TINY, *CURVES, *MEASURES]
