"""Receipts: whether a submission is the one a student's receipt speaks of.

A receipt is written beside the zip by assignment/receipt.py. It is not signed: it shows that two
files are the same or not, not who made them or when. Here it is only data: it names no file that
is opened, and what it says is shown without its control characters.
"""

import hashlib
import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.grading.entries import (
    MAX_ZIP_BYTES,
    Entry,
    Rejected,
    Unreadable,
    folder_entries,
    zip_entries,
)
from autograder.grading.intake import MAX_ARTEFACT_BYTES

MAX_RECEIPT_BYTES = 2**20
MAX_FILES = 1000
SHOWN = 120  # characters of a name


class BadReceipt(Exception):
    """A file that is no receipt; the message is for whoever typed its name."""


@dataclass(frozen=True)
class Receipt:
    """What a receipt says: the SHA-256 of the zip, and of each file by name."""

    lab: str
    made: str
    zip_digest: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Comparison:
    """Whether every file is the same, and what to tell."""

    same: bool
    lines: tuple[str, ...]


def compare(receipt_path: Path, submission: Path) -> Comparison:
    """Compare a submission, a zip or a folder, with a receipt. What is wrong is in the lines."""
    try:
        receipt = read(receipt_path)
        digest = zip_digest(submission)
        if digest == receipt.zip_digest:
            line = f"Same: {submission} is the zip of this receipt, byte for byte."
            return Comparison(True, (line, described(receipt)))
        found = file_digests(submission, receipt)
    except (BadReceipt, Rejected) as error:
        return Comparison(False, (str(error),))
    if not set(found.values()) & set(receipt.files.values()):
        line = f"Another: nothing in {submission} is a file of this receipt."
        next_step = "Look for the submission that belongs to it, or the receipt that belongs here."
        return Comparison(False, (line, described(receipt), next_step))
    changes = differences(receipt, found)
    if not changes:
        line = (
            f"Same files: {submission} was packed anew, but each file in it is that of the receipt."
        )
        return Comparison(True, (line, described(receipt)))
    line = f"Altered: {submission} is not as it was when this receipt was made."
    return Comparison(False, (line, *changes, described(receipt)))


def read(path: Path) -> Receipt:
    """Read a receipt. Raises BadReceipt."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_RECEIPT_BYTES + 1)
        if len(text) > MAX_RECEIPT_BYTES:
            raise ValueError("it is larger than a receipt can be")
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("schema") != 1:
            raise ValueError("it is not of schema 1")
        files = {item["name"]: item["sha256"] for item in data["files"]}
        texts = [data["lab"], data["made"], data["zip"]["sha256"], *files, *files.values()]
        if not all(isinstance(text, str) for text in texts) or not 0 < len(files) <= MAX_FILES:
            raise ValueError("its entries are not those of a receipt")
        datetime.fromisoformat(data["made"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        raise BadReceipt(
            f"{path} cannot be read as a receipt ({plain(reason)}). Ask for the file "
            "LAB_receipt.json, which the notebook's last cell wrote beside the zip."
        ) from error
    return Receipt(data["lab"], data["made"], data["zip"]["sha256"], files)


def zip_digest(submission: Path) -> str:
    """Return the SHA-256 of a zip, "" of a folder. Raises Rejected."""
    try:
        found = submission.stat()
        if stat.S_ISDIR(found.st_mode):
            return ""
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_ZIP_BYTES:
            raise Rejected(f"{submission} is not a zip of a submission's size.")
        return hashlib.sha256(submission.read_bytes()).hexdigest()
    except OSError as error:
        raise Rejected(f"{submission} cannot be read ({error.strerror}).") from error


def file_digests(submission: Path, receipt: Receipt) -> dict[str, str]:
    """Return the SHA-256 of each file in a submission, "" of one that cannot be read.

    A file inside one wrapping folder goes by its name without it if the receipt knows that.
    Raises Rejected.
    """
    entries = folder_entries(submission) if submission.is_dir() else zip_entries(submission)
    found: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: len(entry.path.parts)):
        inside = "/".join(entry.path.parts[1:])
        name = inside if inside in receipt.files else str(entry.path)
        found.setdefault(name, digest_of(entry))
    return found


def digest_of(entry: Entry) -> str:
    try:
        return hashlib.sha256(entry.read(MAX_ARTEFACT_BYTES)).hexdigest()
    except Unreadable:
        return ""


def differences(receipt: Receipt, found: Mapping[str, str]) -> list[str]:
    """Return a line for each file of the receipt that is not there as it was, and for new ones."""
    lines = []
    for name, digest in sorted(receipt.files.items()):
        if name not in found:
            lines.append(f"  missing: {plain(name)}")
        elif not found[name]:
            lines.append(f"  unreadable: {plain(name)}")
        elif found[name] != digest:
            lines.append(f"  altered: {plain(name)}")
    # A folder may hold more than what is handed in; it is said, and is no alteration by itself.
    if lines:
        lines += [f"  new: {plain(name)}" for name in sorted(found) if name not in receipt.files]
    return lines


def described(receipt: Receipt) -> str:
    """Return a line on a receipt."""
    return (
        f"The receipt: lab {plain(receipt.lab)}, {len(receipt.files)} file(s), made "
        f"{plain(receipt.made)} by the clock of the computer that made it."
    )


def plain(text: str) -> str:
    """Return a text for one line of a terminal: control characters escaped, long ones cut."""
    cut = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
