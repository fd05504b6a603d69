"""The README of a release says what students ask before they ask it."""

from autograder import labs
from autograder.isolate.sandbox import Limits
from autograder.master.release_files import readme

NUMBERS = {5.0: "five"}


def test_it_says_what_counts_how_long_code_may_run_and_whom_to_ask(lab):
    text = readme(lab, str)
    assert f"Each question has {NUMBERS[Limits().question_seconds]} seconds." in text
    counts = text[text.index("## What counts") : text.index("## Hand in")]
    assert "hidden ones of the same kinds" in counts and '"carried"' in counts
    assert "ask whoever gave you this lab" in counts


def test_every_lab_has_it_in_its_release():
    for name in labs.names():
        lab = labs.load(name)
        text = (lab.course.folder / "release" / name / "README.md").read_text("utf-8")
        assert "## What counts" in text, name
