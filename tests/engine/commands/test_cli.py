"""The command line: exit statuses and messages of one line."""

import json
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from autograder.cli import COMMANDS, cli, main
from autograder.commands.demo import clear
from autograder.isolate.sandbox import SandboxError
from autograder.results import write_result


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line with arguments; return (exit status, stdout, stderr)."""

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["autograder", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = stop.code or 0
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.mark.parametrize(
    "arguments",
    [
        ["grade"],
        ["grade", "no_such_lab", "x", "--out", "y"],
        ["grade", "two_layer_net", "/no/such/folder", "--out", "y"],
        ["grade", "two_layer_net", "--out", "y"],
        ["grade", "two_layer_net", "x"],
        ["grade", "two_layer_net", ".", "--out", "y", "--jobs", "0"],
        ["grade", "two_layer_net", ".", "--out", "y", "--isolation", "hope"],
        ["grade", "two_layer_net", ".", "--out", "y", "--scheduler", "nonsense"],
        ["grade", "two_layer_net", ".", "--out", "y", "--scheduler", "http://127.0.0.1:8786"],
        ["grade", "two_layer_net", ".", "--out", "y", "--scheduler", "tls://127.0.0.1:8786"],
        ["report", "/no/such/folder"],
        ["export", "telegram", "."],
        ["export", "junit", "/no/such/folder"],
        ["export", "junit", ".", "--lab", "two_layer_net"],
        ["export", "gradescope", "."],
        ["export", "canvas", ".", "--canvas-csv", "/no/such/file"],
        ["nonsense"],
    ],
)
def test_wrong_usage_exits_2_with_one_line(run, arguments):
    status, _, err = run(*arguments)
    assert status == 2
    assert len(err.strip().splitlines()) == 1, err
    assert err.startswith("autograder: ")


def test_a_folder_without_results_is_wrong_usage(run, tmp_path):
    status, _, err = run("report", tmp_path)
    assert (status, "holds no results" in err) == (2, True)


def test_the_demo_deletes_nothing_but_an_earlier_demo(run, tmp_path):
    marks = tmp_path / "graded" / "grades.csv"
    marks.parent.mkdir()
    marks.write_text("marks")
    status, _, err = run("demo", "--out", tmp_path)
    assert (status, "not a demo's" in err, marks.read_text()) == (2, True, "marks")
    assert run("demo", "--out", marks)[0] == 2

    clear(tmp_path / "new")
    (tmp_path / "new" / "old").touch()
    clear(tmp_path / "new")
    assert not (tmp_path / "new" / "old").exists()


def test_nobody_is_missing_from_the_marks_or_there_twice_without_a_word(run, tmp_path):
    papers, out = tmp_path / "papers", tmp_path / "out"
    for student in ("ada_123", "ben"):
        (papers / student).mkdir(parents=True)
    (papers / "cora.ipynb").touch()
    _, _, err = run("grade", "two_layer_net", papers, "--out", out, "--jobs", 1)
    assert "a submission is a folder or a zip: cora.ipynb" in err
    assert "earlier runs" not in err

    (papers / "ada_123").rename(papers / "ada")
    _, _, err = run("grade", "two_layer_net", papers, "--out", out, "--jobs", 1)
    assert "without a submission in this one: ada_123." in err
    _, _, err = run("grade", "two_layer_net", papers / "ada", "--out", out, "--jobs", 1)
    assert "earlier runs" not in err


def test_one_submission_is_graded_and_its_report_made(run, submit, tmp_path):
    folder = submit("한글", extra={"solver_model.npz": None, "best_model.npz": None})
    out = tmp_path / "out"
    status, text, _ = run("grade", "two_layer_net", folder, "--out", out, "--jobs", 1)
    assert status == 0
    assert "1 submission, mean 78.0 of 92" in text
    (path,) = (out / "results").iterdir()
    assert json.loads(path.read_text())["student"] == "한글"
    (out / "report.html").unlink()
    assert run("report", out)[0] == 0
    assert (out / "report.html").exists()


def test_results_below_the_submissions_are_not_graded_and_stray_files_are_named(run, tmp_path):
    papers = tmp_path / "papers"
    (papers / "ada" / "assignment").mkdir(parents=True)
    (papers / "ada" / "assignment" / "layers.py").write_text("x = 1\n")
    (papers / "\x1b[2Jbob.pages").touch()
    for _ in range(2):
        status, _, errors = run("grade", "two_layer_net", papers, "--out", papers / "graded")
    assert status == 0
    assert [path.name for path in (papers / "graded" / "results").iterdir()] == ["ada.json"]
    assert "a submission is a folder or a zip: " in errors
    assert "bob.pages" in errors and "\x1b" not in errors


@pytest.fixture(scope="module")
def graded(tmp_path_factory, grader):
    """A folder with the result of one submission that could not be read."""
    folder = tmp_path_factory.mktemp("graded")
    write_result(grader.grade(folder / "ada"), folder)
    return folder


@pytest.mark.parametrize(
    ("format", "made"),
    [
        ("csv", "grades.csv"),
        ("junit", "junit.xml"),
        ("markdown", "summary.md"),
        ("prairielearn", "prairielearn/ada/results.json"),
    ],
)
def test_results_are_exported(run, graded, format, made):
    status, text, _ = run("export", format, graded)
    assert (status, made in text) == (0, True)
    assert (graded / "export" / made).stat().st_size


def test_a_folder_with_brackets_in_its_name_is_named_as_it_is(run, graded, tmp_path):
    folder = tmp_path / "[red]marks[" / "x]"
    shutil.copytree(graded, folder)
    status, text, _ = run("report", folder)
    assert (status, "[red]marks[/x]/report.html" in text) == (0, True)


def test_a_class_that_could_not_be_read_has_no_mean(run, graded):
    status, text, _ = run("report", graded)
    assert (status, text.splitlines()[0]) == (0, "1 submission, 1 could not be read")


def test_what_canvas_does_not_know_is_said(run, graded, tmp_path):
    status, _, err = run("export", "canvas", graded)
    assert (status, "--canvas-csv" in err) == (2, True)
    book = tmp_path / "book.csv"
    book.write_text("Student,ID,two_layer_net (1)\nLovelace,7,\n")
    status, text, err = run("export", "canvas", graded, "--canvas-csv", book)
    assert (status, "canvas.csv" in text, "ada is not in the gradebook" in err) == (0, True, True)


def test_results_of_one_lab_are_not_exported_as_another(run, graded):
    status, _, err = run("export", "gradescope", graded, "--lab", "activations")
    assert (status, "holds results of the lab two_layer_net" in err) == (2, True)


def test_a_failure_of_the_grader_exits_1_with_one_line(run, submit, tmp_path, monkeypatch):
    def broken(sandbox):
        raise SandboxError("the sandbox is broken")

    monkeypatch.setattr("autograder.isolate.sandbox.Sandbox.begin", broken)
    status, _, err = run("grade", "two_layer_net", submit(), "--out", tmp_path / "out")
    assert status == 1
    assert "autograder: the sandbox is broken" in err
    assert not (tmp_path / "out" / "results").exists()


def test_isolation_none_is_named_in_the_result(run, submit, tmp_path):
    folder = submit(extra={"solver_model.npz": None, "best_model.npz": None})
    out = tmp_path / "out"
    run("grade", "two_layer_net", folder, "--out", out, "--isolation", "none", "--jobs", 1)
    assert json.loads((out / "results" / "ada.json").read_text())["isolation"] == "none"


def test_doctor_names_every_isolation_and_the_data():
    text = CliRunner().invoke(cli, ["doctor"]).output
    for word in ("isolation bubblewrap", "isolation landlock", "isolation none", "data", "numpy"):
        assert word in text


def test_a_release_in_another_language_goes_where_it_is_told(run, tmp_path, monkeypatch):
    """Named from where one is, as people type it."""
    monkeypatch.chdir(tmp_path)
    status, text, err = run("release", "--lang", "ko", "--out", "korean", "cnn_arithmetic")
    assert (status, err) == (0, "")
    assert "Released cnn_arithmetic to korean/cnn_arithmetic" in text
    assert (tmp_path / "korean" / "cnn_arithmetic" / "cnn_arithmetic.ipynb").is_file()


def test_a_release_in_another_language_replaces_nothing_but_a_release(run, tmp_path):
    paper = tmp_path / "cnn_arithmetic" / "ada.zip"
    paper.parent.mkdir()
    paper.touch()
    status, _, err = run("release", "--lang", "ko", "--out", tmp_path, "cnn_arithmetic")
    assert (status, "is no release, and it stays" in err, paper.exists()) == (2, True, True)


def test_help_is_there_at_once_and_lists_every_command():
    """It imports no command, and so no NumPy; each command that it lists is there."""
    program = "import sys; from autograder.cli import main; sys.argv[1:] = ['--help']; main()"
    program += "; print('numpy' in sys.modules, 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "False False", done.stderr
    for name, (_, does) in COMMANDS.items():
        assert cli.get_command(None, name).name == name
        assert f"{name} " in done.stdout and does in done.stdout


def test_a_command_that_is_not_there_is_said(capsys):
    with pytest.raises(SystemExit) as ended:
        main(lambda **settings: cli(["grad"], **settings))
    assert ended.value.code == 2
    assert "No such command 'grad'" in capsys.readouterr().err
