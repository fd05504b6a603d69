"""Text and numbers fit to be read by people, whoever wrote them: no markup, nothing that hides."""

import math
import re

from autograder.student.language import _

NO_NUMBER = "\u2013"

_TERMINAL_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
# Controls except tab and newline, invisible and bidirectional formatting, half surrogates (which
# UTF-8 cannot hold) and tags. Joiners U+200C and U+200D stay: names and emoji are spelt with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_PILE_OF_MARKS = re.compile(
    "([\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})"
    "[\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)


def tame(text: object, limit: int = 4000) -> str:
    """Return `text` fit to be read: at most `limit` characters, nothing that hides or reorders.

    Terminal escapes go; other control and formatting characters become U+FFFD, so that one sees
    that something was there. Costs no more for 50 MB than for a page.
    """
    whole = text if isinstance(text, str) else str(text)
    shown = _LINE_BREAK.sub("\n", _TERMINAL_ESCAPE.sub("", whole[: 2 * limit]))
    shown = _PILE_OF_MARKS.sub(r"\1", _UNSEEN.sub("\ufffd", shown)).strip()
    if len(shown) <= limit and len(whole) <= 2 * limit:
        return shown
    cut = _("[{count:,} characters in all]").format(count=len(whole))
    return f"{shown[:limit].rstrip()} … {cut}"


def line(text: object, limit: int = 80) -> str:
    """Return `text` as `tame` does, on one line: for names, ids and cells."""
    return " ".join(tame(text, limit).split())


def number(value: object) -> str:
    """Return a number with at most two decimals, none if it is whole; a dash if there is none."""
    amount = finite(value)
    if amount is None:
        return NO_NUMBER
    return f"{amount:.2f}".rstrip("0").rstrip(".")


def seconds(value: object) -> str:
    """Return a time in seconds as people say it: "0.42 s", "12 s", "3.3 min", "1.4 h"."""
    amount = finite(value)
    if amount is None or amount < 0:
        return NO_NUMBER
    if amount < 0.01:
        return _("under 0.01 s")
    if amount < 9.95:
        return _("{seconds:.2g} s").format(seconds=amount)
    if amount < 59.5:
        return _("{seconds:.0f} s").format(seconds=amount)
    if amount < 3570:
        return _("{minutes:.1f} min").format(minutes=amount / 60)
    return _("{hours:.1f} h").format(hours=amount / 3600)


def share(part: object, whole: object) -> float:
    """Return `part` / `whole` in percent, between 0 and 100; 0 where it makes no sense."""
    part, whole = finite(part), finite(whole)
    if part is None or not whole or whole < 0:
        return 0.0
    return min(100.0, max(0.0, 100.0 * part / whole))


def finite(value: object) -> float | None:
    """Return `value` as a float, or None where it is no finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None
