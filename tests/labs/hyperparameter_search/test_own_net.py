"""The last notebook: one network made of what students wrote in all labs, and whose it is."""

import nbformat
import numpy as np
import pytest

from assignment import activations, own_net
from assignment.gradient_check import eval_numerical_gradient
from autograder import labs
from autograder.course import current


def make(**changes):
    np.random.seed(0)
    design = {"activation": "elu", "normalization": "batchnorm", "initialization": "xavier"}
    return own_net.OwnNet([6, 5], reg=0.1, num_inputs=4, **{**design, **changes})


@pytest.mark.parametrize("activation", own_net.ACTIVATIONS)
@pytest.mark.parametrize("normalization", ["batchnorm", None])
def test_its_gradients_are_those_of_its_loss(activation, normalization):
    net = make(activation=activation, normalization=normalization)
    X, y = 1 + np.random.randn(7, 4), np.arange(7)
    _, grads = net.loss(X, y)
    assert grads.keys() == net.params.keys()
    for name in net.params:
        numerical = eval_numerical_gradient(lambda _: net.loss(X, y)[0], net.params[name])
        np.testing.assert_allclose(grads[name], numerical, atol=1e-6)


def test_one_image_alone_gets_the_scores_it_gets_among_others():
    net = make()
    X, y = np.random.randn(7, 4), np.arange(7)
    net.loss(X, y)
    np.testing.assert_allclose(net.loss(X[:1])[0], net.loss(X)[0])


def test_the_inventory_tells_blanks_and_missing_files_from_what_is_written(monkeypatch, capsys):
    written = {state for state in own_net.inventory().values()}
    assert written == {own_net.YOURS}
    monkeypatch.setitem(own_net.FUNCTIONS, "no_such_file", "anything")
    monkeypatch.setattr(own_net.inspect, "getsource", with_blank(activations.elu_forward))
    found = own_net.inventory()
    assert found["activations", "elu_forward"] == own_net.BLANK
    assert found["no_such_file", "anything"] == own_net.MISSING
    own_net.show_inventory()
    assert "activations.py, still the kit's blank: elu_forward" in capsys.readouterr().out
    with pytest.raises(ValueError, match=r"not yours yet: activations\.elu_forward"):
        make()


def with_blank(blank):
    """Return a getsource that shows one function as a student gets it."""

    def getsource(function):
        if function is not blank:
            return ""
        return "def f():\n    # START OF YOUR CODE\n    pass\n    # END OF YOUR CODE\n"

    return getsource


def test_the_notebook_is_released_beside_the_labs_own_without_a_mark():
    lab = labs.load("hyperparameter_search")
    notebook = nbformat.read(current().folder / "release" / lab.name / "own_net.ipynb", 4)
    nbformat.validate(notebook)
    assert not any("nbgrader" in cell.metadata for cell in notebook.cells)
    assert "show_inventory()" in [cell.source for cell in notebook.cells]
