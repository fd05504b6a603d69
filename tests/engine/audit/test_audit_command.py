"""The command `audit`: what it runs, what it says, and how it ends.

That it runs in a course of its own, with the engine installed, is shown by test_wheel.py.
"""

import pytest
from click.testing import CliRunner

from autograder import cli, labs
from autograder.audit import parts
from autograder.audit.row import Row, left_out
from autograder.commands import auditing

WELL = (Row("all is well", 1, 1),)


@pytest.fixture
def run(monkeypatch):
    """Run the command; each of its tasks gives the rows it is told."""

    def run(*arguments, rows=WELL):
        ran = []

        def given(tasks, fast):
            ran.extend(tasks)
            return [list(rows) for _ in tasks]

        monkeypatch.setattr(auditing, "run_all", given)
        return CliRunner().invoke(cli.cli, ["audit", *arguments]), ran

    return run


def test_every_part_runs_once_on_each_lab_or_on_the_fullest(run):
    result, ran = run()
    assert result.exit_code == 0 and "all is well" in result.output
    each = {(part, lab) for part in parts.EACH_LAB for lab in labs.names()}
    assert sorted(ran) == sorted(each | {(part, "two_layer_net") for part in parts.ENGINE})


def test_parts_and_labs_can_be_chosen(run):
    _, ran = run("mutants", "attacks", "--lab", "babysitting", "--lab", "activations")
    assert set(ran) == {
        ("mutants", "babysitting"),
        ("mutants", "activations"),
        ("attacks", "babysitting"),
    }


def test_what_falls_short_is_said_and_ends_with_1(run):
    result, _ = run("mutants", rows=[Row("few", 1, 2, ("this one is missing",))])
    assert result.exit_code == 1 and "few: this one is missing" in result.output


@pytest.mark.parametrize(("named", "status"), [([], 0), (["gradebook"], 1)])
def test_what_is_left_out_is_said_and_falls_short_only_where_it_was_asked_for(run, named, status):
    result, _ = run(*named, rows=[left_out("marks in the gradebook", "nbgrader is not here")])
    assert result.exit_code == status
    assert "left out: nbgrader is not here" in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["mutant"], "There is no part mutant. Parts: rules,"), (["--lab", "no_lab"], "no lab")],
)
def test_a_wrong_name_is_wrong_usage(run, arguments, words):
    result, ran = run(*arguments)
    assert result.exit_code == 2 and words in result.output and ran == []


def test_a_task_runs_in_a_process_of_its_own_and_gives_its_rows():
    result = CliRunner().invoke(cli.cli, ["audit", "rules", "--lab", "two_layer_net"])
    assert result.exit_code == 0, result.output
    assert "house rules kept" in result.output


def test_help_names_every_part():
    told = CliRunner().invoke(cli.cli, ["audit", "--help"]).output
    assert [part for part in parts.PARTS if part not in told] == []


def test_every_part_is_a_module_with_an_audit():
    for part in parts.PARTS:
        module = __import__(f"autograder.audit.{part}", fromlist=["audit"])
        assert module.audit.__code__.co_varnames[:2] == ("fast", "lab"), part
