"""Mistakes students make in the batch normalisation lab, in the order of its questions.

Where several explain an answer equally well, all are offered, the first one first: so the
usual mistakes of a question stand before the rare ones.
"""

from autograder.labs.batch_normalization.misconceptions.backward import BACKWARD
from autograder.labs.batch_normalization.misconceptions.forward import NORMALISED
from autograder.labs.batch_normalization.misconceptions.identity import IDENTITY
from autograder.labs.batch_normalization.misconceptions.images import IMAGES
from autograder.labs.batch_normalization.misconceptions.measurements import MEASUREMENTS
from autograder.labs.batch_normalization.misconceptions.net import NET
from autograder.labs.batch_normalization.misconceptions.running_averages import RUNNING
from autograder.labs.batch_normalization.misconceptions.training import TRAINING

# The running averages first: what is wrong in them alone should be named first there.
bank = [*RUNNING, *NORMALISED, *IDENTITY, *BACKWARD, *IMAGES, *NET, *TRAINING, *MEASUREMENTS]
