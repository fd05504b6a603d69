"""Fingerprints of a submission's own code, by which those of a class are compared.

Winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
fingerprinting", SIGMOD 2003): of the hashes of all runs of RUN tokens, the smallest of every
WINDOW in a row is kept. So any code of RUN + WINDOW - 1 tokens that two files have in common leaves
a common fingerprint, wherever it stands.

Comments, layout, strings and the names a student chooses do not count. What the release gives and
what the reference does the same way is nobody's own code, and is left out. The code is cut into
tokens; nothing of it is run, compiled or imported. docs/decisions/similarity.md has the reasons.
"""

import io
import json
import keyword
import tokenize
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.banners import BannerError, strip
from autograder.results import safe_name, write_text

FOLDER = "fingerprints"
BITS = 48  # of a fingerprint
RUN = 12  # tokens: about one line
WINDOW = 4
MAX_CHARACTERS = 200_000  # of a file; the labs' have a tenth
MOST_KEPT = 4000  # of a file, the smallest; a lab's files have some hundreds
MAX_BYTES = 4 * 2**20  # of a file of fingerprints that is read back

_LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
# Odd, so that no token is lost in the sum below, and fixed: fingerprints are kept in files.
_FACTORS = np.random.RandomState(0).randint(2**62, size=RUN, dtype=np.uint64) * 2 + 1


@dataclass(frozen=True)
class Fingerprints:
    """What is compared of a submission: for each file, the fingerprints of its own code.

    submission  hash of what was handed in, as in its result
    """

    submission: str
    files: Mapping[str, Sequence[int]]


def own_code(sources: Mapping[str, str], known: np.ndarray) -> dict[str, list[int]]:
    """Return the fingerprints of each file, in order, without those that are known."""
    found = {}
    for name, source in sorted(sources.items()):
        all_hashes = hashes(source)
        if len(all_hashes):
            size = min(WINDOW, len(all_hashes))
            smallest = np.lib.stride_tricks.sliding_window_view(all_hashes, size).min(axis=1)
            found[name] = np.setdiff1d(smallest, known)[:MOST_KEPT].tolist()
    return found


def known_code(solved: Mapping[str, str]) -> np.ndarray:
    """Return all hashes of a lab's student files: as released, and as the master has them."""
    texts = list(solved.values())
    for name, text in solved.items():
        try:
            texts.append(strip(text, name))
        except BannerError:  # a file without banners is released as it is
            continue
    return np.unique(np.concatenate([np.zeros(0, np.uint64), *map(hashes, texts)]))


def hashes(source: str) -> np.ndarray:
    """Return the hash of every run of RUN tokens: uint64, of BITS bits."""
    codes = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words(source)])
    if len(codes) < RUN:
        return np.zeros(0, np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(codes.astype(np.uint64), RUN)
    found: np.ndarray = (runs * _FACTORS).sum(axis=1, dtype=np.uint64)
    return found >> np.uint64(64 - BITS)


def words(source: str) -> Iterator[str]:
    """Yield what counts of each token, up to the first place that cannot be read as Python.

    A name counts as any name, unless it is a keyword or follows a dot: those of NumPy's functions
    and of parameters cannot be changed to hide where code is from.
    """
    after_dot = False
    for kind, text in tokens(source):
        if kind in _LAYOUT:
            continue
        if kind == tokenize.NAME and not after_dot and not keyword.iskeyword(text):
            yield "name"
        elif kind == tokenize.STRING:
            yield "string"
        else:
            yield text
        after_dot = text == "."


def tokens(source: str) -> Iterable[tuple[int, str]]:
    """Yield (kind, text) of Python's own tokens; none after a place that has no such."""
    lines = io.StringIO(source[:MAX_CHARACTERS], newline=None)  # old Macs' line ends too
    try:
        for token in tokenize.generate_tokens(lines.readline):
            yield token.type, token.string
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def write_fingerprints(
    student: str, submission: str, files: Mapping[str, list[int]], out: Path
) -> None:
    """Write a submission's fingerprints beside its result. Raises CannotWrite."""
    content = {"submission": submission, "files": files}
    write_text(path_of(student, out), json.dumps(content, separators=(",", ":")))


def read_fingerprints(student: str, out: Path) -> Fingerprints | None:
    """Return a submission's fingerprints; None if there are none that can be read."""
    path = path_of(student, out)
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        plain = json.loads(path.read_text(encoding="utf-8"))
        files = {str(name): [int(one) for one in found] for name, found in plain["files"].items()}
        if any(one >> BITS for found in files.values() for one in found):  # or negative
            return None
        return Fingerprints(str(plain["submission"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def path_of(student: str, out: Path) -> Path:
    """Return where a submission's fingerprints are kept."""
    return out / FOLDER / f"{safe_name(student)}.json"
