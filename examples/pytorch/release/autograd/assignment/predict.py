"""Predict, then look: keep what you expect of an experiment, and show it beside what came out.

    predict("saturation", "tanh saturates later than the sigmoid")   # before the experiment
    look_back("saturation")                                          # behind it

Nothing of this is graded. What you wrote first stays, in `predictions.json` beside the notebook: a
prediction is worth something only as long as the result is not known.
"""

import json
from pathlib import Path

from .language import _

FILE = "predictions.json"


def predict(experiment: str, expected: str) -> None:
    """Keep what you expect of an experiment.

    Inputs:
    - experiment: name of the experiment
    - expected: what you expect, in your own words; "" for nothing yet
    """
    kept = _kept()
    words = str(expected).strip()
    if words and words not in kept.setdefault(experiment, []):
        kept[experiment].append(words)
        try:
            Path(FILE).write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
        except OSError as error:
            print(_("Your prediction is not kept: {error}").format(error=error))
            return
    if kept.get(experiment):
        print(_("Kept. Now look."))
    else:
        print(_("Write between the quotes what you expect, and run this cell again."))


def look_back(experiment: str) -> None:
    """Show what you expected of an experiment: first, and then if you changed your mind.

    Inputs:
    - experiment: name of the experiment, as `predict` was given it
    """
    first, *later = _kept().get(experiment) or [""]
    if not first:
        print(_("You predicted nothing here. What surprises you in the result?"))
        return
    print(_("You expected: {words}").format(words=first))
    for words in later:
        print(_("Later you wrote: {words}").format(words=words))
    print(_("Where do the two differ, and why?"))


def _kept() -> dict[str, list[str]]:
    """Return the predictions of the file, by experiment; none where it cannot be read."""
    try:
        kept = json.loads(Path(FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {name: words for name, words in kept.items() if isinstance(words, list)}
