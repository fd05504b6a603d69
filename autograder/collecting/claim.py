"""Claims: whose a file of a download is, as the platform's naming says it."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.grading.entries import Entry


class CannotCollect(Exception):
    """Nothing can be collected; the message is for the person who typed the command."""


@dataclass(frozen=True)
class File:
    """One file of a download.

    path   where it lies in the download, below wrapping folders
    entry  a way to its bytes
    """

    path: PurePosixPath
    entry: Entry


@dataclass(frozen=True)
class Claim:
    """A file of a download is a student's.

    item       what names the student: the file itself, or the folder it lies in
    student    the student's id as the platform writes it
    path       where it belongs in what the student handed in, under its original name
    name       the person's name in the download, "" if it has none
    late       "yes", "no", or "" where the download does not tell
    handed_in  when, as the download tells it
    attempt    orders a student's attempts as text; only the last one is collected
    group      the name of the group that handed it in
    members    ids of all who handed it in together, the student among them; empty for one alone
    why        by what the file was found to be the student's, and what is not sure
    """

    file: File
    item: PurePosixPath
    student: str
    path: PurePosixPath
    why: str
    name: str = ""
    late: str = ""
    handed_in: str = ""
    attempt: str = ""
    group: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Left:
    """Something in a download that is no student's work, or nobody can say whose.

    student  who it is about, "" if nobody
    known    whether it is the platform's own, and nobody needs to look at it
    perhaps  ids of those whose it may be: of them nobody can say that they handed in nothing
    """

    item: PurePosixPath
    why: str
    student: str = ""
    known: bool = False
    perhaps: tuple[str, ...] = ()
