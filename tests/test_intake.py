"""Reading submissions: every layout students use, nothing hostile followed."""

import io
import os
import re
import struct
import subprocess
import warnings
import zipfile
from pathlib import Path

import pytest
from conftest import zipped

from autograder.grading import intake
from autograder.grading.entries import Rejected, folder_entries
from autograder.oracle import ROOT
from autograder.results import safe_name

RIGHT = {
    "assignment/layers.py": "x = 1\n",
    "assignment/classifiers/fc_net.py": "y = 2\n",
    "two_layer_net.ipynb": '{"cells": []}',
    "best_model.npz": b"npz",
}


@pytest.fixture
def hand_in(tmp_path, lab):
    """Hand in files as a folder or zip; return the Submission."""

    def write(files, student="ada", as_zip=False):
        if as_zip:
            path = tmp_path / f"{student}.zip"
            path.write_bytes(files if isinstance(files, bytes) else zipped(files))
        else:
            path = tmp_path / student
            for name, content in files.items():
                file = path / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content if isinstance(content, bytes) else content.encode())
            path.mkdir(exist_ok=True)
        return intake.read(path, lab)

    return write


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("prefix", ["", "hw3/"])
@pytest.mark.parametrize("package", ["assignment", "cs231n", "AI"])
def test_every_layout_is_understood(hand_in, as_zip, prefix, package):
    files = {prefix + name.replace("assignment", package): text for name, text in RIGHT.items()}
    files[f"__MACOSX/{prefix}._layers.py"] = b"\x00"
    submission = hand_in(files, as_zip=as_zip)
    assert submission.student == "ada"
    assert submission.sources == {"layers.py": "x = 1\n", "classifiers/fc_net.py": "y = 2\n"}
    assert submission.artefacts == {"best_model.npz": b"npz"}
    assert not submission.problems


def test_only_the_files_of_the_lab_are_taken(hand_in):
    extra = {"assignment/solver.py": "raise 1", "assignment/check.py": "0", "numpy.py": "0"}
    assert set(hand_in({**RIGHT, **extra}).sources) == {"layers.py", "classifiers/fc_net.py"}


def test_a_copy_in_a_backup_folder_never_wins(hand_in):
    files = {**RIGHT, "backup/assignment/layers.py": "old = 1\n"}
    assert hand_in(files).sources["layers.py"] == "x = 1\n"


def test_a_renamed_notebook_is_found(hand_in):
    files = {**RIGHT, "two_layer_net (1).ipynb": RIGHT["two_layer_net.ipynb"]}
    del files["two_layer_net.ipynb"]
    assert hand_in(files).notebook is not None


@pytest.mark.parametrize(
    "text",
    [
        "한글 주석".encode(),
        b"\xef\xbb\xbf# bom",
        "# 한글".encode("cp949"),
        b"a\r\nb",
        b"\xff\xfe\x00",
    ],
)
def test_source_is_read_whatever_editor_wrote_it(hand_in, text):
    assert isinstance(hand_in({**RIGHT, "assignment/layers.py": text}).sources["layers.py"], str)


def test_a_broken_notebook_is_a_problem_of_the_notebook(hand_in):
    submission = hand_in({**RIGHT, "two_layer_net.ipynb": '{"cells": [{'})
    assert "not a readable notebook" in submission.problems["two_layer_net.ipynb"]
    assert submission.sources


@pytest.mark.parametrize("cut", [0, 10, 200])
def test_a_cut_off_zip_is_rejected_with_a_reason(hand_in, cut):
    with pytest.raises(Rejected, match="damaged or incomplete"):
        hand_in(zipped(RIGHT)[:cut], as_zip=True)


def test_a_folder_without_the_files_is_rejected_with_what_was_found(hand_in):
    with pytest.raises(Rejected, match=r"found essay\.txt"):
        hand_in({"essay.txt": "I did it"})
    with pytest.raises(Rejected, match="found nothing"):
        hand_in({}, student="nobody")


