"""Reading submissions: every layout students use, nothing hostile followed."""

import io
import os
import struct
import tracemalloc
import unicodedata
import warnings
import zipfile

import pytest

from autograder.audit.material import zipped
from autograder.grading import intake
from autograder.grading.entries import Rejected, Undecided, entries_of, folder_entries
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
    assert "damaged" in str(submission.problems["layers.py"])
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


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_bomb_costs_its_file_only_whatever_it_declares(hand_in, method):
    """zipfile believes the declared size, and expands a block of bzip2 whole."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, text in RIGHT.items():
            archive.writestr(name, text)
        archive.writestr("assignment/layers.py", b"#" * (500 * 2**20))
    content = buffer.getvalue().replace(struct.pack("<L", 500 * 2**20), struct.pack("<L", 100_000))
    assert len(content) < 2**20
    tracemalloc.start()
    submission = hand_in(content, as_zip=True)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "larger than 2 MB" in str(submission.problems["layers.py"])
    assert "classifiers/fc_net.py" in submission.sources
    assert most < 30 * 2**20


@pytest.mark.parametrize("name", ["", "\0layers.py", "/", "//", "."])
def test_an_entry_without_a_name_is_passed_over(hand_in, name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for right, text in RIGHT.items():
            archive.writestr(right, text)
        info = zipfile.ZipInfo("?")
        info.filename = name
        archive.writestr(info, b"")
    assert hand_in(buffer.getvalue(), as_zip=True).sources


def test_a_source_file_of_many_megabytes_is_refused(hand_in):
    submission = hand_in({**RIGHT, "assignment/layers.py": b"#" * (3 * 2**20)})
    assert "larger than 2 MB" in str(submission.problems["layers.py"])


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


def test_of_several_zips_the_only_one_with_the_labs_code_is_opened(hand_in):
    submission = hand_in({"work.zip": zipped(RIGHT), "data.zip": zipped({"x.csv": "1"})})
    assert submission.sources == {"layers.py": "x = 1\n", "classifiers/fc_net.py": "y = 2\n"}
    with pytest.raises(Rejected, match=r"found data\.zip, work\.zip"):
        hand_in({"work.zip": zipped(RIGHT), "data.zip": zipped(RIGHT)[:100]}, "bob")


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_zip_in_a_zip_is_opened_and_no_deeper(hand_in, as_zip):
    inner = zipped({"work/mine.zip": zipped(RIGHT)})
    submission = hand_in({"download.zip": inner}, as_zip=as_zip)
    assert submission.sources == {"layers.py": "x = 1\n", "classifiers/fc_net.py": "y = 2\n"}
    with pytest.raises(Rejected):
        hand_in({"download.zip": zipped({"again.zip": inner})}, "bob")


def test_two_zips_with_work_are_nobodys_to_choose_wherever_they_lie(hand_in):
    two = {"v1.zip": zipped(RIGHT), "v2.zip": zipped({**RIGHT, "assignment/layers.py": "x = 2"})}
    for files in (two, {"download.zip": zipped(two)}):
        with pytest.raises(Undecided, match=r"found v1\.zip, v2\.zip"):
            hand_in(files)
    many = {f"v{n}.zip": zipped({"x.csv": "1"}) for n in range(9)}
    with pytest.raises(Undecided, match=r"found v4\.zip"):
        hand_in({**many, "work.zip": zipped(RIGHT)}, "bob")


def test_names_that_korean_windows_wrote_into_a_zip_are_read(hand_in):
    content = zipped({"1111/layers.py": "x = 1\n", "Ren2.py": "y"})
    content = content.replace(b"1111", "과제".encode("cp949")).replace(b"Ren2", b"Ren\x82")
    submission = hand_in({"work.zip": content, "a.zip": zipped({"x": "1"})})
    assert submission.sources == {"layers.py": "x = 1\n"}
    names = {str(entry.path) for entry in entries_of(io.BytesIO(content))}
    assert names == {"과제/layers.py", "Ren\N{LATIN SMALL LETTER E WITH ACUTE}.py"}


def test_a_file_beside_the_zip_counts_and_the_zip_gives_the_others(hand_in):
    """What came loose was added by hand; the difference is said."""
    submission = hand_in({"layers.py": "x = 2\n", "work.zip": zipped(RIGHT)})
    assert submission.sources == {"layers.py": "x = 2\n", "classifiers/fc_net.py": "y = 2\n"}
    assert submission.notebook and submission.artefacts
    (words,) = map(str, submission.problems.values())
    assert "layers.py was graded, and assignment/layers.py was not" in words


def test_the_same_file_beside_the_zip_and_in_it_is_no_problem(hand_in):
    submission = hand_in({"layers.py": "x = 1\n", "work.zip": zipped(RIGHT)})
    assert len(submission.sources) == 2 and not submission.problems


def test_a_damaged_zip_takes_nothing_from_the_files_beside_it(hand_in):
    submission = hand_in({"layers.py": "x = 2\n", "work.zip": zipped(RIGHT)[:100]})
    assert submission.sources == {"layers.py": "x = 2\n"}
    assert "damaged or incomplete" in str(submission.problems["zip"])


@pytest.mark.parametrize("copy", ["{}-1{}", "{} (1){}", "{}(2){}", "Copy of {}{}", "{} - Copy{}"])
def test_a_file_that_was_renamed_as_a_second_one_is_found_if_it_is_the_only_one(hand_in, copy):
    files = {copy.format("layers", ".py"): "x = 1\n", copy.format("best_model", ".npz"): b"npz"}
    submission = hand_in(files)
    assert submission.sources == {"layers.py": "x = 1\n"} and submission.artefacts
    twice = hand_in({**files, "old/layers-7.py": "x = 3\n", "fc_net.py": "y = 1\n"}, "bob")
    assert set(twice.sources) == {"classifiers/fc_net.py"}
    beside = hand_in({**files, "layers.py": "x = 2\n"}, "cleo")
    assert beside.sources["layers.py"] == "x = 2\n"


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


def test_of_two_versions_side_by_side_one_is_graded_and_both_are_named(hand_in):
    versions = {f"v{n}/assignment/layers.py": f"x = {n}\n" for n in (1, 2)}
    submission = hand_in(versions)
    assert submission.sources["layers.py"] == "x = 1\n"
    (words,) = map(str, submission.problems.values())
    assert "v1/assignment/layers.py was graded, and v2/assignment/layers.py was not" in words
    alone = hand_in({"v1/assignment/layers.py": "x = 1\n"}, "bob")
    assert not alone.problems and alone.digest != submission.digest


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
    with pytest.raises(Rejected, match="larger than 100 MB"):
        intake.read(path, lab)
    assert intake.digest_of(path) != intake.digest_of(tmp_path / "nothing")


def test_a_compression_that_cannot_be_bounded_costs_its_file(hand_in):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("assignment/layers.py", "x = 1\n")
    problems = hand_in(buffer.getvalue(), as_zip=True).problems
    assert "unusual way" in str(problems["layers.py"])


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


@pytest.mark.parametrize(
    "student", ["\U0001f600" * 60 + "!", "\ud55c" * 200, "n" * 300, "\udcff" * 99]
)
def test_the_file_of_an_id_has_a_name_that_every_file_system_can_hold(student):
    assert len(safe_name(student).encode()) <= 140


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada", "Ada"),
        ("ada", "ADA"),
        ("\u00e9", "e\u0301"),
        ("stra\u00dfe", "strasse"),
        ("\u017f", "s"),
    ],
)
def test_ids_that_a_file_system_may_confuse_have_files_it_cannot(one, other):
    names = [unicodedata.normalize("NFD", safe_name(id)).casefold() for id in (one, other)]
    assert names[0] != names[1]


def test_an_id_made_to_look_like_anothers_file_name_gets_one_of_its_own():
    assert safe_name("kim minsu").startswith("kim_minsu-")
    assert safe_name(safe_name("kim minsu")) != safe_name("kim minsu")
    assert safe_name("kim-minsu") == "kim-minsu"
