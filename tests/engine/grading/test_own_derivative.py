"""Gradients beside a way forward of one's own: what is differentiated, and what is earnest."""

import numpy as np
import pytest

from autograder import labs
from autograder.grading.differentiable import differentiable
from autograder.grading.own_derivative import STEPS, differs, slopes, varying
from autograder.grading.replacements import Replaced, replacements
from autograder.oracle import Oracle


@pytest.fixture(scope="module")
def oracle(lab):
    return Oracle(lab)


def forms(oracle, question_id):
    question = oracle.lab[question_id]
    return [differentiable(oracle, question, case.program) for case in oracle.cases[question_id]]


def test_a_layers_gradients_belong_to_the_arguments_of_its_forward_pass(oracle):
    for form in forms(oracle, "affine_backward"):
        assert form.gradients == {"dx": "x", "dw": "w", "db": "b"}
        assert form.argument("w").ndim == 2


def test_a_nets_gradients_belong_to_its_parameters_as_they_were_set_last(oracle):
    found = forms(oracle, "two_layer_net_gradients")
    plain = [form for form in found if form is not None]  # the others are of several calls
    assert len(plain) > len(found) / 2
    for form in plain:
        assert form.gradients == {name: name for name in ("W1", "b1", "W2", "b2")}
        right = oracle.answers([form.forward_alone("W2", form.argument("W2"))])
        assert right == oracle.answers([form.forward_alone("b1", form.argument("b1"))])


def test_what_asks_for_no_gradients_is_not_differentiated(oracle):
    for id in ("two_layer_net_loss", "two_layer_net_scores", "svm_loss", "two_layer_net_init"):
        assert set(forms(oracle, id)) == {None}


def test_the_references_gradients_are_its_derivatives(oracle):
    """In every layer and net of every lab, to far better than is asked of a student."""
    for name in ("two_layer_net", "batch_normalization", "activations"):
        other = Oracle(labs.load(name))
        checked = 0
        for question in other.lab.checked.values():
            for case in other.cases[question.id][:2]:
                form = differentiable(other, question, case.program)
                if form is None:
                    continue
                for output, argument in form.gradients.items():
                    direction = np.random.RandomState(1).choice(
                        [-1.0, 1.0], form.argument(argument).shape
                    )
                    point = form.argument(argument).astype(float)
                    moves = [f * step for step in STEPS for f in (1, -1, 0.5, -0.5)]
                    asked = [form.forward_alone(argument, point + m * direction) for m in moves]
                    values = [form.projected(np.asarray(o["out"])) for o in other.answers(asked)]
                    claimed = np.sum(case.expected.outputs[output] * direction)
                    scale = np.sum(np.abs(case.expected.outputs[output]))
                    error = min(abs(slope - claimed) for slope in slopes(values))
                    assert error <= 1e-4 * max(scale, 1e-3), (question.id, output)
                    checked += 1
        assert checked > 5


def test_an_axis_along_which_nothing_changes_does_not_vary():
    rows = np.tile(np.arange(3.0), (4, 1))
    assert varying(rows) == {1} and varying(rows.T) == {0}
    assert varying(np.ones((2, 2))) == set() == varying(None)


def test_only_arrays_of_one_size_differ():
    assert differs(np.zeros(3), np.ones(3))
    assert not differs(np.ones(3), np.ones(3) * (1 + 1e-9))
    assert not differs(np.ones(3), np.ones(4)) and not differs(None, np.ones(3))


def test_what_is_replaced_grows_from_what_is_wrong_to_all_but_right_constructors(oracle):
    net = oracle.lab["two_layer_net_gradients"]
    wrong = frozenset({"layers:relu_forward"})
    pair = wrong | {"layers:relu_backward"}
    everything = {oracle.lab[id].function for id in net.given}
    constructor = "classifiers.fc_net:TwoLayerNet.__init__"
    assert constructor in everything
    assert list(replacements(oracle, net, wrong, frozenset())) == [
        Replaced(wrong),
        Replaced(pair),
        Replaced(pair, in_form=True),
        Replaced(frozenset(everything - {constructor}), of_right=True),
    ]


def test_a_wrong_constructor_is_replaced_with_the_rest(oracle):
    net = oracle.lab["two_layer_net_scores"]
    wrong = frozenset({"classifiers.fc_net:TwoLayerNet.__init__"})
    assert next(replacements(oracle, net, wrong, frozenset())) == Replaced(wrong)
    assert wrong < list(replacements(oracle, net, wrong, frozenset()))[-1].functions
