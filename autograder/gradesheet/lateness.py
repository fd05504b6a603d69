"""Lateness: times as platforms write them, and how many days after a deadline they are."""

import math
import re
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
_WORDS = ("%A, %d %B %Y, %I:%M %p", "%b %d, %Y %I:%M %p")  # of Moodle and Brightspace in English
_TIME = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d?:\d\d)(?P<seconds>:\d\d)?(?:\.\d+)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d|[A-Za-z]+/[\w/+-]+)?"
)


class NoTime(ValueError):
    """A text is no time that can be read; the message quotes it and says what is expected."""


def as_time(text: str) -> datetime:
    """Return the time in a text; a day alone is its end. It has a zone if the text has.

    Raises NoTime.
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        for form in _WORDS:
            with suppress(ValueError):
                return datetime.strptime(text.strip(), form)
        raise NoTime(f"{text[:60]!r} is no time, expected 2026-11-21 23:59, perhaps with a zone")
    clock = (found["clock"] or "23:59").zfill(5)
    seconds = found["seconds"] or (":00" if found["clock"] else ":59")
    try:
        time = datetime.fromisoformat(f"{found['date']} {clock}{seconds}")
        return time.replace(tzinfo=zone_of(found["zone"])) if found["zone"] else time
    except (ValueError, OSError, KeyError) as error:  # as of a zone that is not known
        raise NoTime(f"{text[:60]!r} is no time ({error})") from error


def zone_of(text: str) -> timezone | ZoneInfo:
    """Return the zone that a time is written with: Z, an offset, or a name such as Asia/Seoul."""
    if text in ("Z", "UTC"):
        return timezone.utc
    if text[0] in "+-":
        hours, minutes = int(text[1:3]), int(text[-2:])
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if text[0] == "-" else offset)
    return ZoneInfo(text)


def days_late(handed_in: datetime, deadline: datetime, grace: timedelta) -> int:
    """Return how many days, begun ones counted whole, something came after a deadline.

    A time without a zone is one of the deadline's. Raises NoTime where only the other has one.
    """
    if handed_in.tzinfo is None:
        handed_in = handed_in.replace(tzinfo=deadline.tzinfo)
    elif deadline.tzinfo is None:
        raise NoTime("it has a time zone and the deadline has none: write the deadline with one")
    late = handed_in - deadline
    return 0 if late <= grace else math.ceil(late / DAY)
