"""Blackboard: `<assignment>_<user name>_attempt_<time>_<file>`, flat, with a receipt an attempt.

The receipt is called the same without the file. Its first line ends with the user name, and it
says what each file was called before. "attempt" and the receipt's labels are in the site's
language. Assignment and user name may both hold underscores, so the receipt tells them apart, or
the roster, or what all names begin with.

Source: vangef/BBGradebookOrganiser, and samples of receipts.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.collecting.claim import Claim, File, Left
from autograder.collecting.download import Download
from autograder.collecting.names import common_start
from autograder.collecting.roster import Roster, key
from autograder.grading.entries import Unreadable

ROSTER_IDS = ("Username", "User Name")
MAX_RECEIPT_BYTES = 2**20
RECEIPT = ".txt"  # what follows the time in its name
_ATTEMPT = re.compile(r"_[^\W\d_]+_(?P<time>\d{4}(?:-\d\d){5})(?=_.|\.txt$)")
_FIRST_LINE = re.compile(r"\s*[^:]+:\s*(?P<name>.*?)\s*\((?P<user>[^()]+)\)\s*")
_OF_FILES = re.compile(r"\s+[^:]+:\s*(?P<name>.*?)\s*")


@dataclass(frozen=True)
class Receipt:
    """What a receipt says: who handed in, and what files were called before, by name in the zip."""

    name: str
    user: str
    originals: dict[str, str]


def is_item(name: str) -> bool:
    """Whether a file or folder is called as the platform calls a student's."""
    return bool(_ATTEMPT.search(name))


def unwrapped(download: Download, roster: Roster) -> Download:
    """Return the download without folders round it."""
    return download.unwrapped(is_item)


def claims(download: Download, roster: Roster) -> Iterator[Claim | Left]:
    """Yield whose each file is."""
    attempts: dict[tuple[str, str], list[tuple[File, str]]] = defaultdict(list)
    receipts: dict[tuple[str, str], tuple[File, Receipt | None]] = {}
    names = {file.path.name for file in download.files}
    for file in download.files:
        if named := cut(file.path.name, names):
            before, time, rest = named
            if rest == RECEIPT:
                receipts[before, time] = (file, read_receipt(file, before))
            else:
                attempts[before, time].append((file, rest[1:]))
    title = common_start([before for before, _ in {**attempts, **receipts}], "_")
    for attempt in {**attempts, **receipts}:
        before, time = attempt
        receipt_file, receipt = receipts.get(attempt, (None, None))
        user, why = user_of(before, receipt, roster, title)
        if receipt_file:
            text = "" if attempt in attempts else ", and no file: what was handed in stands in it"
            words = f"the receipt of {user}{text}"
            yield Left(receipt_file.path, words, student=user, known=attempt in attempts)
        for file, name in attempts.get(attempt, ()):
            original = receipt.originals.get(file.path.name, "") if receipt else ""
            day, clock = time[:10], time[11:].replace("-", ":")
            yield Claim(
                file,
                file.path,
                user,
                PurePosixPath(PurePosixPath((original or name).replace("\\", "/")).name or name),
                why,
                name=receipt.name if receipt else "",
                handed_in=f"{day} {clock}",
                attempt=time,
            )


def cut(name: str, names: Set[str]) -> tuple[str, str, str] | None:
    """Return what stands before the attempt in a name, its time, and the rest; None if none does.

    names  all in the download

    A student may hand in a file that is called like another's attempt. So it is the first place
    that fits, and of several the first that has a receipt.
    """
    cuts = [(name[: at.start()], at["time"], at.end()) for at in _ATTEMPT.finditer(name)]
    with_receipt = [found for found in cuts if name[: found[2]] + RECEIPT in names - {name}]
    for before, time, end in (*with_receipt, *cuts):
        if before:
            return before, time, name[end:]
    return None


def read_receipt(file: File, before: str) -> Receipt | None:
    """Return what a receipt says; None where it is none, or another user's than its name says."""
    try:
        lines = file.entry.read(MAX_RECEIPT_BYTES).decode("utf-8-sig", "replace").splitlines()
    except Unreadable:
        return None
    first = _FIRST_LINE.fullmatch(lines[0]) if lines else None
    if not first or not key(before).endswith(key("_" + first["user"])):
        return None
    pairs = [found["name"] for line in lines if (found := _OF_FILES.fullmatch(line))]
    return Receipt(first["name"], first["user"], dict(zip(pairs[1:], pairs)))


def user_of(before: str, receipt: Receipt | None, roster: Roster, title: str) -> tuple[str, str]:
    """Return the user name in what stands before the attempt, and by what it was found."""
    if receipt:
        return receipt.user, "the user name in the receipt"
    known = [one.id for one in roster.people if key(before).endswith(key("_" + one.id))]
    if known:
        return max(known, key=len), "a user name of the roster ends the assignment's"
    if title:
        return before[len(title) :], f"what follows {title}, with which every name begins"
    return before.rpartition("_")[
        2
    ], "not sure: no receipt and no roster, so what follows the last _"
