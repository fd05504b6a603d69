"""What does the function give if a number in it, or that it is called with, is another?

It is run so, and with other changes, whose results are the wrong options.
"""

import re

from ..edits import Edit, line_after, small_changes
from ..question import Draft
from ..trial import CannotRun

MOST_RUNS = 10
SHOWN = ("whole number", "tuple", "list", "text", "float")


def draft(study, random):
    """Yield a Draft for each change that makes it return something else, short as text."""
    before = result(study.usual)
    shown = all(look["text"] for _, look in study.record.arguments)
    if before is None or study.chance or not shown:  # nobody can tell without the numbers
        return
    told = [each for each in study.own if study.foreseen(each)]
    changes = [(each, edit) for each in told for edit in small_changes(study.function, each)]
    made = [
        ({"line": each.line, "code": after}, edit, [each.line])
        for each, edit in changes
        if (after := line_after(study.function, each, edit)) and len(after) <= 90
        if each.line == each.last
    ]
    for name, look in () if study.record.recursive else study.record.arguments:
        if look["kind"] == "whole number" and look["text"] and name in study.function.arguments:
            other = str(int(look["text"]) + 1)
            facts = {"line": 0, "name": name, "code": f"{name} = {other}"}
            made.append((facts, Edit(argument=(name, other)), [study.own[-1].line]))
    results = []
    for facts, edit, lines in random.sample(made, len(made))[:MOST_RUNS]:
        try:
            run = study.tried(edit)[0]
        except CannotRun:
            continue
        after = None if run.stopped else result(run)
        if after is not None and after != before:
            results.append((facts, after, lines))
    for facts, after, lines in results:
        others = [text for _, text, _ in results if text != after]
        near = [text for each in (after, before) for text in near_texts(each)]
        wrong = [("value", text) for text in (*others, *near) if text != after]
        yield Draft(facts, ("value", after), wrong, lines, first=[("value", before)])


def result(run):
    """Return what was returned as text, None where that is not short."""
    looks = run.record.looks.get((run.record.returned, "return"), [])
    return looks[0]["text"] if looks and looks[0]["kind"] in SHOWN else None


def near_texts(text):
    """Return texts of results that are near one: one of its whole numbers is one more or less."""
    if not re.fullmatch(r"[-\d(), \[\]]+", text):
        return []
    pieces = re.split(r"(-?\d+)", text)  # every second one is a number
    found = []
    for step in (1, -1, 2):
        for place in range(1, len(pieces), 2):
            number = str(int(pieces[place]) + step)
            found.append("".join([*pieces[:place], number, *pieces[place + 1 :]]))
    return found
