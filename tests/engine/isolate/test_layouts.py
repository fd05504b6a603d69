"""Pythons that lie elsewhere: the sandbox shows each of them whole, and nothing beside it."""

import os
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pythons import ask, copied, copy_python, installed_in, program_of

from autograder.grading.request import AS_HANDED_IN, request
from autograder.isolate import layout
from autograder.isolate.layout import beside, placed, shown
from autograder.isolate.runtime import own
from autograder.isolate.sandbox import Limits, Sandbox

SECRET = "what is none of student code's business"

# Modules that the template has no reason to load, a file that is there, one that is not, and a
# package that is installed beside NumPy.
STUDENT = """
import colorsys, graphlib, numpy.fft, numpy.polynomial, numpy.testing
import planted

def seen(path):
    try:
        return open(path).read()
    except OSError as error:
        return type(error).__name__
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory, programs_run):
    """A Python in a folder of its own, with what is installed beside it; returns the folder."""
    prefix = tmp_path_factory.mktemp("opt") / "my software, 소프트웨어"
    copy_python(prefix)
    secret_of(prefix).write_text(f"SECRET = {SECRET!r}")
    for folder in own().libraries:
        left = shutil.ignore_patterns("__pycache__")
        target = installed_in(prefix) / folder.name
        shutil.copytree(folder, target, copy_function=copied, ignore=left)
    return prefix


def secret_of(prefix):
    return installed_in(prefix) / "planted.py"


def look(level, python, path):
    """Import what anybody may want inside; return what of a path is seen there, and stand-ins."""
    call = {"do": "call", "what": ["layers", {"attr": "seen"}], "args": [{"value": str(path)}],
            "kwargs": {}, "unpack": None}  # fmt: skip
    program = {"steps": [call], "outputs": {"seen": [0]}, "watched": {}, "seed": 0}
    asked = request(["layers"], [program], AS_HANDED_IN)
    with Sandbox(level, Limits(), runtime=python) as sandbox:
        worker = sandbox.worker({"layers.py": STUDENT})
        deadline = time.monotonic() + 20
        worker.send_frame(asked, deadline)
        ready = worker.receive(deadline)
        answer = worker.receive(deadline)
        worker.end()
    assert ready["failed"] == {}, ready
    return answer["outputs"]["seen"], ready["stand_ins"]


def test_a_python_in_a_folder_of_its_own(confined, elsewhere):
    python = ask(program_of(elsewhere), installed_in(elsewhere))
    assert python.python == program_of(elsewhere)
    assert all(Path(folder).is_relative_to(elsewhere) for folder in python.libraries)
    seen, stand_ins = look(confined, python, secret_of(elsewhere))
    assert seen in ("PermissionError", "FileNotFoundError")
    assert stand_ins == ["planted"]


def test_packages_that_root_installed_under_a_strict_umask(confined, elsewhere):
    """Nobody, whom root becomes, cannot read them once the template is confined."""
    python = ask(program_of(elsewhere), installed_in(elsewhere))
    folders = [python.stdlib, *python.libraries]
    for folder in folders:
        folder.chmod(0o700)
    try:
        assert look(confined, python, secret_of(elsewhere))[1] == ["planted"]
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.parametrize("how", ["--symlinks", "--copies"])
def test_environments_of_links_and_of_copies_inside_each_other(confined, elsewhere, tmp_path, how):
    outer, inner = tmp_path / "outer", tmp_path / "inner"
    make = ["-m", "venv", "--without-pip", "--system-site-packages", how]
    subprocess.run([program_of(elsewhere), *make, outer], check=True)
    subprocess.run([outer / "bin" / "python", *make, inner], check=True)
    python = ask(inner / "bin" / "python", installed_in(elsewhere))
    assert python.python == program_of(elsewhere)
    seen, stand_ins = look(confined, python, secret_of(elsewhere))
    assert seen in ("PermissionError", "FileNotFoundError")
    assert stand_ins == ["planted"]


def test_a_prefix_of_links_into_another_folder(confined, elsewhere, tmp_path):
    """As stow, Homebrew and the modules of clusters make them."""
    (tmp_path / "bin").mkdir()
    for name in ("lib", f"bin/{program_of(elsewhere).name}"):
        (tmp_path / name).symlink_to(elsewhere / name)
    linked = ask(program_of(tmp_path), installed_in(elsewhere))
    by_links = replace(
        linked,
        stdlib=secret_of(tmp_path).parents[1],
        libraries=tuple(secret_of(tmp_path).parent / path.name for path in linked.libraries),
    )
    for python in (linked, by_links):
        seen, _ = look(confined, python, secret_of(tmp_path))
        assert seen in ("PermissionError", "FileNotFoundError")


def test_a_store_of_all_software(confined, elsewhere, tmp_path, monkeypatch):
    """What a program needs lies anywhere in Nix's or Guix's store, and is for everybody."""
    elsewhere.parent.chmod(0o755)
    (elsewhere.parent / "another package").write_text("for everybody")
    monkeypatch.setattr(layout, "STORES", [str(elsewhere.parent)])
    for found in (layout.shown, layout.hidden, layout.allowed):
        found.cache_clear()
    python = ask(program_of(elsewhere), installed_in(elsewhere))
    seen, _ = look(confined, python, elsewhere.parent / "another package")
    # Nobody, whom root becomes, cannot pass the folder above, where pytest keeps what is root's.
    private = confined == "landlock" and os.geteuid() == 0
    assert seen == ("PermissionError" if private else "for everybody")
    assert look(confined, python, secret_of(elsewhere))[0] != SECRET


def test_a_kit_below_a_folder_that_is_shown_is_hidden(confined, tmp_path):
    """Somebody clones it into /usr/local/lib."""
    secret = tmp_path / "kit" / "assignment" / "layers.py"
    inside = tmp_path / "kit" / layout.INSIDE[0]
    for file in (secret, inside):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SECRET)
    python = replace(own(), stdlib=tmp_path)
    kit = tmp_path / "kit"
    if confined == "bubblewrap":
        options = placed(python, kit)
        covered = options.index(str(kit))
        assert options[covered - 1] == "--tmpfs"
        assert options.index(str(inside)) > covered
        assert str(secret) not in options
    else:
        rules = layout.allowed(python, kit)
        assert inside in rules
        assert not any(rule == secret or rule in secret.parents for rule in rules)


@pytest.mark.parametrize("merged", [True, False])
def test_system_folders_are_put_in_place_as_they_are(tmp_path, monkeypatch, merged):
    """With /lib and /lib64 as links into /usr, or as folders of their own."""
    for name in ("usr/lib", "usr/lib64", "etc/alternatives"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("lib", "lib64"):
        if merged:
            (tmp_path / name).symlink_to(f"usr/{name}")
        else:
            (tmp_path / name).mkdir()
    system = [str(tmp_path / name) for name in ("lib", "lib64", "usr/lib", "usr/lib64", "none")]
    monkeypatch.setattr(layout, "SYSTEM", system)
    python = replace(own(), stdlib=tmp_path / "usr/lib/python3.11")
    (tmp_path / "usr/lib/python3.11").mkdir()
    options = placed(python)
    links = {options[n + 2]: options[n + 1] for n, o in enumerate(options) if o == "--symlink"}
    bound = [options[n + 1] for n, o in enumerate(options) if o == "--ro-bind"]
    ours = [path for path in bound if path.startswith(str(tmp_path))]
    if merged:
        assert {links[path] for path in system[:2]} == {"usr/lib", "usr/lib64"}
        assert ours == system[2:4]
    else:
        assert ours == sorted(system[:4])
    assert system[4] not in options


def test_every_option_puts_what_is_below_after_what_is_above():
    options = placed(own())
    places = [
        options[n + (1 if option in ("--dir", "--tmpfs") else 2)]
        for n, option in enumerate(options)
        if option in ("--dir", "--tmpfs", "--ro-bind", "--symlink")
    ]
    assert len(places) == len(set(places))
    for n, place in enumerate(places):
        assert not any(str(folder) in places[n:] for folder in Path(place).parents)
    for path in shown(own()):
        real = os.path.realpath(path)
        assert any(real == place or real.startswith(f"{place}/") for place in places)


def test_links_beside_what_is_hidden_lead_nowhere(tmp_path):
    for name in ("site-packages", "outside", "json"):
        (tmp_path / "lib" / name).mkdir(parents=True)
    (tmp_path / "lib" / "outside").rmdir()
    (tmp_path / "lib" / "outside").symlink_to("/etc")
    assert beside(tmp_path / "lib", [tmp_path / "lib" / "site-packages"]) == [
        tmp_path / "lib" / "json"
    ]
