"""Taking marks from other tables into ours: a spreadsheet, a collection, a quiz, formgrader.

What a person wrote here stays. Where the other table says something else, both are named and
nothing is taken; only what is new, or has changed there alone, comes over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.gradesheet.agreed import CONFLICT, THEIRS, Agreed, merged
from autograder.gradesheet.lateness import NoTime, as_time
from autograder.gradesheet.marks import (
    EXTRA,
    GROUP,
    HANDED_IN,
    NEEDED,
    NUMBERS,
    POINTS,
    TOTAL,
    BadMarks,
    Mark,
    Marks,
    fault,
    is_header,
    named,
)
from autograder.gradesheet.sheet import Gradesheet
from autograder.lab import Manual
from autograder.outcomes import Outcome
from autograder.plain_text import line, number
from autograder.results import Result
from autograder.table_cells import NoTable, as_number, read_rows, same_mark, text_cell, text_of
from autograder.understanding.answers import Answer

OF_COLLECTION = {"student", "status", "handed_in"}  # columns of collected.csv
COLLECTED = "collected"
QUIZ = "quiz"  # who says so
MOST_NAMES = 10


@dataclass
class Taking:
    """Marks with what is taken into them, how many those are, and what a person has to know."""

    sheet: Gradesheet
    results: Mapping[str, Result]
    by: str
    marks: dict[tuple[str, str, str], Mark] = field(default_factory=dict)
    taken: int = 0
    notes: list[str] = field(default_factory=list)

    @classmethod
    def into(cls, sheet: Gradesheet, results: Iterable[Result], by: str) -> "Taking":
        """Return a taking into the marks of a gradesheet. Raises BadMarks where some are broken:
        they would be lost when the table is written."""
        if sheet.marks.problems:
            raise BadMarks(f"Mend the table first. {sheet.marks.problems[0].words}.")
        marks = {mark.place: mark for mark in sheet.marks.rows}
        return cls(sheet, {result.student: result for result in results}, by, marks)

    def say(self, mark: Mark) -> None:
        """Take a mark in the place of what is there. Raises BadMarks where it makes no sense."""
        points = {question.id: question.points for question in self.sheet.lab.questions}
        if wrong := fault(mark, points):
            raise BadMarks(f"{named(mark)}: {wrong}.")
        self.marks[mark.place] = self.based(replace(mark, by=mark.by or self.by, row=0))
        self.taken += 1

    def offer(self, marks: Iterable[Mark], where: str) -> None:
        """Take the marks of a table; of what it says twice and differently neither."""
        offered: dict[tuple[str, str, str], list[Mark]] = {}
        for mark in marks:
            offered.setdefault(mark.place, []).append(mark)
        for first, *others in offered.values():
            other = next((one for one in others if not same_value(first, one)), None)
            if other is None:
                self.offer_one(first, where)
            else:
                self.notes.append(
                    f"{where}: {named(first)} is {line(first.value)} and also {line(other.value)}: "
                    "neither is taken."
                )

    def offer_one(self, mark: Mark, where: str) -> None:
        """Take a mark if there is none; name it if there is another."""
        here = self.marks.get(mark.place)
        if here is None:
            try:
                self.say(mark)
            except BadMarks as error:
                self.notes.append(f"{where}: {error}")
        elif not same_value(here, mark):
            self.notes.append(
                f"{named(mark)} is {line(here.value)} here and {line(mark.value)} in {where}: it "
                "stays as it is here."
            )

    def based(self, mark: Mark) -> Mark:
        """Return a mark with what it is said of: the machine's points, or the total without it."""
        result = self.results.get(mark.student)
        if result is None or mark.what not in (POINTS, TOTAL):
            return mark
        if mark.what == POINTS:
            rows = [one for one in self.sheet.rows_of(result, {}) if one.id == mark.question]
            machine = rows[0].machine if rows else None
            return replace(mark, base=exact(machine))
        others = Marks([one for one in self.marks.values() if one.what != TOTAL])
        score = self.sheet.marked(result, others.of(mark.student)).score
        return replace(mark, base=exact(score))

    # --------------------------------------------------------------------- from other tables

    def table(self, content: bytes, where: str) -> None:
        """Take what is new in a table: one of marks, a collection's, or a row a student and a
        column a question. Raises BadMarks."""
        try:
            header, *rows = read_rows(content, lambda row: bool({"student", "id"} & {*keys(row)}))
        except NoTable as error:
            raise BadMarks(f"{where} is {error}; expected a column student.") from error
        names = keys(header)
        cells = [dict(zip(names, map(text_of, row))) for row in rows if any(row)]
        if is_header(names):
            said = []
            for row in cells:
                student, what, question, value, reason, by = (
                    row.get(name, "") for name in (*NEEDED, "reason", "by")
                )
                said.append(Mark(student, what, question, value, reason, by))
            self.offer(said, where)
        elif {*names} >= OF_COLLECTION:
            self.collection(cells, where)
        else:
            self.spreadsheet(cells, names, where)

    def collection(self, rows: Sequence[Mapping[str, str]], where: str) -> None:
        """Take when each student handed in, and in which group."""
        latest: dict[str, str] = {}
        groups = []
        for row in rows:
            if row["status"] != COLLECTED:
                continue
            if group := row.get("group"):
                groups.append(Mark(row["student"], GROUP, value=group))
            time, known = row["handed_in"], latest.get(row["student"], "")
            if time and (not known or later(time, known)):
                latest[row["student"]] = time
        self.offer(groups, where)
        late = {row["student"] for row in rows if row.get("late") == "yes"} - latest.keys()
        if late:
            names = ", ".join(map(line, sorted(late)[:MOST_NAMES]))
            self.notes.append(
                f"{where} says that {len(late)} handed in late, and not when ({names}): give the "
                "days with --late-days, or nothing is taken off."
            )
        for student, time in latest.items():
            here = self.marks.get((student, HANDED_IN, ""))
            if here and here.by == COLLECTED and here.value != time:
                del self.marks[here.place]
            self.offer_one(Mark(student, HANDED_IN, value=time, by=COLLECTED), where)

    def quiz(self, answers: Sequence[Answer], points: float, reason: str) -> None:
        """Take extra points for what students knew of their own code, in the place of earlier ones.

        points  of who knew all
        reason  what the student reads; a sentence of its own if ""
        """
        found = []
        for student in self.results:
            own = [one for one in answers if one.student == text_cell(student)]
            waiting = sum(not one.marked for one in own)
            if waiting:
                self.notes.append(
                    f"{QUIZ}: {waiting} of {line(student)}'s {len(own)} questions have no answer "
                    "yet; type - where nothing was ticked. No points are taken."
                )
            if waiting or not own:
                continue
            knew = sum(one.knew for one in own)
            why = reason or f"Questions on your own code: {knew} of {len(own)} answered right."
            here = self.marks.get((student, EXTRA, ""))
            if here and here.by == QUIZ:
                del self.marks[here.place]
            found.append(Mark(student, EXTRA, "", exact(points * knew / len(own)), why, QUIZ))
        self.offer(found, QUIZ)

    def spreadsheet(
        self, rows: Sequence[Mapping[str, str]], names: Sequence[str], where: str
    ) -> None:
        """Take the points in a table such as grades.csv that are not those we have."""
        questions = {one.id.lower(): one for one in self.sheet.lab.questions}
        columns = [name for name in names if name in questions]
        if not columns:
            there = ", ".join(one.id for one in self.sheet.lab.questions)
            raise BadMarks(f"{where} has no column of a question; expected one of {there}.")
        found = []
        for row in rows:
            student = row.get("student") or row.get("id", "")
            result = self.results.get(student)
            if not student:
                continue
            if result is None:
                self.notes.append(f"{where}: {line(student)} has no result here.")
                continue
            now = self.sheet.marked(result)
            points = {one.id: one for one in now.questions}
            total = as_number(row.get("score", ""))
            if total is not None and not same_mark(total, now.score) and now.score is not None:
                self.notes.append(
                    f"{where}: {line(student)} has the score {number(total)}, here it is "
                    f"{number(now.score)}: no total is taken from a table. Say it with --total."
                )
            for column in columns:
                cell, question = row.get(column, ""), questions[column]
                have = points.get(question.id)
                marked = have if have and (have.outcome != Outcome.MANUAL) else None
                if not cell or (marked and same_mark(as_number(cell), round(marked.points, 4))):
                    continue
                reason = row.get("reason", "")
                if not isinstance(question, Manual) and not reason:
                    self.notes.append(
                        f"{where}: {line(student)} has {line(cell)} in {question.id}, by the "
                        f"machine {number(marked.points if marked else None)}: give the reason in "
                        "a column called reason."
                    )
                    continue
                found.append(Mark(student, POINTS, question.id, cell, reason))
        self.offer(found, where)

    def formgrader(
        self, grades: Iterable[tuple[str, str, float | None, float | None, str]], agreed: Agreed
    ) -> None:
        """Take hand grades, (student, question, points, extra credit, comment), that are new or
        have changed in formgrader alone."""
        for student, question, points, extra, comment in grades:
            for what, theirs in ((POINTS, points), (EXTRA, extra)):
                place = (student, what, question)
                here = self.marks.get(place)
                ours = here.number if here else None
                side = merged(agreed.get(place), ours, theirs)
                if side == CONFLICT:
                    self.notes.append(
                        f"{named(Mark(*place))} is {number(ours)} here and {number(theirs)} in "
                        "formgrader, and both have changed: nothing is taken. Make them the same "
                        "in one of the two."
                    )
                    continue
                if side == THEIRS and theirs is None:
                    del self.marks[place]
                    self.taken += 1
                elif side == THEIRS:
                    self.say(Mark(*place, exact(theirs), comment, "formgrader"))
                if side == THEIRS or merged(None, ours, theirs) == "same":
                    agreed.set(place, theirs)


def keys(row: Sequence[str]) -> list[str]:
    """Return the names of columns as they are compared."""
    return [cell.strip().lower() for cell in row]


def exact(value: float | None) -> str:
    """Return a number as the text of a cell, "" for none."""
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def same_value(one: Mark, other: Mark) -> bool:
    """Whether two marks say the same."""
    if one.what in NUMBERS:
        return same_mark(as_number(one.value), as_number(other.value))
    return one.value == other.value


def later(one: str, other: str) -> bool:
    """Whether a time is later than another; as text where they cannot be read as times."""
    try:
        return as_time(one) > as_time(other)
    except (NoTime, TypeError):
        return one > other


def lines_of(marks: Iterable[Mark]) -> Iterator[str]:
    """Yield what stands in a table of marks, a line each."""
    for mark in sorted(marks, key=lambda mark: mark.place):
        of = f" {mark.question}" if mark.question else ""
        reason = f" ({line(mark.reason, 200)})" if mark.reason else ""
        yield f"{line(mark.student)}: {mark.what}{of} {line(mark.value)}".rstrip() + reason
