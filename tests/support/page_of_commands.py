"""A page of the documentation whose blocks are run and whose edits are applied."""

import re

FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.M | re.S)


def edit(file, text):
    """Apply a diff: of each piece between lines "@@", the old text is there exactly once."""
    source = file.read_text(encoding="utf-8")
    for hunk in re.split(r"^@@\n", text, flags=re.M):
        lines = hunk.splitlines(keepends=True)
        assert {line[0] for line in lines} <= {" ", "-", "+"}, hunk
        old = "".join(line[1:] for line in lines if line[0] != "+")
        new = "".join(line[1:] for line in lines if line[0] != "-")
        assert source.count(old) == 1, f"{file}: {source.count(old)} times there:\n{old}"
        source = source.replace(old, new)
    file.write_text(source, encoding="utf-8")
