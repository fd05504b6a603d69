"""One Python of this machine: where its program, its standard library and its packages lie.

Systems put them in many places: below /usr with libraries for several processors, below /opt, a
home folder or a store of packages (Nix, Guix), in one prefix with everything else (conda), behind
virtual environments of links or of copies. So nothing is derived from a name: Python is asked.
"""

import json
import os
import re
import site
import subprocess
import sys
import sysconfig
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

PACKAGES = ("numpy", "msgpack")
STORES = ("/nix/store", "/gnu/store")


@dataclass(frozen=True)
class Interpreter:
    """What a sandbox must know of a Python. All paths are absolute, and of this machine.

    executable        the real program, behind any virtual environment
    standard_library  folders of modules and of extension modules
    packages          folders of NumPy and msgpack, and of the libraries they bring
    site_packages     folders where packages are installed; most is none of student code's business
    libraries         folders with shared libraries outside the system's own
    store             folder of all installed software, where the system has such a one, else ""
    """

    executable: str
    standard_library: tuple[str, ...]
    packages: tuple[str, ...]
    site_packages: tuple[str, ...]
    libraries: tuple[str, ...]
    store: str = ""


@cache
def this_one() -> Interpreter:
    """Return what runs this very program."""
    executable = program()
    standard_library = {
        str(Path(os.__file__).parent),
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("platstdlib", vars={"platbase": sys.base_exec_prefix}),
    }
    packages = package_folders()
    return Interpreter(
        executable=executable,
        standard_library=tuple(sorted(filter(os.path.isdir, standard_library))),
        packages=packages,
        site_packages=tuple(sorted({*site.getsitepackages(), *map(os.path.dirname, packages)})),
        libraries=tuple(sorted(filter(os.path.isdir, library_folders()))),
        store=next((store for store in STORES if executable.startswith(f"{store}/")), ""),
    )


def ask(program: str) -> Interpreter:
    """Return another Python, which has NumPy and msgpack, as it describes itself.

    Raises CalledProcessError where it cannot; what it said is in its `stderr`.
    """
    said = subprocess.run([program, __file__], check=True, capture_output=True, text=True).stdout
    facts: dict[str, Any] = json.loads(said)
    for name, fact in facts.items():
        facts[name] = tuple(fact) if isinstance(fact, list) else fact
    return Interpreter(**facts)


def program() -> str:
    """Return the real program, also where a virtual environment holds a copy of it."""
    base = str(getattr(sys, "_base_executable", "") or "")
    return os.path.realpath(base if os.path.exists(base) else sys.executable)


def package_folders() -> tuple[str, ...]:
    """Return the folders of `PACKAGES`, and of the shared libraries their wheels bring."""
    folders = []
    for name in PACKAGES:
        origin = __import__(name).__file__
        assert origin is not None
        folder = Path(origin).parent
        folders += [folder, *sorted(folder.parent.glob(f"{name}.libs"))]
    return tuple(map(str, folders))


def library_folders() -> set[str]:
    """Return where Python and NumPy have shared libraries of their own: by rule, and in fact."""
    prefixes = {sys.base_prefix, sys.base_exec_prefix}
    by_rule = {f"{prefix}/{name}" for prefix in prefixes for name in ("lib", "lib64")}
    searched = set(os.environ.get("LD_LIBRARY_PATH", "").split(":")) - {""}
    mapped = re.findall(r"(/.*)/lib[^/]*\.so[^/]*$", Path("/proc/self/maps").read_text(), re.M)
    return {
        folder
        for folder in {*by_rule, *searched, *mapped}
        if os.path.isabs(folder) and "-packages/" not in f"{folder}/"
    }


if __name__ == "__main__":
    print(json.dumps(asdict(this_one())))
