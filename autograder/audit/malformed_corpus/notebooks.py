"""Notebooks that are none."""

import json

from autograder.audit.malformed_corpus.submission import NOTEBOOK, Malformed, file


def notebook(name: str, content: object, says: str = "not a readable notebook") -> Malformed:
    text = content if isinstance(content, (str, bytes)) else json.dumps(content)
    return file(
        f"notebook: {name}", NOTEBOOK, text if isinstance(text, bytes) else text.encode(), says
    )


CELL = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "x = 1"}

NOTEBOOKS = [
    notebook("empty", b""),
    notebook("text", b"I did it"),
    notebook("cut off", b'{"cells": [{"cell_type": "code", "sour'),
    notebook("a list", []),
    notebook("null", None),
    notebook("without cells", {"nbformat": 4}),
    notebook("of version 3", {"worksheets": [{"cells": [CELL]}], "nbformat": 3}),
    notebook("cells that are a number", {"cells": 7}),
    notebook("cells that are a dictionary", {"cells": {}}),
    notebook("cells that are text", {"cells": "abc"}),
    notebook("a cell that is null", {"cells": [None]}),
    notebook("a cell without source", {"cells": [{"cell_type": "code"}]}),
    notebook("a source of numbers", {"cells": [{**CELL, "source": 5}]}),
    notebook("NaN and infinity", b'{"cells": [], "x": NaN, "y": -Infinity}', ""),
    notebook("keys twice", b'{"cells": 1, "cells": []}', ""),
    notebook("19 MB of empty lists", b'{"cells": [' + b"[]," * 6_300_000 + b"[]]}"),
    notebook("19 MB of empty dictionaries", b'{"cells": [' + b"{}," * 6_300_000 + b"{}]}"),
    notebook("21 MB", b'{"cells": []' + b" " * 21 * 2**20 + b"}", "larger than 20 MB"),
    notebook("lists 10^5 deep", b"[" * 10**5 + b"]" * 10**5),
    notebook("a number of 10^5 digits", b'{"cells": [], "x": ' + b"1" * 10**5 + b"}"),
    notebook("not UTF-8", b'{"cells": [{"source": "\xff\xfe\xed\xa0\x80"}]}', ""),
    notebook("UTF-16", '{"cells": []}'.encode("utf-16"), ""),
    notebook("half surrogates", b'{"cells": [{"source": "\\ud800"}]}', ""),
    notebook(
        "outputs of 20 MB", {"cells": [{**CELL, "outputs": [{"text": "x" * 20_000_000}]}]}, ""
    ),
    notebook("of 100 MB", b" " * 100_000_000, "larger than 20 MB"),
]
