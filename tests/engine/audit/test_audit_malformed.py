"""The fast cut of the audit's malformed submissions, and of the grader that is killed."""

import pytest

from autograder.audit import killed, malformed
from autograder.audit.malformed_corpus import MALFORMED
from autograder.audit.malformed_corpus.submission import file, folder, put
from autograder.audit.target import target_of


def test_every_broken_submission_of_the_fast_cut_is_handled(lab):
    (row,) = malformed.audit(True, lab)
    assert row.holds, "\n".join(row.failures)


def test_there_are_enough_broken_submissions_and_each_has_its_own_name(lab):
    names = [case.name for case in malformed.malformed_for(target_of(lab))]
    assert len(names) == len(MALFORMED) == len(set(names)) >= malformed.AT_LEAST


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (file("right", "x", b"", "no such words"), "does not say"),
        (folder("other name", lambda f, r: put(f / "bob", r), ""), "cannot be read again"),
        (folder("not rejected", lambda f, r: put(f / "ada", r), "", True), "is graded"),
    ],
)
def test_what_is_not_handled_is_noticed(lab, case, words):
    assert words in " ".join(malformed.handle(target_of(lab), [case]))


def test_a_grader_killed_twice_loses_nothing(lab):
    (row,) = killed.audit(True, lab)
    assert row.holds, "\n".join(row.failures)
