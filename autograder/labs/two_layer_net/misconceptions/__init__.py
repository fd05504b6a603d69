"""Mistakes students make in the two-layer-net lab, in the order of its questions.

Where several explain an answer equally well, all are offered, the first one first: so the
usual mistakes of a question stand before the rare ones.
"""

from autograder.labs.two_layer_net.misconceptions.affine import AFFINE_BACKWARD, AFFINE_FORWARD
from autograder.labs.two_layer_net.misconceptions.net import NET
from autograder.labs.two_layer_net.misconceptions.relu import RELU_BACKWARD, RELU_FORWARD
from autograder.labs.two_layer_net.misconceptions.softmax import SOFTMAX
from autograder.labs.two_layer_net.misconceptions.svm import SVM
from autograder.labs.two_layer_net.misconceptions.training import TRAINING

bank = [
    *AFFINE_FORWARD,
    *AFFINE_BACKWARD,
    *RELU_FORWARD,
    *RELU_BACKWARD,
    *SOFTMAX,
    *SVM,
    *NET,
    *TRAINING,
]
