"""Record loss curves of real training runs, each with a label that its settings earn it.

    python -m tests.support.recorded_curves.record design|held_out|practice [--out FILE]

The label never comes from looking at a curve, nor from the rule that is to be judged by it. It
comes from comparing runs: the same net from the same start on the same minibatches, with another
learning rate or other first weights. In the words of somebody who has seen all of these runs:

diverged                 the rate is at least twice the border above which costs explode
learning rate too high   the rate is within 7 % below that border, the run lives, and it ends at
                         least a fifth above what the best rate reaches
learning rate too low    the rate is a hundredth or a thousandth of the best
bad initialisation       the rate is the best, yet the first weights are so small that the fall
                         of a tenth comes at least 30 % of the run later than with good ones
good                     the rate is the best, or ends within 10 % of it at half the best rate

Rates between a hundredth and a half of the best are not recorded: people would argue about them.

The borders of `diagnose_loss_curve` were chosen on `design` and `practice`, each in the middle
between the kinds it parts, give or take a rounding. `held_out` has other settings and seeds, half
of it is trained on CIFAR-10 (its folder in $CIFAR10_DIR), and nobody looked at it before the
borders were fixed; the first look found every curve told rightly, and changed nothing. Ten of
`practice` are what students see. Whoever moves a border needs new held-out runs.
"""

import argparse
import json
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from assignment.classifiers.fc_net import TwoLayerNet
from assignment.data_utils import get_CIFAR10_data

HERE = Path(__file__).parent
FACTOR = 1.25  # between the rates of a sweep
FINE = 1.03  # how exactly the border is found


@dataclass(frozen=True)
class Run:
    """The settings of one training run.

    data         "stand-in" or "cifar10"
    scale        what the pixels are divided by once the mean image is subtracted
    num_images   how many there are to draw minibatches from
    """

    data: str
    scale: float
    num_images: int
    hidden_dim: int
    weight_scale: float
    batch_size: int
    num_steps: int
    reg: float
    seed: int
    learning_rate: float = 0.0


DESIGN = [
    Run("stand-in", 1.0, 5000, 50, 1e-3, 100, 300, 0.0, 1),
    Run("stand-in", 1.0, 1000, 20, 2e-3, 50, 250, 1e-3, 2),
    Run("stand-in", 64.0, 2000, 100, 1e-2, 100, 250, 1e-3, 3),
    Run("stand-in", 64.0, 5000, 30, 0.0255, 50, 400, 0.0, 4),
    Run("stand-in", 64.0, 3000, 200, 0.0255, 200, 200, 0.1, 5),
    Run("stand-in", 1.0, 2000, 100, 1e-3, 200, 200, 0.0, 6),
    Run("stand-in", 64.0, 500, 50, 2e-2, 64, 300, 0.0, 7),
    Run("stand-in", 32.0, 4000, 80, 1e-2, 128, 250, 1e-2, 8),
]
HELD_OUT = [
    Run("cifar10", 1.0, 5000, 50, 1e-3, 100, 300, 0.0, 101),
    Run("cifar10", 64.0, 3000, 120, 0.0255, 80, 250, 1e-3, 102),
    Run("cifar10", 64.0, 1000, 40, 1e-2, 64, 300, 0.0, 103),
    Run("cifar10", 128.0, 4000, 60, 0.0255, 150, 350, 1e-2, 104),
    Run("stand-in", 1.0, 4000, 60, 1.5e-3, 150, 250, 1e-4, 105),
    Run("stand-in", 16.0, 2500, 40, 5e-3, 60, 350, 0.0, 106),
    Run("stand-in", 64.0, 1500, 150, 0.0255, 120, 200, 0.0, 107),
    Run("stand-in", 100.0, 5000, 70, 1.5e-2, 250, 300, 1e-2, 108),
]
PRACTICE = [
    Run("stand-in", 64.0, 4000, 64, 0.0255, 100, 200, 0.0, 201),
    Run("stand-in", 1.0, 3000, 50, 1e-3, 100, 200, 1e-3, 202),
    Run("stand-in", 64.0, 2000, 100, 1e-2, 64, 200, 0.0, 203),
]
SETS = {"design": DESIGN, "held_out": HELD_OUT, "practice": PRACTICE}


@cache
def images(data, num_images, scale):
    """Return the first images as rows, and their labels."""
    found = get_CIFAR10_data(num_images, 1, 1, source=data)
    return found["X_train"].reshape(num_images, -1) / np.float32(scale), found["y_train"]