def test_a_damaged_entry_costs_its_file_only(hand_in):
    whole = zipped(RIGHT)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        info = archive.getinfo("assignment/layers.py")
    start = info.header_offset + 30 + len(info.filename)
    damaged = whole[:start] + b"\xff\xff" + whole[start + 2 :]
    submission = hand_in(damaged, as_zip=True)
    assert "damaged" in submission.problems["layers.py"]
    assert "classifiers/fc_net.py" in submission.sources


def test_paths_that_lead_out_are_not_followed(hand_in):
    files = {"../../assignment/layers.py": "evil = 1\n", "/assignment/layers.py": "evil = 2\n"}
    files["ok/../assignment/layers.py"] = "evil = 3\n"
    assert "evil" not in str(hand_in({**RIGHT, **files}, as_zip=True).sources)


def test_links_are_not_followed(tmp_path, lab):
    secret = tmp_path / "secret.py"
    secret.write_text("secret = 1")
    folder = tmp_path / "eve" / "assignment"
    folder.mkdir(parents=True)
    (folder / "layers.py").symlink_to(secret)
    (folder.parent / "best_model.npz").write_bytes(b"x")
    os.mkfifo(folder / "optim.py")
    assert not intake.read(folder.parent, lab).sources
    linked = tmp_path / "linked"
    linked.symlink_to(folder.parent)
    with pytest.raises(Rejected, match="is a link"):
        intake.read(linked, lab)


def test_a_bomb_costs_its_file_only(hand_in):
    bomb = b"\0" * (60 * 2**20)
    submission = hand_in({**RIGHT, "best_model.npz": bomb}, as_zip=True)
    assert "expands" in submission.problems["best_model.npz"]
    assert submission.sources


def test_a_source_file_of_many_megabytes_is_refused(hand_in):
    submission = hand_in({**RIGHT, "assignment/layers.py": b"#" * (3 * 2**20)})
    assert "larger than 2 MB" in submission.problems["layers.py"]


def test_a_class_folder_is_told_from_a_submission(tmp_path, lab):
    for student in ("ada", "bob"):
        (tmp_path / student / "assignment").mkdir(parents=True)
        (tmp_path / student / "assignment" / "layers.py").touch()
    (tmp_path / "cora.zip").write_bytes(zipped(RIGHT))
    (tmp_path / ".DS_Store").touch()
    found = intake.find([tmp_path], lab)
    assert [intake.student_id(path) for path in found] == ["ada", "bob", "cora"]
    assert intake.find([tmp_path / "ada"], lab) == [tmp_path / "ada"]


@pytest.mark.parametrize("stray", ["two_layer_net.ipynb", "mine.ipynb", "layers.py", "Al/x.py"])
def test_a_stray_file_does_not_make_one_submission_of_a_class(tmp_path, lab, stray):
    """All the others would be lost without a word, and their files mixed."""
    for student in ("ada", "bob"):
        (tmp_path / f"{student}.zip").write_bytes(zipped(RIGHT))
    (tmp_path / stray).parent.mkdir(exist_ok=True)
    (tmp_path / stray).touch()
    assert {path.name for path in intake.find([tmp_path], lab)} >= {"ada.zip", "bob.zip"}


def test_a_students_folder_is_one_submission_with_the_zip_it_made_in_it(tmp_path, lab):
    for name in ("layers.py", "fc_net.py", "two_layer_net.ipynb"):
        (tmp_path / name).touch()
    (tmp_path / "two_layer_net_submission.zip").write_bytes(zipped(RIGHT))
    assert intake.find([tmp_path], lab) == [tmp_path]


def test_files_that_are_no_submissions_are_named(tmp_path, lab):
    for name in ("ada.zip", ".DS_Store", "ben.ipynb", "roster.csv"):
        (tmp_path / name).touch()
    assert [path.name for path in intake.passed_over([tmp_path], lab)] == [
        "ben.ipynb",
        "roster.csv",
    ]


