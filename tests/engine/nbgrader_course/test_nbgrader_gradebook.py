"""generate_assignment refuses what would leak, and results become a gradebook."""

import pytest
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException

pytest_plugins = ("course_fixtures",)
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

# ------------------------------------------------------------------------ release, gradebook


def test_generate_assignment_refuses_a_master_that_would_leak(tiny_course):
    path = tiny_course.root / "notebooks/tiny/tiny.ipynb"
    path.write_text(path.read_text().replace("# *****START OF", "# ****START OF"))
    with pytest.raises(NbGraderException):
        tiny_course.run(GenerateAssignment)


def test_hidden_tests_cannot_appear_in_feedback_because_no_notebook_may_hold_them(tiny_course):
    path = tiny_course.root / "notebooks/tiny/tiny.ipynb"
    hidden = "### BEGIN HIDDEN TESTS\\nassert False\\n### END HIDDEN TESTS\\nassert out"
    path.write_text(path.read_text().replace("assert out", hidden))
    with pytest.raises(NbGraderException):
        tiny_course.run(GenerateAssignment)


def test_a_hook_that_fails_ends_the_command_and_leaves_no_half_made_release(
    tiny_course, monkeypatch
):
    """nbgrader itself would log it and report success."""
    layers = tiny_course.root / "assignment/layers.py"
    layers.write_text(layers.read_text().replace("# *****END OF", "# ****END OF", 1))
    with pytest.raises(SystemExit, match=r"assignment/layers.py:\d+: This looks like a banner"):
        tiny_course.run(GenerateAssignment)
    assert not (tiny_course.root / "release/tiny").exists()
