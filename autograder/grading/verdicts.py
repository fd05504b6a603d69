"""Verdicts: a class gives the same answers again and again; what was judged once stands.

What a question's answers are worth depends on nothing but their bytes. So the verdicts on the
latest ones are kept, and nobody who gives them again waits for them to be read and compared.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from autograder.grading.answers import Failure, Sent
from autograder.grading.judge import Judgement, judge, not_implemented, recognised
from autograder.oracle import Oracle

KEPT = 1000
MAX_BYTES = 2**16  # of the answers to one question; longer ones are not kept


class Verdicts:
    """The verdicts of one grader, in the language it speaks."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self._kept = lru_cache(KEPT)(self._judge)
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
            return not_implemented(self.oracle.lab[question_id], judgement)
        return recognise(question_id, tuple(sent), judgement)

    def _judge(self, question_id: str, sent: tuple[Sent, ...]) -> Judgement:
        return judge(self.oracle, self.oracle.lab[question_id], sent)

    def _recognise(
        self, question_id: str, sent: tuple[Sent, ...], judgement: Judgement
    ) -> Judgement:
        return recognised(self.oracle, self.oracle.lab[question_id], sent, judgement)
