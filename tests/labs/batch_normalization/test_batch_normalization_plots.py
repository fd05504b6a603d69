"""The figures of the batch normalisation lab: complete, labelled, fit for any background."""

from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from assignment import batch_normalization_plots as plots


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def trained():
    """What `plot_two_trainings` needs of a Solver."""
    return SimpleNamespace(loss_history=np.linspace(2.3, 1.5, 60), val_acc_history=[0.1, 0.3])


RATES = np.array([0.01, 0.1, 1.0])
FIGURES = {
    "features": lambda: plots.plot_features(np.random.randn(50, 3), np.random.randn(50, 3)),
    "gradient sizes": lambda: plots.plot_gradient_sizes(
        [0.01, 1.0], np.ones((2, 5)), 2 * np.ones((2, 5))
    ),
    "depth and scale": lambda: plots.plot_depth_and_scale(
        [2, 4], [0.1, 1, 10], np.array([[2.0, 1, 2], [2, np.inf, 2.3]]), np.ones((2, 3)) * 1.5
    ),
    "batch sizes": lambda: plots.plot_batch_sizes([2, 4], [0.7, 0.5], 1.0, [2, 1.9], [2.1, 1.8]),
    "learning rates": lambda: plots.plot_learning_rates(
        RATES, np.array([2.1, 1.9, np.inf]), np.array([2.2, 1.9, 1.8]), 2.0, (0.1, 1.0)
    ),
    "effective rates": lambda: plots.plot_effective_rates({"a": np.ones(30), "b": np.ones(30)}),
    "regularisation": lambda: plots.plot_regularisation(
        {"Minibatches of 10": {None: np.ones((3, 2)), "batchnorm": np.zeros((3, 2))}}
    ),
    "two trainings": lambda: plots.plot_two_trainings(trained(), trained()),
}


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_every_axis_is_labelled_on_an_opaque_card(make):
    figure = make()
    assert figure.get_facecolor() == (1, 1, 1, 1)
    for axes in figure.axes:
        beside = axes.get_shared_y_axes().get_siblings(axes)
        assert any(other.get_ylabel() for other in beside)
        assert axes.get_xlabel() or axes.get_label() == "<colorbar>"


def test_a_run_that_diverged_is_a_cross_in_the_table():
    left = FIGURES["depth and scale"]().axes[0]
    shown = [text.get_text() for text in left.texts]
    assert shown == ["2.00", "1.00", "2.00", "2.00", "×", "2.30"]


def test_a_run_that_diverged_is_a_cross_above_the_curves():
    axes = FIGURES["learning rates"]().axes[0]
    crosses = [line for line in axes.lines if line.get_marker() == "x" and len(line.get_xdata())]
    assert [line.get_xdata().tolist() for line in crosses] == [[1.0]]
    assert crosses[0].get_ydata()[0] > np.log(10)


def test_the_largest_good_rates_are_marked_if_there_are_any():
    def marked(largest):
        figure = plots.plot_learning_rates(RATES, np.ones(3), np.ones(3), 2.0, largest)
        lines = [line for line in figure.axes[0].lines if line.get_linestyle() == ":"]
        return [line.get_xdata()[0] for line in lines if len(line.get_xdata())]

    assert marked((0.1, 1.0)) == [0.1, 1.0]
    assert marked((0.0, 1.0)) == [1.0]


def test_the_theory_stands_beside_the_measured_noise():
    left = FIGURES["batch sizes"]().axes[0]
    measured, theory = left.lines
    np.testing.assert_allclose(measured.get_ydata(), [0.7, 0.5])
    np.testing.assert_allclose(theory.get_ydata(), [1 / np.sqrt(2), 0.5])
