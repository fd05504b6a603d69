"""`check("…", plot=True)`: pictures of where two arrays differ."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from autograder.course import current
from autograder.student.checking.difference_plot import folded, plot_differences
from autograder.student.checking.render import Report
from autograder.student.checking.verdict import Expected, Output, wrong_outputs
from autograder.student.plot_style import INK

ROOT = current().folder


def draw(got, expected):
    """Return the three axes of the picture of one output."""
    outputs = [Output("a case", "dx", got, np.asarray(expected, dtype=float))]
    report = Report("question", "title", 1, [], True, "f", [], [], [], 0.0, outputs)
    return plot_differences(report).axes[:3]


def values(axes):
    """Return what a picture shows, as an array."""
    (image,) = axes.images
    return np.asarray(image.get_array())


def words(axes):
    return " ".join(
        [axes.get_title(), axes.get_xlabel(), *(text.get_text() for text in axes.texts)]
    )


def test_yours_expected_and_the_difference_stand_side_by_side():
    left, middle, right = draw(np.full((2, 3), 4.0), np.ones((2, 3)))
    assert (values(left) == 4).all() and (values(middle) == 1).all() and (values(right) == 3).all()
    assert "dx: yours, shape (2, 3)" in words(left)
    assert "4" in words(left).split() and "3" in words(right).split()  # written into the fields


def test_yours_has_the_colours_of_the_expected_numbers():
    left, middle, _ = draw(np.full(3, 1e6), [1.0, -2.0, 0.0])
    assert left.images[0].get_clim() == middle.images[0].get_clim() == (-2.0, 2.0)


@pytest.mark.parametrize(
    ("shape", "picture"),
    [
        ((), (1, 1)),
        ((5,), (1, 5)),
        ((4, 6), (4, 6)),
        ((3, 4, 6), (4, 3 * 6 + 2)),
        ((2, 3, 4, 6), (2 * 4 + 1, 3 * 6 + 2)),
        ((2, 2, 3, 4, 6), (2 * 4 + 1, 2 * (3 * 6 + 2) + 1)),
        ((0, 3), (0, 3)),
        ((0, 2, 3), (1, 0)),
    ],
)
def test_an_array_of_any_dimension_is_folded_and_loses_nothing(shape, picture):
    array = np.arange(np.prod(shape), dtype=float).reshape(shape)
    fields = folded(array)
    assert fields.shape == picture
    assert sorted(fields[~np.isnan(fields)]) == list(range(array.size))
    draw(array + 1, array)


def test_what_is_not_finite_is_crossed_out_and_the_rest_still_drawn():
    left, _, right = draw(np.array([np.nan, np.inf, 3.0]), [1.0, 2.0, 1.0])
    assert [list(line.get_xdata()) for line in left.lines] == [[0, 1]]
    assert "not finite" in words(left) and right.images[0].get_clim() == (-2.0, 2.0)


@pytest.mark.parametrize("got", [np.ones((4, 3)), np.ones((1, 3)), 2.0])
def test_other_shapes_have_no_difference(got):
    assert "The shapes differ" in words(draw(got, np.ones(3))[2])


@pytest.mark.parametrize(("got", "says"), [(None, "is None"), ("text", "is of type str")])
def test_what_is_no_array_is_said(got, says):
    assert says in words(draw(got, np.ones(3))[0])


def test_the_picture_is_an_opaque_card():
    figure = draw(np.ones((2, 2)), np.zeros((2, 2)))[0].figure
    assert figure.get_facecolor() == (1, 1, 1, 1)
    assert all(axes.title.get_color() == INK for axes in figure.axes)


def test_texts_and_random_draws_are_not_drawn():
    expected = Expected(
        "case", None, {"a": "good", "W": np.ones(3), "x": np.ones(3), "y": np.ones(3)}, {},
        {"W": {"kind": "normal", "std": 1.0}},
    )  # fmt: skip
    outputs = {"a": "bad", "W": np.zeros(3), "x": np.zeros(3), "y": np.ones(3)}
    assert [output.name for output in wrong_outputs(expected, outputs)] == ["x"]


def test_outside_a_notebook_the_picture_is_a_file(tmp_path):
    shutil.copytree(ROOT / "release" / "two_layer_net", tmp_path, dirs_exist_ok=True)
    layers = (ROOT / "assignment" / "layers.py").read_text()
    (tmp_path / "assignment" / "layers.py").write_text(layers.replace("maximum(x, 0)", "abs(x)"))
    program = (
        "from assignment.check import check\n"
        "for name in ('relu_forward', 'affine_forward'):\n    check(name, plot=True)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert not done.stderr
    assert "The arrays that differ are drawn in relu_forward.png." in done.stdout
    assert (tmp_path / "relu_forward.png").read_bytes().startswith(b"\x89PNG")
    assert "affine_forward: there are no arrays that differ" in done.stdout
    assert not (tmp_path / "affine_forward.png").exists()
