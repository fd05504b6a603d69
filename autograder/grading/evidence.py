"""Evidence: trained weights, judged by the accuracy they reach on data the grader holds.

Training is not repeated. The weights are read without pickle, by a confined process, and evaluated
here by the definition of the network; the student's code plays no part.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.grading.evaluation_data import EvaluationData
from autograder.grading.intake import Submission
from autograder.grading.reader import Reader, TooCostly
from autograder.lab import Evidenced, Net
from autograder.outcomes import Outcome
from autograder.results import Property, QuestionResult
from autograder.student.language import Message, fact, joined, text_fact

MAX_HIDDEN = 5000  # students take hundreds; the grader computes with all of them
SPLITS = {"validation": "weights.validation", "test": "weights.test"}


class BadWeights(Exception):
    """The file does not hold weights of the net; the message is for the student."""


@dataclass(frozen=True)
class Weights:
    """The parameters of a net, float32.

    arrays      by name, in the shapes of the net
    trained_on  the data set the file names, "" if it names none
    """

    net: Net
    arrays: Mapping[str, np.ndarray]
    trained_on: str = ""

    def accuracy(self, X: np.ndarray, y: np.ndarray) -> float:
        """Return the share of the rows of X (N, D) whose highest score is their label's."""
        with np.errstate(all="ignore"):
            scores = self.net.scores(self.arrays, X)
        return float(np.mean(np.argmax(scores, axis=1) == y))


def read_weights(name: str, content: bytes, net: Net, reader: Reader) -> Weights:
    """Return the weights of a net in an .npz file. Raises BadWeights."""
    wanted = ", ".join(f"{key} {words_of_shape(shape)}" for key, shape in net.shapes.items())
    again = fact("weights.save_again", arrays=wanted)
    try:
        found, numbers = reader.read("weights", content, names=list(net.shapes))
    except TooCostly:
        found, numbers = {"error": "too large"}, bytearray()
    if "error" in found:
        reason = found["error"]
        if reason == "too large":
            raise BadWeights(fact("weights.too_large"))
        if reason == "pickle":
            reason = fact("weights.pickled")
        raise BadWeights(fact("weights.unreadable", name=name, reason=reason, again=again))
    missing = [key for key in net.shapes if key not in found]
    if missing:
        names = ", ".join(missing)
        raise BadWeights(fact("weights.lack", name=name, missing=names, again=again))
    shapes = {
        key: without_row_axis(shape, found[key]["shape"]) for key, shape in net.shapes.items()
    }
    hidden = hidden_units(net, shapes)
    for key, shape in net.shapes.items():
        expected = tuple(hidden if size is None else size for size in shape)
        if not found[key]["numbers"] or shapes[key] != expected:
            raise BadWeights(
                fact(
                    "weights.shape",
                    name=name,
                    key=key,
                    shape=shapes[key],
                    type=found[key]["dtype"],
                    expected=words_of_shape(shape),
                    again=again,
                )
            )
        if not found[key]["finite"]:
            raise BadWeights(fact("weights.not_finite", name=name, key=key, again=again))
    if hidden > MAX_HIDDEN:
        raise BadWeights(fact("weights.too_large"))
    arrays = split(numbers, shapes)
    trained_on = found.get("data", "")
    return Weights(net, arrays, trained_on)


