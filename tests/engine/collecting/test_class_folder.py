"""Class folders: whose submissions are in them, in whatever way they come."""

import io
import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from autograder.audit.material import zipped
from autograder.grading import class_folder, intake
from autograder.grading.entries import Rejected

RIGHT = {
    "assignment/layers.py": "x = 1\n",
    "assignment/classifiers/fc_net.py": "y = 2\n",
    "two_layer_net.ipynb": '{"cells": []}',
}


def test_a_class_folder_is_told_from_a_submission(tmp_path, lab):
    for student in ("ada", "bob"):
        (tmp_path / student / "assignment").mkdir(parents=True)
        (tmp_path / student / "assignment" / "layers.py").touch()
    (tmp_path / "cora.zip").write_bytes(zipped(RIGHT))
    (tmp_path / ".DS_Store").touch()
    found = class_folder.find([tmp_path], lab)
    assert [intake.student_id(path) for path in found] == ["ada", "bob", "cora"]
    assert class_folder.find([tmp_path / "ada"], lab) == [tmp_path / "ada"]


@pytest.mark.parametrize(
    "stray",
    [
        "two_layer_net.ipynb",
        "mine.ipynb",
        "layers.py",
        "Al/x.py",
        "two_layer_net/assignment/layers.py",
    ],
)
def test_a_stray_file_does_not_make_one_submission_of_a_class(tmp_path, lab, stray):
    """All the others would be lost without a word, and their files mixed."""
    for student in ("ada", "bob"):
        (tmp_path / f"{student}.zip").write_bytes(zipped(RIGHT))
    (tmp_path / stray).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / stray).touch()
    assert {path.name for path in class_folder.find([tmp_path], lab)} >= {"ada.zip", "bob.zip"}


def test_a_class_folder_inside_another_is_the_class(tmp_path, lab):
    """It became one student, called like the folder, with somebody else's marks."""
    inside = tmp_path / "unpacked" / "class"
    for student in ("ada", "bob"):
        (inside / student / "assignment").mkdir(parents=True)
        (inside / student / "assignment" / "layers.py").touch()
    (inside / "cora.zip").write_bytes(zipped(RIGHT))
    (inside / "roster.csv").touch()
    found = class_folder.survey([tmp_path], lab)
    assert [intake.student_id(path) for path in found.submissions] == ["ada", "bob", "cora"]
    assert found.wrapped == [inside] and [path.name for path in found.others] == ["roster.csv"]


