"""Whether the functions an experiment needs are written: experiments ask before they run."""

import inspect

from .checking.stub import blanks, is_blank
from .language import _


def ready(*functions):
    """Tell whether functions are written, and say which are not.

    Inputs:
    - functions: functions of the files you edit

    Returns:
    - ready: True if none of them still holds an empty blank
    """
    missing = [function for function in functions if _is_empty(function)]
    for function in missing:
        file = f"{function.__module__.replace('.', '/')}.py"
        message = _("{function} is not written yet. Write it in {file} first.")
        print(message.format(function=function.__qualname__, file=file))
    return not missing


def _is_empty(function):
    """Whether one of a function's blanks holds nothing but `pass`."""
    return any(is_blank(lines) for _, lines in blanks(inspect.getsource(function)))
