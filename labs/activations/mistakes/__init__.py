"""Mistakes students make in the activations lab: layers first, then measurements.

Where several explain an answer equally well, all are offered, the first one first: so the
usual mistakes of a question stand before the rare ones.
"""

from labs.activations.mistakes.elu import ELU
from labs.activations.mistakes.gradients import GRADIENTS
from labs.activations.mistakes.maxout import MAXOUT
from labs.activations.mistakes.outputs import OUTPUTS
from labs.activations.mistakes.relus import RELUS
from labs.activations.mistakes.smooth import SMOOTH

bank = [*SMOOTH, *RELUS, *ELU, *MAXOUT, *GRADIENTS, *OUTPUTS]
