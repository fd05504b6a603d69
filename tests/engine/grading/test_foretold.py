"""What known mistakes in earlier functions do to a later question is foretold, not run again."""

from dataclasses import replace

import pytest
from results_compared import without_times

from autograder.oracle import Oracle

GRADIENTS = "two_layer_net_gradients"


def right_after(oracle, question_id, *mistakes):
    """Fingerprints of what right code gives after mistakes in earlier functions."""
    sources = oracle.sources
    for id in mistakes:
        sources = oracle.known[id].apply(sources)
    return oracle._answers(oracle.lab[question_id], sources)


@pytest.fixture(scope="module")
def oracle(lab):
    return Oracle(lab)


def test_the_verdict_is_that_of_running_again_with_the_references_functions(
    grader, submit, lab, monkeypatch
):
    early = {q.function for q in lab.checked.values() if q.file == "layers.py"}
    mistakes = [mistake for mistake in lab.mistakes if mistake.function in early][::6]
    foretells, known = type(grader.oracle).foretells, []
    for mistake in mistakes:
        edited = mistake.apply(grader.oracle.sources)
        path = submit(layers=lambda _, edited=edited: edited["layers.py"])
        monkeypatch.setattr(
            type(grader.oracle), "foretells", lambda *a: known.append(foretells(*a)) or known[-1]
        )
        foretold = grader.grade(path)
        monkeypatch.setattr(type(grader.oracle), "foretells", lambda *a: False)
        assert without_times(grader.grade(path)) == without_times(foretold), mistake.id
    assert len(mistakes) > 10 and sum(known) > 5


def test_right_code_after_two_mistakes_is_known(oracle):
    mistakes = "affine_backward.db_not_summed", "softmax_loss.dx_not_averaged"
    answers = right_after(oracle, GRADIENTS, *mistakes)
    assert oracle.foretells(GRADIENTS, mistakes, answers)
    assert not oracle.foretells(GRADIENTS, mistakes[:1], answers)


def test_a_mistake_of_its_own_is_not_excused_by_an_earlier_one(oracle):
    own = next(id for mistakes in oracle.mistakes(GRADIENTS) for id in mistakes)
    earlier = "affine_backward.db_not_summed"
    assert not oracle.foretells(GRADIENTS, [earlier], right_after(oracle, GRADIENTS, earlier, own))


def test_what_differs_when_it_is_asked_once_more_is_not_excused(oracle):
    earlier = "affine_backward.db_not_summed"
    answers = right_after(oracle, GRADIENTS, earlier)
    answers[-1] = right_after(oracle, GRADIENTS)[-1]
    assert not oracle.foretells(GRADIENTS, [earlier], answers)


def test_an_earlier_mistake_that_hides_later_ones_foretells_nothing(oracle, monkeypatch):
    earlier = "affine_backward.db_not_summed"
    answers = right_after(oracle, GRADIENTS, earlier)
    assert oracle.foretells(GRADIENTS, [earlier], answers)
    hidden = next(id for mistakes in oracle.mistakes(GRADIENTS) for id in mistakes)
    harmless = replace(oracle.known[hidden], edits=(), follows=())
    blind = Oracle(oracle.lab)
    blind.mistakes(GRADIENTS)  # it shows there, and nowhere behind the earlier mistake
    monkeypatch.setitem(blind.known, hidden, harmless)
    assert not blind.foretells(GRADIENTS, [earlier], answers)


def test_an_earlier_mistake_that_raises_foretells_nothing(oracle):
    raising = [
        id
        for id in oracle.known
        if id.startswith("affine_forward")
        and any("error" in answer for answer in right_after(oracle, GRADIENTS, id))
    ]
    assert raising
    for id in raising:
        assert not oracle.foretells(GRADIENTS, [id], right_after(oracle, GRADIENTS, id))
