"""Judge: what the answers to a question's cases are worth, and what to tell the student."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from autograder.grading.answers import Answer, Failure, Sent, read_answer
from autograder.isolate.inside.graded import MissingFunction
from autograder.lab import Checked
from autograder.oracle import Fingerprint, Oracle, Prepared
from autograder.outcomes import Outcome
from autograder.results import Diagnosis, Property, QuestionResult
from autograder.sentences import next_step_id
from autograder.student.checking.diagnose import answer_fingerprint, error_fingerprint
from autograder.student.checking.fingerprint import DIGITS, rounded
from autograder.student.checking.program import NotThere, WrongCount
from autograder.student.checking.verdict import Finding, findings
from autograder.student.language import Message, fact, joined

HASH_KEPT = 16


@dataclass(frozen=True)
class Judgement:
    """The verdict on one run of a question, before it is known whether it counts.

    explained  known mistakes that explain the answers
    seen       fingerprints of the answers where they are not all right, None where there was none
    sent       these answers, as they came
    """

    points: float
    outcome: Outcome
    message: Message
    properties: tuple[Property, ...]
    explained: tuple[str, ...] = ()
    seen: tuple[Fingerprint | None, ...] = ()
    sent: tuple[Sent, ...] = field(default=(), repr=False)

    @property
    def full(self) -> bool:
        return self.outcome == Outcome.PASSED


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
    again = asked_again(last)
    not_to_blame = others_files(oracle, question)
    found: list[Finding] = []
    for case, answer in zip((*cases, again), answers, strict=True):
        if isinstance(answer, Answer):
            found += findings(
                question.id,
                case.expected,
                answer.outputs,
                answer.watched,
                next_step_of(question) if case is not again else lambda name: fact("case.again"),
            )
        else:
            words = case.expected.words
            where = "" if answer.importing else joined(" (", words, ")")  # where nothing ran
            message = joined(question.id, where, ": ", failure_facts(answer, not_to_blame))
            failed = [case.expected.tests] if case.expected.tests else case.expected.outputs
            found += [Finding(name, False, message) for name in failed]
    properties = weigh(question, found)
    points = sum(prop.points for prop in properties if prop.passed)
    failures = [answer for answer in answers if isinstance(answer, Failure)]
    passed = all(prop.passed for prop in properties)
    outcome = Outcome.PARTIAL if points else outcome_of(failures, answers)
    if passed:
        outcome = Outcome.PASSED
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


def asked_again(case: Prepared) -> Prepared:
    """Return the case that is asked a second time under a name that says so."""
    name = fact("case.once_more", case=case.expected.named)
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


def next_step_of(question: Checked) -> Callable[[str], Message]:
    """Return what tells a student where to go from a property that does not hold."""
    return lambda name: fact(
        next_step_id(question.id, name) if name in question.next_steps else "question.next_step"
    )


def not_implemented(question: Checked, judgement: Judgement) -> Judgement:
    """Return the verdict on a question whose blank still holds only `pass`."""
    message = fact(
        "question.not_implemented", question=question.id, file=f"assignment/{question.file}"
    )
    return Judgement(0, Outcome.NOT_IMPLEMENTED, message, judgement.properties)


def excused(question: Checked, cause: str) -> Judgement:
    """Return the verdict on a question that only shows again what another has paid for."""
    message = fact("question.excused", question=question.id, cause=cause)
    return replace(full_marks(question), message=message)


def paid_before(question: Checked, judgement: Judgement, lost: Collection[str]) -> Judgement:
    """Return the verdict without what costs once and was lost before, if all values are right."""
    paid = set(question.once) & set(lost) if values_right(question, judgement) else ()
    properties = tuple(
        Property(each.name, True, each.points) if each.name in paid else each
        for each in judgement.properties
    )
    if properties == judgement.properties:
        return judgement
    points = sum(each.points for each in properties if each.passed)
    outcome = Outcome.PARTIAL
    if all(each.passed for each in properties):
        outcome = Outcome.PASSED
    message = first_message(properties)
    return replace(
        judgement, points=points, outcome=outcome, message=message, properties=properties
    )


def values_right(question: Checked, judgement: Judgement) -> bool:
    """Whether all values of a question are right, whatever else is wrong."""
    return all(each.passed for each in judgement.properties if question.is_value(str(each.name)))


def spoilt(question: Checked) -> Judgement:
    """Return the verdict on a question that is right but for earlier functions right alone."""
    message = fact("question.spoilt", question=question.id)
    return replace(full_marks(question), message=message)


def derived(question: Checked) -> Judgement:
    """Return the verdict on gradients that are right for the student's own way forward."""
    message = fact("question.derived", question=question.id)
    return replace(full_marks(question), message=message)


