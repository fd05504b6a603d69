"""The two-layer-net lab: from an affine layer to a trained network on CIFAR-10."""

from autograder.lab import Evidence, Lab, Question
from labs.two_layer_net import layers, losses, net

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
    artefacts=("solver_model.npz", "best_model.npz"),
    questions=[
        *layers.questions,
        *losses.questions,
        *net.questions,
        Question(
            "train_solver",
            "Training with the Solver",
            4,
            evidence=Evidence(("solver_model.npz", "best_model.npz"), {"validation": 0.34}),
        ),
        Question(
            "best_model",
            "Tuned model",
            10,
            evidence=Evidence(("best_model.npz",), {"validation": 0.48, "test": 0.48}),
        ),
        Question("hyperparameter_study", "Analysis of the hyperparameters", 8),
    ],
)
