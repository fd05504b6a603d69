"""Attempt: one submission's questions, each tried so that one mistake costs its marks once."""

import time
from collections.abc import Sequence
from dataclasses import replace

from autograder.grading.answers import Failure, Sent
from autograder.grading.intake import Submission
from autograder.grading.judge import (
    Judgement,
    derived,
    excused,
    full_marks,
    paid_before,
    spoilt,
    to_result,
    values_right,
)
from autograder.grading.own_derivative import judge_by_own_forward
from autograder.grading.replacements import NOTHING, Functions, Replaced, is_known, replacements
from autograder.grading.request import Version
from autograder.grading.run import Opening, Session
from autograder.grading.untouched import is_untouched
from autograder.grading.verdicts import Verdicts
from autograder.lab import Checked
from autograder.outcomes import Outcome
from autograder.results import QuestionResult


class Attempt:
    """One submission's way through the questions that checks grade.

    A question is tried with the student's own functions first. If it fails, it is tried again with
    the reference's in place of what it builds on: of what is wrong first, of more only if that
    does not help. One mistake costs its marks once. Functions of a file that cannot be imported
    are replaced from the start.

    Nearly all submissions can be imported and run to their end, so the first tries of all
    questions were started together in the session; what that leaves open is tried alone.
    """

    def __init__(
        self,
        verdicts: Verdicts,
        session: Session,
        submission: Submission,
        checked: Sequence[str],
        opening: Opening,
    ) -> None:
        self.verdicts = verdicts
        self.oracle = verdicts.oracle
        self.session = session
        self.submission = submission
        self.wrong: set[str] = set()  # questions that are not fully right
        self.lost: dict[str, dict[str, str]] = {}  # by function: property, and who lost it first
        self.explained: dict[str, tuple[str, ...]] = {}  # and by which known mistakes
        self.carried: dict[str, Replaced] = {}  # questions right once this was replaced
        self.results: dict[str, QuestionResult] = {}
        self.deadly: dict[str, str] = {}  # functions that crash or hang, and which of both
        self.broken: dict[str, Failure] = {}  # files that cannot be imported
        self.told: dict[str, str] = {}  # and the question whose message says why
        ahead = session.collect(opening)
        self.ahead = dict(zip(checked, ahead, strict=False))
        self.changed = False  # whether the kit's files that the student changed are used
        self.needed_changes: list[str] = []  # by which files or questions
        for file in () if ahead else self.oracle.lab.student_files:
            failure = session.import_file(file, self._version(NOTHING))
            if failure and self._imports_with_changes(file):
                self.changed = True
                self.needed_changes.append(f"assignment/{file}")
            elif failure:
                self.broken[file] = failure
        if session.left_out and session.changed and not self.changed:
            self._leave_out_less_with_changes()

    def question(self, question: Checked) -> QuestionResult:
        """Return the verdict on one question."""
        if question.id not in self.results:
            self.results[question.id] = self._judged(question)
        return self.results[question.id]

    def _judged(self, question: Checked) -> QuestionResult:
        started = time.perf_counter()
        judgement, replaced = self._try(question, NOTHING), NOTHING
        if not judgement.full and judgement.outcome != Outcome.NOT_IMPLEMENTED:
            if question.file in self.broken:
                self.told.setdefault(question.file, question.id)
            elif not self._cause(question, judgement):
                judgement, replaced = self._remedied(question, judgement)
        given = self._functions(question.given)
        carried = bool((replaced.functions | self._functions_of_broken()) & given)
        carried |= replaced.own_forward
        if not judgement.full:
            self.wrong.add(question.id)
            self.explained[question.id] = judgement.explained
            cause = self._cause(question, judgement)
            lost = self.lost.setdefault(question.function, {})
            paid = paid_before(question, judgement, lost)
            if not cause and paid.full:
                cause = next(lost[str(p.name)] for p in judgement.properties if not p.passed)
            told = judgement.explained and not values_right(question, judgement)
            for each in judgement.properties:
                # A known mistake in the values costs all else with them, which it is not about.
                if not each.passed and not told:
                    lost.setdefault(str(each.name), question.id)
            carried |= bool(cause) or paid != judgement
            judgement = excused(question, cause) if cause else paid
        elif replaced != NOTHING:
            self.carried[question.id] = replaced
        carried = carried and judgement.points > 0
        why = None if judgement.full else self.verdicts.diagnosis(question.id, judgement)
        seconds = time.perf_counter() - started
        return to_result(question, judgement, why, carried, seconds)

    def _remedied(self, question: Checked, own: Judgement) -> tuple[Judgement, Replaced]:
        """Return the best verdict on a question that fails as it was handed in.

        With it, what was replaced for it. What is right only with the reference's in place of
        functions that are right alone has to be wholly right: else it is at fault itself.
        """
        for id in question.given:  # nearly all are earlier ones, and known
            self.question(self.oracle.lab.checked[id])
        wrong = self._wrong(question.given) | self._functions_of_broken()
        alone = not wrong & self._functions(question.given)
        tries = [(own, NOTHING)]
        for replaced in replacements(self.oracle, question, wrong, self._functions_of_broken()):
            if replaced.of_right and not self._deserves_more(question, own, wrong):
                break
            if self._is_foretold(question, replaced, own):
                judgement = full_marks(question)
            else:
                judgement = self._try(question, replaced)
            if judgement.full:
                return (spoilt(question) if alone else judgement), replaced
            if not alone:
                tries.append((judgement, replaced))
            whole = replaced.functions >= self.oracle.partners(wrong) - {question.function}
            if judgement.outcome == Outcome.TIMEOUT or (whole and is_known(judgement)):
                break  # more of the reference's would only show the same again
        if own.outcome != Outcome.TIMEOUT:
            by_own_forward = self._by_own_forward(question, wrong)
            if by_own_forward:
                known = next((judgement for judgement, _ in tries if is_known(judgement)), own)
                named = replace(by_own_forward, explained=known.explained, seen=known.seen)
                tries.append((named, Replaced(wrong, own_forward=True)))
        best, replaced = max(reversed(tries), key=lambda each: rank(each[0]))
        return self._with_changes(question, best, replaced)

    def _deserves_more(self, question: Checked, own: Judgement, wrong: Functions) -> bool:
        """Whether functions that are right may be at fault all the same.

        They have to be right once more: what only pretended for a while is not.
        """
        if own.outcome == Outcome.TIMEOUT or (is_known(own) and not wrong):
            return False
        asked = self.oracle.lab.checked
        right = [id for id in question.given if asked[id].function not in wrong]
        return all(self._try(asked[id], self.carried.get(id, NOTHING)).full for id in right)

    def _imports_with_changes(self, file: str) -> bool:
        """Whether a file can be imported with the kit's files that the student changed."""
        if not self.session.changed or self.changed:
            return False
        version = self._version(Replaced(changed=True))
        return self.session.import_file(file, version) is None

    def _leave_out_less_with_changes(self) -> None:
        """Take the kit's files that the student changed, if fewer statements fail with them."""
        session, before = self.session, self.session.left_out
        session.left_out = []
        for file in self.oracle.lab.student_files:
            session.import_file(file, self._version(Replaced(changed=True)))
        if len(session.left_out) < len(before):
            self.changed = True
            self.ahead = {}
            self.needed_changes += dict.fromkeys(each.file for each in before)
        else:
            session.left_out = before

    def _with_changes(
        self, question: Checked, judgement: Judgement, replaced: Replaced
    ) -> tuple[Judgement, Replaced]:
        """Return the verdict with the student's changed files of the kit, if all is right then."""
        if judgement.full or not self.session.changed or self.changed:
            return judgement, replaced
        with_changes = replace(replaced, changed=True)
        again = (
            self._try(question, with_changes) if judgement.outcome != Outcome.TIMEOUT else judgement
        )
        if not again.full:
            return judgement, replaced
        self.needed_changes.append(question.id)
        return again, with_changes

    def _is_foretold(self, question: Checked, replaced: Replaced, own: Judgement) -> bool:
        """Whether the answers are what right code gives after the known mistakes in `replaced`."""
        wrong = [id for id in question.given if id in self.wrong]
        mistakes = [self.explained[id][0] for id in wrong if self.explained.get(id)]
        return (
            bool(mistakes)
            and not self.broken
            and len(mistakes) == len(wrong)
            and replaced == Replaced(self._functions(wrong))
            and self.oracle.foretells(question.id, mistakes, own.seen)
        )

    def _by_own_forward(self, question: Checked, wrong: Functions) -> Judgement | None:
        """Return the verdict on gradients as those of the student's own way forward.

        Only where that is wrong: a layer's forward pass, or what the same function of a net
        gives in an earlier question.
        """
        forward = self.oracle.cache_of.get(question.function)
        before = [q.id for q in self.oracle.lab.on_function(question.function)]
        if forward not in wrong and not self.wrong & set(before):
            return None
        if forward in self._functions_of_broken():
            return None
        others = wrong - self.oracle.partners([forward] if forward else [])
        # A misspelt way forward is one all the same, and its cache the student's own.
        version = replace(self._version(Replaced(others)), nearest=True)
        judgement = judge_by_own_forward(
            self.oracle, question, lambda programs: self.session.ask(list(programs), version)
        )
        return derived(question) if judgement and judgement.full else judgement

    def _cause(self, question: Checked, judgement: Judgement) -> str:
        """Return the earlier question whose known mistake alone made this one wrong, or ""."""
        for id in judgement.explained:
            cause = self.oracle.known[id].question
            if id in self.explained.get(cause, ()) and self.oracle.follows(question.id, id):
                return cause
        return ""

    def _try(self, question: Checked, replaced: Replaced) -> Judgement:
        """Return the verdict on a question with the reference's functions in place of some."""
        programs = self.oracle.programs(question.id)
        failure = self._foreseen(question, replaced.functions)
        answers: list[Sent] = [failure] * len(programs) if failure else []
        if not answers and replaced == NOTHING:
            answers = self.ahead.pop(question.id, [])
        if not answers:
            answers = self.session.ask(programs, self._version(replaced))
        if replaced == NOTHING and not failure:
            self._note_deadly(question, answers)
        return self.verdicts.verdict(
            question.id, answers, lambda: is_untouched(question, self.submission)
        )

    def _note_deadly(self, question: Checked, answers: Sequence[Sent]) -> None:
        for kind in ("crash", "timeout"):
            if any(isinstance(sent, Failure) and sent.kind == kind for sent in answers):
                self.deadly[question.function] = kind

    def _foreseen(self, question: Checked, functions: Functions) -> Failure | None:
        """Return the failure of a run that cannot succeed, rather than wait for it again."""
        if question.file in self.broken:
            told = self.told.get(question.file, "")
            return replace(self.broken[question.file], told=told)
        given = self._functions(question.given) - functions
        hanging = any(self.deadly.get(function) == "timeout" for function in given)
        return Failure("timeout") if hanging else None

    def _version(self, replaced: Replaced) -> Version:
        """Return the version of the package in which this is replaced."""
        given = sorted(replaced.functions | self._functions_of_broken())
        beside = [
            name
            for name in given
            if (replaced.in_form or name.endswith(".__init__")) and name not in self.deadly
        ]
        without = sorted(self.broken)
        changed = replaced.changed or self.changed
        return Version(tuple(given), tuple(beside), tuple(without), changed)

    def _wrong(self, ids: Sequence[str]) -> Functions:
        """Return the functions of those of some questions that are not fully right."""
        return self._functions([id for id in ids if id in self.wrong])

    def _functions(self, ids: Sequence[str]) -> Functions:
        return frozenset(self.oracle.lab.checked[id].function for id in ids)

    def _functions_of_broken(self) -> Functions:
        """Return the graded functions of the files that cannot be imported."""
        checked = self.oracle.lab.checked.values()
        return frozenset(q.function for q in checked if q.file in self.broken)


def rank(judgement: Judgement) -> tuple[float, bool, bool, bool]:
    """Return what makes one verdict better for the student than another."""
    ran = judgement.outcome not in (Outcome.ERROR, Outcome.TIMEOUT)
    return judgement.points, ran, is_known(judgement), bool(judgement.explained)
