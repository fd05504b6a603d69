"""What you expected, beside what came out: an experiment teaches most where the two differ."""

from .language import _


def recall(expected):
    """Print what was expected before an experiment, under its result.

    Inputs:
    - expected: text or number; "" or None where nothing was written down
    """
    if expected in ("", None):
        print(_("You wrote down nothing that you expected: fill in the cell above next time."))
    else:
        print(_("You expected: {expected}").format(expected=expected))
