"""Gradescope: `assignment_<n>_export/`, a folder a submission, and submission_metadata.yml.

The YAML says of each folder who submitted it, when, and what was submitted before. Several
submitters are a group: the work is each one's. A student's id is the SID where all have one, else
the email address where all have one, else the name.

Source: the exports that public tools read; text is kept as it stands, so that 007 stays 007.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from autograder.collecting.claim import CannotCollect, Claim, Left
from autograder.collecting.download import Download
from autograder.collecting.roster import Roster
from autograder.grading.entries import Unreadable
from autograder.plain_text import line

ROSTER_IDS = ("SID", "Email")
METADATA = PurePosixPath("submission_metadata.yml")
MAX_METADATA_BYTES = 64 * 2**20
KINDS = {":sid": "SID", ":email": "email address", ":name": "name"}


def unwrapped(download: Download, roster: Roster) -> Download:
    """Return the download without folders round it."""
    return download.unwrapped(lambda name: name.startswith("submission_"))


def claims(download: Download, roster: Roster) -> Iterator[Claim | Left]:
    """Yield whose each file is. Raises CannotCollect."""
    metadata = read_metadata(download)
    kind = kind_of_id(metadata, roster)
    yield Left(METADATA, "Gradescope's list of submissions", known=True)
    there = {file.path.parts[0] for file in download.files}
    for folder, facts in metadata.items():
        if folder not in there:
            ids = tuple(one[kind] for one in facts[":submitters"])
            names = ", ".join(map(line, ids))
            words = f"{METADATA} says that {names} handed it in, and it is not in the download"
            yield Left(PurePosixPath(folder), words, perhaps=ids)
    for file in download.files:
        folder = file.path.parts[0]
        if folder not in metadata:
            continue
        item = PurePosixPath(folder)
        facts = metadata[folder]
        submitters = facts[":submitters"]
        inside = file.path.relative_to(item)
        members = tuple(one[kind] for one in submitters) if len(submitters) > 1 else ()
        why = f"the {KINDS[kind]} in {METADATA}"
        if earlier := facts.get(":history"):
            why += f"; {len(earlier)} earlier in Gradescope"
        for one in submitters:
            yield Claim(
                file,
                item,
                one[kind],
                inside if inside.parts else PurePosixPath(folder),
                why,
                name=one.get(":name", ""),
                handed_in=str(facts.get(":created_at", "")),
                members=members,
            )


def read_metadata(download: Download) -> Mapping[str, Any]:
    """Return what the YAML says of each folder, without what has no submitter.

    Raises CannotCollect.
    """
    found = next((file for file in download.files if file.path == METADATA), None)
    if found is None:
        raise CannotCollect(
            f"There is no {METADATA} in the download; {download.a_few()} is there. Give what "
            "Export Submissions made, whole."
        )
    try:
        text = found.entry.read(MAX_METADATA_BYTES).decode("utf-8-sig")
        plain = yaml.load(text, yaml.BaseLoader)  # which knows nothing but text
        return {
            folder: facts
            for folder, facts in plain.items()
            if isinstance(facts[":submitters"], list)
            and facts[":submitters"]
            and all(isinstance(one, dict) for one in facts[":submitters"])
        }
    except (Unreadable, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise CannotCollect(f"{METADATA} cannot be read{where_in(error)}. Export again.") from error


def where_in(error: Exception) -> str:
    """Return where in the YAML something is wrong, "" where the error does not tell."""
    mark = getattr(error, "problem_mark", None)
    return f", from line {mark.line + 1} on" if mark else ": it is no list of submissions"


def kind_of_id(metadata: Mapping[str, Any], roster: Roster) -> str:
    """Return which of KINDS names students, the same for all. Raises CannotCollect."""
    submitters = [one for facts in metadata.values() for one in facts[":submitters"]]
    kinds = [kind for kind in KINDS if all(one.get(kind) for one in submitters)]
    if roster:
        wanted = f":{roster.column}"
        kinds = [kind for kind in kinds if kind == wanted or wanted not in KINDS]
    if not kinds:
        raise CannotCollect(
            "Some students in the export have no SID, no email address or no name, so there is no "
            "one kind of id for all"
            + (f", and the roster names them by {roster.column}" if roster else "")
            + ". Complete them in Gradescope's roster and export again."
        )
    return kinds[0]
