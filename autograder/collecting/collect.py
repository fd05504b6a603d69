"""A collection, from the path of a download to the folders made of it."""

import importlib
from collections.abc import Callable
from pathlib import Path

from autograder.collecting import PLATFORMS
from autograder.collecting.claim import CannotCollect
from autograder.collecting.download import Download
from autograder.collecting.placing import Collected, place
from autograder.collecting.plan import plan
from autograder.collecting.recognise import platform_of
from autograder.collecting.roster import Roster, read_roster


def collect(
    platform: str,
    path: Path,
    roster: Path | None,
    into: Path,
    each: Callable[[int, int], None] = lambda done, all: None,
) -> Collected:
    """Make one folder a student in `into` out of a platform's download, which stays as it is.

    each  called with how many of how many things are copied, as each is

    Raises CannotCollect where nothing can be made of it; then there is nothing in `into`.
    """
    module = importlib.import_module(f"{__package__}.{platform}")
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
        if platform == "folder" and (other := platform_of(download.tops())):
            raise CannotCollect(
                f"What is in {path} is named as {other} names a download, so a name is no "
                f"student's id. Collect it with: autograder collect {other} {path} …"
            )
        planned = plan(module.claims(download, known), download, known)
        if not any(item.files for item in planned):
            raise CannotCollect(
                f"Nothing in {path} is named as {platform} names what students hand in; "
                f"{download.a_few()} is there. Give the download as the platform made it, and its "
                f"platform: {', '.join(PLATFORMS)}."
            )
        return place(planned, into, download.wrapper, each)
