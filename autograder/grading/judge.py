"""Judge: what the answers to a question's cases are worth, and what to tell the student."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from autograder.grading.answers import Answer, Failure, Sent, read_answer
from autograder.isolate.inside.graded import MissingFunction
from autograder.lab import Checked
from autograder.oracle import Fingerprint, Oracle, Prepared
from autograder.results import Diagnosis, Property, QuestionResult
from autograder.student.checking.diagnose import answer_fingerprint, error_fingerprint
from autograder.student.checking.fingerprint import DIGITS, rounded
from autograder.student.checking.program import NotThere, WrongCount
from autograder.student.checking.verdict import Finding, findings
from autograder.student.language import N_, _, joined

NEXT_STEP = N_("Run check() in the notebook and compare shapes and values step by step.")

HASH_KEPT = 16

AGAIN = N_("Does anything remain from the calls before, or depend on chance?")


@dataclass(frozen=True)
class Judgement:
    """The verdict on one run of a question, before it is known whether it counts.

    explained  known mistakes that explain the answers
    seen       fingerprints of the answers where they are not all right, None where there was none
    sent       these answers, as they came
    """

    points: float
    outcome: str
    message: str
    properties: tuple[Property, ...]
    explained: tuple[str, ...] = ()
    seen: tuple[Fingerprint | None, ...] = ()
    sent: tuple[Sent, ...] = field(default=(), repr=False)

    @property
    def full(self) -> bool:
        return self.outcome == "passed"


def judge(
    oracle: Oracle,
    question: Checked,
    sent: Sequence[Sent],
    expected: Sequence[Prepared] | None = None,
) -> Judgement:
    """Compare a question's answers with what is expected.

    sent      what came of each case in turn, and then of one of them once more
    expected  what each of them expects, the reference's answers by default
    """
    answers = read_answers(oracle, question, sent)
    *cases, last = expected or (*oracle.cases[question.id], oracle.once_more[question.id])
    again = said_again(last)
    not_to_blame = others_files(oracle, question)
    found: list[Finding] = []
    for case, answer in zip((*cases, again), answers, strict=True):
        if isinstance(answer, Answer):
            found += findings(
                question.id,
                case.expected,
                answer.outputs,
                answer.watched,
                next_step_of(question) if case is not again else lambda name: _(AGAIN),
            )
        else:
            words = case.expected.words
            where = "" if answer.importing else joined(" (", words, ")")  # where nothing ran
            message = joined(question.id, where, ": ", failure_words(answer, not_to_blame))
            failed = [case.expected.tests] if case.expected.tests else case.expected.outputs
            found += [Finding(name, False, message) for name in failed]
    properties = weigh(question, found)
    points = sum(prop.points for prop in properties if prop.passed)
    failures = [answer for answer in answers if isinstance(answer, Failure)]
    passed = all(prop.passed for prop in properties)
    outcome = "passed" if passed else "partial" if points else outcome_of(failures, answers)
    return Judgement(points, outcome, first_message(properties), properties)


def recognised(
    oracle: Oracle, question: Checked, sent: Sequence[Sent], judgement: Judgement
) -> Judgement:
    """Return the verdict on answers that are not all right, with the mistakes that explain them."""
    answers = read_answers(oracle, question, sent)
    seen = tuple(
        fingerprint_of(*each) for each in zip(answers, oracle.asked(question.id), strict=True)
    )
    explained = tuple(oracle.explain(question.id, seen[:-1]))
    return replace(judgement, explained=explained, seen=seen, sent=tuple(sent))


def read_answers(oracle: Oracle, question: Checked, sent: Sequence[Sent]) -> list[Answer | Failure]:
    """Return the answers to a question's programs, read as plain data."""
    programs = oracle.programs(question.id)
    return [read_answer(each, program) for each, program in zip(sent, programs, strict=True)]


def said_again(case: Prepared) -> Prepared:
    """Return the case that is asked a second time under a name that says so."""
    name = _("{case}, asked once more").format(case=_(case.expected.case))
    return replace(case, expected=replace(case.expected, case=name))


