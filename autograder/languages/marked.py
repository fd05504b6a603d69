"""Messages that are marked where they stand: `_("…")` in Python, `{% trans %}` in templates."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KEYWORDS = {"_": None, "N_": None, "gettext": None}
JINJA = {
    "extensions": "jinja2.ext.i18n",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}


MARKS = re.compile(rb"\b(?:%b)\s*\(" % b"|".join(word.encode() for word in KEYWORDS))


def marked(path: Path) -> Iterator[str]:
    """Yield the messages that are marked in a file, as Babel finds them."""
    from babel.messages.extract import extract_from_file

    is_template = path.suffix == ".j2"
    if not is_template and not MARKS.search(path.read_bytes()):
        return  # as most files: reading them word by word takes long
    options: dict[str, Any] = JINJA if is_template else {}
    method = "jinja2" if is_template else "python"
    for found in extract_from_file(method, str(path), keywords=KEYWORDS, options=options):
        text = found[1]
        if isinstance(text, str):
            yield text