@pytest.mark.parametrize("name", ["ada.rar", "ada.tar.gz", "ada.egg", "ada.7Z"])
def test_who_hands_in_another_archive_is_not_left_out_but_told(tmp_path, lab, name):
    (tmp_path / name).write_bytes(b"packed")
    (found,) = intake.find([tmp_path], lab)
    assert intake.student_id(found) == "ada"
    with pytest.raises(Rejected, match=f"a file called {name}.* Make the zip"):
        intake.read(found, lab)


def test_an_empty_class_folder_is_a_usage_error(tmp_path, lab):
    (tmp_path / ".gitkeep").touch()
    with pytest.raises(ValueError, match=r"is empty\. Put a folder or a zip"):
        intake.find([tmp_path], lab)


def test_the_folder_one_is_in_has_its_name(tmp_path, lab, hand_in, monkeypatch):
    hand_in(RIGHT, "ada")
    monkeypatch.chdir(tmp_path / "ada")
    assert [intake.student_id(path) for path in intake.find([Path()], lab)] == ["ada"]


def test_all_students_with_two_submissions_are_named_at_once(tmp_path, lab):
    for student in ("ada", "bob"):
        (tmp_path / student / "assignment").mkdir(parents=True)
        (tmp_path / f"{student}.zip").write_bytes(zipped(RIGHT))
    with pytest.raises(ValueError, match=r"the same student id: .*ada\.zip; .*bob\.zip"):
        intake.find([tmp_path], lab)


def test_a_submission_named_twice_is_one(tmp_path, lab, hand_in, monkeypatch):
    hand_in(RIGHT, "ada")
    monkeypatch.chdir(tmp_path)
    there = [tmp_path / "ada", Path("ada"), tmp_path]
    assert len(intake.find(there, lab)) == 1


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("beside", [{}, {"two_layer_net.ipynb": '{"cells": []}'}])
def test_the_only_zip_in_a_submission_is_opened(hand_in, as_zip, beside):
    """Moodle gives a folder for each student, with what was handed in inside."""
    files = {"제출/과제 1.zip": zipped(RIGHT), "__MACOSX/._x.zip": b"x", **beside}
    submission = hand_in(files, as_zip=as_zip)
    assert submission.sources == {"layers.py": "x = 1\n", "classifiers/fc_net.py": "y = 2\n"}
    assert submission.artefacts and submission.notebook


def test_of_several_zips_in_a_submission_none_is_guessed(hand_in):
    with pytest.raises(Rejected, match=r"found v1\.zip, v2\.zip"):
        hand_in({"v1.zip": zipped(RIGHT), "v2.zip": zipped(RIGHT)})


def test_a_damaged_zip_in_a_submission_says_so(hand_in):
    with pytest.raises(Rejected, match="damaged or incomplete"):
        hand_in({"hw.zip": zipped(RIGHT)[:100]})


@pytest.mark.parametrize(
    "where",
    [
        lambda name: name.rsplit("/", 1)[-1],
        lambda name: f"hw 3/final/{name}",
        lambda name: f"ada/{name.rsplit('/', 1)[-1]}",
    ],
    ids=["single files", "folders in folders", "single files in a folder"],
)
def test_a_file_that_is_there_once_is_found_wherever_it_is(hand_in, where):
    submission = hand_in({where(name): text for name, text in RIGHT.items()})
    assert submission.sources == {"layers.py": "x = 1\n", "classifiers/fc_net.py": "y = 2\n"}
    assert submission.artefacts == {"best_model.npz": b"npz"}


def test_of_files_that_are_there_twice_none_is_guessed(hand_in):
    files = {"a/b/c/fc_net.py": "y = 1\n", "a/b/d/fc_net.py": "y = 2\n", "layers.py": "x = 1\n"}
    assert set(hand_in(files).sources) == {"layers.py"}


