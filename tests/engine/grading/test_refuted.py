"""Explanations that another question of the same submission refutes."""

from autograder import labs
from autograder.grading.explaining.refuted import without_refuted
from autograder.results import Diagnosis, QuestionResult

KNOWN = {mistake.id: mistake for mistake in labs.load("two_layer_net").mistakes}
BOTH = "two_layer_net_loss.no_regularization"  # costs the loss and its gradients
ALONE = "two_layer_net_gradients.no_penalty"


def verdict(id, *explained, outcome="failed", carried=False):
    offered = [Diagnosis(each, "a hint") for each in explained]
    first = Diagnosis(offered[0].id, "a hint", tuple(offered[1:])) if offered else None
    return QuestionResult(id, id, 0, 10, outcome, carried, "", first)


def explained(*verdicts):
    """The ids that are still offered for the last of some verdicts."""
    found = without_refuted(verdicts, KNOWN)[-1].diagnosis
    return [] if found is None else [found.id, *(other.id for other in found.also)]


def test_a_mistake_that_would_cost_a_question_which_passed_is_not_offered():
    loss = verdict("two_layer_net_loss", outcome="passed")
    assert explained(loss, verdict("two_layer_net_gradients", BOTH, ALONE)) == [ALONE]
    assert explained(loss, verdict("two_layer_net_gradients", BOTH)) == []


def test_nor_is_one_that_does_not_explain_the_other_question():
    loss = verdict("two_layer_net_loss", "two_layer_net_loss.no_half")
    assert explained(loss, verdict("two_layer_net_gradients", BOTH, ALONE)) == [ALONE]
    loss = verdict("two_layer_net_loss", "two_layer_net_loss.no_half", BOTH)
    assert explained(loss, verdict("two_layer_net_gradients", BOTH, ALONE)) == [BOTH, ALONE]


def test_nor_is_one_where_nothing_explains_the_other_question():
    loss = verdict("two_layer_net_loss")
    assert explained(loss, verdict("two_layer_net_gradients", BOTH, ALONE)) == [ALONE]
    loss = verdict("two_layer_net_loss", outcome="timeout")
    assert explained(loss, verdict("two_layer_net_gradients", BOTH)) == [BOTH]


def test_a_question_that_passed_with_the_references_functions_refutes_nothing():
    loss = verdict("two_layer_net_loss", outcome="passed", carried=True)
    assert explained(loss, verdict("two_layer_net_gradients", BOTH)) == [BOTH]


def test_of_two_mistakes_at_once_both_have_to_stand():
    loss = verdict("two_layer_net_loss", outcome="passed")
    pair = f"two_layer_net_gradients.no_relu_backward+{BOTH}"
    assert explained(loss, verdict("two_layer_net_gradients", pair)) == []
