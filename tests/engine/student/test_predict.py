"""Predict, then look: what was expected is kept, survives, and stands beside the result."""

import pytest

from autograder.student import predict


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def said(capsys):
    return capsys.readouterr().out.splitlines()


def test_what_was_expected_first_stands_beside_the_result(capsys):
    predict.predict("saturation", "tanh is better")
    predict.predict("saturation", "tanh is better")  # the cell runs again
    predict.predict("saturation", "both saturate")
    said(capsys)
    predict.look_back("saturation")
    assert said(capsys) == [
        "You expected: tanh is better",
        "Later you wrote: both saturate",
        "Where do the two differ, and why?",
    ]


def test_nothing_written_is_nothing_kept(capsys):
    predict.predict("costs", "  ")
    assert "between the quotes" in said(capsys)[0]
    predict.look_back("costs")
    assert "You predicted nothing" in said(capsys)[0]


@pytest.mark.parametrize("content", ["", "[]", '{"costs": 3}', "{"])
def test_a_spoilt_file_is_no_error(content, capsys, tmp_path):
    (tmp_path / predict.FILE).write_text(content)
    predict.look_back("costs")
    predict.predict("costs", "exp is slow")
    predict.look_back("costs")
    assert "You expected: exp is slow" in said(capsys)


def test_a_folder_that_cannot_be_written_is_said(capsys, tmp_path):
    (tmp_path / predict.FILE).mkdir()
    predict.predict("costs", "exp is slow")
    assert said(capsys)[0].startswith("Your prediction is not kept")
