"""The benchmarks run; what they measure is nothing a test could hold them to."""

import os
import subprocess
import sys
from pathlib import Path

from autograder.isolate.levels import LEVELS, available

ROOT = Path(__file__).parents[2]
STAGES = ("oracle", "template", "intake", "fork and confine", "import", "compute", "judge")
STAGES += ("evaluate weights", "whole submission", "physical limit")


def test_the_time_of_one_submission_is_told_by_stage():
    """As `make bench` begins, with a single run of each stage."""
    command = [sys.executable, ROOT / "benchmarks" / "grade_one.py", "--runs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    levels = [level for level in LEVELS if not available(level)]
    assert [word for word in (*STAGES, *levels) if word not in done.stdout] == []
