"""Similar submissions: which of a class have more code in common than chance would give.

An index from each fingerprint to the submissions that have it gives the pairs, so that those with
nothing in common cost nothing. What many have in common says nothing about any two of them and is
left out; that also bounds the pairs of one fingerprint. Submissions without any difference count
as one, so that a large group of copies is not taken for common knowledge.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from autograder.grading.fingerprints import BITS, FOLDER, read_fingerprints
from autograder.outcomes import Status
from autograder.results import Result, write_text

MOST_HOLDERS = 10  # of a fingerprint that still says something
FEWEST_SHARED = 15  # fingerprints: some 40 tokens, or four lines
LEAST_SHARE = 0.5
EARLIER = "earlier.json"  # in a folder of results: those of earlier classes

Code = Mapping[str, Sequence[int]]  # a submission's fingerprints, by file


@dataclass(frozen=True)
class Alike:
    """Students whose code is worth a look, two or a whole group without a difference.

    share  of the smaller one's own code that the other has as well, between 0 and 1
    files  in which it stands
    """

    students: tuple[str, ...]
    share: float
    files: tuple[str, ...]


@dataclass(frozen=True)
class Similar:
    """What the comparison of a class found, most alike first.

    compared      submissions whose code was compared
    earlier       of these, those of earlier classes: they are nobody's here
    not_compared  graded ones that have no fingerprints, or not those of what was graded
    """

    alike: tuple[Alike, ...] = ()
    compared: int = 0
    not_compared: int = 0
    earlier: frozenset[str] = frozenset()


def similar(out: Path, results: Sequence[Result]) -> Similar:
    """Compare the submissions of a class by the fingerprints beside their results, also with those
    of the earlier classes that the folder names."""
    own: dict[str, Code] = {}
    missing = 0
    for result in results:
        if result.status == Status.GRADED and result.score is not None:
            found = read_fingerprints(result.student, out)
            if found is None or found.submission != result.graded_with.get("submission"):
                missing += 1
            else:
                own[result.student] = found.files
    earlier = of_earlier_classes(out)
    alike = compare({**earlier, **own}, frozenset(earlier))
    return Similar(tuple(alike), len(own), missing, frozenset(earlier))


def name_earlier(out: Path, folders: Sequence[Path]) -> None:
    """Remember the folders of results of earlier classes to compare with. Raises CannotWrite."""
    write_text(out / EARLIER, json.dumps([str(folder.resolve()) for folder in folders]) + "\n")


def of_earlier_classes(out: Path) -> dict[str, Code]:
    """Return the code of earlier classes, by who wrote it and where it lies."""
    try:
        folders = [Path(str(one)) for one in json.loads((out / EARLIER).read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return {}
    found: dict[str, Code] = {}
    for folder in folders:
        for path in sorted((folder / FOLDER).glob("*.json")):
            code = read_fingerprints(path.stem, folder)
            if code is not None:
                found[f"{path.stem} ({folder.name}, earlier)"] = code.files
    return found


def compare(own: Mapping[str, Code], earlier: frozenset[str] = frozenset()) -> list[Alike]:
    """Return the students whose code is alike, most alike first; of `earlier` ones only those
    that are alike to somebody who is not."""
    files = sorted({file for code in own.values() for file in code})
    groups: dict[bytes, list[str]] = defaultdict(list)
    for student in sorted(own, key=lambda student: (student in earlier, student)):
        groups[marks(own[student], files).tobytes()].append(student)
    codes = [np.frombuffer(code, np.uint64) for code in groups]
    names = list(groups.values())
    found = [
        Alike(tuple(students), 1.0, files_of(code, files))
        for students, code in zip(names, codes, strict=True)
        if len(students) > 1 and len(code) >= FEWEST_SHARED
    ]
    telling = without_common(codes)
    for one, other, shared in pairs(telling):
        share = shared / min(len(telling[one]), len(telling[other]))
        if share >= LEAST_SHARE:
            common = np.intersect1d(telling[one], telling[other])
            found.append(Alike((names[one][0], names[other][0]), share, files_of(common, files)))
    found = [alike for alike in found if not earlier.issuperset(alike.students)]
    return sorted(found, key=lambda alike: (-alike.share, -len(alike.students), alike.students))


def marks(code: Code, files: Sequence[str]) -> np.ndarray:
    """Return each fingerprint with the number of its file above it: uint64, sorted."""
    numbered = [
        np.asarray(code[file], np.uint64) | np.uint64(number << BITS)
        for number, file in enumerate(files)
        if file in code
    ]
    return np.unique(np.concatenate([np.zeros(0, np.uint64), *numbered]))


def files_of(code: np.ndarray, files: Sequence[str]) -> tuple[str, ...]:
    """Return the files that some marks are from."""
    return tuple(files[number] for number in np.unique(code >> np.uint64(BITS)).tolist())


def without_common(codes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return each one's marks without those that too many have."""
    if not codes:
        return []
    _, which, holders = np.unique(np.concatenate(codes), return_inverse=True, return_counts=True)
    telling = holders[which] <= MOST_HOLDERS
    ends = np.cumsum([len(code) for code in codes])
    masks = np.split(telling, ends[:-1])
    return [code[mask] for code, mask in zip(codes, masks, strict=True)]


def pairs(codes: Sequence[np.ndarray]) -> Iterator[tuple[int, int, int]]:
    """Yield the places in `codes` of any two that share enough marks, and how many they share."""
    all_marks = np.concatenate([np.zeros(0, np.uint64), *codes])
    places = np.repeat(np.arange(len(codes)), [len(code) for code in codes])
    places = places[np.argsort(all_marks, kind="stable")]
    _, starts, holders = np.unique(np.sort(all_marks), return_index=True, return_counts=True)
    found = [np.zeros(0, np.int64)]
    for count in range(2, MOST_HOLDERS + 1):
        held = places[starts[holders == count][:, None] + np.arange(count)]  # a row for each mark
        found += [held[:, a] * len(codes) + held[:, b] for a, b in combinations(range(count), 2)]
    both, shared = np.unique(np.concatenate(found), return_counts=True)
    enough = shared >= FEWEST_SHARED
    for pair, count in zip(both[enough].tolist(), shared[enough].tolist(), strict=True):
        yield *divmod(pair, len(codes)), count
