"""The figures: what they show, and that they can be read on white and on black."""

from types import SimpleNamespace

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb

matplotlib.use("Agg")

from assignment import visualize


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    visualize.plt.close("all")


def trained(iterations=100, epochs=5):
    return SimpleNamespace(
        loss_history=list(np.linspace(2.3, 1.5, iterations)),
        train_acc_history=list(np.linspace(0.1, 0.6, epochs + 1)),
        val_acc_history=list(np.linspace(0.1, 0.5, epochs + 1)),
    )


def contrast(one, other):
    """WCAG 2.1 contrast ratio of two colours."""

    def luminance(colour):
        parts = np.array(to_rgb(colour))
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_the_curves_have_titles_axes_and_legends():
    left, right = visualize.plot_training(trained()).axes
    for axes in (left, right):
        assert axes.get_title() and axes.get_xlabel() and axes.get_ylabel()
    assert [text.get_text() for text in right.get_legend().get_texts()] == [
        "training",
        "validation",
    ]
    assert list(right.lines[1].get_ydata()) == trained().val_acc_history


def test_the_moving_average_stands_at_the_last_iteration_it_averages():
    left, _ = visualize.plot_training(trained(iterations=100)).axes
    steps, smooth = left.lines[1].get_data()
    assert steps[0] == 5 and steps[-1] == 99
    assert smooth[0] == pytest.approx(np.mean(trained().loss_history[:6]))


def test_a_run_that_stopped_at_once_can_be_plotted():
    figure = visualize.plot_training(trained(iterations=0, epochs=0))
    figure.canvas.draw()


def test_text_and_lines_stand_out_from_their_card():
    figure = visualize.plot_training(trained())
    card = figure.get_facecolor()
    assert card[3] == 1
    for axes in figure.axes:
        texts = [axes.title, axes.xaxis.label, axes.yaxis.label]
        texts += axes.get_xticklabels() + axes.get_legend().get_texts()
        assert min(contrast(text.get_color(), card) for text in texts) >= 4.5
    assert min(contrast(c, card) for c in (visualize.TRAIN, visualize.VAL)) >= 3


def test_each_hidden_unit_is_one_tile():
    W1 = np.random.default_rng(0).normal(size=(3 * 32 * 32, 7))
    grid = visualize.show_first_layer(W1).axes[0].images[0].get_array()
    assert grid.shape == (3 * 33 - 1, 3 * 33 - 1, 4)
    assert grid[..., 3].sum() == 7 * 32 * 32


def test_a_tile_is_the_units_weights_channels_last_stretched_to_0_and_1():
    W1 = np.random.default_rng(0).normal(size=(3 * 32 * 32, 4))
    grid = visualize.show_first_layer(W1).axes[0].images[0].get_array()
    tile = grid[0:32, 33:65, :3]
    image = W1[:, 1].reshape(3, 32, 32)
    assert (tile.min(), tile.max()) == (0, 1)
    assert np.allclose(tile[5, 9, 2] * (image.max() - image.min()) + image.min(), image[2, 5, 9])


def test_a_constant_image_is_shown_and_not_divided_by_zero():
    with np.errstate(all="raise"):
        grid = visualize.tile_images(np.zeros((1, 3, 4, 4)))
    assert np.all(grid[..., :3] == 0)


def test_examples_stand_below_their_label():
    y = np.array([0, 1, 2, 0, 1, 2, 0])
    X = np.zeros((7, 3, 4, 4)) + y[:, None, None, None] + np.linspace(0, 1, 4)
    axes = visualize.show_examples(X, y).axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0", "1", "2"]
    assert axes.images[0].get_array().shape == (2 * 5 - 1, 3 * 5 - 1, 4)
