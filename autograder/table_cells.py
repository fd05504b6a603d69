"""Cells of tables that people open in a spreadsheet: written safe, read as it saved them.

A spreadsheet calculates what begins like a formula, writes numbers with a comma where people do,
and saves in the encoding and with the separator of its user.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence

from autograder.plain_text import finite, line
from autograder.student.checking.source_text import decoded

# In ASCII and in the full width of East Asian input.
_FORMULA_STARTS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_NUMBER = re.compile(r"-?\d[\d.,]*|-?[.,]\d+")


class NoTable(ValueError):
    """A file is no table; the message says what it is."""


def text_cell(text: str, limit: int = 200) -> str:
    """Return `text` on one line, with an apostrophe before what a spreadsheet would calculate."""
    shown = line(text, limit)
    return f"'{shown}" if shown.startswith(_FORMULA_STARTS) else shown


def number_cell(value: object) -> float | int | str:
    """Return a number to at most four decimals, whole ones without any; "" where there is none."""
    number = finite(value)
    if number is None:
        return ""
    return int(number) if number.is_integer() else round(number, 4)


def text_of(cell: str) -> str:
    """Return the text that `text_cell` made a cell of."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text


def as_number(cell: str) -> float | None:
    """Return the number in a cell, None if it holds none: `90`, `90,00` and `1.090,00` are some.

    The last point or comma is the decimal mark, as it is to Canvas when it reads a file.
    """
    text = cell.strip()
    if not _NUMBER.fullmatch(text):
        return None
    *before, last = re.split("[.,]", text)
    return float("".join(before) + "." + last) if before else float(last)


def same_mark(one: float | None, other: float | None) -> bool:
    """Whether two marks are one to Canvas, which shows two decimals."""
    return one is not None and other is not None and round(abs(one - other), 6) <= 0.005


def read_rows(content: bytes, is_header: Callable[[Sequence[str]], bool]) -> list[list[str]]:
    """Return the rows of a table from its header on, whatever separates its cells.

    Raises NoTable.
    """
    text = decoded(content)[0].removeprefix("\ufeff")
    if "\0" in text:
        raise NoTable("no table of text. Save it as CSV")
    for delimiter in ",;\t":
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise NoTable(f"no table ({error}). Save it as CSV") from error
        if rows and is_header(rows[0]):
            return rows
    raise NoTable("without the header that is expected in its first row")
