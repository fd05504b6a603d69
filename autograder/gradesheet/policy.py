"""The policy: how points become a total. `DIR/marks/policy.yaml`; each line may be missing.

deadline: 2026-11-21 23:59 Asia/Seoul
grace minutes: 10          # after which a day has begun
free late days: 2          # that cost nothing
percent a day: 10          # that each further day costs
percent of: points         # reached, or: maximum
most percent: 50           # that lateness costs
latest day: 7              # after it nothing counts
drop lowest: 1             # question, by its share of its points
extra credit: [bonus]      # questions whose points come on top
cap percent: 100           # of the lab's points, that a total has at most
best of: [../round_1]      # folders of results of other attempts: the best total counts
closing: Ask in the forum. # what every feedback page ends with
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from autograder.gradesheet.lateness import NoTime, as_time
from autograder.gradesheet.marks import FOLDER
from autograder.plain_text import line
from autograder.results import BadResult

NAME = "policy.yaml"
MAX_BYTES = 2**20


class BadPolicy(BadResult):
    """The policy cannot be used; the message says what to mend."""


@dataclass(frozen=True)
class Policy:
    """How points become a total; the defaults change nothing. Fields are called as the lines of
    the file, `_` for a space."""

    deadline: datetime | None = None
    grace_minutes: float = 0.0
    free_late_days: float = 0.0
    percent_a_day: float = 0.0
    percent_of: str = "points"
    most_percent: float = 100.0
    latest_day: float | None = None
    drop_lowest: int = 0
    extra_credit: tuple[str, ...] = ()
    cap_percent: float | None = None
    best_of: tuple[str, ...] = ()
    closing: str = ""


def read_policy(folder: Path, questions: Collection[str]) -> Policy:
    """Read the policy of a folder of results; one that changes nothing where there is no file.

    Raises BadPolicy.
    """
    path = folder / FOLDER / NAME
    try:
        content = path.open("rb").read(MAX_BYTES)
        plain = yaml.load(content.decode("utf-8-sig"), yaml.BaseLoader)  # which knows only text
    except FileNotFoundError:
        return Policy()
    except (OSError, ValueError, RecursionError) as error:
        raise BadPolicy(f"{path} cannot be read ({type(error).__name__}).") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise BadPolicy(f"{path}{where}: expected lines such as 'percent a day: 10'.") from error
    if plain in (None, ""):
        return Policy()
    if not isinstance(plain, Mapping):
        raise BadPolicy(f"{path}: expected lines such as 'percent a day: 10'.")
    settings = {}
    for name, value in plain.items():
        field = str(name).strip().replace(" ", "_")
        if field not in READ:
            known = ", ".join(one.name.replace("_", " ") for one in fields(Policy))
            raise BadPolicy(f"{path}: there is no {line(name)} in a policy, only {known}.")
        try:
            settings[field] = READ[field](value)
        except (NoTime, ValueError) as error:
            raise BadPolicy(f"{path}: {line(name)}: {error}.") from error
    policy = Policy(**settings)
    if unknown := {*policy.extra_credit} - {*questions}:
        there = ", ".join(questions)
        raise BadPolicy(
            f"{path}: extra credit: the lab has no question {line(min(unknown))}, only {there}."
        )
    counting = len({*questions} - {*policy.extra_credit})
    if not counting:
        raise BadPolicy(f"{path}: extra credit: no question is left to have points on top of.")
    if policy.drop_lowest >= counting:
        raise BadPolicy(
            f"{path}: drop lowest: {policy.drop_lowest} of {counting} questions leaves none; "
            f"expected at most {counting - 1}."
        )
    late = policy.percent_a_day or policy.latest_day is not None
    if late and not policy.deadline:
        raise BadPolicy(f"{path}: lateness costs points, so there must be a deadline.")
    return policy


def number(most: float = float("inf")) -> Callable[[Any], float]:
    """Return what reads a number from 0 to the most there may be."""

    def read(value: Any) -> float:
        try:
            found = float(value)
        except (TypeError, ValueError):
            found = -1.0
        if not 0 <= found <= most or found == float("inf"):
            upto = f" to {most:g}" if most != float("inf") else ""
            raise ValueError(f"expected a number from 0{upto}, got {line(value)}")
        return found

    return read


def whole(value: Any) -> int:
    """Return a whole number."""
    if not isinstance(value, str) or not value.isdecimal():
        raise ValueError(f"expected a whole number, got {line(value)}")
    return int(value)


def names(value: Any) -> tuple[str, ...]:
    """Return a list of names; one name alone is one, too."""
    several = [value] if isinstance(value, str) else value
    if not isinstance(several, list) or not all(isinstance(name, str) for name in several):
        raise ValueError(f"expected a list such as [one, other], got {line(value)}")
    return tuple(filter(None, several))


def one_of_two(value: Any) -> str:
    """Return what a percentage is of."""
    if value not in ("points", "maximum"):
        raise ValueError(f"expected points (those reached) or maximum, got {line(value)}")
    return str(value)


def words(value: Any) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise ValueError(f"expected a text, got {line(value)}")
    return value.strip()


def time(value: Any) -> datetime:
    """Return a time. Raises NoTime."""
    return as_time(str(value))


READ: Mapping[str, Callable[[Any], Any]] = {
    "deadline": time,
    "grace_minutes": number(),
    "free_late_days": number(),
    "percent_a_day": number(100),
    "percent_of": one_of_two,
    "most_percent": number(100),
    "latest_day": number(),
    "drop_lowest": whole,
    "extra_credit": names,
    "cap_percent": number(1000),
    "best_of": names,
    "closing": words,
}
