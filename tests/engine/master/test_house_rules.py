"""House rules, `Course.rules`: the labs held to them keep them, and what breaks one is told."""

from dataclasses import replace

import pytest

from autograder import labs
from autograder.audit import rules
from autograder.audit.mutants import every_mutant
from autograder.audit.styles import styles
from autograder.course import Rules, current
from autograder.oracle import Oracle

HELD = current().rules.labs


@pytest.mark.parametrize("name", HELD)
def test_a_lab_keeps_the_house_rules(name):
    assert list(rules.broken(labs.load(name))) == []


def test_they_are_asked_of_every_lab_that_is_offered():
    """A lab is released, and held to the rules, at last."""
    offered = {path.name for path in (current().folder / "release").iterdir() if path.is_dir()}
    waiting = offered - set(HELD)
    if waiting:
        pytest.skip(f"not yet in rules.labs of course.py: {', '.join(sorted(waiting))}")
    assert offered == set(HELD)


def test_the_main_lab_has_many_times_what_is_asked(lab):
    assert len(lab.mistakes) >= 80 and len(styles(lab)) >= 40
    assert len(every_mutant(Oracle(lab))) >= 500
    for question in lab.checked.values():
        own = [mistake for mistake in lab.mistakes if mistake.question == question.id]
        assert len(own) >= 10, question.id


@pytest.fixture
def held_to(lab):
    """The lab in a course of other rules."""
    return lambda **asked: replace(lab, course=replace(lab.course, rules=Rules(**asked)))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"points": 90}, "worth 100 points, and course.py asks for 90: the `properties` in labs/"),
        ({"mistakes": 999}, "known mistakes of 999: add to labs/two_layer_net/mistakes/"),
        ({"mistakes_each": 99}, "less than 99 known mistakes of affine_forward"),
        ({"styles": 999}, "right solutions of 999: add to labs/two_layer_net/styles/"),
        ({"mutants": 99999}, "mutants of 99999"),
    ],
)
def test_a_broken_rule_is_told_with_its_place(held_to, asked, words):
    (row,) = rules.audit(True, held_to(labs=["two_layer_net"], **asked))
    assert not row.holds and words in row.failures[0]


def test_a_lab_that_is_not_held_to_them_is_told_what_it_lacks(held_to):
    (row,) = rules.audit(True, held_to(mistakes=999))
    assert row.holds and "of 999" in row.left_out and "rules.labs" in row.left_out


def test_a_course_without_rules_asks_for_nothing(held_to):
    (row,) = rules.audit(True, held_to())
    assert row.holds and row.left_out == "course.py has no rules"
