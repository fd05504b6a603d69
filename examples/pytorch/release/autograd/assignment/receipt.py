"""The receipt of a submission: what was in the zip, by SHA-256, and when it was made.

It stands beside the zip and is for the student to keep. `autograder receipt` tells whether a
submission is the one a receipt speaks of. It is no proof of the time: that is the clock of the
computer which made it.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

SCHEMA = 1


def make_receipt(
    lab: str, zip_name: str, zipped: bytes, files: Mapping[str, bytes]
) -> dict[str, Any]:
    """Describe a submission.

    Inputs:
    - lab: name of the lab
    - zip_name: name of the zip
    - zipped: content of the zip, bytes
    - files: dictionary of the name of each file in it to its content, bytes

    Returns:
    - receipt: dictionary that JSON can hold
    """
    return {
        "schema": SCHEMA,
        "lab": lab,
        "made": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "zip": {"name": zip_name, **_measured(zipped)},
        "files": [{"name": name, **_measured(files[name])} for name in sorted(files)],
    }


def write_receipt(receipt: Mapping[str, Any], path: str | Path) -> None:
    """Write a receipt as a JSON file, whole or not at all."""
    unfinished = f"{path}.unfinished"
    with open(unfinished, "w", encoding="utf-8") as file:
        json.dump(receipt, file, indent=1)
        file.write("\n")
    os.replace(unfinished, path)


def _measured(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
