"""Which platform a class folder comes from, by the names in it: it has to be collected first.

Else each name is taken for a student's id, and two attempts or a student's text for two students.
"""

from collections.abc import Sequence

from autograder.collecting import blackboard, brightspace, canvas, moodle

PLATFORMS = {
    "moodle": moodle.is_item,
    "blackboard": blackboard.is_item,
    "brightspace": brightspace.is_item,
    "canvas": canvas.is_item,
}


def platform_of(names: Sequence[str]) -> str:
    """Return the platform that most of some names come from, "" if none."""
    for platform, is_item in PLATFORMS.items():
        if 2 * sum(map(is_item, names)) > len(names):
            return platform
    return ""
