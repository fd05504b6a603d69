"""Mistakes students make in the activations lab: layers first, then measurements.

Where several explain an answer equally well, all are offered, the first one first: so the
usual mistakes of a question stand before the rare ones.
"""

from autograder.labs.activations.misconceptions.elu import ELU
from autograder.labs.activations.misconceptions.gradients import GRADIENTS
from autograder.labs.activations.misconceptions.maxout import MAXOUT
from autograder.labs.activations.misconceptions.outputs import OUTPUTS
from autograder.labs.activations.misconceptions.relus import RELUS
from autograder.labs.activations.misconceptions.smooth import SMOOTH

bank = [*SMOOTH, *RELUS, *ELU, *MAXOUT, *GRADIENTS, *OUTPUTS]
