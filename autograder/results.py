"""Results: one JSON file a submission, written atomically; all pages and tables are views."""

import errno
import hashlib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder import words as words  # so that there are words for what is read
from autograder.outcomes import Outcome, Status
from autograder.student.language import Fact, Message, NoSentence, Said, facts_of, say, with_facts
from autograder.told import Told

SCHEMA = 2  # of 1, messages are words alone: they stay in the language they were made in
READABLE = (1, SCHEMA)
NOTEBOOK = "notebook"  # the property of a question of a person's: whether there is one to read
PREVIOUS = "previous"  # beside results/: those whose marks moved, as they were


class BadResult(Told):
    """A file that is not a result; the message names it."""


class NewerResult(BadResult):
    """A result that a newer kit wrote. It is refused, so that nothing of it is lost."""


class CannotWrite(Told):
    """A file cannot be written; the message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A known mistake that explains the outputs. `also` holds others that explain them equally."""

    id: str
    hint: Message
    also: tuple["Diagnosis", ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """One thing a question looks at: whether it holds, and the points it carries."""

    name: Message
    passed: bool
    points: float
    message: Message = ""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The verdict on one question.

    carried   right with the reference's earlier functions in place of the student's
    data      which data trained weights were judged on: "cifar10", "stand-in" or ""
    check     hash of everything of the question that decides its verdict
    runtime   the Python and NumPy it was judged under, "" where these are the grader's own
    unnamed   hash of wrong answers that nothing explains, "" where there are none
    """

    id: str
    title: str
    points: float
    max_points: float
    outcome: Outcome
    carried: bool = False
    message: Message = ""
    diagnosis: Diagnosis | None = None
    properties: tuple[Property, ...] = ()
    seconds: float = 0.0
    data: str = ""
    check: str = ""
    runtime: str = ""
    unnamed: str = ""


@dataclass(frozen=True)
class Result:
    """The verdict on one submission. A rejected one could not be read and scores 0.

    score         None where the grader failed: nobody's marks, and no questions
    stepped_down  why no stronger isolation was to be had, "" where this is the strongest
    made_with     the Python and NumPy that the submission says it was made with, "" if none
    passed_over   names of the student's other submissions, which do not count, "" if none
    """

    student: str
    lab: str
    status: Status
    score: float | None
    max_score: float
    message: Message
    questions: tuple[QuestionResult, ...]
    seconds: float
    isolation: str
    graded_with: Mapping[str, str] = field(default_factory=dict)
    stepped_down: str = ""
    made_with: str = ""
    passed_over: str = ""
    schema: int = SCHEMA

    @property
    def data(self) -> str:
        """Which data trained weights were judged on: "cifar10", "stand-in", both or ""."""
        return ", ".join(sorted({question.data for question in self.questions} - {""}))

    @property
    def language(self) -> str:
        """The language its messages are in."""
        return self.graded_with.get("language", "en")

    def to_dict(self) -> dict[str, Any]:
        """Return the result as the plain data of its JSON file."""
        plain = asdict(said(replace(self, graded_with=dict(self.graded_with))))
        return {"schema": plain.pop("schema"), **plain}

    def to_json(self) -> str:
        """Return the text of the JSON file: a line for each of the result's and each question."""
        facts = {**fields_of(self), "graded_with": dict(self.graded_with)}
        del facts["questions"]
        facts = {"schema": facts.pop("schema"), **facts}
        lines = [f"{as_json(name)}: {as_json(value)}" for name, value in facts.items()]
        questions = ",\n  ".join(as_json(question) for question in self.questions)
        return "{" + ",\n ".join([*lines, f'"questions": [\n  {questions}]']) + "}\n"

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Result":
        """Return the result of a JSON file's plain data. Raises KeyError or TypeError."""
        plain = _with_facts(plain)
        questions = tuple(_question(item) for item in plain["questions"])
        graded_with = {name: _once(value) for name, value in plain.get("graded_with", {}).items()}
        status = Status(plain["status"])
        made = {"status": status, "questions": questions, "graded_with": graded_with}
        return cls(**{**plain, **made})


def as_json(value: Any) -> str:
    """Return a value of a result as JSON on one line."""
    return json.dumps(value, default=fields_of, ensure_ascii=False)


def fields_of(value: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name, themselves: `asdict` copies what they hold.

    With "said", what the messages among them say, in no language.
    """
    plain = {field.name: getattr(value, field.name) for field in fields(value)}
    messages = {name: each for name, each in plain.items() if isinstance(each, (Said, Fact))}
    if not messages:
        return plain
    told = {name: facts_of(message) for name, message in messages.items()}
    return {**plain, **{name: str(each) for name, each in messages.items()}, "said": told}


def _with_facts(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as read from JSON, the messages among them with what they say."""
    found = dict(plain)
    for name, facts in found.pop("said", {}).items():
        found[name] = with_facts(found[name], facts)
    return found


def said(value: Any) -> Any:
    """Return a result, or a part of one, with its messages in the language spoken now.

    What is not known any more, as a hint that was taken out of a lab, stays as it was said.
    """
    if isinstance(value, (Said, Fact)):
        try:
            return say(facts_of(value))
        except NoSentence:
            return value
    if isinstance(value, tuple):
        return tuple(map(said, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    now = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
    new = {name: said(part) for name, part in now.items()}
    changed = {name: part for name, part in new.items() if part is not now[name]}
    return replace(value, **changed) if changed else value


def sayable(result: Result) -> bool:
    """Whether a result can be said in another language: of schema 1 there are words alone."""
    diagnoses = [question.diagnosis for question in result.questions if question.diagnosis]
    messages = [
        result.message,
        *(question.message for question in result.questions),
        *(each.message for question in result.questions for each in question.properties),
        *(each.hint for first in diagnoses for each in (first, *first.also)),
    ]
    return all(isinstance(message, (Said, Fact)) for message in messages if message)


def _question(plain: Mapping[str, Any]) -> QuestionResult:
    plain = _with_facts(plain)
    diagnosis = _diagnosis(plain["diagnosis"]) if plain["diagnosis"] else None
    properties = tuple(_property(**_with_facts(item)) for item in plain.get("properties", ()))
    facts = {name: _once(value) for name, value in plain.items() if type(value) is str}
    made = {"diagnosis": diagnosis, "properties": properties, "outcome": Outcome(plain["outcome"])}
    return QuestionResult(**{**plain, **facts, **made})


# A class of thousands has a few hundred different texts and properties; each is in memory once.


@lru_cache(10_000)
def _once(text: str) -> str:
    return text


@lru_cache(10_000, typed=True)  # or True would be 1
def _property(name: str, passed: bool, points: float, message: str = "") -> Property:
    return Property(name, passed, points, message)


def _diagnosis(plain: Mapping[str, Any]) -> Diagnosis:
    plain = _with_facts(plain)
    also = tuple(_diagnosis(item) for item in plain.get("also", ()))
    return Diagnosis(plain["id"], plain["hint"], also)


MAX_NAME_BYTES = 120  # what is left for suffixes, and on file systems that encrypt names


def safe_name(student: str) -> str:
    """Return a file name for a student id: itself if it can be one, else cleaned and a hash.

    Names of different ids differ on every file system, also where it takes Ada for ada and one
    way to write an accented letter for another.
    """
    plain = unicodedata.normalize("NFC", student[:200])
    cleaned = re.sub(r"[^\w.@+-]", "_", plain).strip(".")
    cleaned = cleaned.encode("utf-8", "replace")[:MAX_NAME_BYTES].decode("utf-8", "ignore")
    reserved = cleaned.split(".")[0].lower() in ("con", "prn", "aux", "nul", "com1", "lpt1")
    hashed = re.search("-[0-9a-f]{10}$", student)  # it could be the cleaned name of another
    folded = cleaned == cleaned.lower() == cleaned.casefold()
    if cleaned == student and cleaned and folded and not reserved and not hashed:
        return cleaned
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{cleaned or 'student'}-{digest}"


_WHAT_TO_DO = {
    errno.ENOSPC: "Make room there",
    errno.EDQUOT: "Make room in your quota",
    errno.EFBIG: "Allow larger files (ulimit -f)",
    errno.EROFS: "Choose another folder, or mount it to be written to",
    errno.EACCES: "Make the folder yours to write to, or choose another",
    errno.EPERM: "Make the folder yours to write to, or choose another",
}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a failure to write a file into one that says what to do. Raises CannotWrite."""
    try:
        yield
    except OSError as error:
        action = _WHAT_TO_DO.get(error.errno or 0, "Mend that")
        raise CannotWrite(
            f"{path} cannot be written ({error.strerror or error}). {action} and run the same "
            "command again: whatever is graded is kept."
        ) from error


def write_text(path: Path, text: str) -> None:
    """Write a file atomically: it is there whole, or not at all. Raises CannotWrite."""
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file atomically: it is there whole, or not at all. Raises CannotWrite."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise


def write_result(result: Result, folder: Path) -> Path:
    """Write a result to `folder`/results/<student>.json and return its path."""
    path = folder / "results" / f"{safe_name(result.student)}.json"
    write_text(path, result.to_json())
    return path


def read_result(path: Path) -> Result:
    """Read one result. Raises BadResult, and NewerResult where a newer kit wrote it."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        schema = plain["schema"]
        if isinstance(schema, int) and schema > SCHEMA:
            raise NewerResult(
                f"{path} was written by a newer kit (schema {schema}, this one reads {SCHEMA}). "
                "Update this kit, or grade into another folder."
            )
        if schema not in READABLE:
            raise BadResult(
                f"{path} was written by an older kit (schema {schema}, this one reads {SCHEMA}). "
                "Grade its submission again."
            )
        return Result.from_dict({**plain, "schema": SCHEMA})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadResult(
            f"{path} is damaged or not a result of this kit ({type(error).__name__}). Grade its "
            "submission again, or move the file away."
        ) from error


def read_results(folder: Path) -> list[Result]:
    """Read every result of `folder`/results, in the order of student ids. Raises BadResult."""
    paths = sorted((folder / "results").glob("*.json"))
    return sorted((read_result(path) for path in paths), key=lambda result: result.student)
