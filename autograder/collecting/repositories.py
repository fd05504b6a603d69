"""Clones of students' repositories: whose each is, by its name.

A name ends with the student's login, and a login may hold hyphens. What stands before it is the
same for the whole class, so that is found once: from logins that are known, else from what all
names begin with. Then a login is all the rest, and `lab-x-ada` is not ada's.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from autograder.collecting.claim import File
from autograder.collecting.download import Download
from autograder.collecting.names import common_start
from autograder.collecting.roster import Roster, key

_TEAM = re.compile(r"(?:group|team)-?\d+", re.I)  # as Classroom 50 numbers them


def clones(download: Download) -> dict[PurePosixPath, list[File]]:
    """Return the files of each clone, by its folder.

    Where nothing is a clone any more, a folder with other folders beside it is one.
    """
    folders = {*download.repositories} or {
        PurePosixPath(file.path.parts[0]) for file in download.files if len(file.path.parts) > 1
    }
    found: dict[PurePosixPath, list[File]] = {folder: [] for folder in sorted(folders)}
    for file in download.files:
        for parent in file.path.parents:
            if parent in found:
                found[parent].append(file)
                break
    return found


def team(login: str, roster: Roster) -> str:
    """Return why what stands in a login's place is a team's name that nobody knows the members
    of, "" where it is not."""
    if not _TEAM.fullmatch(login) or roster.find(login) or roster.in_group(login):
        return ""
    return f"is the repository of {login}: a roster with the column group tells who that is"


def start_of(names: Sequence[str], logins: Collection[str]) -> tuple[str, str]:
    """Return what stands before the login in every name, and words on how that was found."""
    starts = Counter(
        name[: len(name) - len(login)]
        for name in names
        for login in logins
        if key(name).endswith(key("-" + login)) or key(name) == key(login)
    )
    if starts:
        most = max(starts.values())
        start = min((one for one in starts if starts[one] == most), key=len)
        return start, f"what follows {start} in the repository's name" if start else "its name"
    common = common_start(names, "-")
    if common:
        return common, f"what follows {common}, with which every repository's name begins"
    return "", "the repository's whole name: give a roster to tell the login in it"
