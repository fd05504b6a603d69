"""Mistakes students make in the warm-up on convolutional layers, in the order of its questions.

Where several explain an answer equally well, all are offered, the first one first: so the
usual mistakes of a question stand before the rare ones.
"""

from autograder.labs.cnn_arithmetic.misconceptions.conv import CONV
from autograder.labs.cnn_arithmetic.misconceptions.counts import COUNTS
from autograder.labs.cnn_arithmetic.misconceptions.sizes import SIZES
from autograder.misconception import Misconception

bank: list[Misconception] = [*SIZES, *COUNTS, *CONV]
