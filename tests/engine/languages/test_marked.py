"""Files in which messages are marked: the others are passed over at once."""

import pytest

from autograder.languages.marked import MARKS, marked


@pytest.mark.parametrize("text", ['_("a")', 'N_(\n    "a"\n)', 'gettext ("a")', 'x = [_("a")]'])
def test_a_mark_is_found_however_it_is_written(tmp_path, text):
    path = tmp_path / "module.py"
    path.write_text(text)
    assert list(marked(path)) == ["a"]


def test_a_file_without_marks_is_not_read_word_by_word(tmp_path, monkeypatch):
    path = tmp_path / "module.py"
    path.write_text('x_("a"); _ = "b"')
    monkeypatch.setattr("babel.messages.extract.extract_from_file", None)
    assert not MARKS.search(path.read_bytes()) and list(marked(path)) == []
