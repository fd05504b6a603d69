"""A line is written a little otherwise: what shape has what it makes then?"""

from ..edits import line_after, small_changes
from ..question import Draft
from .shape_after import near_shapes


def draft(study, random):
    """Yield a Draft for each small change after which a line makes an array of another shape."""
    told = [each for each in study.own if study.foreseen(each)]
    changes = [(each, edit) for each in told for edit in small_changes(study.function, each)]
    for statement, edit in random.sample(changes, len(changes)):
        after = line_after(study.function, statement, edit)
        if len(statement.writes) != 1 or statement.line != statement.last or len(after) > 90:
            continue
        key = (statement.number, statement.writes[0])
        before = study.record.looks.get(key, [])
        now = study.tried(edit)[0].record.looks.get(key, [])
        if not (len(before) == len(now) == 1 and before[0]["shape"] and now[0]["shape"]):
            continue
        old, new = tuple(before[0]["shape"]), tuple(now[0]["shape"])
        if old == new:
            continue
        real, near = near_shapes(study, new)
        real = [each for each in real if each != old]
        yield Draft(
            {"line": statement.line, "code": after, "name": statement.writes[0]},
            ("shape", new),
            [("shape", each) for each in (*real, *near) if each != old],
            [statement.line],
            first=[("shape", old)],
        )
