"""Whether a calculation makes NumPy warn: of an overflow, a division by 0, or a nan."""

import numpy as np


def float_warnings(function, *args):
    """Call a function and tell whether NumPy had something to warn of.

    Numbers too small for a float become 0, which is no reason to warn.

    Inputs:
    - function: called with args; what it returns is not looked at
    - args: its arguments

    Returns:
    - warned: integer, 1 if there was an overflow, a division by 0 or an invalid value, else 0
    """
    kinds = []

    def note(kind, flag):
        kinds.append(kind)

    with np.errstate(over="call", divide="call", invalid="call", under="ignore", call=note):
        function(*args)
    return 1 if kinds else 0
