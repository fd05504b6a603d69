"""Marks do not depend on who grades, where, and with what settings."""

import json
import os
import subprocess
import sys

import pytest

from autograder import labs
from autograder.audit.styles import hand_in, styles

LAB = "two_layer_net"
STYLES = ("reference", "old_numpy_names", "korean", "torch_left_in", "float32_inside", "threads")
ODD = {
    "HOME": "/nonexistent",
    "LC_ALL": "POSIX",
    "LANGUAGE": "ko",
    "TZ": "Asia/Seoul",
    "PYTHONUTF8": "0",
    "PYTHONHASHSEED": "7",
    "PYTHONWARNINGS": "error::UserWarning:layers",
    "OPENBLAS_CORETYPE": "Prescott",
    "OMP_NUM_THREADS": "3",
    "LD_LIBRARY_PATH": "/nonexistent:relative",
    "XDG_CACHE_HOME": "/nonexistent",
}


def marks(submissions, out, **settings):
    """Grade a class in a process of its own; return each question's verdict."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "autograder",
            "grade",
            LAB,
            submissions,
            "--out",
            out,
            "--jobs",
            "1",
        ],
        capture_output=True,
        text=True,
        env={**os.environ, **settings},
        preexec_fn=lambda: os.umask(0o077) if settings else None,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    results = [json.loads(path.read_text("utf-8")) for path in sorted(out.glob("results/*"))]
    verdicts = [
        [{**question, "seconds": 0} for question in result["questions"]] for result in results
    ]
    return verdicts, (out / "grades.csv").read_bytes()


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    found = styles(labs.load(LAB))
    for name in STYLES:
        hand_in(found[name], folder / f"{name} 김철수")
    wrong = {**found["reference"]}
    wrong["layers.py"] = wrong["layers.py"].replace("dout.sum(axis=0)", "dout.mean(axis=0)")
    hand_in(wrong, folder / "wrong")
    return folder


def test_locale_time_zone_home_threads_and_processor_change_nothing(papers, tmp_path):
    assert marks(papers, tmp_path / "odd", **ODD) == marks(papers, tmp_path / "usual")
