"""What a student hands in can be shown to a grader: plots and text stay, nothing active does."""

import base64
from dataclasses import replace

import nbformat
import pytest
from bs4 import BeautifulSoup
from fake_course import PARTIAL, PNG, PNG_BYTES, FakeGrader, plot

from autograder.results import Diagnosis

pytest_plugins = ("course_fixtures",)
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

# ------------------------------------------------------------------------- what graders see


def test_the_students_plots_and_printed_text_stay_visible(tiny_course):
    tiny_course.submit("ada", plot)
    tiny_course.autograde()
    assert tiny_course.graded("ada").cells[2].outputs[0].data["image/png"] == PNG
    assert f"data:image/png;base64,{PNG}" in tiny_course.feedback("ada")


def test_the_verdict_stands_in_the_feedback_page_as_text(tiny_course, monkeypatch):
    hint = Diagnosis("relu.halved", "The gradient is divided by 2.")
    monkeypatch.setattr(FakeGrader, "verdict", replace(PARTIAL, carried=True, diagnosis=hint))
    tiny_course.submit("ada")
    tiny_course.autograde()
    page = tiny_course.feedback("ada")
    assert "dx &lt;b&gt;is&lt;/b&gt; halved." in page
    assert "The gradient is divided by 2." in page
    assert "version of the functions it builds on" in page
    assert "0.33 of 4 points" in page


HOSTILE = [
    "<script>alert('planted')</script>",
    "<img src=x onerror=alert('planted')>",
    "[planted](javascript:alert(1))",
    '<a href=" javascript:alert(1)">planted</a>',
    "<iframe src='https://planted'></iframe>",
    "<svg onload=alert('planted')>",
    "<div style='position:fixed;background:url(https://planted)'>planted</div>",
    "<!-- planted --!><b>x</b>",
    "<B onclick='planted()'>x</B>",
    "![planted](attachment:missing.png)",
    "# study\nplanted",
]


def is_inert(page):
    """Say whether nothing of HOSTILE is alive in a page: it may only stand there as text."""

    for tag in BeautifulSoup(page, "html.parser").find_all(True):
        if tag.name in ("iframe", "svg", "img") and "planted" in str(tag):
            return False
        if tag.name == "script" and "planted" in tag.text:
            return False
        for name, value in tag.attrs.items():
            if name.startswith("on") or "javascript:" in str(value) or "url(" in str(value):
                return False
        if tag.get("id") == "study":
            return False
    return "planted" in page


@pytest.mark.parametrize("markup", HOSTILE)
def test_active_content_in_text_is_shown_as_it_was_typed(tiny_course, markup):
    def plant(notebook):
        notebook.cells[4].source = markup
        notebook.cells[0].source = markup

    tiny_course.submit("mallory", plant)
    tiny_course.autograde()
    assert is_inert(tiny_course.feedback("mallory"))


@pytest.mark.parametrize("markup", HOSTILE[:7])
def test_active_content_in_outputs_is_not_shown(tiny_course, markup):
    v4 = nbformat.v4

    def plant(notebook):
        data = {"text/html": markup, "text/plain": "planted", "image/svg+xml": markup,
                "application/javascript": "planted()", "text/latex": markup,
                "text/markdown": markup, "image/png": f'"><script>{markup}',
                "application/vnd.jupyter.widget-view+json": {"model_id": "planted"}}  # fmt: skip
        notebook.cells[2].outputs = [
            v4.new_output("display_data", data=data, metadata={"image/png": {"width": '"onx='}}),
            v4.new_output("stream", text=markup),
            v4.new_output("error", ename=markup, evalue=markup, traceback=[markup]),
        ]
        notebook.metadata["title"] = markup
        notebook.metadata["widgets"] = {
            "application/vnd.jupyter.widget-state+json": {"state": {}, "x": "</script>" + markup}
        }
        for source in (markup, f"```\n{markup}\n```"):
            metadata = {"raw_mimetype": "text/html"}
            notebook.cells.append(v4.new_raw_cell(source, metadata=metadata))

    tiny_course.submit("mallory", plant)
    tiny_course.autograde()
    assert is_inert(tiny_course.feedback("mallory"))
    assert set(tiny_course.graded("mallory").metadata) == {"language_info", "kernelspec"}


@pytest.mark.parametrize(
    "data",
    [b"no picture", b"\x89PNG\r\n\x1a\n", PNG_BYTES.replace(b"\0\0\0\2", b"\0\xff\0\2"), b""],
    ids=["text", "cut off", "a thousand million pixels", "empty"],
)
def test_only_pictures_are_shown_as_pictures(tiny_course, data):
    def plant(notebook):
        picture = {"image/png": base64.b64encode(data).decode(), "text/plain": "a figure"}
        notebook.cells[2].outputs = [nbformat.v4.new_output("display_data", data=picture)]

    tiny_course.submit("mallory", plant)
    tiny_course.autograde()
    assert tiny_course.graded("mallory").cells[2].outputs[0].data == {"text/plain": "a figure"}


def test_tables_in_outputs_stay_tables(tiny_course):
    table = (
        "<table style='border-collapse: collapse'><tr><td style='padding: 0.3em 0.8em'>54 %</td>"
    )
    table += "</tr></table>"

    def show(notebook):
        data = {"text/html": table, "text/plain": "54"}
        notebook.cells[2].outputs = [nbformat.v4.new_output("execute_result", data=data)]

    tiny_course.submit("ada", show)
    tiny_course.autograde()
    assert tiny_course.graded("ada").cells[2].outputs[0].data["text/html"] == table


def test_a_flood_of_output_is_cut(tiny_course):
    def flood(notebook):
        text = "x" * 100_000
        notebook.cells[2].outputs = [nbformat.v4.new_output("stream", text=text)] * 200

    tiny_course.submit("ada", flood)
    tiny_course.autograde()
    assert len(nbformat.writes(tiny_course.graded("ada"))) < 3_000_000
