"""Run the audit and print its table; exit status 1 if any row falls short."""

import importlib
import sys
import time

from rich.console import Console
from rich.table import Table

PARTS = ("styles", "seeds", "misconceptions", "mutants", "attacks", "malformed", "killed")


def main() -> int:
    """Run every part, or those named on the command line; return the exit status."""
    fast = "--fast" in sys.argv
    chosen = [name for name in sys.argv[1:] if name in PARTS] or PARTS
    console = Console(soft_wrap=False)
    table = Table("audit", "holds", "of", "seconds")
    short = 0
    for part in chosen:
        start = time.monotonic()
        for row in importlib.import_module(f"tests.audit.{part}").audit(fast):
            seconds = f"{time.monotonic() - start:.0f}"
            table.add_row(row.name, str(row.reached), str(row.wanted), seconds)
            short += not row.holds
            for failure in row.failures[:20]:
                console.print(f"{row.name}: {failure}", markup=False, highlight=False)
    console.print(table)
    return 1 if short else 0


sys.exit(main())
