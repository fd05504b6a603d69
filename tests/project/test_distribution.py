"""Which worker runs which test: the tables name files that are there, and groups stay whole."""

from pathlib import Path

from distribution import LONGEST, TOGETHER, group


def test_every_name_is_that_of_a_file_of_tests():
    names = {*LONGEST, *(name for names in TOGETHER for name in names)}
    files = {
        path.stem.removeprefix("test_") for path in Path(__file__).parents[1].rglob("test_*.py")
    }
    assert names <= files


def test_files_that_share_something_costly_go_to_one_worker():
    for names in TOGETHER:
        nodes = [f"tests/engine/test_{name}.py::test_anything[a::b]" for name in names]
        assert {group(node) for node in nodes} == {names[0]}
    assert group("tests/engine/grading/test_wire.py::test_anything") == "wire"
