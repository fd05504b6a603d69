"""The update rules against published values, closed forms, and their contract."""

import numpy as np
import pytest

from assignment import optim
from autograder.student.gradient_check import rel_error

W = np.linspace(-0.4, 0.6, num=20).reshape(4, 5)
DW = np.linspace(-0.6, 0.4, num=20).reshape(4, 5)


def test_sgd_goes_against_the_gradient():
    next_w, config = optim.sgd(W, DW, {"learning_rate": 0.1})
    assert np.allclose(next_w, W - 0.1 * DW)
    assert config == {"learning_rate": 0.1}


def test_momentum_gives_the_published_values():
    """The first row of the course's own test of sgd_momentum."""
    config = {"learning_rate": 1e-3, "velocity": np.linspace(0.6, 0.9, num=20).reshape(4, 5)}
    next_w, _ = optim.sgd_momentum(W, DW, config)
    published = np.array([0.1406, 0.20738947, 0.27417895, 0.34096842, 0.40775789])
    assert rel_error(next_w[0], published) < 1e-7
    assert np.allclose(config["velocity"], next_w - W)


def test_rmsprop_gives_the_published_values():
    """The first row of the course's own test of rmsprop."""
    config = {"learning_rate": 1e-2, "cache": np.linspace(0.6, 0.9, num=20).reshape(4, 5)}
    next_w, _ = optim.rmsprop(W, DW, config)
    published = np.array([-0.39223849, -0.34037513, -0.28849239, -0.23659121, -0.18467247])
    assert rel_error(next_w[0], published) < 1e-7


def test_adam_gives_the_published_values():
    """The first row of the course's own test of adam, at step 6."""
    config = {
        "learning_rate": 1e-2,
        "m": np.linspace(0.6, 0.9, num=20).reshape(4, 5),
        "v": np.linspace(0.7, 0.5, num=20).reshape(4, 5),
        "t": 5,
    }
    next_w, _ = optim.adam(W, DW, config)
    published = np.array([-0.40094747, -0.34836187, -0.29577703, -0.24319299, -0.19060977])
    assert rel_error(next_w[0], published) < 1e-7
    assert config["t"] == 6


def test_the_first_step_of_adam_has_the_size_of_the_learning_rate():
    """With its start corrected, the first step is the sign of the gradient times the rate."""
    next_w, _ = optim.adam(W, DW, {"learning_rate": 1e-2})
    assert np.allclose(next_w, W - 1e-2 * np.sign(DW), atol=1e-7)


@pytest.mark.parametrize("rule", list(optim.DEFAULTS))
def test_a_rule_changes_neither_weights_nor_gradient(rule):
    w, dw = W.copy(), DW.copy()
    getattr(optim, rule)(w, dw)
    assert np.array_equal(w, W) and np.array_equal(dw, DW)


@pytest.mark.parametrize("rule", list(optim.DEFAULTS))
def test_a_rule_goes_downhill_and_remembers_in_its_config(rule):
    """On the bowl |w|^2 / 2, whose gradient is w, a hundred steps lead towards 0."""
    w, config = np.full((3, 2), 0.5), {"learning_rate": 1e-2}
    for _ in range(100):
        w, config = getattr(optim, rule)(w, w, config)
    assert np.abs(w).max() < 0.3
    assert set(optim.DEFAULTS[rule]) <= set(config)


def test_two_calls_without_a_config_share_nothing():
    """A default dictionary kept from call to call would give the second call a velocity."""
    first, _ = optim.sgd_momentum(W, DW)
    second, _ = optim.sgd_momentum(W, DW)
    assert np.array_equal(first, second)
