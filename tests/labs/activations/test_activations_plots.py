"""The pictures of the activations lab: what they show, and that they can be read anywhere."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from assignment.activations import (
    leaky_relu_backward,
    leaky_relu_forward,
    sigmoid_backward,
    sigmoid_forward,
)
from assignment.activations_net import ACTIVATIONS, SmallNet, spirals, train
from assignment.activations_net_plots import (
    plot_data_cloud,
    plot_dead_shares,
    plot_losses,
    plot_rates_and_steps,
    plot_regions,
)
from assignment.activations_plots import (
    COLOUR_OF,
    plot_activation,
    plot_costs,
    plot_gallery,
    plot_layer_means,
    plot_one_sign,
    plot_saturation,
    plot_slope_products,
    plot_zigzag,
)
from autograder.student.plot_style import INK

POINTS, LABELS = spirals(30, seed=2)


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def relu_forward(x):
    return leaky_relu_forward(x, alpha=0.0)


PATH = np.array([[0.0, 2.0], [1.0, 2.4], [2.0, 0.0]])
CURVES = dict.fromkeys(("sigmoid", "tanh", "relu", "leaky_relu", "maxout", "elu"), np.tanh)
SHARES = {"sigmoid": [0, 0.1, 0.4], "tanh": [0, 0.2, 0.5]}
# Each picture with axes, and whether its vertical axis is a scale of numbers.
PICTURES = {
    "activation": (lambda: plot_activation("sigmoid", sigmoid_forward, sigmoid_backward), True),
    "relu": (lambda: plot_activation("relu", relu_forward, leaky_relu_backward), True),
    "saturation": (lambda: plot_saturation([1, 2, 4], SHARES), True),
    "slope_products": (lambda: plot_slope_products(SHARES), True),
    "one_sign": (lambda: plot_one_sign([1, 2, 4], SHARES), True),
    "zigzag": (lambda: plot_zigzag({"a": (PATH, True), "b": (PATH, False)}, PATH[-1]), True),
    "costs": (lambda: plot_costs({"np.exp": 1e-9, "sigmoid": 3e-9}), False),
    "layer_means": (lambda: plot_layer_means({"elu": [0.2, 0.1], "relu": [0.4, 0.3]}), True),
    "gallery": (lambda: plot_gallery(CURVES), True),
    "data_cloud": (
        lambda: plot_data_cloud({"a": SmallNet("relu"), "b": SmallNet("relu", bias=-9)}, POINTS),
        True,
    ),
    "dead_shares": (lambda: plot_dead_shares([-1, 0], [0.5, 0.1], [0.1, 1], [0.1, 0.3]), True),
    "rates_and_steps": (
        lambda: plot_rates_and_steps([0.1, 1.0], {"tanh": [[300], [200]], "relu": [[250], [-1]]}),
        True,
    ),
    "losses": (lambda: plot_losses({"relu": [train("relu", steps=5)]}, 0.4), True),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_names_its_axes_on_an_opaque_card(name):
    draw, scale = PICTURES[name]
    figure = draw()
    assert figure.get_facecolor() == (1, 1, 1, 1)
    for axes in figure.axes:
        assert axes.get_title() and to_hex(axes.title.get_color()) == INK
    assert all(axes.get_xlabel() for axes in figure.axes[-1:])
    assert bool(figure.axes[0].get_ylabel()) == scale


def test_the_regions_tell_each_activation_and_its_accuracy():
    runs = {name: [train(name, steps=2)] for name in ACTIVATIONS}
    figure = plot_regions(runs, POINTS, LABELS)
    titles = [axes.get_title() for axes in figure.axes if axes.get_title()]
    assert len(titles) == len(ACTIVATIONS) and all(title.endswith(" %") for title in titles)
    assert titles[2].startswith("ReLU: ")


def test_the_zone_of_saturation_is_drawn_where_the_slope_is_small():
    figure = plot_activation("sigmoid", sigmoid_forward, sigmoid_backward)
    (zones,) = figure.axes[1].collections
    edges = sorted(abs(x) for path in zones.get_paths() for x, _ in path.vertices)
    assert 4.5 < edges[0] < 4.7  # where the slope of the sigmoid is 0.01


def test_a_unit_whose_silent_side_holds_all_data_is_drawn_as_dead():
    figure = plot_data_cloud(
        {"alive": SmallNet("relu"), "dead": SmallNet("relu", bias=-99)}, POINTS
    )
    words = [[text.get_text() for text in axes.get_legend().get_texts()] for axes in figure.axes]
    assert words[0] == ["data cloud", "active: 30", "dead: 0"]
    assert words[1] == ["data cloud", "active: 0", "dead: 30"]


def test_every_activation_has_a_colour_of_its_own():
    assert len({COLOUR_OF[name] for name in ACTIVATIONS}) == len(ACTIVATIONS)
