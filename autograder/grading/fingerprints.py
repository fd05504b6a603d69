"""Fingerprints of a submission's own code, by which those of a class are compared.

Winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
fingerprinting", SIGMOD 2003): of the hashes of all runs of RUN tokens, the smallest of every
WINDOW in a row is kept. So any code of RUN + WINDOW - 1 tokens that two files have in common leaves
a common fingerprint, wherever it stands.

Comments, layout, strings and the names a student chooses do not count. What the release gives and
what the reference does the same way is nobody's own code, and is left out. The code is cut into
tokens; nothing of it is run, compiled or imported. docs/decisions/similarity.md has the reasons.
"""

import json
import keyword
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from autograder.banners import BannerError, strip
from autograder.results import safe_name, write_text

FOLDER = "fingerprints"
BITS = 48  # of a fingerprint
RUN = 12  # tokens: about one line
WINDOW = 4
MAX_CHARACTERS = 200_000  # of a file; the labs' have a tenth
MAX_WORD = 80  # characters of a name that count
MOST_KEPT = 4000  # of a file, the smallest; a lab's files have some hundreds
MAX_BYTES = 4 * 2**20  # of a file of fingerprints that is read back

# The tokens of Python, as far as they count. A comment gives "", and a string without an end goes
# as far as it can.
_TOKEN = re.compile(
    r"""
    \#[^\r\n]*
    | ( (?:\b[rbfu]{1,2})? (?: "{3} (?: [^"\\] | \\. | "(?!"") )* (?:"{3})?
                             | '{3} (?: [^'\\] | \\. | '(?!'') )* (?:'{3})?
                             | " (?: [^"\\\r\n] | \\. )* "? | ' (?: [^'\\\r\n] | \\. )* '? )
      | (?: \.\s* )? [^\W\d]\w*
      | \.? \d[\w.]* (?: (?<=e)[-+]\d+ )?
      | (?: \*\* | // | >> | << | [-+*/%@&|^=!<>:] )=? | -> | [^\s\\] )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
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
            own = np.unique(smallest)
            found[name] = own[~np.isin(own, known)][:MOST_KEPT].tolist()
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
    tokens = _TOKEN.findall(source[:MAX_CHARACTERS])
    found = [code_of(token[:MAX_WORD]) for token in tokens if token]
    if len(found) < RUN:
        return np.zeros(0, np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(np.array(found, np.uint64), RUN)
    return (runs @ _FACTORS) >> np.uint64(64 - BITS)


@lru_cache(10_000)  # students share most of their words
def code_of(token: str) -> int:
    """Return a number for what counts of a token.

    A name counts as any name, unless it is a keyword or follows a dot: those of NumPy's functions
    and of parameters cannot be changed to hide where code is from.
    """
    if "'" in token or '"' in token:
        word = "string"
    elif token[0] == ".":
        word = "".join(token.split())  # the dot may stand on the line before
    elif token.isidentifier() and not keyword.iskeyword(token):
        word = "name"
    else:
        word = token
    return zlib.crc32(word.encode("utf-8", "replace"))


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
