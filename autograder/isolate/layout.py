"""Which files of this machine a sandboxed Python sees, and how bubblewrap puts them in place.

Shown are Python, NumPy and what both need of the system; hidden, also where it lies below a folder
that is shown, is whatever else is installed beside them, and the kit itself.
"""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from autograder.isolate.runtime import Runtime

ROOT = Path(__file__).resolve().parents[2]

INSIDE = (
    "autograder/__init__.py",
    "autograder/isolate/__init__.py",
    "autograder/isolate/inside",
    "autograder/student/__init__.py",
    "autograder/student/checking/__init__.py",
    "autograder/student/checking/adapters/__init__.py",
    "autograder/student/checking/plain_data.py",
    "autograder/student/checking/program.py",
    "autograder/student/language.py",
    "autograder/student/understanding",
)
SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/etc/alternatives",  # Debian's links to the BLAS of its own NumPy
    "/etc/ld.so.cache",
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
STORES = ("/nix/store", "/gnu/store")
INSTALLED = ("site-packages", "dist-packages")


@cache
def shown(runtime: Runtime, root: Path = ROOT) -> tuple[Path, ...]:
    """Return the files and folders that may be read, but for what is `hidden` in them."""
    found = [*map(str, (runtime.python, runtime.stdlib, *runtime.libraries)), *SYSTEM]
    found += [store for store in STORES if str(runtime.python).startswith(f"{store}/")]
    systems = tuple(f"{os.path.realpath(folder)}/" for folder in SYSTEM)
    # Where a cluster's modules load Python, its libraries are found by this variable alone.
    searched = filter(os.path.isabs, os.environ.get("LD_LIBRARY_PATH", "").split(":"))
    prefixes = [runtime.prefix / name for name in ("lib", "lib64")]
    for folder in (*prefixes, *runtime.shared, *map(Path, searched)):
        if not f"{os.path.realpath(folder)}/".startswith(systems):
            found += sorted(map(str, folder.glob("lib*.so*")))
    found += [str(root / name) for name in INSIDE]
    return tuple(Path(path) for path in dict.fromkeys(found) if os.path.exists(path))


@cache
def hidden(runtime: Runtime, root: Path = ROOT) -> tuple[Path, ...]:
    """Return the folders that must not be read, though they may lie below what is shown."""
    above = [path for path in shown(runtime, root) if path.is_dir()]
    installed = {*runtime.installed, *(folder.parent for folder in runtime.libraries)}
    for folder in above:
        for name in INSTALLED:
            installed.update([*folder.glob(name), *folder.glob(f"python*/{name}")])
    real = {Path(os.path.realpath(folder)) for folder in (*installed, root)}
    return tuple(sorted(filter(Path.is_dir, real)))


@cache
def allowed(runtime: Runtime, root: Path = ROOT) -> tuple[Path, ...]:
    """Return what is shown as rules that know no exceptions want it: files, and whole folders."""
    out_of_sight = hidden(runtime, root)
    rules: list[Path] = [Path(device) for device in DEVICES]
    for path in shown(runtime, root):
        rules += beside(Path(os.path.realpath(path)), out_of_sight)
    return tuple(dict.fromkeys(rules))


def beside(path: Path, out_of_sight: Sequence[Path]) -> list[Path]:
    """Return a path, or where something hidden lies below it, what lies beside that.

    Links are not followed there: nobody knows where they lead.
    """
    if not any(path in folder.parents for folder in out_of_sight):
        return [path]
    children = [c for c in path.iterdir() if c not in out_of_sight and not c.is_symlink()]
    return [found for child in children for found in beside(child, out_of_sight)]


def placed(runtime: Runtime, root: Path = ROOT) -> list[str]:
    """Return bubblewrap's options that put everything where it lies outside.

    Links stay links, and what they lead to is put in place, too. The folders above are made anew,
    open to everyone, though /root, say, is not outside.
    """
    links: dict[Path, str] = {}
    bound: dict[Path, bool] = {}  # to whether it is shown
    for path in shown(runtime, root):
        bound[followed(path, links)] = True
    for path in hidden(runtime, root):
        bound.setdefault(path, False)
    needed = {path: show for path, show in bound.items() if show != nearest(path, bound)}
    outside = [link for link in links if not nearest(link, needed)]
    above = {folder for path in (*needed, *outside) for folder in list(path.parents)[:-1]}
    made = {path: ["--dir", str(path)] for path in above if not nearest(path, needed)}
    made |= {link: ["--symlink", links[link], str(link)] for link in outside}
    for path, show in needed.items():
        made[path] = ["--ro-bind", str(path), str(path)] if show else ["--tmpfs", str(path)]
    # From the top down: what is below comes on top of what is above.
    return [option for path in sorted(made) for option in made[path]]


def followed(path: Path, links: dict[Path, str]) -> Path:
    """Return where a path really leads, noting the links that it goes over."""
    real = Path("/")
    for part in path.parts[1:]:
        step = real / part
        if step.is_symlink():
            links[step] = os.readlink(step)
            real = followed(Path(os.path.normpath(real / links[step])), links)
        else:
            real = step
    return real


def nearest(path: Path, bound: dict[Path, bool]) -> bool:
    """Return whether the folder nearest above a path, of those in `bound`, is shown."""
    return next((bound[folder] for folder in path.parents if folder in bound), False)
