"""The two searches of the lecture: a coarse one and a finer one, of a net with 50 hidden units.

CS231n, lecture 6: accuracies on validation, learning rates and strengths to three digits. The
coarse search trained for 5 epochs. Of its eleven runs, nine can be read on the slide.
"""

COARSE_RANGES = {"learning_rate": (1e-6, 1e-3), "reg": (1e-5, 1e5)}
FINE_RANGES = {"learning_rate": (1e-4, 1e-3), "reg": (1e-4, 1.0)}


def _trials(rows):
    return [({"learning_rate": rate, "reg": reg}, score) for score, rate, reg in rows]


COARSE = _trials(
    [
        (0.214, 7.23e-6, 2.32e-4),
        (0.208, 2.12e-6, 8.01e1),
        (0.196, 1.55e-5, 4.37e-5),
        (0.079, 1.75e-5, 1.20e3),
        (0.223, 4.22e-5, 4.20e1),
        (0.441, 1.75e-4, 2.11e-4),
        (0.241, 6.75e-5, 4.23e1),
        (0.482, 4.30e-4, 6.64e-1),
        (0.079, 5.40e-6, 1.60e4),
    ]
)

FINE = _trials(
    [
        (0.527, 5.34e-4, 4.10e-1),
        (0.492, 2.28e-4, 9.99e-4),
        (0.512, 8.68e-4, 1.35e-2),
        (0.461, 1.03e-4, 1.22e-2),
        (0.460, 1.11e-4, 5.24e-2),
        (0.498, 9.48e-4, 2.00e-3),
        (0.469, 1.48e-4, 4.33e-1),
        (0.522, 5.59e-4, 2.31e-4),
        (0.530, 5.81e-4, 8.26e-2),
        (0.489, 1.98e-4, 1.01e-4),
        (0.490, 2.04e-4, 2.41e-3),
        (0.475, 2.02e-4, 2.29e-1),
        (0.460, 1.14e-4, 3.91e-2),
        (0.515, 6.95e-4, 1.56e-2),
        (0.531, 9.47e-4, 1.43e-3),
        (0.509, 3.14e-4, 2.86e-1),
        (0.514, 6.44e-4, 3.03e-1),
        (0.502, 3.92e-4, 2.71e-4),
        (0.509, 9.75e-4, 2.85e-3),
        (0.500, 2.41e-4, 5.00e-4),
        (0.466, 1.32e-4, 1.19e-2),
        (0.516, 8.04e-4, 1.53e-2),
    ]
)
