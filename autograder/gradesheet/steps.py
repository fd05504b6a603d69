"""How a total comes about, step by step, in the language of the page."""

from autograder.gradesheet.marked import DROPPED, Marked, Step
from autograder.plain_text import line, number
from autograder.student.language import _


class Kind:
    """The kinds of steps."""

    SUM = "sum"
    LEFT_OUT = "left out"
    LATE = "late"
    TOO_LATE = "too late"
    ADDED = "added"
    CAP = "cap"
    SET = "set"
    ATTEMPT = "attempt"


def words(step: Step) -> str:
    """Return what a step is, as a sentence without its numbers of points."""
    facts = step.facts
    reason = line(facts.get("reason", ""), 400)
    if step.kind == Kind.SUM:
        return _("All questions together, of {most} points").format(most=number(facts["most"]))
    if step.kind == Kind.LEFT_OUT:
        questions = ", ".join(_(str(title)) for title in facts["questions"])  # type: ignore[attr-defined]
        most = number(facts["most"])
        if facts["why"] == DROPPED:
            return _("The lowest is left out ({questions}); the rest counts as {most}").format(
                questions=questions, most=most
            )
        return _("Excused from {questions}; the rest counts as {most}").format(
            questions=questions, most=most
        )
    if step.kind == Kind.LATE:
        said = _("Days late: {days}. They cost {percent} percent of {of}")
        if facts["free"]:
            said = _("Days late: {days}, free: {free}. The others cost {percent} percent of {of}")
        numbers = {name: number(facts[name]) for name in ("days", "free", "percent", "of")}
        return said.format(**numbers)
    if step.kind == Kind.TOO_LATE:
        said = _("Days late: {days}. After {latest} nothing counts")
        return said.format(days=number(facts["days"]), latest=number(facts["latest"]))
    if step.kind == Kind.CAP:
        said = _("No more than {percent} percent of the points")
        return said.format(percent=number(facts["percent"]))
    if step.kind == Kind.ATTEMPT:
        said = _("Your attempt in {folder} was better, and counts")
        return said.format(folder=line(facts["folder"]))
    said = _("Set by a person") if step.kind == Kind.SET else _("By a person")
    return f"{said}: {reason}" if reason else said


def told(result: Marked) -> list[str]:
    """Return the steps of a total that is more than a sum as lines of text, for programs."""
    if len(result.steps) < 2:
        return []
    first, *rest = result.steps
    lines = [f"{words(first)}: {number(first.total)}"]
    for step in rest:
        sign = "+" if step.change > 0 else "\N{MINUS SIGN}"
        lines.append(f"{words(step)}: {sign}{number(abs(step.change))} → {number(step.total)}")
    return lines


def said(result: Marked) -> list[str]:
    """Return all that people and the policy made of a result as lines of text, for staff."""
    lines = []
    for question in result.marked_questions:
        if question.mark and question.overridden:
            change = f"{number(question.machine)} \N{RIGHTWARDS ARROW} {number(question.points)}"
            reason = line(question.mark.reason, 400)
            lines.append(f"{question.id} {change} by a person" + (f": {reason}" if reason else ""))
    if result.excused:
        why = line(result.why_excused, 400)
        lines.append("excused from the lab" + (f": {why}" if why else ""))
    return lines + told(result)
