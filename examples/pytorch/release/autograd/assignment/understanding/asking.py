"""Which questions are asked of a function: different ideas, each fair, drawn by a seed."""

import random as randoms
import re
from dataclasses import replace

from .excerpt import gaps_in, shown_lines
from .question import OPTIONS, Question
from .reading import read_function
from .study import Study
from .templates import ON_ONE_CALL, ON_RESULTS, ON_WRITING, SPARE, TEMPLATES
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
    """Return up to `count` Questions of different templates, one of them on how it is written.

    First those on edits of different lines; then what is put off for one on how it is written.
    """
    study.edits = 0
    fit = sorted(set(TEMPLATES) - (ON_ONE_CALL if study.record.recursive else set()))
    order = random.sample(fit, len(fit))
    order.sort(key=lambda template: (template in SPARE, list(used).count(template)))
    asked = []
    for other_lines, writing in ((True, True), (False, True), (False, False)):
        for template in order:
            if len(asked) == count:
                return together(study.function, asked)
            if template in {each.template for each in asked}:
                continue
            is_last = len(asked) == count - 1
            if writing and is_last and not any(map(on_writing, (*asked, template))):
                continue
            question = first_fair(study, template, random, asked, other_lines)
            asked += [question] if question is not None else []
    return together(study.function, asked)


def on_writing(question):
    """Whether a question, or a template, is on how this code is written."""
    return getattr(question, "template", question) in ON_WRITING


def first_fair(study, template, random, asked, other_lines):
    """Return the first fair Question of a template, None if there is none.

    asked        those that stand beside it
    other_lines  whether it is to be on the edit of another line than theirs
    """
    drafts = TEMPLATES[template].draft(study, random)
    for _ in range(TRIES):
        try:
            made = next(drafts, None)
        except CannotRun:
            return None
        if made is None:
            return None
        question = finished(study, template, made, random)
        if question is not None and can_share(study.function, [question]):
            edits = edits_in(question, study.function)
            others = {each for other in asked for each in edits_in(other, study.function)}
            lines = {line for line, _ in edits} & {line for line, _ in others}
            if not (edits & others or (other_lines and lines)):
                return question
    return None


def finished(study, template, draft, random):
    """Return the Question of a Draft, with the lines it needs; None if it has too few options."""
    options = [draft.right]
    for each in (*draft.first, *draft.wrong):
        number = number_of(each)
        if each not in options and (number is None or number not in map(number_of, options)):
            options.append(each)
    options = options[:OPTIONS]
    if len(options) < OPTIONS:
        return None
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
        tuple(lines_for(study, template, draft)),
        (),
        study.arguments,
        draft.seen,
    )


def lines_for(study, template, draft):
    """Return the lines a Draft needs, with the line that returns where it asks what that gives."""
    returned = study.record.returned
    if template in ON_RESULTS and returned is not None and not study.is_lambda:
        lines = [*draft.lines, study.function.statements[returned].line]
        if shown_lines(study.function, lines) is not None:
            return lines
    return draft.lines


def edits_in(question, function):
    """Return (line, what would stand there) of each edit that a question is about, "" for nothing.

    Two questions on one edit would tell something of each other's answers.
    """
    facts = question.facts
    if question.template in ("left_out", "stops_where"):
        return {(facts["line"], "")}
    if question.template in ("changed", "shape_if_changed", "result_if"):
        return {(facts["line"], bare(facts["code"]))}
    if question.template == "equal_form":
        line = function.text[facts["line"] - 1]
        return {
            (facts["line"], bare(line.replace(facts["code"], form))) for _, form in question.options
        }
    return set()


def bare(code):
    """Return code without what does not tell one edit from another: spaces, brackets, comments."""
    return re.sub(r"[\s()]", "", code.partition("  #")[0])


def together(function, asked):
    """Return Questions with the lines that they show: the same ones, where those fit.

    Until then, their lines are those that they need.
    """
    groups = []
    for question in asked:
        if groups and can_share(function, [*groups[-1], question]):
            groups[-1].append(question)
        else:
            groups.append([question])
    return [each for group in groups for each in with_lines(function, group)]


def can_share(function, group):
    """Whether questions fit one listing that tells none of the answers."""
    shown = with_lines(function, group)
    return bool(shown) and not any(gives_away(each, shown_text(function, each)) for each in shown)


def with_lines(function, group):
    """Return questions with all lines that they show together, none where these are too many."""
    lines = shown_lines(function, sorted({line for each in group for line in each.lines}))
    if lines is None:
        return []
    gaps = tuple(gaps_in(function, lines))
    return [replace(each, lines=tuple(lines), gaps=gaps) for each in group]


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
