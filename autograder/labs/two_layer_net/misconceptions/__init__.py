"""Mistakes students make in the two-layer-net lab, in the order of its questions.

Where several explain an answer equally well, all are offered, the first one first: so the
usual mistakes of a question stand before the rare ones.
"""

from autograder.labs.two_layer_net.misconceptions.layers import LAYERS
from autograder.labs.two_layer_net.misconceptions.losses import LOSSES
from autograder.labs.two_layer_net.misconceptions.net import NET
from autograder.labs.two_layer_net.misconceptions.training import TRAINING

bank = [*LAYERS, *LOSSES, *NET, *TRAINING]
