"""Mistakes students make in the lab on learning by descent, in the order of its questions."""

from labs.learning_by_descent.mistakes.comparing import COMPARING
from labs.learning_by_descent.mistakes.loops import LOOPS
from labs.learning_by_descent.mistakes.steps import STEPS
from labs.learning_by_descent.mistakes.units import UNITS

bank = [*UNITS, *LOOPS, *STEPS, *COMPARING]
