"""How long one iteration of training takes, beside PyTorch, scikit-learn and the products alone.

    make bench-training      (or, with PyTorch and scikit-learn: python benchmarks/training.py)

An iteration draws a minibatch, computes loss and gradients, and takes a step of plain SGD. All
four do it on the same data with the same number of threads, in turn, round after round, and the
fastest round of each counts, for what other work adds is no part of it. "products" are the five
matrix products that nobody can do without; "images' dx" is a sixth, which a net computes in vain
when the backward function of its first layer is that of any layer.
"""

import argparse
import os
import time
from collections.abc import Callable

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument(
    "--threads", type=int, default=os.cpu_count(), help="of each library (default: one a core)"
)
parser.add_argument("--rounds", type=int, default=80, help="the fastest of so many counts")
options = parser.parse_args()
# Before NumPy and PyTorch are loaded, which read them then.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(options.threads)

import numpy as np  # noqa: E402 - after the environment is set
import sklearn  # noqa: E402
import torch  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402

from assignment.classifiers.fc_net import TwoLayerNet  # noqa: E402
from assignment.solver import Solver  # noqa: E402

IMAGES, INPUTS, CLASSES = 5000, 3072, 10
NETS = [(hidden, batch) for hidden in (50, 500) for batch in (100, 200)]
ITERATIONS = 5  # of a round: short, so that some rounds are undisturbed
RATE = 1e-4


def data_of(dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """Return images (N, D) of the size of CIFAR-10's, the mean taken away, and labels (N,)."""
    rng = np.random.default_rng(0)
    x = 50 * rng.standard_normal((IMAGES, INPUTS))
    return x.astype(dtype), rng.integers(CLASSES, size=IMAGES)


def ours(x: np.ndarray, y: np.ndarray, hidden: int, batch: int) -> Callable[[], object]:
    """One iteration of the kit's Solver with the reference's layers."""
    model = TwoLayerNet(INPUTS, hidden, CLASSES)
    data = {"X_train": x, "y_train": y, "X_val": x[:10], "y_val": y[:10]}
    config = {"learning_rate": RATE}
    solver = Solver(model, data, optim_config=config, batch_size=batch, verbose=False, run_log=None)
    return solver._step


def pytorch(x: np.ndarray, y: np.ndarray, hidden: int, batch: int) -> Callable[[], object]:
    """One iteration of eager PyTorch as its tutorials write it."""
    torch.set_num_threads(options.threads)
    images, labels = torch.from_numpy(x), torch.from_numpy(y)
    model = torch.nn.Sequential(
        torch.nn.Linear(INPUTS, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, CLASSES)
    ).to(images.dtype)
    loss_of = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)

    def iterate() -> float:
        chosen = torch.randint(len(images), (batch,))
        optimizer.zero_grad()
        loss = loss_of(model(images[chosen]), labels[chosen])
        loss.backward()
        optimizer.step()
        return loss.item()

    return iterate


def scikit_learn(x: np.ndarray, y: np.ndarray, hidden: int, batch: int) -> Callable[[], object]:
    """One iteration of scikit-learn's MLP: a partial fit to a batch."""
    net = MLPClassifier((hidden,), solver="sgd", batch_size=batch, learning_rate_init=RATE)
    net.partial_fit(x[:batch], y[:batch], classes=np.arange(CLASSES))

    def iterate() -> None:
        chosen = np.random.choice(len(x), batch)
        net.partial_fit(x[chosen], y[chosen])

    return iterate


def products(x: np.ndarray, y: np.ndarray, hidden: int, batch: int) -> Callable[[], object]:
    """The five matrix products of an iteration, into arrays that are there already."""
    dtype = x.dtype
    x = x[:batch]
    w1, w2 = np.ones((INPUTS, hidden), dtype), np.ones((hidden, CLASSES), dtype)
    h, dh, dw1 = np.ones((batch, hidden), dtype), np.ones((batch, hidden), dtype), np.ones_like(w1)
    s, dw2 = np.ones((batch, CLASSES), dtype), np.ones_like(w2)

    def iterate() -> None:
        np.matmul(x, w1, out=h)
        np.matmul(h, w2, out=s)
        np.matmul(s, w2.T, out=dh)
        np.matmul(h.T, s, out=dw2)
        np.matmul(x.T, dh, out=dw1)

    return iterate


def images_dx(x: np.ndarray, y: np.ndarray, hidden: int, batch: int) -> Callable[[], object]:
    """The gradient of the images: one matrix product, which the five do without."""
    dh, w1 = np.ones((batch, hidden), x.dtype), np.ones((INPUTS, hidden), x.dtype)
    return lambda: dh @ w1.T


CONTESTANTS = {
    "this kit": ours,
    "PyTorch": pytorch,
    "scikit-learn": scikit_learn,
    "products": products,
    "images' dx": images_dx,
}


def milliseconds(iterate: Callable[[], object]) -> float:
    """Return the time of one iteration, on average over a round."""
    start = time.perf_counter()
    for _ in range(ITERATIONS):
        iterate()
    return 1e3 * (time.perf_counter() - start) / ITERATIONS


def main() -> None:
    """Print a line for each net and dtype."""
    versions = f"PyTorch {torch.__version__}, scikit-learn {sklearn.__version__}"
    print(f"NumPy {np.__version__}, {versions}")
    print(f"{options.threads} thread(s), fastest of {options.rounds} rounds; ms an iteration")
    head = "".join(f"{name:>14}" for name in CONTESTANTS)
    print(f"{'net':14}{'batch':>6}{'dtype':>9}{head}   kit / PyTorch")
    for dtype in (np.float32, np.float64):
        x, y = data_of(dtype)
        for hidden, batch in NETS:
            iterations = [make(x, y, hidden, batch) for make in CONTESTANTS.values()]
            for iterate in iterations:
                iterate()
            rounds = [[milliseconds(it) for it in iterations] for _ in range(options.rounds)]
            times = [min(column) for column in zip(*rounds, strict=True)]
            net = f"{INPUTS}-{hidden}-{CLASSES}"
            shown = "".join(f"{t:14.2f}" for t in times)
            print(
                f"{net:14}{batch:>6}{np.dtype(dtype).name:>9}{shown}{times[0] / times[1]:16.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
