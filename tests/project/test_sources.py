"""The table of what the documents behind the labs say: every place it names is there."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder import labs
from autograder.master import master
from docs import hooks

tomllib = pytest.importorskip("tomllib")  # of Python 3.11
ROOT = Path(__file__).parents[2]
TABLE = tomllib.loads((ROOT / "docs" / "sources.toml").read_text("utf-8"))
ROWS = [row for part in TABLE["part"] for row in part["rows"]]
LABS = {name: labs.load(name) for name in labs.names()}
CELLS = {
    f"{name}/{cell.id}" for name, lab in LABS.items() for cell in master.read_notebook(lab).cells
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["says"])
def test_a_row_says_where_it_is_or_why_it_is_not(row):
    assert row["kind"] in {"heading", "claim", "table", "figure"}
    assert row["in"] and set(row["in"]) <= set(TABLE["documents"])
    if "why" in row:
        assert row["why"] and not row.keys() & {"shown", "asks"}
        return
    assert row["shown"] and set(row["shown"]) <= CELLS
    shown_in = {place.split("/")[0] for place in row["shown"]}
    asked = {question.id for lab in shown_in for question in LABS[lab].questions}
    assert set(row["asks"]) <= asked


def test_no_row_stands_twice():
    assert len({row["says"] for row in ROWS}) == len(ROWS)


def test_every_document_and_every_lab_is_in_the_table():
    assert {name for row in ROWS for name in row["in"]} == set(TABLE["documents"])
    assert {place.split("/")[0] for row in ROWS for place in row.get("shown", ())} == set(LABS)


def test_the_page_has_every_row():
    at = SimpleNamespace(file=SimpleNamespace(src_uri="sources.md"), meta={})
    page = hooks.on_page_markdown("<!-- sources -->", at, None, None)
    assert all(row["says"] in page for row in ROWS)


@pytest.mark.parametrize("name", LABS)
def test_a_lab_leads_to_the_errata_and_carries_them(name):
    assert "`errata.md`" in master.read_notebook(LABS[name]).cells[0].source
    assert (ROOT / "release" / name / "errata.md").read_text("utf-8") == (
        ROOT / "docs" / "errata.md"
    ).read_text("utf-8")
