"""Evidence: trained weights, judged by the accuracy they reach on data the grader holds.

Training is not repeated. The weights are read without pickle, within limits, and evaluated here
by the definition of the network; the student's code plays no part.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from autograder.intake import Submission
from autograder.lab import Question
from autograder.results import Property, QuestionResult

MAX_HIDDEN = 20_000
INPUTS, CLASSES = 3072, 10
SHAPES = {"W1": (INPUTS, None), "b1": (None,), "W2": (None, CLASSES), "b2": (CLASSES,)}


class BadWeights(Exception):
    """The file does not hold weights of a two-layer net; the message is for the student."""


class EvaluationData:
    """The validation and test splits, loaded when the first weights are to be judged.

    folder  where the kit keeps data between runs
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def splits(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Split name to (X (N, 3072) float32, y (N,)), preprocessed as in the notebook."""
        with np.load(self._prepared(), allow_pickle=False) as stored:
            return {name: (stored[f"X_{name}"], stored[f"y_{name}"]) for name in ("val", "test")}

    @cached_property
    def source(self) -> str:
        """Which data it is: "cifar10" or "stand-in"."""
        from assignment import data_utils

        return str(data_utils.data_source())

    def _prepared(self) -> Path:
        """Return the file of the two splits, made once from the whole data set."""
        path = self.folder / f"evaluation-{self.source}.npz"
        if not path.exists():
            from assignment import data_utils

            data = data_utils.get_CIFAR10_data()
            arrays = {}
            for name in ("val", "test"):
                images = data[f"X_{name}"]
                arrays[f"X_{name}"] = images.reshape(len(images), -1).astype(np.float32)
                arrays[f"y_{name}"] = data[f"y_{name}"]
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part.npz")
            np.savez(part, **arrays)
            part.replace(path)
        return path


@dataclass(frozen=True)
class Weights:
    """The parameters of a two-layer net with H hidden units, float32.

    W1 (3072, H), b1 (H,), W2 (H, 10), b2 (10,)
    """

    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray

    def accuracy(self, X: np.ndarray, y: np.ndarray) -> float:
        """Return the share of the rows of X (N, 3072) whose highest score is their label's."""
        with np.errstate(all="ignore"):
            hidden = np.maximum(X @ self.W1 + self.b1, 0)
            scores = hidden @ self.W2 + self.b2
        return float(np.mean(np.argmax(scores, axis=1) == y))


def read_weights(name: str, content: bytes) -> Weights:
    """Return the weights in an .npz file. Raises BadWeights."""
    again = f"Save it again with save_weights in the notebook (expected W1 ({INPUTS}, H), b1 (H,), "
    again += f"W2 (H, {CLASSES}), b2 ({CLASSES},))."
    try:
        check_sizes(content)
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            missing = [key for key in SHAPES if key not in stored.files]
            if missing:
                raise BadWeights(f"{name}: {', '.join(missing)} is missing. {again}")
            arrays = {key: stored[key] for key in SHAPES}
    except BadWeights:
        raise
    except Exception as error:  # numpy and zipfile raise many kinds for what is no .npz
        reason = "it holds pickled objects" if "pickle" in str(error) else type(error).__name__
        raise BadWeights(f"{name} cannot be read as weights ({reason}). {again}") from error
    hidden = arrays["b1"].shape[0] if arrays["b1"].ndim == 1 else -1
    for key, shape in SHAPES.items():
        array = arrays[key]
        expected = tuple(hidden if size is None else size for size in shape)
        if array.dtype.kind not in "fiu" or array.shape != expected:
            raise BadWeights(
                f"{name}: {key} has shape {array.shape} and type {array.dtype}, expected numbers "
                f"of shape {expected_words(key)} for the same H everywhere. {again}"
            )
        if not np.all(np.isfinite(array)):
            raise BadWeights(f"{name}: {key} holds NaN or infinity: the training diverged. {again}")
    with np.errstate(all="ignore"):
        return Weights(**{key: array.astype(np.float32) for key, array in arrays.items()})


def check_sizes(content: bytes) -> None:
    """Raise BadWeights if the archive would expand beyond what weights need."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        expanded = sum(info.file_size for info in archive.infolist())
    if expanded > 8 * (INPUTS + CLASSES + 2) * MAX_HIDDEN:
        raise BadWeights("The file of weights expands to more than any net of this lab needs.")


def expected_words(key: str) -> str:
    sizes = ["H" if size is None else str(size) for size in SHAPES[key]]
    return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"


def judge_evidence(
    question: Question, submission: Submission, data: EvaluationData
) -> QuestionResult:
    """Return the verdict on a question that trained weights answer."""
    assert question.evidence is not None
    handed_in = [name for name in question.evidence.artefacts if name in submission.artefacts]
    best: QuestionResult | None = None
    for name in handed_in:
        verdict = judge_weights(question, name, submission.artefacts[name], data)
        if best is None or verdict.points > best.points:
            best = verdict
    if best is not None:
        return best
    name = question.evidence.artefacts[0]
    damaged = submission.problems.get(name)
    message = f"{question.id}: {damaged}" if damaged else (
        f"{question.id}: {name} is missing from the submission. "
        "Run the notebook's training cell, which saves it, and make the zip again."
    )
    outcome = "error" if damaged else "not_implemented"
    return result(question, 0, outcome, message)


def judge_weights(
    question: Question, name: str, content: bytes, data: EvaluationData
) -> QuestionResult:
    """Return the verdict on one file of weights; each split is worth the same."""
    assert question.evidence is not None
    try:
        weights = read_weights(name, content)
    except BadWeights as error:
        return result(question, 0, "error", f"{question.id}: {error}")
    properties = []
    share = question.points / len(question.evidence.thresholds)
    for split, threshold in question.evidence.thresholds.items():
        X, y = data.splits["val" if split == "validation" else split]
        accuracy = weights.accuracy(X, y)
        reached = accuracy >= threshold
        where = "the stand-in data" if data.source == "stand-in" else "CIFAR-10"
        message = "" if reached else (
            f"{question.id}: the weights in {name} reach {accuracy:.1%} on the {split} split of "
            f"{where}, expected {threshold:.0%} or more. Train longer or tune further, save the "
            "weights again, and check that they were trained on the same data."
        )
        properties.append(Property(f"{threshold:.0%} on the {split} split", reached, share, message))
    points = sum(prop.points for prop in properties if prop.passed)
    outcome = "passed" if points == question.points else "partial" if points else "failed"
    message = next((prop.message for prop in properties if not prop.passed), "")
    return result(question, points, outcome, message, tuple(properties))


def result(
    question: Question,
    points: float,
    outcome: str,
    message: str,
    properties: tuple[Property, ...] = (),
) -> QuestionResult:
    return QuestionResult(
        question.id, question.title, points, question.points, outcome, False, message, None, properties
    )