def fingerprint_of(answer: Answer | Failure, case: Prepared) -> Fingerprint | None:
    """Return what an answer is recognised by, None where the code did not come to one."""
    if isinstance(answer, Answer):
        found: Fingerprint = answer_fingerprint(
            answer.outputs, answer.watched, case.expected.compare
        )
        return found
    if answer.kind == "error" and not answer.importing:
        of_error: Fingerprint = error_fingerprint(answer.type, answer.message, answer.function)
        return of_error
    return None


def next_step_of(question: Checked) -> Callable[[str], str]:
    """Return what tells a student where to go from a property that does not hold."""
    return lambda name: _(question.next_steps.get(name, NEXT_STEP))


def not_implemented(question: Checked, judgement: Judgement) -> Judgement:
    """Return the verdict on a question whose blank still holds only `pass`."""
    message = _(
        "{question}: not implemented yet. The blank in {file} still holds `pass`. "
        "Write your code between the banners."
    ).format(question=question.id, file=f"assignment/{question.file}")
    return Judgement(0, "not_implemented", message, judgement.properties)


def excused(question: Checked, cause: str) -> Judgement:
    """Return the verdict on a question that only shows again what another has paid for."""
    message = _("{question}: wrong only because of {cause}, which has paid for it.").format(
        question=question.id, cause=cause
    )
    return replace(full_marks(question), message=message)


def paid_before(question: Checked, judgement: Judgement, lost: Collection[str]) -> Judgement:
    """Return the verdict without what costs once and was lost before, if all values are right."""
    values_right = all(p.passed for p in judgement.properties if question.is_value(p.name))
    paid = set(question.once) & set(lost) if values_right else ()
    properties = tuple(
        Property(each.name, True, each.points) if each.name in paid else each
        for each in judgement.properties
    )
    if properties == judgement.properties:
        return judgement
    points = sum(each.points for each in properties if each.passed)
    outcome = "passed" if all(each.passed for each in properties) else "partial"
    message = first_message(properties)
    return replace(
        judgement, points=points, outcome=outcome, message=message, properties=properties
    )


def spoilt(question: Checked) -> Judgement:
    """Return the verdict on a question that is right but for earlier functions right alone."""
    message = _(
        "{question}: right with the reference's version of the functions it builds on, and not "
        "with yours, though each of them is right alone. Perhaps one changes an array that is "
        "needed later, or returns an unusual kind of array. It costs nothing."
    ).format(question=question.id)
    return replace(full_marks(question), message=message)


def derived(question: Checked) -> Judgement:
    """Return the verdict on gradients that are right for the student's own way forward."""
    message = _(
        "{question}: right for your own way forward, whose mistake is paid for elsewhere. "
        "It costs nothing here."
    ).format(question=question.id)
    return replace(full_marks(question), message=message)


def full_marks(question: Checked) -> Judgement:
    """Return the verdict on a question in which all is right."""
    properties = tuple(Property(name, True, pts) for name, pts in question.properties.items())
    return Judgement(question.points, "passed", "", properties)


def weigh(question: Checked, found: Sequence[Finding]) -> tuple[Property, ...]:
    """Return the question's properties with their points.

    A property holds when every finding about it does. Properties beside the values count only
    once all values are right: a stub that leaves its arguments alone has earned nothing.
    """
    outputs = [name for name in question.properties if question.is_value(name)]
    failed = {finding.property: finding.message for finding in reversed(found) if not finding.holds}
    seen = {finding.property for finding in found}
    values_right = all(name in seen and name not in failed for name in outputs)
    weighed = []
    for name, points in question.properties.items():
        holds = name in seen and name not in failed
        message = failed.get(name, "")
        if holds and name not in outputs and not values_right:
            holds, message = False, _("Counts once the values are right.")
        weighed.append(Property(name, holds, points, message))
    return tuple(weighed)


def outcome_of(failures: Sequence[Failure], answers: Sequence[Answer | Failure]) -> str:
    """Return the outcome of a question that earned nothing."""
    if any(failure.kind == "timeout" for failure in failures):
        return "timeout"
    return "error" if failures and len(failures) == len(answers) else "failed"


def first_message(properties: Sequence[Property]) -> str:
    """Return the message of the first property that does not hold."""
    return next((prop.message for prop in properties if not prop.passed), "")


def others_files(oracle: Oracle, question: Checked) -> list[str]:
    """Return the files that a question's function calls into: it hands them what they fail on."""
    lab = oracle.lab
    return [file for file in (*lab.kit_files, *lab.student_files) if file != question.file]


