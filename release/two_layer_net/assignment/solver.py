"""The Solver trains a model: it draws minibatches, updates the parameters, watches accuracy.

    model = TwoLayerNet(hidden_dim=100, reg=0.1)
    solver = Solver(
        model,
        data,
        update_rule="sgd",
        optim_config={"learning_rate": 1e-3},
        lr_decay=0.95,
        batch_size=100,
        num_epochs=10,
    )
    solver.train()

A model is anything with `params`, a dictionary from names to arrays, and `loss`:
`loss(X, y)` returns (loss, grads), grads having the names of params, and `loss(X)`
returns the scores, of shape (N, C).

Training runs in the precision of the data: float32 images make float32 parameters, which halves
the time of each step and changes none of its lessons.
"""

import sys
import time

import numpy as np

from . import optim
from .language import _
from .run_log import RUN_LOG, log_run

try:
    # Not tqdm.auto: its widgets print a warning to stderr where they are not installed.
    from tqdm import tqdm
except ImportError:
    tqdm = None


class Solver:
    """Trains a model by gradient descent on minibatches.

    After `train()`:
    - model.params: the parameters of the epoch with the best validation accuracy
    - best_params, best_val_acc, best_epoch: those parameters, their accuracy, their epoch
      (None, -inf and None if the parameters were never finite)
    - loss_history: list of the loss of each iteration
    - train_acc_history, val_acc_history: lists of the accuracies before training and
      after each epoch
    - seconds: how long the training took
    - diverged: whether it was stopped because the loss was no longer a finite number
    - stopped_early: whether it was stopped because `should_stop` said so
    """

    def __init__(
        self,
        model,
        data,
        update_rule="sgd",
        optim_config=None,
        lr_decay=1.0,
        batch_size=100,
        num_epochs=10,
        num_train_samples=1000,
        num_val_samples=None,
        print_every=10,
        verbose=True,
        rng=None,
        run_log=RUN_LOG,
        should_stop=None,
    ):
        """Prepare to train a model; nothing runs yet.

        Inputs:
        - model: see the top of this file; its params get the dtype of X_train
        - data: dictionary of arrays: X_train (N_train, d_1, ..., d_k), y_train (N_train,),
          X_val (N_val, d_1, ..., d_k), y_val (N_val,)
        - update_rule: name of a function of `optim.py`
        - optim_config: dictionary of settings for the update rule, such as learning_rate;
          None for the rule's own defaults
        - lr_decay: scalar, the learning rate is multiplied by it after each epoch
        - batch_size: integer, the number of examples of a minibatch
        - num_epochs: integer, how many times the size of the training set is gone through
        - num_train_samples: integer, how many training examples, drawn at random, the
          training accuracy is measured on; None for all of them
        - num_val_samples: the same for the validation accuracy
        - print_every: integer, the loss is shown every so many iterations
        - verbose: whether to show progress
        - rng: source of random numbers, such as np.random.default_rng(0); None for
          NumPy's global one, which np.random.seed sets
        - run_log: name of the file the finished run is added to (see `run_log.py`);
          None for no log
        - should_stop: function that is handed loss_history after each iteration; training
          ends when it returns True. None to train to the end

        Raises ValueError for settings that cannot work, TypeError for unknown ones.
        """
        rules = ", ".join(optim.DEFAULTS)
        if update_rule not in optim.DEFAULTS:
            message = _("Solver: update_rule is {rule!r}, expected one of: {rules}.")
            raise ValueError(message.format(rule=update_rule, rules=rules))
        optim_config = {} if optim_config is None else dict(optim_config)
        unknown = set(optim_config) - set(optim.DEFAULTS[update_rule])
        if unknown:
            raise ValueError(
                _(
                    "Solver: optim_config has {unknown}, expected settings of {rule}: {settings}. "
                    "Check the spelling."
                ).format(
                    unknown=", ".join(sorted(unknown)),
                    rule=update_rule,
                    settings=", ".join(optim.DEFAULTS[update_rule]),
                )
            )
        for name, value in [("batch_size", batch_size), ("num_epochs", num_epochs)]:
            if value != int(value) or value < 1:
                message = _("Solver: {name} is {value}, expected a whole number from 1 up.")
                raise ValueError(message.format(name=name, value=value))
        if not model.params:
            raise ValueError(
                _(
                    "Solver: model.params is empty, expected arrays such as W1 and b1. "
                    "Write the model's __init__ (assignment/classifiers/fc_net.py) first."
                )
            )
        missing = [key for key in ("X_train", "y_train", "X_val", "y_val") if key not in data]
        if missing:
            raise ValueError(
                _(
                    "Solver: data has no {missing}, expected X_train, y_train, X_val and y_val. "
                    "Use get_CIFAR10_data()."
                ).format(missing=", ".join(missing))
            )

        self.model = model
        self.X_train, self.y_train = data["X_train"], data["y_train"]
        if np.issubdtype(self.X_train.dtype, np.floating):
            for name, w in model.params.items():
                model.params[name] = np.asarray(w, dtype=self.X_train.dtype)
        self.X_val, self.y_val = data["X_val"], data["y_val"]
        self.update_rule = update_rule
        self.optim_config = {**optim.DEFAULTS[update_rule], **optim_config}
        self.lr_decay = lr_decay
        self.batch_size = int(batch_size)
        self.num_epochs = int(num_epochs)
        self.num_train_samples = num_train_samples
        self.num_val_samples = num_val_samples
        self.print_every = print_every
        self.verbose = verbose
        # np.random and a Generator both have choice(n, size), all that is needed here.
        self.rng = np.random if rng is None else rng
        self.run_log = run_log
        self.should_stop = should_stop
        self._reset()

    def train(self):
        """Train the model from its present parameters; what was recorded before is cleared.

        If the loss stops being a finite number, training ends there with a message; if
        should_stop says so, without one. The histories and the best parameters so far are kept.
        """
        self._reset()
        started = time.perf_counter()
        iterations_per_epoch = max(len(self.X_train) // self.batch_size, 1)
        num_iterations = self.num_epochs * iterations_per_epoch
        progress = _Progress(num_iterations, self.print_every, self.verbose)

        self._measure_accuracy(0, progress)
        for iteration in range(1, num_iterations + 1):
            loss = self._step()
            if not np.isfinite(loss):
                self.diverged = True
                break
            self.loss_history.append(loss)
            progress.show_loss(iteration, loss)
            if self.should_stop is not None and self.should_stop(self.loss_history):
                self.stopped_early = True
                break
            if iteration % iterations_per_epoch == 0:
                for config in self.optim_configs.values():
                    config["learning_rate"] *= self.lr_decay
                self._measure_accuracy(iteration // iterations_per_epoch, progress)
        progress.close()

        if self.best_params is not None:
            self.model.params = {name: w.copy() for name, w in self.best_params.items()}
        self.seconds = time.perf_counter() - started
        if self.diverged:
            print(
                _(
                    "Training stopped: the loss became {loss} at iteration {iteration} of "
                    "{num_iterations}, expected a finite number. Try a learning rate ten times "
                    "smaller than {rate:g}, or check that the softmax loss is safe for large "
                    "scores."
                ).format(
                    loss=loss,
                    iteration=iteration,
                    num_iterations=num_iterations,
                    rate=self.optim_config["learning_rate"],
                )
            )
        if self.run_log is not None:
            log_run(self, self.run_log)

    def check_accuracy(self, X, y, num_samples=None, batch_size=100):
        """Compute the share of examples the model labels rightly.

        Inputs:
        - X: array of data, of shape (N, d_1, ..., d_k)
        - y: array of labels, of shape (N,)
        - num_samples: integer, look at so many examples drawn at random; None for all
        - batch_size: integer, how many examples to hand to the model at once

        Returns:
        - accuracy: scalar from 0 to 1
        """
        if num_samples is not None and num_samples < len(X):
            # With repetition: as good an estimate, and far quicker than a permutation.
            chosen = self.rng.choice(len(X), num_samples)
            X, y = X[chosen], y[chosen]
        right = 0
        for start in range(0, len(X), batch_size):
            scores = self.model.loss(X[start : start + batch_size])  # (batch, C)
            if scores is None:
                raise ValueError(
                    _(
                        "Solver: model.loss(X) returned None, expected scores of shape (N, C). "
                        "Write the forward pass of the model first."
                    )
                )
            right += np.sum(np.argmax(scores, axis=1) == y[start : start + batch_size])
        return float(right / len(X))

    def _reset(self):
        """Forget earlier training, and give each parameter its own memory for the update rule."""
        self.best_val_acc = -np.inf
        self.best_params = None
        self.best_epoch = None
        self.loss_history = []
        self.train_acc_history = []
        self.val_acc_history = []
        self.seconds = None
        self.diverged = False
        self.stopped_early = False
        self.optim_configs = {name: dict(self.optim_config) for name in self.model.params}

    def _step(self):
        """Update the parameters once, from one minibatch; return its loss."""
        batch = self.rng.choice(len(self.X_train), self.batch_size)
        # Overflow is not hidden: train() reports the inf or nan that it leads to.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            loss, grads = self.model.loss(self.X_train[batch], self.y_train[batch])
            missing = set(self.model.params) - set(grads)
            if missing:
                raise ValueError(
                    _(
                        "Solver: grads has no {missing}, expected an entry for each parameter. "
                        "Write the backward pass of the model first."
                    ).format(missing=", ".join(sorted(missing)))
                )
            if np.isfinite(loss):
                rule = getattr(optim, self.update_rule)
                for name, w in self.model.params.items():
                    next_w = rule(w, grads[name], self.optim_configs[name])[0]
                    self.model.params[name] = next_w.astype(w.dtype, copy=False)
        return float(loss)

    def _measure_accuracy(self, epoch, progress):
        """Record both accuracies, and the parameters if they are the best so far."""
        with np.errstate(over="ignore", invalid="ignore"):
            train_acc = self.check_accuracy(self.X_train, self.y_train, self.num_train_samples)
            val_acc = self.check_accuracy(self.X_val, self.y_val, self.num_val_samples)
        self.train_acc_history.append(train_acc)
        self.val_acc_history.append(val_acc)
        # A nan can win by luck: its argmax is class 0, right for a tenth of the images.
        finite = all(np.isfinite(w).all() for w in self.model.params.values())
        if val_acc > self.best_val_acc and finite:
            self.best_val_acc = val_acc
            self.best_epoch = epoch
            self.best_params = {name: w.copy() for name, w in self.model.params.items()}
        progress.show_accuracy(epoch, self.num_epochs, train_acc, val_acc)


class _Progress:
    """Shows how training goes, on stdout: a bar with the time left if tqdm is installed."""

    def __init__(self, num_iterations, print_every, verbose):
        self.num_iterations = num_iterations
        self.print_every = print_every
        self.verbose = verbose
        self.bar = None
        if verbose and tqdm is not None:
            # Twice a second is enough: every refresh is kept in the saved notebook.
            self.bar = tqdm(
                total=num_iterations, file=sys.stdout, leave=False, mininterval=0.5, unit="it"
            )

    def show_loss(self, iteration, loss):
        shown = self.verbose and iteration % self.print_every == 0
        if self.bar is not None:
            if shown:
                self.bar.set_postfix_str(f"loss {loss:.4f}", refresh=False)
            self.bar.update()
        elif shown:
            message = _("(iteration {iteration} of {num_iterations}) loss: {loss:.4f}")
            print(
                message.format(iteration=iteration, num_iterations=self.num_iterations, loss=loss)
            )

    def show_accuracy(self, epoch, num_epochs, train_acc, val_acc):
        if not self.verbose:
            return
        line = _(
            "(epoch {epoch} of {num_epochs}) "
            "training accuracy: {train_acc:.3f}, validation accuracy: {val_acc:.3f}"
        ).format(epoch=epoch, num_epochs=num_epochs, train_acc=train_acc, val_acc=val_acc)
        if self.bar is not None:
            self.bar.write(line, file=sys.stdout)
        else:
            print(line)

    def close(self):
        if self.bar is not None:
            self.bar.close()
