"""Templates of pages: what is filled in is escaped, what is missing is an error."""

import gettext
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from autograder import cache
from autograder.student.language import _


def environment(folder: Path) -> Environment:
    """Return what fills in the templates of a folder, in the language spoken at the moment.

    Compiling them takes longer than grading a submission, so that is kept.
    """
    kept = cache.folder(f"templates-{version('jinja2')}")
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=FileSystemBytecodeCache(str(kept)) if kept else None,
    )
    made.install_gettext_callables(_, gettext.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return made
