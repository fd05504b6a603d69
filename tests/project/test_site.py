"""The documentation: it builds without a warning, its links lead somewhere, it is up to date."""

import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path

import pytest

from autograder.cli import cli
from autograder.lab import Checked
from autograder.outcomes import Outcome
from autograder.results import QuestionResult, Result

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built as `make docs` does: strictly, so that any broken link stops it."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Loaded(HTMLParser):
    """Collects the addresses that a browser loads when it opens a page."""

    def __init__(self):
        super().__init__()
        self.addresses = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag != "a" and named.get("rel") != "canonical":
            self.addresses += [named[key] for key in ("src", "href") if named.get(key)]


def test_every_page_is_built(site):
    written = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    assert len(written) > 20
    assert [page for page in written if not (site / page).with_suffix(".html").is_file()] == []


def test_reading_it_loads_nothing_from_another_host(site):
    for path in site.rglob("*.html"):
        page = Loaded()
        page.feed(path.read_text(encoding="utf-8"))
        assert page.addresses
        assert [address for address in page.addresses if re.match(r"(\w+:)?//", address)] == []
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//", path.read_text(encoding="utf-8")), path


def test_the_reference_holds_every_command_and_option(site):
    page = (site / "reference.html").read_text(encoding="utf-8")
    for name in cli.list_commands():
        command = cli.get_command(None, name)
        assert f'id="{name}"' in page, name
        assert f"Usage: autograder {name}" in page
        for parameter in command.params:
            for option in parameter.opts if parameter.param_type_name == "option" else []:
                assert option in page, f"{name} {option}"


def test_searching_finds_what_to_do_before_why_it_is_so(site):
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    boosts = {
        folder: {
            each.get("boost", 1) for each in index["docs"] if each["location"].startswith(folder)
        }
        for folder in ("how-to/", "instructors.html", "decisions/")
    }
    assert boosts == {"how-to/": {2}, "instructors.html": {1}, "decisions/": {0.5}}


def table_after(words):
    """The first column of the table that follows some words of the reference, split into names."""
    text = REFERENCE[REFERENCE.index(words) :]
    rows = text[text.index("\n|") :].split("\n\n")[0].splitlines()[2:]
    return [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]


@pytest.mark.parametrize(
    ("words", "described"),
    [("`DIR/results/<student>.json`", Result), ("Of each question:", QuestionResult)],
)
def test_the_reference_holds_every_field_of_a_result(words, described):
    beside = ["said"] if described is Result else []  # of messages, added when it is written
    names = [field.name for field in fields(described)] + beside
    assert sorted(table_after(words)) == sorted(names)


def test_the_reference_names_every_outcome():
    (row,) = re.findall(r"^\| `outcome` \| (.*) \|$", REFERENCE, re.M)
    named = [one.value for one in Outcome if one is not Outcome.UNGRADED]
    assert re.findall(r"`(\w+)`", row) == named


def test_the_reference_speaks_of_fields_that_questions_have():
    assert "cases" in table_after("## A lab")
    assert set(table_after("## A lab")) <= {field.name for field in fields(Checked)}


def test_the_make_targets_that_are_named_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    named = {
        target
        for page in pages
        for target in re.findall(r"`make ([a-z-]+[a-z])`", page.read_text(encoding="utf-8"))
    }
    assert {"docs", "test", "audit"} <= named
    assert named <= targets


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_at_the_top_of_the_repository_lead_to_files(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []
