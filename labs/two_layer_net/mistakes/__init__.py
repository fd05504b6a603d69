"""Mistakes students make in the two-layer-net lab, in the order of its questions.

Where several explain an answer equally well, all are offered, the first one first: so the
usual mistakes of a question stand before the rare ones.
"""

from labs.two_layer_net.mistakes.affine import AFFINE_BACKWARD, AFFINE_FORWARD
from labs.two_layer_net.mistakes.net import NET
from labs.two_layer_net.mistakes.relu import RELU_BACKWARD, RELU_FORWARD
from labs.two_layer_net.mistakes.softmax import SOFTMAX
from labs.two_layer_net.mistakes.svm import SVM
from labs.two_layer_net.mistakes.training import TRAINING

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