def error_words(failure: Failure, not_to_blame: Collection[str] = ()) -> str:
    """Return where an error came up and what it is.

    not_to_blame  files that only pass on what they were handed
    """
    where = ""
    file, line = failure.place(not_to_blame)
    if file and line:
        where = _("{file}, line {line}: ").format(file=file, line=line)
    return joined(where, f"{failure.type}: {failure.message}".removesuffix(": ").rstrip("."))


def failure_words(failure: Failure, not_to_blame: Collection[str] = ()) -> str:
    """Return what happened instead of an answer: what, where, and the next step."""
    error = error_words(failure, not_to_blame)
    doing = _("your code")
    if failure.importing:
        doing = _("importing assignment/{file}").format(file=failure.importing)
    if failure.told:
        message = _(
            "assignment/{file} cannot be imported, so this was not run. "
            "The message of {told} says why."
        )
    elif failure.kind == "timeout":
        message = _("{doing} did not finish in time. Look for a loop that never ends.")
    elif failure.kind == "crash":
        message = _(
            "{doing}: the process {ended}. Look for a call that ends the process, "
            "for recursion without end, and for arrays far larger than the inputs."
        )
    elif failure.importing:
        message = _(
            "assignment/{file} cannot be imported. {error}. "
            "Every question of this file needs it; import it in the notebook until that passes."
        )
    elif failure.type == MissingFunction.__name__:
        return missing_words(failure.message)
    elif failure.type == NotThere.__name__:
        return not_there_words(failure.message)
    elif failure.type == WrongCount.__name__:
        error = failure.message
        message = _("{error}. Return what its docstring lists, in that order.")
    else:
        message = _(
            "{error}. Run check() in the notebook: it shows the same error beside your code."
        )
    return message.format(
        doing=doing,
        ended=failure.message,
        error=error,
        file=failure.importing,
        told=failure.told,
    )


def missing_words(message: str) -> str:
    """Return what is said of a graded function that is not there; see `MissingFunction`."""
    module, name, nearest = [*message.split("|"), "", "", ""][:3]
    file = f"assignment/{module.replace('.', '/')}.py"
    if nearest:
        words = _(
            "{file} has no {name}; the nearest name there is {nearest}. "
            "Give it the name that the notebook uses."
        )
    else:
        words = _("{file} has no {name}. Give it back the name that the notebook uses.")
    return words.format(file=file, name=name, nearest=nearest)


def not_there_words(message: str) -> str:
    """Return what is said of a result that lacks a name; see `NotThere`."""
    name, kind, held = [*message.split("|"), "", ""][:3]
    if held:
        words = _("{name} is missing; there is only {held}. Put every result under its own name.")
    else:
        kind = _("an empty dictionary") if kind == "dict" else kind
        words = _(
            "{name} is missing; what came is {kind}. "
            "Put every result under its own name before it is returned."
        )
    return words.format(name=name, kind=kind, held=held)


def to_result(
    question: Checked,
    judgement: Judgement,
    diagnosis: Diagnosis | None,
    carried: bool,
    seconds: float,
) -> QuestionResult:
    """Return a judgement as a question's result."""
    unnamed = "" if judgement.full or diagnosis else hash_of(judgement.seen)
    return QuestionResult(
        id=question.id,
        title=question.title,
        points=judgement.points,
        max_points=question.points,
        outcome=judgement.outcome,
        carried=carried,
        message=judgement.message,
        diagnosis=diagnosis,
        properties=judgement.properties,
        seconds=round(seconds, 4),
        unnamed=unnamed,
    )


def hash_of(seen: Sequence[Fingerprint | None]) -> str:
    """Return a hash of answers, the same where they are equal up to rounding; "" of none."""
    if not any(seen):
        return ""
    text = json.dumps([rougher(each) for each in seen], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:HASH_KEPT]


def rougher(answer: Fingerprint | None) -> Fingerprint | None:
    """Return a fingerprint with a digit less: the last one may differ by how a sum was taken."""
    if answer is None or "error" in answer:
        return answer
    return {
        name: {**mark, "sums": rounded(mark["sums"], DIGITS - 1)} if mark.get("sums") else mark
        for name, mark in answer.items()
        if None not in mark.get("sums", ())
    }