@cache
def costs(run):
    """Train a net as a run says; return the cost of each step, the first not finite one last.

    In float32, which halves the time. The weights and the minibatches follow from the seed.
    """
    X, y = images(run.data, run.num_images, run.scale)
    np.random.seed(run.seed)
    net = TwoLayerNet(X.shape[1], run.hidden_dim, weight_scale=run.weight_scale, reg=run.reg)
    params = {name: w.astype(np.float32) for name, w in net.params.items()}
    net.params = params
    random = np.random.RandomState(run.seed)
    found = []
    with np.errstate(all="ignore"):
        for _ in range(run.num_steps):
            batch = random.choice(len(X), run.batch_size)
            loss, grads = net.loss(X[batch], y[batch])
            found.append(float(loss))
            if not np.isfinite(loss):
                break
            for name in params:
                params[name] -= np.float32(run.learning_rate) * grads[name]
    return np.array(found)


def explodes(run):
    """Whether a cost is not finite, or ever more than three times the first."""
    found = costs(run)
    return not (np.all(np.isfinite(found)) and found.max() <= 3 * found[0])


def at(run, learning_rate):
    """Return a run with another learning rate, rounded so that its text says all."""
    return replace(run, learning_rate=float(f"{learning_rate:.4g}"))


def border(run):
    """Return the largest learning rate found that does not explode, and the next one, which does.

    Climbs by FACTOR until a run explodes, then halves the step until it is below FINE.
    """
    low = 1e-4
    while not explodes(at(run, low * FACTOR)):
        low *= FACTOR
    high = low * FACTOR
    while high / low > FINE:
        middle = np.sqrt(low * high)
        low, high = (low, middle) if explodes(at(run, middle)) else (middle, high)
    return low, high


def end(run):
    """Return the average cost of a run's last tenth."""
    found = costs(run)
    return found[-(len(found) // 10) :].mean()


def step_of_a_tenth(run):
    """Return the share of a run after which its cost has fallen by a tenth, 1 if it never does.

    The cost there is the average of a twentieth of the run, for it is noisy.
    """
    found = costs(run)
    window = len(found) // 20
    smooth = np.convolve(found, np.ones(window) / window, mode="valid")
    fallen = np.flatnonzero(smooth < 0.9 * found[:window].mean())
    return fallen[0] / len(smooth) if len(fallen) else 1.0


def labelled(run):
    """Yield (run, label) of all the runs that one set of settings gives."""
    low, high = border(run)
    sweep = [at(run, low / FACTOR**k) for k in range(12)]
    best = min((r for r in sweep if not explodes(r)), key=end)
    rate = best.learning_rate

    yield best, "good"
    half = at(run, rate / 2)
    if end(half) <= 1.1 * end(best):
        yield half, "good"
    for slower in (100, 1000):
        yield at(run, rate / slower), "learning rate too low"
    for below in (1.0, 0.965, 0.93):
        hot = at(run, low * below)
        if not explodes(hot) and end(hot) >= 1.2 * end(best):
            yield hot, "learning rate too high"
    for above in (2, 30, 1e6):
        wild = at(run, high * above)
        if explodes(wild):
            yield wild, "diverged"
    for smaller in (1e-2, 1e-3, 1e-4, 1e-6, 1e-8):
        tiny = replace(best, weight_scale=float(f"{run.weight_scale * smaller:.4g}"))
        late = step_of_a_tenth(tiny)
        if late < 0.8 and late - step_of_a_tenth(best) >= 0.3 and not explodes(tiny):
            yield tiny, "bad initialisation"


def record(name, out):
    """Write a set: a line of JSON for each run, its costs as text, since JSON has no nan."""
    with open(out, "w", encoding="utf-8") as file:
        for number, start in enumerate(SETS[name], 1):
            for run, label in labelled(start):
                text = " ".join(f"{cost:.4g}" for cost in costs(run))
                file.write(json.dumps({"label": label, **asdict(run), "costs": text}) + "\n")
            costs.cache_clear()
            print(f"{name}: {number} of {len(SETS[name])} nets")


def read(name):
    """Return a recorded set: a list of (label, settings, array of costs)."""
    found = []
    for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        values = np.array(entry.pop("costs").split(), dtype=float)
        found.append((entry.pop("label"), Run(**entry), values))
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=SETS)
    parser.add_argument("--out", help="file to write; beside this script if not given")
    asked = parser.parse_args()
    record(asked.name, asked.out or HERE / f"{asked.name}.jsonl")
