"""What can become of a question and of a submission is spelt in one file, and is text in JSON."""

import ast
import csv
import io
import json
import pickle

import pytest

from autograder.grading.basis import ENGINE
from autograder.outcomes import Outcome, Status

NAMES = {str(each) for each in (*Outcome, *Status)}


@pytest.mark.parametrize("each", [*Outcome, *Status])
def test_it_is_the_text_wherever_it_is_written(each):
    text = each.value
    assert f"{each}" == str(each) == text and each == text
    assert json.dumps({each: each}) == f'{{"{text}": "{text}"}}'
    csv.writer(written := io.StringIO()).writerow([each])
    assert written.getvalue().strip() == text
    assert pickle.loads(pickle.dumps(each)) is each


def spelt(path):
    """Yield the lines of a file that compare an outcome or a status with a text."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            named = any(getattr(side, "attr", "") in ("outcome", "status") for side in sides)
            if named and NAMES & {
                each.value
                for side in sides
                for each in ast.walk(side)
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }:
                yield node.lineno


@pytest.mark.parametrize("path", sorted(ENGINE.rglob("*.py")), ids=lambda p: p.stem)
def test_no_file_compares_with_a_text(path):
    assert [*spelt(path)] == []
