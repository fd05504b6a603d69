"""A deep net watched while it trains, and borders tried on curves whose kind is hidden."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from assignment import unseen_curves
from assignment.diagnostics import BAD_INITIALISATION, GOOD, TOO_HIGH, TOO_LOW
from assignment.gradient_check import eval_numerical_gradient
from assignment.watched_layers import WatchedNet, watch_layers
from assignment.watched_layers_plots import plot_borders, plot_watched

random = np.random.RandomState(0)
X, Y = random.randn(600, 20), random.randint(0, 10, 600)
BORDERS = {"too_high": 1.15, "too_low": 0.9, "bad_initialisation": 0.96}


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_its_gradients_are_those_of_its_loss(activation):
    net = WatchedNet(activation, 1.0, 3, bias=0.1, depth=2)
    _, grads = net.loss(X[:4, :3], Y[:4])
    for name in ("W1", "b2", "W3"):
        numerical = eval_numerical_gradient(
            lambda _: net.loss(X[:4, :3], Y[:4])[0], net.params[name]
        )
        np.testing.assert_allclose(grads[name], numerical, atol=1e-6)


def test_each_ailment_shows_in_its_number():
    sound = watch_layers(WatchedNet("relu", np.sqrt(2), 20), X, Y, 0.01, num_steps=20)
    dead = watch_layers(WatchedNet("relu", np.sqrt(2), 20, bias=-1), X, Y, 0.01, num_steps=20)
    saturated = watch_layers(WatchedNet("tanh", 8.0, 20), X, Y, 0.01, num_steps=20)
    fading = watch_layers(WatchedNet("tanh", 0.3, 20), X, Y, 0.01, num_steps=20)
    assert sound.silent[-1].max() < 0.3 and 0.7 < sound.gains[-1].mean() < 1.3
    assert dead.silent[-1][-1] == 1 and dead.gains[-1][-1] == dead.ratios[-1][-1] == 0
    assert saturated.silent[-1].min() > 0.6
    assert fading.gains[-1].max() < 0.5
    assert sound.ratios.shape == (3, 6) and sound.steps == [0, 10, 20]


def test_a_run_that_explodes_ends_and_can_be_drawn():
    watched = watch_layers(WatchedNet("relu", 3.0, 20), X, Y, 1e300, num_steps=50)
    assert len(watched.losses) < 51
    plot_watched("explodes", watched).canvas.draw()


def test_the_borders_of_the_table_tell_all_hidden_curves():
    for name in ("unseen", "last"):
        counts = unseen_curves.score(BORDERS, name)
        assert list(counts) == [GOOD, TOO_HIGH, TOO_LOW, BAD_INITIALISATION]
        assert all(right == count > 0 for right, count in counts.values())
    assert len(unseen_curves.measures("unseen")) == sum(
        count for _, count in unseen_curves.score(BORDERS, "unseen").values()
    )


def test_other_borders_fare_worse():
    worse = unseen_curves.score({**BORDERS, "too_high": 2.0}, "unseen")
    assert worse[TOO_HIGH][0] < worse[TOO_HIGH][1]


def test_the_picture_of_the_borders_has_a_row_for_each_kind_and_one_for_the_hidden():
    figure = plot_borders(
        unseen_curves.known(), unseen_curves.measures("unseen"), [*BORDERS.values()]
    )
    words = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert words == [*unseen_curves.known(), "hidden"]
    assert [axes.get_xscale() for axes in figure.axes] == ["log"] * 3
