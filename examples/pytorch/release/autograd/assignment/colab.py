"""Google Colab: the notebook as it stands on the page, saved or not."""

import json
import sys


def notebook_on_the_page(seconds: float = 20) -> str | None:
    """Ask Colab for the notebook as it stands on the page.

    Inputs:
    - seconds: how long to wait for the answer

    Returns:
    - notebook: the text of a notebook file; None elsewhere, and where Colab does not answer
    """
    if "google.colab" not in sys.modules:
        return None
    try:
        from google.colab import _message  # no public function does this

        answer = _message.blocking_request("get_ipynb", timeout_sec=seconds)
        return json.dumps(answer["ipynb"], indent=1)
    except Exception:  # a private function may have gone; then the saved file is handed in
        return None
