"""Classroom 50: what `gh teacher download` makes, a clone for each student and scores.csv.

Repositories are called `<classroom>-<assignment>-<login>`. scores.csv has a line for each
submission, the newest first, and one for whoever has none; result.json in a clone names its owner.

Source: foundation50/classroom50, wiki and cli/gh-teacher.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from autograder.collecting.claim import Claim, File, Left
from autograder.collecting.commit_time import commit_time
from autograder.collecting.download import Download
from autograder.collecting.git import unwrapped
from autograder.collecting.repositories import clones, start_of, team
from autograder.collecting.roster import Roster, as_roster, key
from autograder.grading.entries import Unreadable

ROSTER_IDS = ("username", "github_username")
SCORES = PurePosixPath("scores.csv")
MAX_JSON_BYTES = 10 * 2**20

__all__ = ["ROSTER_IDS", "claims", "unwrapped"]


def claims(download: Download, roster: Roster) -> Iterator[Claim | Left]:
    """Yield whose each file is."""
    found = clones(download)
    scores = read_scores(download)
    if scores:
        yield Left(SCORES, "the scores that Classroom 50 collected", known=True)
    owners = [owner_of(folder, files) for folder, files in found.items()]
    logins = [*filter(None, owners), *(one.id for one in (*roster.people, *scores.people))]
    start, how = start_of([folder.name for folder in found], logins)
    for folder, files in found.items():
        login = folder.name[len(start) :]
        if not login or not key(folder.name).startswith(key(start)):
            yield Left(folder, f"is a repository whose name does not begin with {start}")
            continue
        if why_not := team(login, roster):
            yield Left(folder, why_not)
            continue
        line = scores.find(login)
        place = download.root and download.root / download.wrapper / folder
        commit = commit_time(place) if place and not line else ""
        why = how
        if line and not line.handed_in:
            why += f"; {SCORES} has no submission of it"
        elif commit:
            why += "; the time is that of the last commit"
        for file in files:
            yield Claim(
                file,
                folder,
                login,
                file.path.relative_to(folder),
                why,
                name=line.name if line else "",
                late=line.late if line else "",
                handed_in=line.handed_in if line else commit,
                group=login if roster.in_group(login) else "",
            )


def read_scores(download: Download) -> Roster:
    """Return what scores.csv says of each login, nothing where there is none."""
    file = next((file for file in download.files if file.path == SCORES), None)
    if not file:
        return Roster.empty()
    try:
        return as_roster(file.entry.read(MAX_JSON_BYTES), str(SCORES), ROSTER_IDS)
    except Unreadable:
        return Roster.empty()


def owner_of(folder: PurePosixPath, files: Sequence[File]) -> str:
    """Return the login that a clone's result.json names, if the clone's name ends with it."""
    for file in files:
        if file.path == folder / "result.json":
            try:
                plain = json.loads(file.entry.read(MAX_JSON_BYTES))
            except (Unreadable, ValueError, RecursionError):
                return ""
            owner = plain.get("owner") if isinstance(plain, Mapping) else None
            if isinstance(owner, str) and key(folder.name).endswith(key(f"-{owner}")):
                return owner
    return ""
