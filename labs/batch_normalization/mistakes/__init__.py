"""Mistakes students make in the batch normalisation lab, in the order of its questions.

Where several explain an answer equally well, all are offered, the first one first: so the
usual mistakes of a question stand before the rare ones.
"""

from labs.batch_normalization.mistakes.backward import BACKWARD
from labs.batch_normalization.mistakes.forward import NORMALISED
from labs.batch_normalization.mistakes.identity import IDENTITY
from labs.batch_normalization.mistakes.images import IMAGES
from labs.batch_normalization.mistakes.measurements import MEASUREMENTS
from labs.batch_normalization.mistakes.net import NET
from labs.batch_normalization.mistakes.running_averages import RUNNING
from labs.batch_normalization.mistakes.training import TRAINING

# The running averages first: what is wrong in them alone should be named first there.
bank = [*RUNNING, *NORMALISED, *IDENTITY, *BACKWARD, *IMAGES, *NET, *TRAINING, *MEASUREMENTS]
