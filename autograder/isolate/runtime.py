"""A Python and its NumPy: where its program, its standard library and its packages lie.

Systems put them in many places: below /usr with libraries for several processors, below /opt, a
home folder or a store of packages (Nix, Guix), in one prefix with everything else (conda), behind
virtual environments of links or of copies. So nothing is derived from a name: Python is asked.
"""

import os
import platform
import re
import site
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgpack
import numpy as np


@dataclass(frozen=True)
class Runtime:
    """A Python, and the libraries that student code finds with it. All paths are absolute.

    python     the interpreter itself, not the link to it or its copy in a virtual environment
    stdlib     folder of its standard library
    prefix     where it is installed
    installed  folders of other packages that it would find
    libraries  the folders and files that hold NumPy, msgpack and what a lab needs, and nothing else
    shared     folders of shared libraries that it uses and that lie elsewhere
    loads      modules that a lab needs, imported before student code runs
    places     (module, file or folder) of each that is found for it
    adapters   (library, text): see `student/checking/adapters`
    others     names and versions of what a lab needs
    """

    python: Path
    version: str
    numpy: str
    stdlib: Path
    prefix: Path
    installed: tuple[Path, ...]
    libraries: tuple[Path, ...]
    shared: tuple[Path, ...] = ()
    loads: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    adapters: tuple[tuple[str, str], ...] = ()
    others: str = ""

    @property
    def name(self) -> str:
        """What it is called in results, e.g. "Python 3.12.1, NumPy 1.26.4"."""
        return f"Python {self.version}, NumPy {self.numpy}"


@cache
def own() -> Runtime:
    """Return the runtime that the grader itself runs in."""
    folders = [Path(str(package.__file__)).parent for package in (np, msgpack)]
    return Runtime(
        python=program(),
        version=platform.python_version(),
        numpy=np.__version__,
        stdlib=Path(os.__file__).parent,
        prefix=Path(sys.base_prefix),
        installed=tuple(map(Path, site.getsitepackages())),
        libraries=tuple(with_shared(folders)),
        shared=tuple(sorted(mapped_folders())),
    )


def program() -> Path:
    """Return the real program, also where a virtual environment holds a copy of it."""
    base = str(getattr(sys, "_base_executable", "") or "")
    return Path(os.path.realpath(base if os.path.exists(base) else sys.executable))


def with_shared(folders: list[Path]) -> list[Path]:
    """Return the folders of packages, with those of the shared libraries they bring."""
    return [
        path for folder in folders for path in (folder, *folder.parent.glob(f"{folder.name}.libs"))
    ]


def mapped_folders() -> set[Path]:
    """Return where the shared libraries lie that this process uses, but for those of packages."""
    try:
        maps = Path("/proc/self/maps").read_text(errors="surrogateescape")
    except OSError:  # in a chroot nobody has mounted it
        return set()
    folders = set(re.findall(r" (/.*)/lib[^/]*\.so[^/]*$", maps, re.M))
    return {Path(folder) for folder in folders if "-packages" not in folder}
