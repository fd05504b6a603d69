"""The receipt of a submission: the student's record, and what the instructor can tell from it."""

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.audit.material import zipped
from autograder.cli import cli
from autograder.student.receipt import make_receipt, write_receipt

FILES = {
    "assignment/layers.py": b"def affine_forward(): ...\n",
    "best_model.npz": b"weights",
    "two_layer_net.ipynb": b"{}",
}


@pytest.fixture
def handed_in(tmp_path):
    """A zip and its receipt, as (receipt, zip)."""
    content = zipped(FILES)
    archive = tmp_path / "two_layer_net_submission.zip"
    archive.write_bytes(content)
    receipt = tmp_path / "two_layer_net_receipt.json"
    write_receipt(make_receipt("two_layer_net", archive.name, content, FILES), receipt)
    return receipt, archive


def ask(receipt, submission):
    """Run `autograder receipt`; return (exit status, what it printed)."""
    done = CliRunner().invoke(cli, ["receipt", str(receipt), str(submission)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_a_receipt_says_when_and_what_by_hash(handed_in):
    receipt, archive = handed_in
    data = json.loads(receipt.read_text())
    assert data["zip"]["sha256"] == hashlib.sha256(archive.read_bytes()).hexdigest()
    assert [file["name"] for file in data["files"]] == sorted(FILES)
    assert data["files"][1] == {
        "name": "best_model.npz",
        "bytes": 7,
        "sha256": hashlib.sha256(b"weights").hexdigest(),
    }
    assert data["made"].endswith("+00:00") and data["lab"] == "two_layer_net"


def test_the_same_zip_is_recognised_under_any_name(handed_in):
    receipt, archive = handed_in
    status, out = ask(receipt, archive.rename(archive.with_name("1234567 (2).zip")))
    assert status == 0 and out.startswith("Same: ") and "3 file(s)" in out


def test_files_that_were_unpacked_or_packed_anew_are_the_same(handed_in, tmp_path):
    receipt, archive = handed_in
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "ada")
    (tmp_path / "ada" / "feedback.txt").write_text("something of the learning platform's")
    assert ask(receipt, tmp_path / "ada")[0] == 0
    wrapped = tmp_path / "wrapped.zip"
    wrapped.write_bytes(zipped({f"ada/{name}": content for name, content in FILES.items()}))
    status, out = ask(receipt, wrapped)
    assert status == 0 and out.startswith("Same files: ")


def test_what_was_altered_is_named(handed_in, tmp_path):
    receipt, _ = handed_in
    altered = tmp_path / "altered.zip"
    files = {**FILES, "assignment/layers.py": b"better\n", "extra.py": b""}
    del files["best_model.npz"]
    altered.write_bytes(zipped(files))
    status, out = ask(receipt, altered)
    assert status == 1 and out.startswith("Altered: ")
    assert "altered: assignment/layers.py\n" in out and "missing: best_model.npz\n" in out
    assert "new: extra.py" in out and "two_layer_net.ipynb" not in out


def test_a_submission_of_somebody_else_is_another(handed_in, tmp_path):
    receipt, _ = handed_in
    other = tmp_path / "other.zip"
    other.write_bytes(zipped({name: content + b"!" for name, content in FILES.items()}))
    status, out = ask(receipt, other)
    assert status == 1 and out.startswith("Another: ")


@pytest.mark.parametrize("content", [b"", b"no zip", None])
def test_a_submission_that_cannot_be_read_is_said(handed_in, tmp_path, content):
    receipt, _ = handed_in
    broken = tmp_path / "broken.zip"
    if content is not None:
        broken.write_bytes(content)
    status, out = ask(receipt, broken)
    assert status == 1 and ("cannot be opened" in out or "cannot be read" in out)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: [],
        lambda data: {**data, "schema": 2},
        lambda data: {**data, "files": {"a": "b"}},
        lambda data: {**data, "files": []},
        lambda data: {**data, "files": [{"name": 1, "sha256": "x"}]},
        lambda data: {**data, "files": [{"name": str(n), "sha256": ""} for n in range(2000)]},
        lambda data: {**data, "zip": None},
        lambda data: {**data, "made": "\x1b[2Jyesterday"},
        lambda data: {**data, "lab": "x" * 2**20},
        lambda data: {key: value for key, value in data.items() if key != "lab"},
    ],
)
def test_a_hostile_receipt_is_only_data(handed_in, change):
    receipt, archive = handed_in
    receipt.write_text(json.dumps(change(json.loads(receipt.read_text()))))
    status, out = ask(receipt, archive)
    assert status == 1 and "cannot be read as a receipt" in out and "\x1b" not in out


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\xff"])
def test_what_is_no_json_is_no_receipt(handed_in, text):
    receipt, archive = handed_in
    receipt.write_text(text, encoding="latin-1")
    assert "cannot be read as a receipt" in ask(receipt, archive)[1]


def test_names_in_a_receipt_are_neither_opened_nor_trusted_by_the_terminal(handed_in, tmp_path):
    receipt, _ = handed_in
    outside = tmp_path / "secret"
    outside.write_text("secret")
    names = [str(outside), "../secret", "\x1b]0;owned\x07", "[bold]best_model.npz[/bold]"]
    data = json.loads(receipt.read_text())
    data["files"] += [
        {"name": name, "sha256": hashlib.sha256(b"secret").hexdigest()} for name in names
    ]
    receipt.write_text(json.dumps(data))
    folder = tmp_path / "ada"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    os.symlink(outside, folder / "link")
    status, out = ask(receipt, folder)
    assert status == 1 and "\x1b" not in out and "\x07" not in out
    assert out.count("missing: ") == len(names) and "[bold]best_model.npz[/bold]" in out


def test_make_submission_leaves_a_receipt_that_fits(tmp_path):
    from autograder.student.submit import make_submission

    checks = tmp_path / "assignment" / "checks"
    checks.mkdir(parents=True)
    (tmp_path / "assignment" / "layers.py").write_bytes(FILES["assignment/layers.py"])
    listing = {"student_files": ["layers.py"], "artefacts": [], "questions": []}
    (checks / "two_layer_net.json").write_text(json.dumps(listing))
    path = Path(make_submission("two_layer_net", tmp_path))
    status, out = ask(tmp_path / "two_layer_net_receipt.json", path)
    assert status == 0 and "2 file(s)" in out


@pytest.mark.parametrize("name", ["", "\0layers.py", "/", "."])
def test_an_entry_without_a_name_is_no_file_of_the_zip(handed_in, tmp_path, name):
    receipt, _ = handed_in
    path = tmp_path / "anew.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for right, content in FILES.items():
            archive.writestr(right, content)
        nameless = zipfile.ZipInfo("?")
        nameless.filename = name
        archive.writestr(nameless, b"")
    status, out = ask(receipt, path)
    assert status == 0 and out.startswith("Same files: ")
