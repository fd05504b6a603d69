"""The engine as others have it: a wheel, installed into an empty environment."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command, **settings):
    return subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, **settings
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("autograder", "LICENSE", "README.md", "pyproject.toml"):
        copy = ["cp", "-r", ROOT / name, folder / name]
        assert run(*copy).returncode == 0
    built = run(
        *(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"),
        *("-w", folder / "dist", folder),
    )
    assert built.returncode == 0, built.stderr
    (path,) = (folder / "dist").glob("*.whl")
    return path


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory, programs_run):
    """The folder of the programs of an empty environment into which the wheel was installed."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = run(folder / "bin/pip", "install", "--disable-pip-version-check", wheel, env=alone)
    assert done.returncode == 0, done.stderr
    return folder / "bin"
