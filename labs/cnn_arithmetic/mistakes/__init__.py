"""Mistakes students make in the warm-up on convolutional layers, in the order of its questions.

Where several explain an answer equally well, all are offered, the first one first: so the
usual mistakes of a question stand before the rare ones.
"""

from autograder.misconception import Misconception
from labs.cnn_arithmetic.mistakes.conv import CONV
from labs.cnn_arithmetic.mistakes.counts import COUNTS
from labs.cnn_arithmetic.mistakes.sizes import SIZES

bank: list[Misconception] = [*SIZES, *COUNTS, *CONV]
