"""Texts that formgrader would show otherwise than Jupyter, looked at once each."""

import pytest

from autograder import labs
from autograder.master.master import MasterError
from autograder.master.notebook import Cell, Notebook
from autograder.releasing import display

LAB = labs.load("two_layer_net")


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """An empty cache, and the texts that were looked at."""
    monkeypatch.setenv("AUTOGRADER_CACHE", str(tmp_path))
    texts, is_shown = [], display.is_shown

    def noting(cell, ids):
        texts.append(cell.source)
        return is_shown(cell, ids)

    monkeypatch.setattr(display, "is_shown", noting)
    return texts


def notebook(*texts):
    return Notebook([Cell("markdown", text, {}, f"cell-{n}") for n, text in enumerate(texts)], {})


def test_a_text_that_is_shown_well_is_looked_at_once(asked):
    for _ in range(2):
        display.check_display(notebook("*One*", "Two"), LAB)
    assert asked == ["*One*", "Two"]


def test_a_text_that_changed_is_looked_at_again(asked):
    display.check_display(notebook("*One*"), LAB)
    with pytest.raises(MasterError, match="cell 1: graders would see this text as it is typed"):
        display.check_display(notebook("<script>1</script>"), LAB)
    with pytest.raises(MasterError):  # what is wrong is not remembered as right
        display.check_display(notebook("<script>1</script>"), LAB)


def test_another_version_of_what_renders_looks_again(asked, monkeypatch):
    display.check_display(notebook("*One*"), LAB)
    monkeypatch.setattr(display, "version", lambda library: "another")
    display.check_display(notebook("*One*"), LAB)
    assert asked == ["*One*", "*One*"]
