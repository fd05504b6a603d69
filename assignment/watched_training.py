"""Training by plain stochastic gradient descent that can be watched at any step, and stopped.

A Solver shows what comes out of a run; here you can look inside while it goes on.
"""

import time

import numpy as np

from .language import _

TELL_EVERY = 3  # seconds


def train_watched(
    model,
    X,
    y,
    learning_rate,
    num_steps,
    batch_size=100,
    watch=None,
    watch_every=1,
    stop=None,
    seed=0,
):
    """Train a model on minibatches drawn at random, and keep the cost of each step.

    A run ends early when `stop` says so, and once a cost is no longer a finite number. Long runs
    say how far they are.

    Inputs:
    - model: has params, loss(X, y) and loss(X), as a Solver asks for; it is trained
    - X, y: data and labels, of shapes (N, d_1, ..., d_k) and (N,)
    - learning_rate: scalar
    - num_steps, batch_size: integers
    - watch: called as watch(step, model, grads) before a step is taken, None for nobody
    - watch_every: integer, watch is called at every so many steps, from step 0 on
    - stop: called as stop(losses) with the costs so far; the run ends when it returns True
    - seed: integer; two runs of one seed see the same minibatches

    Returns:
    - losses: list of the cost of each step, the last one perhaps inf or nan
    """
    random = np.random.RandomState(seed)
    rate = float(learning_rate)  # NumPy's own numbers would turn float32 weights into float64
    losses, last_told = [], time.monotonic()
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for step in range(num_steps):
            batch = random.randint(0, len(X), batch_size)
            loss, grads = model.loss(X[batch], y[batch])
            losses.append(float(loss))
            if watch is not None and step % watch_every == 0:
                watch(step, model, grads)
            if not np.isfinite(loss) or (stop is not None and stop(losses)):
                break
            for name, w in model.params.items():
                model.params[name] = w - rate * grads[name]
            if time.monotonic() - last_told > TELL_EVERY:
                last_told = time.monotonic()
                message = _("step {step} of {num_steps}: cost {cost:.5g}")
                print(message.format(step=step + 1, num_steps=num_steps, cost=loss))
    return losses
