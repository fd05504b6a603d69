"""What the documents promise to name, they name."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_library_has_its_reason_written_down():
    required = re.findall(r'"([\w.-]+)[><=]=?[\d]', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert {"numpy", "distributed", "hypothesis", "tqdm"} <= set(required)
    page = (ROOT / "docs" / "decisions" / "libraries.md").read_text("utf-8").lower()
    named = "\n".join(re.findall(r"^\| ([^|]+) \|", page, re.M))  # the table's first column
    assert [name for name in required if not re.search(rf"\b{name}\b", named)] == []
