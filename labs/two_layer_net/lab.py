"""The two-layer-net lab: from an affine layer to a trained network on CIFAR-10."""

import numpy as np

from autograder.lab import Evidenced, Lab, Manual, Net
from labs.two_layer_net import layers, losses, mistakes, net
from labs.two_layer_net.example_weights import example_weights


def scores(weights, X):
    """Return the scores (N, 10) of images X (N, 3072), by the definition of the network."""
    hidden = X @ weights["W1"]
    hidden += weights["b1"]
    return np.maximum(hidden, 0, out=hidden) @ weights["W2"] + weights["b2"]


NET = Net({"W1": (3072, None), "b1": (None,), "W2": (None, 10), "b2": (10,)}, scores)

lab = Lab(
    name="two_layer_net",
    title="Two-layer net",
    student_files=("layers.py", "classifiers/fc_net.py"),
    given_files=(
        "classifiers/__init__.py",
        "data_utils.py",
        "layer_utils.py",
        "optim.py",
        "search_plots.py",
        "solver.py",
        "standin.py",
        "visualize.py",
        "weights.py",
    ),
    loads_data=True,
    artefacts=("solver_model.npz", "best_model.npz"),
    examples=example_weights,
    mistakes=mistakes.bank,
    questions=[
        *layers.questions,
        *losses.questions,
        *net.questions,
        Evidenced(
            "train_solver",
            "Training with the Solver",
            4,
            net=NET,
            artefacts=("solver_model.npz", "best_model.npz"),
            thresholds={"validation": 0.34},
        ),
        Evidenced(
            "best_model",
            "Tuned model",
            10,
            net=NET,
            artefacts=("best_model.npz",),
            thresholds={"validation": 0.48, "test": 0.48},
        ),
        Manual("hyperparameter_study", "Analysis of the hyperparameters", 8),
    ],
)
