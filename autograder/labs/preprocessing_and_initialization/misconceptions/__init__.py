"""Mistakes students make in the lab on preprocessing and initialisation, in the order of its files.

Where several explain an answer equally well, all are offered, the first one first.
"""

from autograder.labs.preprocessing_and_initialization.misconceptions.axes import AXES
from autograder.labs.preprocessing_and_initialization.misconceptions.gradients import (
    GRADIENT_STATISTICS,
    LAYER_GRADIENTS,
)
from autograder.labs.preprocessing_and_initialization.misconceptions.images import IMAGES
from autograder.labs.preprocessing_and_initialization.misconceptions.outputs import (
    ACTIVATION_STATISTICS,
    LAYER_OUTPUTS,
)
from autograder.labs.preprocessing_and_initialization.misconceptions.scaling import SCALING
from autograder.labs.preprocessing_and_initialization.misconceptions.weights import WEIGHTS

bank = [
    *SCALING,
    *AXES,
    *IMAGES,
    *WEIGHTS,
    *LAYER_OUTPUTS,
    *ACTIVATION_STATISTICS,
    *LAYER_GRADIENTS,
    *GRADIENT_STATISTICS,
]