def split(numbers: bytearray, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Return the arrays whose float32 numbers follow each other."""
    arrays, start = {}, 0
    for key, shape in shapes.items():
        count = math.prod(shape)
        arrays[key] = np.frombuffer(numbers, np.float32, count, start).reshape(shape)
        start += 4 * count
    return arrays


def hidden_units(net: Net, shapes: Mapping[str, tuple[int, ...]]) -> int:
    """Return H, as the first array that has it says; -1 where it has not."""
    for key, shape in net.shapes.items():
        if None in shape:
            found = shapes[key]
            return found[shape.index(None)] if len(found) == len(shape) else -1
    return 0


def without_row_axis(expected: Sequence[int | None], shape: Sequence[Any]) -> tuple[int, ...]:
    """Return the shape of biases (1, n) as (n,), and other shapes as they are.

    Such a net computes what it should; the shape has cost its part where the net was initialised.
    """
    is_row = len(expected) == 1 and len(shape) == 2 and shape[0] == 1
    return tuple(shape[1:] if is_row else shape)


def words_of_shape(shape: Sequence[int | None]) -> str:
    sizes = ["H" if size is None else str(size) for size in shape]
    return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"


class Trained:
    """The weights in one submission; each file is read once, each accuracy measured once."""

    def __init__(self, submission: Submission, data: EvaluationData, reader: Reader) -> None:
        self.submission = submission
        self.data = data
        self.reader = reader
        self._read: dict[str, Weights | BadWeights] = {}
        self._accuracies: dict[tuple[str, str], float] = {}

    def weights(self, name: str, net: Net) -> Weights:
        """Return the weights of a net in a file. Raises BadWeights."""
        if name not in self._read:
            try:
                content = self.submission.artefacts[name]
                self._read[name] = read_weights(name, content, net, self.reader)
            except BadWeights as error:
                self._read[name] = error
        found = self._read[name]
        if isinstance(found, BadWeights):
            raise found
        return found

    def has_read(self, name: str) -> bool:
        """Whether a file's weights were asked for before."""
        return name in self._read

    def accuracy(self, name: str, net: Net, source: str, split: str) -> float:
        """Return what the weights in a file reach on a split of a data set."""
        if (name, split) not in self._accuracies:
            images, labels = self.data.splits(source)[split]
            self._accuracies[name, split] = self.weights(name, net).accuracy(images, labels)
        return self._accuracies[name, split]


def judge_evidence(questions: Iterable[Evidenced], trained: Trained) -> dict[str, QuestionResult]:
    """Return the verdicts on the questions that trained weights answer, by id.

    The last questions ask for the best weights, which mostly answer the others as well.
    """
    return {each.id: judge_question(each, trained) for each in reversed(list(questions))}


def judge_question(question: Evidenced, trained: Trained) -> QuestionResult:
    """Return the verdict on one question: of its files, the best one.

    Files that were looked at already come first: the others may not be needed.
    """
    submission = trained.submission
    handed_in = [name for name in question.artefacts if name in submission.artefacts]
    verdicts: dict[str, QuestionResult] = {}
    for name in sorted(handed_in, key=lambda name: not trained.has_read(name)):
        verdicts[name] = judge_weights(question, name, trained)
        if verdicts[name].points == question.points:
            return verdicts[name]
    if handed_in:
        return max((verdicts[name] for name in handed_in), key=lambda verdict: verdict.points)
    name = question.artefacts[0]
    damaged = submission.problems.get(name)
    message = (
        joined(question.id, ": ", damaged)
        if damaged
        else fact("weights.missing", question=question.id, name=name)
    )
    outcome = Outcome.ERROR if damaged else Outcome.NOT_IMPLEMENTED
    return result(question, 0, outcome, message)


def judge_weights(question: Evidenced, name: str, trained: Trained) -> QuestionResult:
    """Return the verdict on one file of weights; each split is worth the same."""
    try:
        weights = trained.weights(name, question.net)
    except BadWeights as error:
        return result(question, 0, Outcome.ERROR, joined(question.id, ": ", error.args[0]))
    data, net = trained.data, question.net
    source = weights.trained_on if weights.trained_on in data.known else data.source
    if not data.has(source):
        called = text_fact(data.known[source])
        elsewhere = fact("weights.other_data", question=question.id, name=name, data=called)
        return result(question, 0, Outcome.MANUAL, elsewhere)
    properties = []
    share = question.points / len(question.thresholds)
    for split, threshold in question.thresholds.items():
        accuracy = trained.accuracy(name, net, source, split)
        reached = accuracy >= threshold
        message: Message = (
            ""
            if reached
            else too_low(question.id, name, data.known[source], split, accuracy, threshold)
        )
        words = fact(
            "weights.property",
            threshold=threshold,
            split=fact(SPLITS[split]),
            data=text_fact(data.known[source]),
        )
        properties.append(Property(words, reached, share, message))
    points = sum(prop.points for prop in properties if prop.passed)
    outcome = Outcome.PARTIAL if points else Outcome.FAILED
    if points == question.points:
        outcome = Outcome.PASSED
    message = next((prop.message for prop in properties if not prop.passed), "")
    verdict = result(question, points, outcome, message, tuple(properties))
    return replace(verdict, data=source)


def too_low(
    question_id: str, name: str, data: str, split: str, accuracy: float, threshold: float
) -> Message:
    """Return the message that an accuracy does not reach its threshold."""
    return fact(
        "weights.too_low",
        question=question_id,
        name=name,
        accuracy=accuracy,
        split=fact(SPLITS[split]),
        data=text_fact(data),
        threshold=threshold,
    )


def result(
    question: Evidenced,
    points: float,
    outcome: Outcome,
    message: Message,
    properties: tuple[Property, ...] = (),
) -> QuestionResult:
    return QuestionResult(
        question.id,
        question.title,
        points,
        question.points,
        outcome,
        message=message,
        properties=properties,
    )
