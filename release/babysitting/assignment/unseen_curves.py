"""Measures of recorded loss curves that nobody has shown you, to try borders on.

Real runs of a TwoLayerNet, a half of them on CIFAR-10. A curve is three shares of its first cost:
the highest cost after the first tenth of the steps, the average of the last tenth, the average of
the second tenth. What each run was like is known from its settings; it is written down so that
nobody reads it by accident.
"""

import base64

import numpy as np

from .diagnostics import BAD_INITIALISATION, GOOD, TOO_HIGH, TOO_LOW

KINDS = (GOOD, TOO_HIGH, TOO_LOW, BAD_INITIALISATION)


def measures(name):
    """Return the measures of a set of curves, "unseen" or "last", of shape (n, 3)."""
    return np.array(MEASURES[name].split(), dtype=float).reshape(-1, 3)


def known():
    """Return the measures of curves whose kind is known: {kind: array of shape (8, 3)}."""
    return {
        kind: np.array(text.split(), dtype=float).reshape(-1, 3) for kind, text in KNOWN.items()
    }


def told_by(borders, rows):
    """Return what borders say of curves.

    Inputs:
    - borders: dictionary with the borders "too_high", "too_low" and "bad_initialisation"
    - rows: array of measures, of shape (n, 3)

    Returns:
    - diagnoses: list of n of the four KINDS; the first border that is passed decides
    """
    names = {"too_high": TOO_HIGH, "too_low": TOO_LOW, "bad_initialisation": BAD_INITIALISATION}
    limits = [(borders[name], diagnosis) for name, diagnosis in names.items()]
    return [
        next((kind for share, (limit, kind) in zip(row, limits) if share > limit), GOOD)
        for row in rows
    ]


def score(borders, name):
    """Count how borders fare on curves that nobody has seen.

    Inputs:
    - borders: as `told_by` takes them
    - name: the set of curves, "unseen" or "last"

    Returns:
    - counts: dictionary from each of the four KINDS to a tuple (told rightly, in all)
    """
    truths = [KINDS[number] for number in base64.b64decode(HIDDEN[name])]
    told = told_by(borders, measures(name))
    return {
        kind: (
            sum(truth == kind == said for truth, said in zip(truths, told)),
            truths.count(kind),
        )
        for kind in KINDS
    }


HIDDEN = {
    "unseen": "AgMDAQEBAQIBAAEDAAICAQABAwMCAgMAAwIAAAMBAQI=",
    "last": "AgACAAEBAQMDAgMCAwECAgABAwABAQMDAgACAwE=",
}
MEASURES = {
    "unseen": """
    1.004 0.917 0.982  1.000 0.811 1.000  1.000 0.804 1.000  1.649 0.816 0.754
    1.383 0.818 0.826  1.312 0.870 0.932  1.959 0.732 0.788  1.000 0.935 0.977
    2.384 0.839 0.829  0.916 0.698 0.870  1.916 0.886 0.815  1.004 0.645 0.999
    0.930 0.744 0.891  1.007 1.001 1.002  1.019 0.994 0.999  1.498 0.910 0.903
    0.972 0.785 0.911  1.608 0.660 0.765  1.000 0.808 1.000  1.001 0.826 1.000
    1.002 0.998 0.999  1.003 0.976 0.997  1.012 0.874 1.000  0.913 0.734 0.880
    1.001 0.728 1.000  1.000 0.998 0.998  0.877 0.247 0.775  0.875 0.540 0.804
    1.000 0.747 1.000  1.764 0.817 0.857  1.730 0.934 0.894  1.000 0.979 0.997
    """,
    "last": """
    1.003 0.998 1.001  0.850 0.529 0.757  1.001 0.996 0.999  0.890 0.693 0.854
    1.595 0.838 0.891  1.323 0.897 0.939  2.369 0.540 0.734  1.002 0.870 1.000
    1.000 0.839 1.000  1.018 0.989 0.987  1.003 0.779 1.000  1.003 1.000 1.000
    1.000 0.845 1.000  2.703 0.686 0.721  1.005 1.002 1.002  1.000 0.991 0.997
    0.927 0.633 0.834  1.744 0.969 0.857  1.003 0.714 0.999  0.964 0.715 0.885
    2.430 0.341 0.728  1.483 0.827 0.848  1.003 0.571 0.999  1.003 0.820 1.000
    1.003 0.990 1.000  0.846 0.530 0.783  1.009 1.000 1.002  1.002 0.792 1.000
    1.869 0.865 0.953
    """,
}
# Other runs, whose kind is not hidden: eight of each.
KNOWN = {
    GOOD: """
    0.957 0.732 0.880  0.968 0.772 0.897  0.979 0.667 0.873  0.907 0.652 0.853
    0.986 0.716 0.875  0.970 0.753 0.886  0.549 0.092 0.430  0.922 0.643 0.843
    """,
    TOO_HIGH: """
    1.621 0.887 0.928  1.683 0.903 0.921  1.237 0.880 0.910  2.143 1.096 0.926
    2.012 1.071 0.968  1.626 0.913 0.919  1.971 0.983 0.904  1.837 1.073 0.959
    """,
    TOO_LOW: """
    1.000 0.994 0.999  1.002 1.000 1.000  1.004 0.995 0.999  1.006 0.999 0.999
    1.001 0.986 0.998  1.003 0.999 0.999  1.007 0.969 0.996  1.020 0.997 1.000
    """,
    BAD_INITIALISATION: """
    1.000 0.804 1.000  1.000 0.821 1.000  1.000 0.794 1.000  1.002 0.830 1.000
    1.001 0.817 1.000  1.001 0.840 1.000  1.011 0.831 1.000  1.025 0.852 1.000
    """,
}
