"""Names that every file system can hold, and keeps apart."""

import hashlib
import re
from collections.abc import Collection, Mapping
from itertools import takewhile
from pathlib import Path, PurePosixPath

from autograder.collecting.roster import key
from autograder.grading.entries import NOISE
from autograder.grading.intake import COLLECTED, student_id

MAX_NAME_BYTES = 200
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\/]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)


def folder_name(student: str, others: Mapping[str, str]) -> str:
    """Return the name of a student's folder: the id, wherever that can be a folder's name.

    Else a safe form of it and a hash, which also keeps Ada apart from ada where a file system does
    not.
    """
    plain = (
        student == part_name(student) == student.strip()
        and student_id(Path(student)) == student
        and not student.startswith(".")
        and student not in (*NOISE, COLLECTED)
        and not {key(student)} & {key(name) for name in others.values()}
    )
    if plain:
        return student
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{part_name(student[:60]).lstrip('.') or '_'}-{digest}"


def common_start(names: Collection[str], separator: str) -> str:
    """Return the parts that several names begin with, as text; "" for a single name."""
    apart = [name.split(separator)[:-1] for name in set(names)]
    if len(apart) < 2:
        return ""
    same = takewhile(lambda parts: len(set(parts)) == 1, zip(*apart))
    return "".join(parts[0] + separator for parts in same)


def part_name(name: str) -> str:
    """Return a name as a folder or file can have it on every system."""
    text = _UNSAFE.sub("_", name).rstrip(". ") or "_"
    if _DEVICES.fullmatch(text):
        text = f"_{text}"
    encoded = text.encode("utf-8", "surrogateescape")
    if len(encoded) > MAX_NAME_BYTES:
        stem, dot, ending = text.rpartition(".")
        ending = (dot + ending)[-20:] if stem else ""
        kept = encoded[: MAX_NAME_BYTES - len(ending.encode("utf-8", "surrogateescape"))]
        text = kept.decode("utf-8", "ignore") + ending
    return text


def free(path: PurePosixPath, taken: set[str]) -> PurePosixPath:
    """Return a path that no file system takes for one of those taken, and take it."""
    for number in range(1, len(taken) + 3):
        place = path if number == 1 else PurePosixPath(f"other_{number}", path)
        ancestors = {key(str(parent)) + "/" for parent in place.parents if parent.parts}
        own = key(str(place))
        if not {own, own + "/"} & taken and not {name.rstrip("/") for name in ancestors} & taken:
            taken |= {own, *ancestors}
            return place
    raise AssertionError("one of these is free")
