"""Which questions are asked of a function: different ideas, each fair, drawn by a seed."""

import random as randoms
import re

from .excerpt import shown_lines
from .question import OPTIONS, Question
from .reading import read_function
from .study import Study
from .templates import ON_ONE_CALL, ON_WRITING, SPARE, TEMPLATES
from .trial import Bench, CannotRun
from .wording import option_words

TRIES = 12  # drafts of one template


def questions_on(source, name, code, programs, open, seed, count, used=()):
    """Return up to `count` Questions on a function of a source, the same for the same seed.

    code, programs, open  see `trial.Bench`
    used                  templates that were asked already, on other functions: others come first

    Raises CannotRead and CannotRun, whose messages are `wording.py`'s reasons.
    """
    study = study_of(source, name, code, programs, open)
    return ask(study, randoms.Random(seed), count, used)


def study_of(source, name, code, programs, open):
    """Return the Study of a function of a source, which is run. Raises as `questions_on`."""
    function = read_function(source.replace("\r\n", "\n").replace("\r", "\n"), name)
    return Study(Bench(function, code, programs, open))


def ask(study, random, count, used=()):
    """Return up to `count` Questions of different templates, one of them on how it is written."""
    study.edits = 0
    fit = sorted(set(TEMPLATES) - (ON_ONE_CALL if study.record.recursive else set()))
    order = random.sample(fit, len(fit))
    order.sort(key=lambda template: (template in SPARE, list(used).count(template)))
    asked = []
    for template in order:
        last = len(asked) == count - 1
        if last and template not in ON_WRITING and not any(map(on_writing, asked)):
            continue
        question = first_fair(study, template, random, asked)
        if question is not None:
            asked.append(question)
        if len(asked) == count:
            return asked
    for template in order:  # what was put off for one on how it is written, which there is not
        if len(asked) < count and template not in {each.template for each in asked}:
            question = first_fair(study, template, random, asked)
            asked += [question] if question is not None else []
    return asked


def on_writing(question):
    """Whether a question is on how this code is written."""
    return question.template in ON_WRITING


def first_fair(study, template, random, asked):
    """Return the first fair Question of a template, None if there is none."""
    drafts = TEMPLATES[template].draft(study, random)
    for _ in range(TRIES):
        try:
            made = next(drafts, None)
        except CannotRun:
            return None
        if made is None:
            return None
        question = finished(study, template, made, random, asked)
        if question is not None and not gives_away(question, shown_text(study.function, question)):
            return question
    return None


def finished(study, template, draft, random, asked):
    """Return the Question of a Draft, None where it has too few options or too many lines."""
    wrong = [each for each in dict.fromkeys((*draft.first, *draft.wrong)) if each != draft.right]
    lines = shown_lines(study.function, draft.lines, [each.lines for each in asked])
    if len(wrong) < OPTIONS - 1 or lines is None:
        return None
    options = [draft.right, *wrong[: OPTIONS - 1]]
    if all(isinstance(number_of(option), float) for option in options):
        options.sort(key=number_of)
    else:
        random.shuffle(options)
    return Question(
        template,
        study.function.name,
        draft.facts,
        tuple(options),
        options.index(draft.right),
        tuple(lines),
        study.arguments,
        draft.seen,
    )


def number_of(option):
    """Return the number that an option is, by which people expect them in order; else None."""
    try:
        return float(option[1]) if option[0] in ("value", "line") else None
    except ValueError:
        return None


def shown_text(function, question):
    """Return the lines of a function that a question shows, as one text."""
    return "\n".join(function.text[line - 1] for line in question.lines)


def gives_away(question, code):
    """Whether the right answer stands in what is shown, and none of the others does.

    code  the lines that are shown; numbers of lines stand beside every one of them
    """
    told = [f"{shape or ''} {value or ''}" for _, _, shape, value in question.arguments]
    shown = "\n".join([code, *told])
    standing = [
        option[0] not in ("line", "argument") and stands_in(option_words(option), shown)
        for option in question.options
    ]
    return standing[question.right] and sum(standing) == 1


def stands_in(answer, text):
    """Whether an answer stands in a text, as a word of its own."""
    return re.search(rf"(?<![\w.]){re.escape(answer)}(?![\w.])", text) is not None
