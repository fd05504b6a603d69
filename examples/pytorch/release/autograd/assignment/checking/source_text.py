"""The text of a Python file, whatever encoding an editor saved it in.

Python reads UTF-8, or what a comment in the first two lines names. Editors on Korean Windows write
CP949 without saying so, and Notepad writes UTF-16 where it is asked for "Unicode".
"""

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMED = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
UNNAMED = ("utf-8", "cp949")
# Known to Python as text, and nothing anybody saves a file in; some take very long.
NO_FILES = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf_7"}


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file's bytes, and the name of the encoding that they are in.

    A byte-order mark decides, then the encoding the file names for itself, then which of UTF-8 and
    CP949 fits; what fits none of them is read as Latin-1, which fits everything.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding
    for encoding in (*named(content), *UNNAMED):
        try:
            return content.decode(encoding), encoding
        except (LookupError, UnicodeError):
            continue
    return content.decode("latin-1"), "latin-1"


def named(content: bytes) -> list[str]:
    """Return the encoding named in one of the first two lines, as a list of at most one."""
    for line in content.splitlines()[:2]:
        found = NAMED.match(line)
        if found:
            encoding = found[1].decode("ascii", "replace")
            return [encoding] if is_of_text(encoding) else []
    return []


def is_of_text(encoding: str) -> bool:
    """Whether Python knows an encoding, and it is one of text (rot13 and the like are not)."""
    try:
        codec = codecs.lookup(encoding)
        return codec._is_text_encoding and codec.name.replace("-", "_") not in NO_FILES
    except (LookupError, ValueError):
        return False


def is_read_by_python(content: bytes) -> bool:
    """Whether Python itself can import a file of these bytes, as far as its encoding goes."""
    text, encoding = decoded(content)
    if encoding in ("utf-16", "utf-32"):
        return False
    return encoding in ("utf-8", "utf-8-sig", *named(content)) and "\0" not in text
