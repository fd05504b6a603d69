"""Verdicts: a class gives the same answers again and again; what was judged once stands.

What a question's answers are worth depends on nothing but their bytes. So the verdicts on the
latest ones are kept, and nobody who gives them again waits for them to be read and compared.
"""

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache

from autograder.grading.answers import Failure, Sent
from autograder.grading.explaining.explain import diagnosis_of
from autograder.grading.judge import Judgement, judge, not_implemented, recognised
from autograder.oracle import Oracle
from autograder.results import Diagnosis

LOGGER = logging.getLogger(__name__)
KEPT = 1000
MAX_BYTES = 2**16  # of the answers to one question; longer ones are not kept


class Verdicts:
    """The verdicts of one grader, in the language it speaks."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self._kept = lru_cache(KEPT)(self._judge)
        self._kept_diagnosis = lru_cache(KEPT)(self._diagnose)
        self._kept_recognised = lru_cache(KEPT)(self._recognise)

    def verdict(
        self, question_id: str, sent: Sequence[Sent], untouched: Callable[[], bool]
    ) -> Judgement:
        """Return the verdict on what came of a question's cases, in order.

        untouched  tells whether the question's blank still holds only `pass`; then a question
                   without a point is not implemented rather than wrong
        """
        size = sum(0 if isinstance(each, Failure) else len(each) for each in sent)
        judge, recognise = (
            (self._kept, self._kept_recognised)
            if size <= MAX_BYTES
            else (self._judge, self._recognise)
        )
        judgement = judge(question_id, tuple(sent))
        if judgement.full:
            return judgement
        if judgement.points == 0 and untouched():
            return not_implemented(self.oracle.lab.checked[question_id], judgement)
        return recognise(question_id, tuple(sent), judgement)

    def diagnosis(self, question_id: str, judgement: Judgement) -> Diagnosis | None:
        """Return what explains the answers of a verdict that is not full, None if nothing does."""
        size = sum(0 if isinstance(each, Failure) else len(each) for each in judgement.sent)
        explain = self._kept_diagnosis if size <= MAX_BYTES else self._diagnose
        return explain(question_id, judgement.sent, judgement.explained)

    def _judge(self, question_id: str, sent: tuple[Sent, ...]) -> Judgement:
        return judge(self.oracle, self.oracle.lab.checked[question_id], sent)

    def _recognise(
        self, question_id: str, sent: tuple[Sent, ...], judgement: Judgement
    ) -> Judgement:
        return recognised(self.oracle, self.oracle.lab.checked[question_id], sent, judgement)

    def _diagnose(
        self, question_id: str, sent: tuple[Sent, ...], explained: tuple[str, ...]
    ) -> Diagnosis | None:
        try:
            return diagnosis_of(self.oracle, self.oracle.lab.checked[question_id], sent, explained)
        except Exception:  # what is told is no mark's affair, and what came may be anything
            LOGGER.exception("explaining the answers to %s", question_id)
            return None
