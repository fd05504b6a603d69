"""Clones in a folder, as `gh classroom clone student-repos` or a loop of `git clone` makes them.

GitHub Classroom's grades.csv or roster tells logins. When something was handed in is the time of
the commit that is checked out, by the clock of whoever made it.
"""

from collections.abc import Iterator

from autograder.collecting.claim import Claim, Left
from autograder.collecting.commit_time import commit_time
from autograder.collecting.download import Download
from autograder.collecting.repositories import clones, start_of, team
from autograder.collecting.roster import Roster, key

ROSTER_IDS = ("github_username", "username")


def unwrapped(download: Download, roster: Roster) -> Download:
    """Return the download without folders round the clones."""
    top = download.only_folder()
    if top and not any(str(path) in (".", top) for path in download.repositories):
        several = {file.path.parts[1] for file in download.files if len(file.path.parts) > 2}
        if download.repositories or len(several) > 1:
            return unwrapped(download.below(top), roster)
    return download


def claims(download: Download, roster: Roster) -> Iterator[Claim | Left]:
    """Yield whose each file is."""
    found = clones(download)
    start, how = start_of([folder.name for folder in found], [one.id for one in roster.people])
    for folder, files in found.items():
        login = folder.name[len(start) :]
        if not login or not key(folder.name).startswith(key(start)):
            yield Left(folder, f"is a repository whose name does not begin with {start}")
            continue
        if why_not := team(login, roster):
            yield Left(folder, why_not)
            continue
        place = download.root and download.root / download.wrapper / folder
        time = commit_time(place) if place else ""
        why = how + ("; the time is that of the last commit" if time else "")
        group = login if roster.in_group(login) else ""
        for file in files:
            path = file.path.relative_to(folder)
            yield Claim(file, folder, login, path, why, handed_in=time, group=group)
