"""Trials on images: each trains a net of its own, which ends early if it explodes and is logged.

The settings of such a trial are hidden_size, learning_rate, lr_decay, num_epochs and reg, just
the columns of the run log.
"""

import contextlib
import io
import time

import numpy as np

from .classifiers.fc_net import TwoLayerNet
from .diagnostics import should_stop
from .language import _
from .run_log import RUN_LOG, find_score
from .solver import Solver

LOOKED_UP = 0.05  # seconds: a score that is there sooner was not trained for


class ImageTrials:
    """Trains nets on images by settings, from the same random start each time.

    The state of NumPy's random generator is left as it was, so that a search which is started
    again draws the same settings as before, however many of them are looked up.
    """

    def __init__(self, data, run_log=RUN_LOG, early_stop=True, batch_size=200, seed=0):
        """Prepare to train.

        Inputs:
        - data: dictionary of arrays as `get_CIFAR10_data` gives it
        - run_log: name of the CSV file each finished run is added to
        - early_stop: whether runs end as soon as `should_stop` says so
        - batch_size: integer
        - seed: integer, of the random start and of the minibatches
        """
        self.data = data
        self.run_log = run_log
        self.should_stop = should_stop if early_stop else None
        self.batch_size = batch_size
        self.seed = seed

    def train(self, settings, run_log=None):
        """Train a net; return its Solver, whose model has the weights of its best epoch."""
        state = np.random.get_state()
        np.random.seed(self.seed)
        try:
            model = TwoLayerNet(hidden_dim=settings["hidden_size"], reg=settings["reg"])
            solver = Solver(
                model,
                self.data,
                optim_config={"learning_rate": settings["learning_rate"]},
                lr_decay=settings["lr_decay"],
                num_epochs=settings["num_epochs"],
                batch_size=self.batch_size,
                verbose=False,
                run_log=run_log,
                should_stop=self.should_stop,
            )
            # Many runs of a search diverge; what Solver says of each would hide the others.
            with contextlib.redirect_stdout(io.StringIO()):
                solver.train()
        finally:
            np.random.set_state(state)
        return solver

    def evaluate(self, settings):
        """Train a net and add it to the log; return its best validation accuracy."""
        return self.train(settings, self.run_log).best_val_acc

    def find_score(self, settings):
        """Return the validation accuracy the log has for settings, None if it has none."""
        return find_score(settings, self.run_log)


class Progress:
    """An `evaluate` that tells after each trial what came out, and how long the search may take."""

    def __init__(self, evaluate, num_trials, num_epochs):
        """Take an evaluate, and how many trials and epochs the whole search has."""
        self.evaluate = evaluate
        self.num_trials, self.num_epochs = num_trials, num_epochs
        self.trials = self.epochs = 0
        self.trained_seconds = self.trained_epochs = 0.0

    def __call__(self, settings):
        """Return the score of settings, and print a line about it."""
        started = time.perf_counter()
        score = self.evaluate(settings)
        seconds = time.perf_counter() - started
        self.trials += 1
        self.epochs += settings["num_epochs"]
        if seconds > LOOKED_UP:
            self.trained_seconds += seconds
            self.trained_epochs += settings["num_epochs"]
        pace = self.trained_seconds / max(self.trained_epochs, 1)
        left = words_of_time(pace * (self.num_epochs - self.epochs))
        print(
            _(
                "({trial} / {num_trials}) val_acc: {score:.3f}, lr: {learning_rate:.2e}, "
                "reg: {reg:.2e}, epochs: {num_epochs}, took {seconds:.1f} s, "
                "time left: about {left}"
            ).format(
                trial=self.trials,
                num_trials=self.num_trials,
                score=score,
                learning_rate=settings["learning_rate"],
                reg=settings["reg"],
                num_epochs=settings["num_epochs"],
                seconds=seconds,
                left=left,
            ),
            flush=True,
        )
        return score


def words_of_time(seconds):
    """Return a time in words, such as "45 s" or "3 min 20 s"."""
    minutes, rest = divmod(round(seconds), 60)
    message = _("{minutes} min {seconds} s") if minutes else _("{seconds} s")
    return message.format(minutes=minutes, seconds=rest)
