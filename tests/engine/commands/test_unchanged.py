"""A second run over an unchanged class reads nothing, and notices whatever did change."""

import os
import shutil
import time
from pathlib import Path

import pytest

from autograder.grading import class_folder, intake
from autograder.grading.grade import Grader
from autograder.results import read_results
from autograder.scheduling import classroom, unchanged
from autograder.scheduling.classroom import grade_class

NO_WEIGHTS = {"solver_model.npz": None, "best_model.npz": None}
RELU = "out = np.maximum(x, 0)"


@pytest.fixture
def papers(submit, tmp_path):
    """Two submissions, a folder and a zip, whose stamps are old enough to be believed."""
    submit("ada", extra=NO_WEIGHTS)
    bob = submit("bob", extra=NO_WEIGHTS)
    shutil.make_archive(str(bob), "zip", bob)
    shutil.rmtree(bob)
    return tmp_path / "class"


@pytest.fixture
def grade(lab, papers, tmp_path, monkeypatch):
    """Grade the class; return (students whose files were read, students graded anew)."""
    monkeypatch.setattr(unchanged, "SETTLED_SECONDS", 0.02)

    def run(isolation="landlock"):
        time.sleep(0.05)
        read, new = [], []
        original = Grader.read

        def reading(self, path, older=""):
            read.append(intake.student_id(path))
            return original(self, path, older)

        def each(done):
            if not done.kept:
                new.append(intake.student_id(Path(done.path)))

        with monkeypatch.context() as patch:
            patch.setattr(Grader, "read", reading)
            grade_class(lab, class_folder.find([papers], lab), tmp_path / "out", 1, isolation, each)
        return read, new

    return run


def layers(papers):
    return papers / "ada" / "assignment" / "layers.py"


def test_nothing_is_read_where_nothing_changed_and_no_view_is_written(grade, tmp_path, monkeypatch):
    assert grade() == (["ada", "bob"], ["ada", "bob"])
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*") if p.is_file()}
    del before[tmp_path / "out" / ".lock"]
    monkeypatch.setattr(classroom, "write_views", None)
    assert grade() == ([], [])
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())


def test_a_file_of_the_same_size_and_time_is_noticed(grade, papers):
    """As after `touch -r` or a copy that keeps times: the inode's own time cannot be set."""
    grade()
    path = layers(papers)
    times = path.stat()
    text = path.read_text()
    path.write_text(text.replace(RELU, "out = np.minimum(x, 0)"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (times.st_size, times.st_mtime_ns)
    assert grade() == (["ada"], ["ada"])


def test_a_file_written_again_in_the_tick_it_was_read_in_is_noticed(
    grade, papers, tmp_path, monkeypatch
):
    """Young stamps are not believed: the next run reads the file again, git's racy rule."""
    monkeypatch.setattr(unchanged, "SETTLED_SECONDS", 60)
    grade()
    assert grade() == (["ada", "bob"], [])
    stamp = unchanged.Stamps.of(str(papers / "ada"))
    path = layers(papers)
    path.write_text(path.read_text().replace(RELU, "out = np.minimum(x, 0)"))
    monkeypatch.setattr(unchanged, "stamps_of", lambda *_: stamp.stamps)  # a clock that stands
    assert grade() == (["ada", "bob"], ["ada"])


CHANGES = {
    "a file that came": lambda ada: (ada / "two_layer_net.ipynb").write_text("{}"),
    "a file that went": lambda ada: (ada / "assignment" / "layers.py").unlink(),
    "a file renamed": lambda ada: (ada / "assignment").rename(ada / "cs231n"),
    "a file replaced by its copy": lambda ada: swap(ada / "assignment" / "layers.py"),
    "a mode": lambda ada: (ada / "assignment" / "layers.py").chmod(0o600),
    "a file three folders deep": lambda ada: (
        ada / "assignment" / "classifiers" / "fc_net.py"
    ).write_text("x = 1"),
}


def swap(path):
    shutil.copy2(path, path.with_suffix(".new"))
    path.with_suffix(".new").rename(path)


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_a_submission_is_noticed(grade, papers, change):
    grade()
    CHANGES[change](papers / "ada")
    assert grade()[0] == ["ada"]
    assert grade()[0] == []


@pytest.mark.parametrize("name", ["results/ada.json", "feedback/ada.html"])
def test_a_result_or_page_that_is_gone_is_made_again(grade, tmp_path, name):
    grade()
    path = tmp_path / "out" / name
    before = path.read_bytes()
    path.unlink()
    assert grade()[0] == ["ada"]
    assert len(path.read_bytes()) == pytest.approx(len(before), abs=50)


def test_a_result_that_was_edited_is_not_believed(grade, tmp_path):
    grade()
    path = tmp_path / "out" / "results" / "ada.json"
    path.write_text(path.read_text().replace('"score": 78', '"score": 99'))
    (tmp_path / "out" / "grades.csv").unlink()
    assert grade()[0] == ["ada"]


def test_other_circumstances_read_everything_again(grade):
    grade()
    assert grade("none") == (["ada", "bob"], ["ada", "bob"])


def test_a_damaged_index_costs_a_reading(grade, tmp_path):
    for damage in ("", "[]", '{"made_with": 1}'):
        grade()
        (tmp_path / "out" / "index.json").write_text(damage)
        assert grade() == (["ada", "bob"], [])


def test_views_are_made_again_when_a_result_was_added_by_hand(grade, tmp_path):
    grade()
    out = tmp_path / "out"
    text = (out / "results" / "ada.json").read_text().replace('"student": "ada"', '"student": "x"')
    (out / "results" / "x.json").write_text(text)
    assert grade() == ([], [])
    assert {result.student for result in read_results(out)} == {"ada", "bob", "x"}
    assert '"x"' in (out / "grades.csv").read_text("utf-8-sig")
