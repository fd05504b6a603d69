"""Mistakes students make in the lab on preprocessing and initialisation, in the order of its files.

Where several explain an answer equally well, all are offered, the first one first.
"""

from labs.preprocessing_and_initialization.mistakes.axes import AXES
from labs.preprocessing_and_initialization.mistakes.gradients import (
    GRADIENT_STATISTICS,
    LAYER_GRADIENTS,
)
from labs.preprocessing_and_initialization.mistakes.images import IMAGES
from labs.preprocessing_and_initialization.mistakes.outputs import (
    ACTIVATION_STATISTICS,
    LAYER_OUTPUTS,
)
from labs.preprocessing_and_initialization.mistakes.scaling import SCALING
from labs.preprocessing_and_initialization.mistakes.weights import WEIGHTS

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