@pytest.mark.parametrize(
    "files",
    [
        ["hw/notebooks/x.ipynb", "hw/assignment/layers.py"],
        ["assignment/layers.py", "old/assignment/layers.py"],
        ["src/layers.py", "data/x.csv", "notebooks/two_layer_net.ipynb"],
        ["layers.py", "fc_net.py", "two_layer_net.ipynb", "a.zip", "b.zip"],
        ["two_layer_net/assignment/layers.py"],
    ],
)
def test_the_only_student_of_a_class_is_no_wrapper(tmp_path, lab, files):
    for file in files:
        (tmp_path / "ada" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ada" / file).touch()
    assert class_folder.find([tmp_path], lab) == [tmp_path / "ada"]


def test_a_students_folder_is_one_submission_with_the_zip_it_made_in_it(tmp_path, lab):
    for name in ("layers.py", "fc_net.py", "two_layer_net.ipynb"):
        (tmp_path / name).touch()
    (tmp_path / "two_layer_net_submission.zip").write_bytes(zipped(RIGHT))
    assert class_folder.find([tmp_path], lab) == [tmp_path]


def test_files_that_are_no_submissions_are_named(tmp_path, lab):
    for name in ("ada.zip", ".DS_Store", "ben.ipynb", "roster.csv"):
        (tmp_path / name).touch()
    assert [path.name for path in class_folder.survey([tmp_path], lab).others] == [
        "ben.ipynb",
        "roster.csv",
    ]


@pytest.mark.parametrize("name", ["ada.rar", "ada.tar.gz", "ada.egg", "ada.7Z"])
def test_who_hands_in_another_archive_is_not_left_out_but_told(tmp_path, lab, name):
    (tmp_path / name).write_bytes(b"packed")
    (found,) = class_folder.find([tmp_path], lab)
    assert intake.student_id(found) == "ada"
    with pytest.raises(Rejected, match=f"a file called {name}.* Make the zip"):
        intake.read(found, lab)


def test_an_empty_class_folder_is_a_usage_error(tmp_path, lab):
    (tmp_path / ".gitkeep").touch()
    with pytest.raises(ValueError, match=r"is empty\. Put a folder or a zip"):
        class_folder.find([tmp_path], lab)


def test_a_class_of_one_who_handed_in_nothing_is_graded(tmp_path, lab):
    (tmp_path / "ada").mkdir()
    assert class_folder.find([tmp_path], lab) == [tmp_path / "ada"]


def test_a_folder_of_every_labs_submissions_is_not_a_class(tmp_path, lab):
    """Its students would be called two_layer_net and activations."""
    for name in ("two_layer_net", "activations"):
        (tmp_path / name / "ada" / "assignment").mkdir(parents=True)
    with pytest.raises(ValueError, match=r"a folder for each lab\. Grade .*/two_layer_net\."):
        class_folder.find([tmp_path], lab)


def test_a_submission_may_lie_in_the_folder_of_the_release(tmp_path, lab):
    (tmp_path / "ada" / "two_layer_net" / "assignment").mkdir(parents=True)
    assert class_folder.find([tmp_path / "ada"], lab) == [tmp_path / "ada"]
    assert class_folder.find([tmp_path], lab) == [tmp_path / "ada"]


def test_the_folder_one_is_in_has_its_name(tmp_path, lab, monkeypatch):
    (tmp_path / "ada" / "assignment").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "ada")
    assert [intake.student_id(path) for path in class_folder.find([Path()], lab)] == ["ada"]


def old_zip():
    """Return a zip that was written now, of files of 1980."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in RIGHT.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return buffer.getvalue()


def test_of_two_submissions_the_one_modified_last_inside_counts(tmp_path, lab):
    """The time of the folder or zip itself says nothing: that is when it was downloaded."""
    for student in ("ada", "bob"):
        (tmp_path / f"{student}.zip").write_bytes(old_zip())
        (tmp_path / student / "assignment").mkdir(parents=True)
        layers = tmp_path / student / "assignment" / "layers.py"
        layers.write_text("x = 2\n")
        if student == "bob":
            os.utime(layers, (0, 0))
    (tmp_path / "cora" / "assignment").mkdir(parents=True)
    found = class_folder.survey([tmp_path], lab)
    assert [path.name for path in found.submissions] == ["ada", "bob.zip", "cora"]
    passed_over = {
        path.name: [o.name for o in others] for path, others in found.passed_over.items()
    }
    assert passed_over == {"ada": ["ada.zip"], "bob.zip": ["bob"]}
    assert not found.undecided


def test_of_two_submissions_as_old_as_each_other_a_person_has_to_choose(tmp_path, lab):
    (tmp_path / "ada.zip").write_bytes(old_zip())
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "layers.py").write_text("x = 2\n")
    os.utime(tmp_path / "ada" / "layers.py", (0, datetime(1980, 1, 1, 0, 0, 1).timestamp()))
    (tmp_path / "bob.zip").write_bytes(zipped(RIGHT))
    found = class_folder.survey([tmp_path], lab)
    assert [path.name for path in found.submissions] == ["bob.zip"]
    assert [sorted(path.name for path in several) for several in found.undecided] == [
        ["ada", "ada.zip"]
    ]


def test_of_two_submissions_of_the_same_files_either_counts(tmp_path, lab):
    for name in ("ada.zip", "ada.ZIP"):
        (tmp_path / name).write_bytes(zipped(RIGHT))
    found = class_folder.survey([tmp_path], lab)
    assert len(found.submissions) == 1 and not found.undecided


def test_a_submission_named_twice_is_one(tmp_path, lab, monkeypatch):
    (tmp_path / "ada" / "assignment").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    there = [tmp_path / "ada", Path("ada"), tmp_path]
    assert len(class_folder.find(there, lab)) == 1
