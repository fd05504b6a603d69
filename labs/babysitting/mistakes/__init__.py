"""Mistakes students make in the babysitting lab, in the order of its questions."""

from labs.babysitting.mistakes.checks import CHECKS
from labs.babysitting.mistakes.curves import CURVES
from labs.babysitting.mistakes.measures import MEASURES
from labs.babysitting.mistakes.tiny import TINY

bank = [*CHECKS, *TINY, *CURVES, *MEASURES]
