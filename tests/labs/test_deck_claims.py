"""What the course says of CIFAR-10, measured on the real one, which `make claims` fetches.

docs/decisions/data.md has the figures these were written from.
"""

import numpy as np
import pytest

from assignment.classifiers.fc_net import TwoLayerNet
from assignment.data_utils import get_CIFAR10_data
from assignment.solver import Solver

pytestmark = pytest.mark.claims


@pytest.fixture(scope="module")
def data():
    return get_CIFAR10_data(source="cifar10")


def trained(data, seed, hidden_dim, reg, **settings):
    """Train a net with the solver; return the solver."""
    np.random.seed(seed)
    model = TwoLayerNet(hidden_dim=hidden_dim, reg=reg)
    rng = np.random.default_rng(seed)
    solver = Solver(model, data, rng=rng, verbose=False, run_log=None, **settings)
    solver.train()
    return solver


def test_the_images_have_the_published_mean_colour():
    """Red, green and blue of the 50000 training images, from 0 to 1."""
    raw = get_CIFAR10_data(50000, 0, 0, subtract_mean=False, source="cifar10")
    mean = raw["X_train"].mean(axis=(0, 2, 3), dtype=np.float64) / 255
    np.testing.assert_allclose(mean, [0.4914, 0.4822, 0.4465], rtol=0, atol=5e-5)


def test_each_class_has_its_share():
    """CIFAR-10 has 5000 training and 1000 test images of each class."""
    raw = get_CIFAR10_data(50000, 0, 10000, subtract_mean=False, source="cifar10")
    assert np.bincount(raw["y_train"]).tolist() == [5000] * 10
    assert np.bincount(raw["y_test"]).tolist() == [1000] * 10


@pytest.mark.parametrize("seed", [0, 1])
def test_the_default_net_reaches_about_36_percent(data, seed):
    """The deck's settings; it says "about 36 %" on validation."""
    solver = trained(
        data,
        seed,
        hidden_dim=50,
        reg=0.0,
        optim_config={"learning_rate": 1e-4},
        lr_decay=0.95,
        batch_size=200,
        num_epochs=5,
    )
    assert 0.34 <= solver.best_val_acc <= 0.39


def test_a_tuned_net_reaches_48_percent_on_validation_and_test(data):
    """The goal of the lab can be reached in a minute of training."""
    solver = trained(
        data,
        seed=0,
        hidden_dim=150,
        reg=0.25,
        optim_config={"learning_rate": 1e-3},
        lr_decay=0.9,
        batch_size=200,
        num_epochs=8,
    )
    assert solver.best_val_acc >= 0.48
    assert solver.check_accuracy(data["X_test"], data["y_test"]) >= 0.48
