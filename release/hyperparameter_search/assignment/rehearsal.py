"""Stand-ins for training, for chance and for a log: with them a search can be rehearsed.

Training takes minutes and a random search is another one each time. Here evaluations take no
time and are counted, and random draws come from a list.
"""

import copy
from statistics import NormalDist

import numpy as np


class Counted:
    """An `evaluate` that keeps what it was asked: `asked`, copies of all settings in order."""

    def __init__(self, evaluate):
        """Count the calls of a function from settings to a score."""
        self.evaluate = evaluate
        self.asked = []

    def __call__(self, settings):
        """Return the score of settings."""
        self.asked.append(copy.deepcopy(settings))
        return self.evaluate(settings)


class Seeding:
    """An `evaluate` that sets the seed of all random numbers first, as training code often does."""

    def __init__(self, evaluate):
        """Seed before each call of a function from settings to a score."""
        self.evaluate = evaluate

    def __call__(self, settings):
        """Return the score of settings."""
        np.random.seed(0)
        return self.evaluate(settings)


class Interrupted:
    """An `evaluate` that is interrupted, as by Ctrl+C, when it is called once too often."""

    def __init__(self, evaluate, after):
        """Take a function from settings to a score, and after how many calls the next is cut."""
        self.evaluate = evaluate
        self.left = after

    def __call__(self, settings):
        """Return the score of settings, or raise KeyboardInterrupt."""
        if self.left == 0:
            raise KeyboardInterrupt
        self.left -= 1
        return self.evaluate(settings)


class Logging:
    """Training with a log that is kept in memory: `evaluate` and `find_score` belong together.

    `trained` holds copies of the settings that were really evaluated, in order.
    """

    def __init__(self, evaluate, logged=()):
        """Begin with a log of tuples (settings, score)."""
        self._evaluate = evaluate
        self._log = [(dict(settings), score) for settings, score in logged]
        self.trained = []

    def evaluate(self, settings):
        """Return the score of settings, and write it into the log."""
        self.trained.append(dict(settings))
        score = self._evaluate(settings)
        self._log.append((dict(settings), score))
        return score

    def find_score(self, settings):
        """Return the score of settings in the log, None if they are not there."""
        return next((score for logged, score in self._log if logged == settings), None)


class PlannedDraws:
    """Random numbers that are known beforehand, for `random_search`.

    Whichever way they are asked for, one by one or many at once, the numbers of a range come in
    the order planned; after the last comes the first again.
    """

    def __init__(self, plan):
        """Take a list of (low, high, values): the numbers to be drawn between low and high."""
        self.plan = {(low, high): list(values) for low, high, values in plan}
        self.drawn = dict.fromkeys(self.plan, 0)

    def __call__(self, low, high, size=None):
        """Return the next numbers between low and high, as `log_uniform` would."""
        if (low, high) not in self.plan:
            raise ValueError(
                f"A draw was asked for between {low} and {high}, expected one of the ranges that "
                "were given: hand over low and high as they are"
            )
        values, first = self.plan[low, high], self.drawn[low, high]
        count = 1 if size is None else int(size)
        self.drawn[low, high] += count
        numbers = [values[place % len(values)] for place in range(first, first + count)]
        return numbers[0] if size is None else np.array(numbers)


class PlannedStages:
    """Searches of one stage that are known beforehand, for `coarse_to_fine`.

    Every stage tries the same places of whatever ranges it is given. `asked` holds
    (ranges, num_epochs) of each stage.
    """

    def __init__(self, places, scores):
        """Take {knob: places of the trials}, from 0 at the low end to 1 at the high end.

        `scores` is a list of the scores of the trials, for each stage in turn.
        """
        self.places = places
        self.scores = scores
        self.asked = []

    def __call__(self, ranges, num_epochs):
        """Return the trials of one stage."""
        scores = self.scores[len(self.asked) % len(self.scores)]
        self.asked.append((copy.deepcopy(ranges), num_epochs))
        columns = [
            [_from_place(place, *ranges[knob]) for place in places]
            for knob, places in self.places.items()
        ]
        return [(dict(zip(self.places, row)), score) for *row, score in zip(*columns, scores)]


class SpikeStop:
    """A `should_stop` that stops at a loss above a limit, and counts the losses it was shown.

    `shown` are those of the latest call. With `as_number` it says 1 for yes and 0 for no.
    """

    def __init__(self, limit, as_number=False):
        """Take the limit."""
        self.limit = limit
        self.answer = int if as_number else bool
        self.most_seen = 0
        self.shown = np.zeros(0)

    def __call__(self, losses):
        """Tell whether any of the losses so far is above the limit."""
        self.most_seen = max(self.most_seen, len(losses))
        self.shown = np.array(losses)
        return self.answer(np.max(losses) > self.limit)


class Collected:
    """Numbers that come one after the other: `numbers` is an array of them."""

    def __init__(self):
        """Begin with none."""
        self.items = []

    def add(self, number):
        """Add one; what is no number becomes -1."""
        try:
            self.items.append(float(number))
        except (TypeError, ValueError):
            self.items.append(-1.0)

    @property
    def numbers(self):
        """Return them as an array."""
        return np.array(self.items)


def fresh(value):
    """Return a copy of settings, ranges or lists of them, which is nobody else's."""
    return copy.deepcopy(value)


def scored(settings_list, scores, nan_at=()):
    """Return trials with scores that are known; nan_at lists places whose score is nan instead."""
    trials = [(dict(settings), score) for settings, score in zip(settings_list, scores)]
    for place in nan_at:
        trials[place] = trials[place][0], float("nan")
    return trials


def uniform(low, high, size=None):
    """Draw numbers that are uniformly distributed between low and high, not their logarithms."""
    return np.random.uniform(low, high, size)


def normal_scores(samples, low, high):
    """Turn log-uniform samples into normal ones, which have a mean of 0 and a spread of 1.

    A sample's place on the logarithmic axis from low to high says which share of all samples lies
    below it; a normal number with the same share below it takes its place.

    Inputs:
    - samples: array of any shape, or a scalar; not changed
    - low, high: scalars, the range the samples were drawn from

    Returns:
    - scores: array of the same shape; what is no array of numbers is handed back as it is
    """
    if samples is None:
        return None
    try:
        samples = np.asarray(samples, dtype=float)
    except (TypeError, ValueError):
        return samples
    with np.errstate(all="ignore"):
        places = np.log10(samples / low) / np.log10(high / low)
    shares = np.clip(np.nan_to_num(places), 1e-9, 1 - 1e-9)
    return np.vectorize(NormalDist().inv_cdf, otypes=[float])(shares)


def normal_difference(first, second, low, high):
    """Subtract two sets of samples drawn independently, as normal scores: again normal ones."""
    pair = [normal_scores(samples, low, high) for samples in (first, second)]
    if not all(isinstance(scores, np.ndarray) for scores in pair):
        return None
    return (pair[0] - pair[1]) / np.sqrt(2)


def _from_place(place, low, high):
    """Return the number at a place between 0 and 1 of the logarithmic axis from low to high."""
    ends = np.log10([low, high])
    return float(10 ** (ends[0] + place * (ends[1] - ends[0])))
