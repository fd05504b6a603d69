"""How questions look in a notebook: each answer opens to say whether it is right, and why."""

import html

from ..checking.render import COLOURS, QUIET, STYLE
from ..language import N_, _
from .wording import (
    arguments_words,
    option_words,
    question_code,
    question_words,
    seen_words,
)

LETTERS = "abcd"
MONO = "font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.88em"
HEADING = N_("{question}: how does your code work?")
PRACTICE = N_(
    "Practice only: nothing is counted, kept or sent. Think first, then open your answer."
)
IN_TEXT = N_('Answer with understand("{question}", "{letters}"), one letter for each question.')
RIGHT, WRONG = N_("Right."), N_("Not this one.")
THE_ANSWER = N_("It is ({letter}): {option}.")
KNEW = N_("{right} of {all} right.")


class Card:
    """Questions on one function, shown like a Report.

    question  id of the question of the lab
    asked     the Questions
    text      of the file that the function is in
    answers   letters, or None where they are not answered yet
    """

    def __init__(self, question, asked, text, answers=None):
        self.question = question
        self.asked = asked
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        given = [letter for letter in str(answers or "").lower() if letter in LETTERS]
        self.answers = given if answers is not None else None

    @property
    def right(self):
        """How many of the answers are right."""
        return sum(map(self.is_right, range(len(self.asked))))

    def is_right(self, place):
        """Whether an answer was given, and is right."""
        given = (self.answers or [])[place : place + 1]
        return given == [LETTERS[self.asked[place].right]]

    def code(self, question):
        """Return (number, line) of the lines a question shows, None where code is left out."""
        found = []
        for number in question.lines:
            found.append((number, self.lines[number - 1]))
            found += [None] if number in question.gaps else []
        return found

    def explained(self, question):
        """Return the right answer in words, and what was seen of the run."""
        option = question.options[question.right]
        words = _(THE_ANSWER).format(
            letter=LETTERS[question.right], option=option_words(option, question.facts)
        )
        return f"{words} {seen_words(question)}".strip()

    def __str__(self):
        lines = [_(HEADING).format(question=self.question)]
        before = None
        for number, question in enumerate(self.asked, 1):
            if question.lines != before:
                lines.append("")
                for each in self.code(question):
                    lines.append("     :" if each is None else f"{each[0]:6}  {each[1]}")
                lines.append(f"  {arguments_words(question)}")
                before = question.lines
            lines += ["", f"  {number}. {question_words(question)}"]
            lines += [f"        {code}" for code in [question_code(question)] if code]
            for letter, option in zip(LETTERS, question.options):
                lines.append(f"     ({letter}) {option_words(option, question.facts)}")
            if self.answers is not None:
                said = RIGHT if self.is_right(number - 1) else WRONG
                lines.append(f"     {_(said)} {self.explained(question)}")
                lines += [f"       {line}" for line in question.seen.split("\n") if line]
        if self.answers is None:
            letters = "abcd"[: len(self.asked)]
            lines += ["", _(IN_TEXT).format(question=self.question, letters=letters)]
        else:
            lines += ["", _(KNEW).format(right=self.right, all=len(self.asked))]
        return "\n".join(lines)

    def _repr_html_(self):
        parts = [f"<b>{html.escape(_(HEADING).format(question=self.question))}</b>"]
        parts.append(f"<div style='{QUIET}'>{html.escape(_(PRACTICE))}</div>")
        before = None
        for number, question in enumerate(self.asked, 1):
            if question.lines != before:
                parts += [self.listing(question)]
                before = question.lines
            parts.append(
                f"<div style='margin-top:.6em'><b>{number}. {marked(question_words(question))}</b>"
            )
            if question_code(question):
                parts.append(f"<div style='{MONO}'>{html.escape(question_code(question))}</div>")
            for place, option in enumerate(question.options):
                parts.append(self.answer(number, question, place, option))
            parts.append("</div>")
        if self.answers is not None:
            words = _(KNEW).format(right=self.right, all=len(self.asked))
            parts.append(f"<div style='margin-top:.6em'><b>{html.escape(words)}</b></div>")
        style = STYLE.format(colour=COLOURS["not started"])
        return f"<div style='{style}'>{''.join(parts)}</div>"

    def listing(self, question):
        """Return the lines that a question shows, and what the function is called with."""
        lines = "\n".join(
            "     ⋮" if each is None else f"{each[0]:6}  {each[1]}" for each in self.code(question)
        )
        called = html.escape(arguments_words(question))
        style = f"margin:.6em 0 .2em;{MONO};white-space:pre-wrap"
        code = f"<pre style='{style}'>{html.escape(lines)}</pre>"
        return f"{code}<div style='{QUIET}'>{called}</div>"

    def answer(self, number, question, place, option):
        """Return an answer that opens to say whether it is right."""
        words = f"({LETTERS[place]}) {marked(option_words(option, question.facts))}"
        is_right = place == question.right
        seen = ""
        if is_right and question.seen:
            seen = f"<pre style='margin:.2em 0;{MONO}'>{html.escape(question.seen)}</pre>"
        said = seen_words(question) if is_right else ""
        verdict = f"{_(RIGHT if is_right else WRONG)} {said}".strip()
        colour = COLOURS["passed" if is_right else "wrong"]
        given = (self.answers or [])[number - 1 : number] == [LETTERS[place]]
        is_open = " open" if given or (self.answers is not None and is_right) else ""
        return (
            f"<details{is_open} style='margin:.1em 0 .1em 1em'><summary>{words}</summary>"
            f"<div style='margin-left:1.2em;color:{colour}'>{marked(verdict)}</div>{seen}</details>"
        )


def marked(words):
    """Return words as HTML, with what stands between backticks as code."""
    parts = html.escape(words).split("`")
    if len(parts) % 2 == 0:
        return html.escape(words)
    return "".join(
        f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts)
    )
