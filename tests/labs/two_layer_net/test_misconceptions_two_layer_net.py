"""What only the bank of the two-layer net shows: mistakes that follow, look alike, or meet."""

import itertools
import random

import pytest

from autograder import labs
from autograder.audit.misconceptions import failed, hand_in, named, spoiled
from autograder.grading.grade import Grader
from autograder.misconception import Misconception

LAB = labs.load("two_layer_net")
BANK = {mistake.id: mistake for mistake in LAB.mistakes}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade the reference with some mistakes made in it."""
    with Grader(LAB, "landlock") as grader:

        def grade(*mistakes):
            folder = tmp_path_factory.mktemp("class") / "ada"
            return grader.grade(hand_in(grader.oracle, mistakes, folder))

        yield grade


def test_an_exception_carries_nothing(graded):
    """Whoever raises in the scores has shown neither a loss nor a gradient."""
    result = graded(BANK["two_layer_net_scores.shapes_do_not_fit"])
    assert failed(LAB, result) == spoiled(BANK["two_layer_net_scores.shapes_do_not_fit"])


def test_a_mistake_on_top_of_one_that_is_paid_for_is_not_carried(graded):
    scores, loss = "two_layer_net_scores.no_relu", "two_layer_net_loss.no_half"
    result = graded(BANK[scores], BANK[loss])
    assert failed(LAB, result) == {"two_layer_net_scores", "two_layer_net_loss"}


def test_mistakes_that_look_the_same_are_offered_together(graded):
    """What scores show cannot tell whether the backward pass knows of the ReLU."""
    both = ["two_layer_net_scores.relu_on_scores", "two_layer_net_scores.relu_on_scores_forward"]
    result = graded(BANK[both[1]])
    assert named(result, "two_layer_net_scores") == both


def test_a_shift_by_the_largest_score_of_the_batch_is_a_mistake(graded):
    """It is as good as one by the largest of each row until rows differ by hundreds."""
    shift = ("x.max(axis=1, keepdims=True)", "x.max()")
    result = graded(Misconception("", "layers:softmax_loss", "", (shift,)))
    assert failed(LAB, result) == {"softmax_loss"}


def test_an_unknown_mistake_is_not_given_a_name(graded):
    odd = ("dx = dout * (x > 0)", "dx = dout * (x > 0) + np.sin(7 * x)")
    result = graded(Misconception("", "layers:relu_backward", "", (odd,)))
    assert failed(LAB, result) == {"relu_backward"}
    assert named(result, "relu_backward") == []


def pairs_of_questions():
    """Pairs of a mistake in the net's loss and one in its gradients that both can be made."""
    losses = [m for m in BANK.values() if m.question == "two_layer_net_loss"]
    gradients = [m for m in BANK.values() if m.question == "two_layer_net_gradients"]
    pure = [loss for loss in losses if spoiled(loss) == {"two_layer_net_loss"}]
    # The same mistake in both is one: such gradients are those of the wrong loss.
    same = lambda loss, gradient: loss.id.partition(".")[2] == gradient.id.partition(".")[2]
    pairs = [pair for pair in itertools.product(pure, gradients) if not same(*pair)]
    return random.Random(5).sample(pairs, 20)


@pytest.mark.parametrize(("loss", "gradient"), pairs_of_questions(), ids=lambda m: m.id)
def test_two_mistakes_in_one_method_are_found_where_each_shows(graded, loss, gradient):
    result = graded(loss, gradient)
    assert failed(LAB, result) == {loss.question, gradient.question}
    assert loss.id in named(result, loss.question)
    assert gradient.id in named(result, gradient.question)
