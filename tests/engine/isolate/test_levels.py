"""Which isolation is taken, and what is said where it is not the strongest."""

import re
import shutil

import pytest

from autograder.cli import main
from autograder.isolate import command, levels
from autograder.isolate.levels import available, stepped_down
from autograder.isolate.sandbox import SandboxError, choose
from autograder.results import read_results


@pytest.fixture
def without_bubblewrap(monkeypatch, tmp_path, programs_run):
    """A machine on which no namespace can be made: whatever bwrap is told, it says so."""
    program = tmp_path / "bin" / "bwrap"
    program.parent.mkdir()

    def says(words):
        program.write_text(f"#!{shutil.which('sh')}\necho '{words}' >&2\nexit 1\n")
        program.chmod(0o755)
        levels.bubblewrap_problem.cache_clear()

    says("bwrap: setting up uid map: Permission denied")
    monkeypatch.setattr(command, "bubblewrap", lambda: str(program))
    monkeypatch.setattr(levels, "FORBIDDING", ())
    monkeypatch.setattr(levels, "CONTAINER_MARKS", ())
    monkeypatch.delenv("container", raising=False)
    yield says
    levels.bubblewrap_problem.cache_clear()


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command line; return its exit status and what it said."""

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["autograder", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = stop.code or 0
        said = capsys.readouterr()
        return status, said.out + said.err

    return call


def test_the_strongest_is_taken_and_nothing_is_said(confined):
    strongest = next(level for level in levels.LEVELS if not available(level))
    assert choose("auto") == strongest
    assert stepped_down(strongest) == "" or strongest != "bubblewrap"
    assert stepped_down("none") == ""


def test_a_python_that_does_not_start_in_it_is_a_reason(without_bubblewrap):
    without_bubblewrap("python3: error while loading shared libraries: libopenblas.so.0")
    assert available("bubblewrap") == (
        "Python does not start in bwrap's sandbox: "
        "python3: error while loading shared libraries: libopenblas.so.0"
    )


def test_without_bwrap_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(command, "bubblewrap", lambda: None)
    assert "install bubblewrap" in available("bubblewrap")


@pytest.mark.parametrize("setting", levels.FORBIDDING, ids=lambda setting: setting[0])
def test_a_setting_that_forbids_namespaces_is_named(
    without_bubblewrap, monkeypatch, tmp_path, setting
):
    file, value, words = setting
    fake = tmp_path / "setting"
    fake.write_text(f"{value}\n")
    monkeypatch.setattr(levels.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(levels, "FORBIDDING", [(str(fake), value, words)])
    assert file.removeprefix("/proc/sys/").replace("/", ".") in words
    problem = available("bubblewrap")
    assert problem.startswith("bwrap: setting up uid map: Permission denied. Way out: ")
    assert problem.endswith(words)
    monkeypatch.setattr(levels.os, "geteuid", lambda: 0)  # whom these settings do not bind
    assert words not in levels.way_out()


def test_a_chroot_and_a_container_are_told_apart(without_bubblewrap, monkeypatch, tmp_path):
    mounts = "22 1 8:1 / {} rw - ext4 /dev/sda rw\n"
    monkeypatch.setattr(levels, "text", lambda file: mounts.format("/proc"))
    assert "chroot" in levels.way_out()
    monkeypatch.setattr(levels, "text", lambda file: mounts.format("/"))
    assert levels.way_out() == ""
    monkeypatch.setattr(levels, "CONTAINER_MARKS", (str(tmp_path),))
    assert "--security-opt seccomp=unconfined" in levels.way_out()


def test_grade_says_what_it_takes_and_why_and_the_report_repeats_it(
    without_bubblewrap, run, submit, tmp_path
):
    out = tmp_path / "graded"
    status, said = run("grade", "two_layer_net", submit(), "--out", out)
    assert status == 0, said
    why = "bubblewrap is not to be had here: bwrap: setting up uid map: Permission denied"
    assert f"Isolation: landlock. {why}" in said
    (result,) = read_results(out)
    assert result.isolation == "landlock"
    assert result.stepped_down.startswith(why)
    page = re.sub(r"<[^>]+>", "", (out / "report.html").read_text("utf-8"))
    assert f"Not the strongest isolation for 1 of 1 submissions: {why}" in page


def test_a_stronger_one_that_is_asked_for_fails_with_the_way_out(
    without_bubblewrap, run, monkeypatch, submit, tmp_path
):
    monkeypatch.setattr(levels, "CONTAINER_MARKS", (str(tmp_path),))
    monkeypatch.setattr(levels, "text", lambda file: "22 1 8:1 / / rw - ext4 /dev/sda rw\n")
    out = tmp_path / "graded"
    command = ("grade", "two_layer_net", submit(), "--out", out, "--isolation", "bubblewrap")
    status, said = run(*command)
    assert status == 1
    assert "Isolation 'bubblewrap' is not available here: bwrap: setting up uid map" in said
    assert "--cap-add SYS_ADMIN" in said
    assert not list(out.glob("results/*"))
    with pytest.raises(SandboxError, match="Way out"):
        choose("bubblewrap")
