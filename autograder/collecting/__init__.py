"""Collecting: what a platform gives to download becomes one folder a student.

Each platform is a module here with three names. `ROSTER_IDS` are the columns of its class lists
that hold the ids in its downloads. `unwrapped(download, roster)` takes off folders that hold all of
it. `claims(download, roster)` yields a Claim for each file that is a student's, and a Left for what
is none. What a platform's module says nothing of fits nobody, and collected.csv says so.

    download   the files of a download, a folder or a zip, and nothing of it run or followed
    roster     who is in the class
    claim      whose a file is, and by what
    plan       claims of a class: attempts, groups, names that collide
    names      what a folder or file may be called
    placing    the folders, written
    table      collected.csv: what went where and why
"""

import importlib
from pathlib import Path

from autograder.collecting.claim import CannotCollect
from autograder.collecting.download import Download
from autograder.collecting.placing import Collected, place
from autograder.collecting.plan import plan
from autograder.collecting.roster import Roster, read_roster

PLATFORMS = {
    "canvas": "Download Submissions of an assignment",
    "moodle": "Download all submissions of an assignment, in folders or not",
    "blackboard": "Assignment File Download of the Grade Center",
    "brightspace": "Download of an assignment's folder, flat or in folders",
    "gradescope": "Export Submissions of an assignment",
    "classroom50": "the folder that gh teacher download makes",
    "git": "a folder of clones, as gh classroom clone student-repos makes it",
    "sakai": "Download All of an assignment",
    "folder": "a folder or a zip for each student, named by student id",
}


def collect(platform: str, path: Path, roster: Path | None, into: Path) -> Collected:
    """Make one folder a student in `into` out of a platform's download, which stays as it is.

    Raises CannotCollect where nothing can be made of it; then there is nothing in `into`.
    """
    module = importlib.import_module(f"{__name__}.{platform}")
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise CannotCollect(
            f"{into} is not empty. Collect into a new folder: what lies in one may have been "
            "worked on."
        )
    if path.is_dir() and path.resolve() in (into.resolve(), *into.resolve().parents):
        raise CannotCollect(f"{into} is inside the download. Collect into a folder beside it.")
    known = read_roster(roster, module.ROSTER_IDS) if roster else Roster.empty()
    with Download.open(path) as found:
        download = module.unwrapped(found, known)
        planned = plan(module.claims(download, known), download, known)
        if not any(item.files for item in planned):
            raise CannotCollect(
                f"Nothing in {path} is named as {platform} names what students hand in; "
                f"{download.a_few()} is there. Give the download as the platform made it, and its "
                f"platform: {', '.join(PLATFORMS)}."
            )
        return place(planned, into, download.wrapper)