def test_the_notebook_of_another_lab_is_not_taken_for_a_renamed_one(hand_in):
    with pytest.raises(Rejected, match=r"found activations\.ipynb"):
        hand_in({"activations.ipynb": '{"cells": []}'})


def test_the_digest_is_of_what_is_taken(hand_in):
    first = hand_in(RIGHT, "ada").digest
    assert hand_in({**RIGHT, "notes.txt": "hm"}, "bob").digest == first
    assert hand_in({**RIGHT, "assignment/layers.py": "x = 2\n"}, "cora").digest != first


def test_of_a_file_that_stands_in_a_zip_twice_the_last_counts(hand_in):
    """As when a zip is unpacked, and as when an archive was added to."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        for text in ("old = 1\n", "new = 2\n"):
            archive.writestr("assignment/layers.py", text)
    assert hand_in(buffer.getvalue(), as_zip=True).sources["layers.py"] == "new = 2\n"


def test_a_zip_of_too_many_files_is_refused_before_its_list_is_read(hand_in):
    entry = b"PK\1\2" + b"\0" * 24 + struct.pack("<H", 1) + b"\0" * 16 + b"x"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(entry) * 10**5, 0, 0)
    with pytest.raises(Rejected, match="more than 20000 files"):
        hand_in(entry * 10**5 + end, as_zip=True)


def test_a_zip_larger_than_any_submission_is_not_read(tmp_path, lab):
    path = tmp_path / "ada.zip"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(Rejected, match="larger than 500 MB"):
        intake.read(path, lab)
    assert intake.digest_of(path) != intake.digest_of(tmp_path / "nothing")


def test_a_compression_that_cannot_be_bounded_costs_its_file(hand_in):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("assignment/layers.py", "x = 1\n")
    assert "unusual way" in hand_in(buffer.getvalue(), as_zip=True).problems["layers.py"]


def test_a_submission_is_not_followed_into_endless_folders(tmp_path, lab):
    """Python 3.11 and older walk folders by recursion."""
    deep = tmp_path / "ada"
    (deep / "assignment").mkdir(parents=True)
    (deep / "assignment" / "layers.py").write_text("x = 1\n")
    buried = deep.joinpath(*"abcdefghij", "assignment")
    buried.mkdir(parents=True)
    (buried / "layers.py").write_text("buried = 1\n")
    entries = folder_entries(deep)
    assert [str(entry.path) for entry in entries] == ["assignment/layers.py"]


def test_an_id_made_to_look_like_anothers_file_name_gets_one_of_its_own():
    assert safe_name("kim minsu").startswith("kim_minsu-")
    assert safe_name(safe_name("kim minsu")) != safe_name("kim minsu")
    assert safe_name("kim-minsu") == "kim-minsu"


def test_what_learning_platforms_name_is_renamed_by_the_guides_lines(tmp_path, lab):
    guide = (ROOT / "docs" / "instructors.md").read_text("utf-8")
    (lines,) = (part for part in re.findall("```sh\n(.*?)```", guide, re.DOTALL) if "sed" in part)
    papers = tmp_path / "submissions" / "two_layer_net"
    papers.mkdir(parents=True)
    for name in (
        "lovelaceada_123_4567_two_layer_net_submission.zip",
        "curieclara_LATE_124_4568_two_layer_net_submission-1.zip",
        "김민수_125_4569_과제 2.zip",
        "Ben B_126_assignsubmission_file_/layers.py",
        "Ben B_126_assignsubmission_onlinetext_/onlinetext.html",
        "2026-0001.zip",
        "no_number.zip",
    ):
        (papers / name).parent.mkdir(exist_ok=True)
        (papers / name).touch()
    subprocess.run(["sh"], input=lines, text=True, cwd=tmp_path, check=False)
    assert [intake.student_id(path) for path in intake.find([papers], lab)] == [
        "123",
        "124",
        "125",
        "126",
        "2026-0001",
        "Ben B_126_assignsubmission_onlinetext_",
        "no_number",
    ]
    assert (papers / "126" / "layers.py").exists()
