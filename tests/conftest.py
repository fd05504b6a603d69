"""Shared fixtures: the lab, graders by isolation, and ways to write submissions."""

import os
import subprocess
from collections import Counter

import numpy as np
import pytest
from submissions import FewImages, writer

from autograder import labs
from autograder.grading.grade import Grader
from autograder.isolate.levels import available
from autograder.isolate.sandbox import Limits
from autograder.oracle import master_sources

pytest_plugins = ("distribution", "wheel_fixtures", "lab_to_submit")

CONFINED = ("bubblewrap", "landlock")


def pytest_configure(config):
    """What is kept from run to run is the tests' own."""
    os.environ["AUTOGRADER_CACHE"] = str(config.cache.mkdir("autograder"))


def pytest_addoption(parser):
    parser.addoption(
        "--every", action="store_true", help="run slow tests, and of those marked one_in every one"
    )


def pytest_collection_modifyitems(config, items):
    """Unless --every: no slow tests, and of one of a whole bank or corpus one entry in some."""
    if config.getoption("--every"):
        return
    seen = Counter()
    left = []
    for item in items:
        marker = item.get_closest_marker("one_in")
        if item.get_closest_marker("slow"):
            left.append(item)
        elif marker:
            test = item.path, item.originalname
            if seen[test] % marker.args[0]:
                left.append(item)
            seen[test] += 1
    config.hook.pytest_deselected(items=left)
    gone = set(left)
    items[:] = [item for item in items if item not in gone]


@pytest.fixture(scope="session")
def lab():
    return labs.load("two_layer_net")


@pytest.fixture(scope="session")
def master(lab):
    """Text of every package file of the master."""
    return master_sources(lab)


@pytest.fixture(scope="session")
def weights():
    """Weights of a small net, and evaluation data it classifies perfectly."""
    rng = np.random.RandomState(0)
    return {
        "W1": rng.randn(3072, 4).astype(np.float32),
        "b1": np.zeros(4, np.float32),
        "W2": rng.randn(4, 10).astype(np.float32),
        "b2": np.zeros(10, np.float32),
    }


@pytest.fixture(scope="session", params=CONFINED)
def confined(request):
    """Each isolation that confines, in turn; a machine without one cannot vouch for it."""
    problem = available(request.param)
    if problem:
        pytest.skip(f"{request.param} is not available here: {problem}")
    return request.param


@pytest.fixture(scope="session")
def programs_run(tmp_path_factory):
    """Programs that a test writes can be run where it writes them."""
    program = tmp_path_factory.mktemp("programs") / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    try:
        subprocess.run([program], check=True)
    except PermissionError:
        pytest.skip(
            "temporary files cannot be run as programs here: set TMPDIR to a folder without noexec"
        )


@pytest.fixture(scope="session")
def grader(lab, weights):
    """One grader under the default isolation, with evaluation data of a few images."""
    with Grader(lab, "auto", Limits(question_seconds=1.5)) as grader:
        grader.data = FewImages(weights)
        yield grader


@pytest.fixture
def submit(tmp_path, master, weights):
    """Write a right submission with changes; return its folder.

    submit("ada", layers=lambda text: ..., net=lambda text: ..., extra={name: content})
    """
    return writer(tmp_path / "class", master, weights)


@pytest.fixture(scope="session")
def executed(tmp_path_factory):
    """Execute a lab's notebook as somebody did, once; returns (their folder, the notebook)."""
    done = {}

    def get(lab, run):
        key = lab.name, run.__name__
        if key not in done:
            folder = tmp_path_factory.mktemp(f"{lab.name}_{run.__name__}")
            done[key] = folder, run(lab, folder)
        return done[key]

    return get
