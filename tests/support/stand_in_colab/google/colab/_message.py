"""Questions to the page: here, a notebook file that stands for what is on it."""

import json
import os
from pathlib import Path


def blocking_request(request_type, request="", timeout_sec=5, parent=None):
    page = os.environ.get("STAND_IN_PAGE")
    if request_type != "get_ipynb" or page is None:
        return None  # as the real one answers when the time is up
    return {"ipynb": json.loads(Path(page).read_text(encoding="utf-8"))}
