"""Example weights: nets trained by the reference, for the demo and for verifying the master.

Training takes a minute, so it is done once and kept beside the data it was done on.
"""

import hashlib
from pathlib import Path

import numpy as np

from autograder.course import current
from autograder.grading.evaluation_data import prepared_folder

# As in the notebook: the deck's default net, and one that tuning finds.
DEFAULT_NET = {"hidden_dim": 50, "reg": 0.0, "learning_rate": 1e-4, "num_epochs": 5}
TUNED_NET = {"hidden_dim": 64, "reg": 0.1, "learning_rate": 2e-3, "num_epochs": 5}
NETS = {"solver_model.npz": DEFAULT_NET, "best_model.npz": TUNED_NET}


MADE_BY = ("layers.py", "solver.py", "standin.py", "data_utils.py")


def example_weights() -> dict[str, bytes]:
    """Return the artefacts of a right submission by file name, trained now if never before."""
    from assignment.data_utils import data_source

    folder, master = prepared_folder(), current().master
    made_by = [(master / name).read_text("utf-8") for name in MADE_BY]
    facts = repr((NETS, data_source(), made_by))
    key = hashlib.sha256(facts.encode()).hexdigest()[:12]
    paths = {name: folder / f"example-{key}-{name}" for name in NETS}
    if not all(path.exists() for path in paths.values()):
        folder.mkdir(parents=True, exist_ok=True)
        train(paths)
    return {name: path.read_bytes() for name, path in paths.items()}


def train(paths: dict[str, Path]) -> None:
    """Train every net of NETS and save it to its path."""
    from assignment.classifiers.fc_net import TwoLayerNet
    from assignment.data_utils import get_CIFAR10_data
    from assignment.solver import Solver
    from assignment.weights import save_weights

    data = get_CIFAR10_data()
    state = np.random.get_state()
    for name, path in paths.items():
        net = NETS[name]
        np.random.seed(0)
        model = TwoLayerNet(hidden_dim=int(net["hidden_dim"]), reg=net["reg"])
        Solver(
            model,
            data,
            optim_config={"learning_rate": net["learning_rate"]},
            lr_decay=0.95,
            batch_size=200,
            num_epochs=int(net["num_epochs"]),
            verbose=False,
            run_log=None,
        ).train()
        save_weights(path, model)
    np.random.set_state(state)
