"""Similar submissions: which of a class have more code in common than chance would give.

An index from each fingerprint to the submissions that have it gives the pairs, so that those with
nothing in common cost nothing. What many have in common says nothing about any two of them and is
left out; that also bounds the pairs of one fingerprint. Submissions without any difference count
as one, so that a large group of copies is not taken for common knowledge.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from autograder.fingerprints import Fingerprints, read_fingerprints
from autograder.results import Result

MOST_HOLDERS = 10  # of a fingerprint that still says something
FEWEST_SHARED = 15  # fingerprints: some 40 tokens, or four lines
LEAST_SHARE = 0.5

Mark = tuple[str, int]  # a file, and a fingerprint in it


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
    not_compared  graded ones that have no fingerprints, or not those of what was graded
    """

    alike: tuple[Alike, ...] = ()
    compared: int = 0
    not_compared: int = 0


def similar(out: Path, results: Sequence[Result]) -> Similar:
    """Compare the submissions of a class by the fingerprints beside their results."""
    own: dict[str, frozenset[Mark]] = {}
    missing = 0
    for result in results:
        if result.status == "graded" and result.score is not None:
            found = read_fingerprints(result.student, out)
            if found is None or found.submission != result.graded_with.get("submission"):
                missing += 1
            else:
                own[result.student] = marks(found)
    return Similar(tuple(compare(own)), len(own), missing)


def marks(found: Fingerprints) -> frozenset[Mark]:
    """Return every fingerprint of a submission with its file."""
    return frozenset((file, mark) for file, hashes in found.files.items() for mark in hashes)


def compare(own: dict[str, frozenset[Mark]]) -> list[Alike]:
    """Return the students whose code is alike, most alike first."""
    groups: dict[frozenset[Mark], list[str]] = defaultdict(list)
    for student in sorted(own):
        groups[own[student]].append(student)
    found = [
        Alike(tuple(students), 1.0, files_of(code))
        for code, students in groups.items()
        if len(students) > 1 and len(code) >= FEWEST_SHARED
    ]
    telling = [(students[0], code) for code, students in without_common(groups)]
    shared = shared_counts([code for _, code in telling])
    for (a, b), count in shared.items():
        (one, code), (other, others) = telling[a], telling[b]
        share = count / min(len(code), len(others))
        if count >= FEWEST_SHARED and share >= LEAST_SHARE:
            found.append(Alike((one, other), share, files_of(code & others)))
    return sorted(found, key=lambda alike: (-alike.share, -len(alike.students), alike.students))


def without_common(
    groups: dict[frozenset[Mark], list[str]],
) -> Iterable[tuple[frozenset[Mark], list[str]]]:
    """Yield each group with what is left of its code when what many have is taken away."""
    holders = Counter(mark for code in groups for mark in code)
    for code, students in groups.items():
        yield frozenset(mark for mark in code if holders[mark] <= MOST_HOLDERS), students


def shared_counts(codes: Sequence[frozenset[Mark]]) -> Counter[tuple[int, int]]:
    """Return for each pair of places in `codes` how much the two share, if anything."""
    places: dict[Mark, list[int]] = defaultdict(list)
    for place, code in enumerate(codes):
        for mark in code:
            places[mark].append(place)
    counts: Counter[tuple[int, int]] = Counter()
    for holders in places.values():
        counts.update(combinations(holders, 2))
    return counts


def files_of(code: Iterable[Mark]) -> tuple[str, ...]:
    """Return the files that hold some code."""
    return tuple(sorted({file for file, _ in code}))
