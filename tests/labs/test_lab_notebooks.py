"""The master notebooks of all labs: their structure, and that they run from top to bottom."""

import re

import nbformat
import pytest
from lab_notebook import (
    by_hand,
    errors,
    failures,
    graded,
    read,
    run_solved,
    run_untouched,
    tag,
)
from nbgrader.nbgraderformat import MetadataValidator

from autograder import labs
from autograder.course import current

SECONDS = {"two_layer_net": 180}  # of one core; it trains networks
SECONDS_ELSEWHERE = 60

all_labs = pytest.mark.parametrize(
    "lab", [labs.load(name) for name in labs.names()], ids=labs.names()
)
QUICK = "cnn_arithmetic"  # its notebook; those of the others take minutes together
quick_labs = pytest.mark.parametrize(
    "lab",
    [
        pytest.param(labs.load(name), marks=[] if name == QUICK else [pytest.mark.slow], id=name)
        for name in labs.names()
    ],
)


@all_labs
def test_the_master_is_a_valid_notebook_for_any_python_3_kernel(lab):
    master = read(lab)
    nbformat.validate(master)
    assert (master.nbformat, master.nbformat_minor) == (4, 5)
    assert master.metadata.kernelspec.name == "python3"
    assert master.metadata.kernelspec.language == "python"


@all_labs
def test_nbgrader_accepts_the_metadata_of_every_cell(lab):
    """nbgrader's own schema, and the flags that go together."""
    validator = MetadataValidator()
    for cell in read(lab).cells:
        if tag(cell):
            validator.validate_cell(cell)
            if tag(cell)["grade"] and not tag(cell)["solution"]:
                assert tag(cell)["locked"], f"{cell.id}: a test cell that can be edited"
            assert not (tag(cell)["solution"] and tag(cell)["locked"]), cell.id


@all_labs
def test_ids_are_readable_and_unique(lab):
    cells = read(lab).cells
    ids = [cell.id for cell in cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[a-z][a-z0-9_]*", cell_id) for cell_id in ids)
    for cell in cells:
        assert tag(cell).get("grade_id", cell.id) == cell.id


@all_labs
def test_every_code_question_has_its_check_before_its_test(lab):
    master = read(lab)
    sources = [cell.source for cell in master.cells]
    ids = [cell.id for cell in master.cells]
    for question in lab.checked.values():
        assert sources.index(f'check("{question.id}")') < ids.index(question.id)


@all_labs
def test_the_master_holds_no_outputs_and_no_counts(lab):
    for cell in read(lab).cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None, cell.id


# ---- a student who solved everything


@quick_labs
def test_the_solved_notebook_runs_from_top_to_bottom(lab, executed):
    assert errors(executed(lab, run_solved)[1]) == {}


@quick_labs
def test_it_takes_little_time(lab, executed):
    seconds = executed(lab, run_solved)[1].metadata["cpu_seconds"]
    assert seconds < SECONDS.get(lab.name, SECONDS_ELSEWHERE)


@quick_labs
def test_nothing_is_written_to_stderr(lab, executed):
    """Plain nbgrader gives no points to a test cell with a word on stderr."""
    for cell in executed(lab, run_solved)[1].cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", f"{cell.id}: {output.text}"


@quick_labs
def test_no_test_cell_returns_a_value(lab, executed):
    """nbgrader takes a number as the score."""
    for cell in graded(executed(lab, run_solved)[1]):
        for output in cell.get("outputs", []):
            assert output.output_type != "execute_result", cell.id


@quick_labs
def test_there_are_pictures(lab, executed):
    if lab.name not in current().rules.labs:
        return
    cells = executed(lab, run_solved)[1].cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    pictures = sum("image/png" in output.get("data", {}) for output in outputs)
    assert pictures >= current().rules.pictures


# ---- a student who solved nothing


@quick_labs
def test_only_test_cells_stop_an_untouched_notebook(lab, executed):
    notebook = executed(lab, run_untouched)[1]
    automatic = {cell.id for cell in graded(notebook) if cell not in by_hand(notebook)}
    assert set(errors(notebook)) == automatic


@quick_labs
def test_a_test_cell_says_what_to_do_without_a_traceback(lab, executed):
    for id, error in failures(executed(lab, run_untouched)[1]).items():
        assert error.ename == "Unmet", f"{id}: {error.ename}: {error.evalue}"
        assert error.traceback == [error.evalue]
        assert len(error.evalue) > 40, f"{id}: no sentence"