def full_marks(question: Checked) -> Judgement:
    """Return the verdict on a question in which all is right."""
    properties = tuple(Property(name, True, pts) for name, pts in question.properties.items())
    return Judgement(question.points, Outcome.PASSED, "", properties)


def weigh(question: Checked, found: Sequence[Finding]) -> tuple[Property, ...]:
    """Return the question's properties with their points.

    A property holds when every finding about it does. Properties beside the values count only
    once all values are right: a stub that leaves its arguments alone has earned nothing.
    """
    outputs = [name for name in question.properties if question.is_value(name)]
    failed = {finding.property: finding.message for finding in reversed(found) if not finding.holds}
    seen = {finding.property for finding in found}
    all_right = all(name in seen and name not in failed for name in outputs)
    weighed = []
    for name, points in question.properties.items():
        holds = name in seen and name not in failed
        message = failed.get(name, "")
        if holds and name not in outputs and not all_right:
            holds, message = False, fact("property.counts_later")
        weighed.append(Property(name, holds, points, message))
    return tuple(weighed)


def outcome_of(failures: Sequence[Failure], answers: Sequence[Answer | Failure]) -> Outcome:
    """Return the outcome of a question that earned nothing."""
    if any(failure.kind == "timeout" for failure in failures):
        return Outcome.TIMEOUT
    return Outcome.ERROR if failures and len(failures) == len(answers) else Outcome.FAILED


def first_message(properties: Sequence[Property]) -> Message:
    """Return the message of the first property that does not hold."""
    return next((prop.message for prop in properties if not prop.passed), "")


def others_files(oracle: Oracle, question: Checked) -> list[str]:
    """Return the files that a question's function calls into: it hands them what they fail on."""
    lab = oracle.lab
    return [file for file in (*lab.kit_files, *lab.student_files) if file != question.file]


def error_facts(failure: Failure, not_to_blame: Collection[str] = ()) -> Message:
    """Return where an error came up and what it is.

    not_to_blame  files that only pass on what they were handed
    """
    where: Message = ""
    file, line = failure.place(not_to_blame)
    if file and line:
        where = fact("failure.place", file=file, line=line)
    return joined(where, f"{failure.type}: {failure.message}".removesuffix(": ").rstrip("."))


def failure_facts(failure: Failure, not_to_blame: Collection[str] = ()) -> Message:
    """Return what happened instead of an answer: what, where, and the next step."""
    error = error_facts(failure, not_to_blame)
    doing = fact("failure.your_code")
    if failure.importing:
        doing = fact("failure.importing", file=failure.importing)
    if failure.told:
        return fact("failure.told_elsewhere", file=failure.importing, told=failure.told)
    if failure.kind == "timeout":
        return fact("failure.timeout", doing=doing)
    if failure.kind == "crash":
        return fact("failure.crash", doing=doing, ended=failure.ended)
    if failure.importing:
        return fact("failure.not_importable", file=failure.importing, error=error)
    if failure.type == MissingFunction.__name__:
        return missing_facts(failure.message)
    if failure.type == NotThere.__name__:
        return not_there_facts(failure.message)
    if failure.type == WrongCount.__name__:
        return fact("failure.wrong_count", error=failure.message)
    return fact("failure.error", error=error)


def missing_facts(message: str) -> Message:
    """Return what is found where a graded function is not there; see `MissingFunction`."""
    module, name, nearest = [*message.split("|"), "", "", ""][:3]
    file = f"assignment/{module.replace('.', '/')}.py"
    if nearest:
        return fact("failure.nearest_name", file=file, name=name, nearest=nearest)
    return fact("failure.no_function", file=file, name=name)


def not_there_facts(message: str) -> Message:
    """Return what is found where a result lacks a name; see `NotThere`."""
    name, kind, held = [*message.split("|"), "", ""][:3]
    if held:
        return fact("failure.only_others", name=name, held=held)
    came = fact("failure.empty_dictionary") if kind == "dict" else kind
    return fact("failure.nothing_named", name=name, kind=came)


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
