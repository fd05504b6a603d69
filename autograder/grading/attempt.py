"""Attempt: one submission's questions, each tried so that one mistake costs its marks once."""

import time
from collections.abc import Sequence
from dataclasses import replace

from autograder.grading.answers import Failure, Sent
from autograder.grading.intake import Submission
from autograder.grading.judge import Judgement, excused, full_marks, spoilt, to_result
from autograder.grading.run import Opening, Session
from autograder.grading.untouched import is_untouched
from autograder.grading.verdicts import Verdicts
from autograder.lab import Question
from autograder.results import QuestionResult


class Attempt:
    """One submission's way through the questions that checks grade.

    A question is tried with the student's own functions first. If it fails and builds on earlier
    ones, it is tried again with the reference's in their place: one mistake costs its marks once,
    and a function that is right alone may still spoil what builds on it. Where a whole file
    cannot be imported, the reference's functions stand in for all of it from the start.

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
        self.explained: dict[str, tuple[str, ...]] = {}  # and by which known mistakes
        self.hanging: set[str] = set()  # questions whose functions do not finish
        self.broken: dict[str, Failure] = {}  # files that cannot be imported
        self.told: dict[str, str] = {}  # and the question whose message says why
        files = self.oracle.lab.student_files
        ahead = session.collect(opening)
        self.ahead = dict(zip(checked, ahead, strict=False))
        for file in () if ahead else files:
            failure = session.import_file(file, self._functions_of_broken(), sorted(self.broken))
            if failure:
                self.broken[file] = failure

    def question(self, question: Question) -> QuestionResult:
        """Return the verdict on one question."""
        started = time.perf_counter()
        wrong_before = [id for id in question.given if id in self.wrong]
        carried = bool(self.broken)
        judgement = self._try(question, ())
        begun = judgement.outcome != "not_implemented"
        if not judgement.full and begun and not self.broken:
            if wrong_before:
                with_given = self._with_given(question, wrong_before, judgement)
                if with_given.points >= judgement.points:
                    carried, judgement = True, with_given
            elif self._is_spoilt(question, judgement):
                carried, judgement = True, spoilt(question)
        if question.file in self.broken and judgement.outcome != "not_implemented":
            self.told.setdefault(question.file, question.id)
        if not judgement.full:
            self.wrong.add(question.id)
            self.explained[question.id] = judgement.explained
            cause = self._cause(question, judgement)
            if cause:
                carried, judgement = True, excused(question, cause)
        seconds = time.perf_counter() - started
        carried = carried and judgement.points > 0
        return to_result(self.oracle, question, judgement, carried, seconds)

    def _is_spoilt(self, question: Question, own: Judgement) -> bool:
        """Whether a question is right but for earlier functions that are right alone.

        Not looked at where a known mistake explains wrong numbers (of an error only the kind is
        known), and after a loop, which would be waited for twice. The earlier functions have to
        be right once more: those that only pretended for a while are not. They are asked first,
        because putting the reference's in place imports all files anew.
        """
        known = own.explained and own.outcome != "error"
        if not question.given or known or own.outcome == "timeout":
            return False
        still_right = all(self._try(self.oracle.lab[id], ()).full for id in question.given)
        return still_right and self._try(question, question.given).full

    def _with_given(
        self, question: Question, wrong_before: Sequence[str], own: Judgement
    ) -> Judgement:
        """Return the verdict with the reference's functions in place of the earlier ones.

        It need not be run where the answers are what right code gives after the known mistakes.
        """
        mistakes = [self.explained[id][0] for id in wrong_before if self.explained.get(id)]
        if (
            mistakes
            and len(mistakes) == len(wrong_before)
            and self.oracle.foretells(question.id, mistakes, own.seen)
        ):
            return full_marks(question)
        return self._try(question, question.given)

    def _cause(self, question: Question, judgement: Judgement) -> str:
        """Return the earlier question whose known mistake alone made this one wrong, or ""."""
        for id in judgement.explained:
            cause = self.oracle.known[id].question
            if id in self.explained.get(cause, ()) and self.oracle.follows(question.id, id):
                return cause
        return ""

    def _try(self, question: Question, given: tuple[str, ...]) -> Judgement:
        programs = self.oracle.programs(question.id)
        failure = self._foreseen(question, given)
        answers: list[Sent] = [failure] * len(programs) if failure else []
        if not answers and not given:
            answers = self.ahead.pop(question.id, [])
        if not answers:
            functions = [self.oracle.lab[id].function for id in given]
            functions += self._functions_of_broken()
            answers = self.session.ask(programs, functions, sorted(self.broken))
        if answers[-1] == Failure("timeout") and not given:
            self.hanging.add(question.id)
        lab, submission = self.oracle.lab, self.submission
        return self.verdicts.verdict(
            question.id, answers, lambda: is_untouched(lab, question, submission)
        )

    def _foreseen(self, question: Question, given: tuple[str, ...]) -> Failure | None:
        """Return the failure of a run that cannot succeed, rather than wait for it again."""
        if question.file in self.broken:
            told = self.told.get(question.file, "")
            return replace(self.broken[question.file], told=told)
        hanging = [id for id in question.given if id in self.hanging and id not in given]
        return Failure("timeout") if hanging else None

    def _functions_of_broken(self) -> list[str]:
        """Return the graded functions of the files that cannot be imported."""
        functions = [q.function for q in self.oracle.lab.questions if q.file in self.broken]
        return list(dict.fromkeys(functions))
