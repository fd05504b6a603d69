"""Mistakes students make in the two-layer-net lab."""

from autograder.misconception import Misconception

bank = [
    Misconception(
        "affine_backward.db_not_summed",
        "layers:affine_backward",
        "db still has a row for every example: what has to happen to them?",
        (("db = dout.sum(axis=0)", "db = dout"),),
    ),
    Misconception(
        "softmax_loss.dx_not_averaged",
        "layers:softmax_loss",
        "dx is N times too large: the loss is an average, and so is its gradient.",
        (("dx /= num_examples", "dx = dx"),),
    ),
]
