"""Modules of your own that your files use: they are handed in, too.

Beside the files that the lab names these are modules you made, and copies of the lab's own files
that you changed. What a file imports is read from its text; nothing is run.
"""

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..language import N_, _
from .handed_in import digest
from .saved import PACKAGE
from .source_text import decoded
from .spelling import Data

# What grading takes at most.
MOST_BYTES = 2**18  # of one module
MOST_BYTES_IN_ALL = 2**21
MOST_MODULES = 40

UNUSED = N_("Left out, because none of the files you hand in imports it: {names}.")
TOO_LARGE = N_("{name} is left out: it is larger than a module may be ({most} kB).")
TOO_MANY = N_("{name} is left out: the modules of your own are too many or too large together.")
UNREADABLE = N_("{name} is left out: it cannot be read ({reason}).")
OF_THE_CHECKS = N_("{name} is left out: you changed it, and checks are run by the lab's own.")
TAKEN = N_("{name} is a module of your own that your files use.")
CHANGED = N_("{name} was changed by you: it is used where your code needs the change.")
BESIDE = N_(
    "{name} stands beside the notebook and is handed in as {taken}, where your files find it."
)


@dataclass
class OwnModules:
    """What is handed in beside the files of the lab.

    files   content by name in the zip
    notes   a sentence on each, and on each that is left out
    """

    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def own_modules(folder: str | Path, listing: Data | Sequence[Data]) -> OwnModules:
    """Find the modules of a student's own that the lab's files use.

    Inputs:
    - folder: folder that holds the notebook and `assignment/`
    - listing: the released data of the lab, as of all labs in the folder

    Returns OwnModules.
    """
    home = Path(folder)
    package = home / PACKAGE
    labs = [listing] if isinstance(listing, dict) else list(listing)
    chosen = labs[0]
    kit: dict[str, str] = chosen.get("kit", {})
    given: Collection[str] = chosen.get("given", kit)
    named, earlier = {*chosen["student_files"]}, {*chosen.get("earlier_files", ())}
    foreign = {
        file
        for lab in labs[1:]
        for file in (*lab["student_files"], *lab.get("earlier_files", ()), *lab.get("kit", ()))
    } - {*named, *earlier, *kit}
    found = OwnModules()
    unused = []
    names = {PACKAGE, *chosen.get("aliases", ())}
    used, beside, unknown = imported(home, package, chosen["student_files"], names)
    for path in sorted(package.rglob("*.py")):
        file = path.relative_to(package).as_posix()
        name = f"{PACKAGE}/{file}"
        if file in named or file in foreign or is_left_by_a_program(Path(file)):
            continue
        if file in kit and digest(decoded(path.read_bytes())[0]) == kit[file]:
            continue
        if file in kit and file not in given:
            found.notes.append(_(OF_THE_CHECKS).format(name=name))
        elif file not in used and (file in earlier or not unknown):
            if file not in earlier and path.stat().st_size > 0:
                unused.append(name)
        else:
            take(
                found,
                name,
                path,
                _(TAKEN if file not in {*kit, *earlier} else CHANGED).format(name=name),
            )
    for path in beside:
        name = f"{PACKAGE}/{path.name}"
        take(found, name, path, _(BESIDE).format(name=path.name, taken=name))
    if unused:
        found.notes.append(_(UNUSED).format(names=", ".join(unused[:MOST_MODULES])))
    complete_packages(found, package)
    return found


def is_left_by_a_program(path: Path) -> bool:
    """Whether a file lies in a folder of a program, such as .ipynb_checkpoints."""
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def take(found: OwnModules, name: str, path: Path, note: str) -> None:
    """Add a module, if it is not too large."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        found.notes.append(_(UNREADABLE).format(name=name, reason=error.strerror))
        return
    total = sum(map(len, found.files.values())) + size
    if size > MOST_BYTES:
        found.notes.append(_(TOO_LARGE).format(name=name, most=MOST_BYTES // 1000))
    elif total > MOST_BYTES_IN_ALL or len(found.files) >= MOST_MODULES:
        found.notes.append(_(TOO_MANY).format(name=name))
    else:
        found.files[name] = content
        found.notes.append(note)


def complete_packages(found: OwnModules, package: Path) -> None:
    """Add an empty __init__.py to each folder of modules that has none of its own."""
    for name in [*found.files]:
        inside = Path(name).relative_to(PACKAGE)
        for parent in list(inside.parents)[:-1]:
            if not (package / parent / "__init__.py").is_file():
                found.files.setdefault(f"{PACKAGE}/{parent.as_posix()}/__init__.py", b"")


def imported(
    home: Path, package: Path, files: Sequence[str], names: Collection[str]
) -> tuple[set[str], list[Path], bool]:
    """Return the files of the package that some files import, and theirs in turn.

    Also returns the paths of modules beside the notebook that they import by their bare names, and
    whether one of the files is not Python, so that nobody can tell what it imports.
    """
    used: set[str] = set()
    beside: list[Path] = []
    waiting = [package / file for file in files]
    seen, unknown = set[Path](), False
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        try:
            place = package if path.is_relative_to(package) else home
            imports = [*imports_of(path, place, names)]
        except FileNotFoundError:
            continue
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            unknown = True
            continue
        for name, bare in imports:
            there = files_of(package, name)
            used.update(there)
            waiting += [package / file for file in there]
            alone = home / f"{name.partition('.')[0]}.py"
            if bare and not there and alone.is_file() and alone not in beside:
                beside.append(alone)
                waiting.append(alone)
    return used, beside, unknown


def files_of(package: Path, name: str) -> list[str]:
    """Return the files of the package that importing a module by its name in it would run."""
    found, place = [], package
    for part in filter(None, name.split(".")):
        place = place / part
        for path in (place / "__init__.py", place.with_suffix(".py")):
            if path.is_file():
                found.append(path.relative_to(package).as_posix())
                break
        else:
            if not place.is_dir():
                break
    return found


def imports_of(path: Path, package: Path, names: Collection[str]) -> Iterator[tuple[str, bool]]:
    """Yield (name in the package, whether it was imported without the package's) of a file.

    Raises OSError, and what `ast.parse` raises.
    """
    tree = ast.parse(decoded(path.read_bytes())[0])
    inside = path.relative_to(package).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield named_in_package(alias.name, names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = inside[: len(inside) - node.level + 1]
                start = ".".join([*base, *([node.module] if node.module else [])])
                bare = False
            else:
                start, bare = named_in_package(node.module or "", names)
            if start:
                yield start, bare
            for alias in node.names:
                if alias.name != "*":
                    yield (f"{start}.{alias.name}" if start else alias.name), bare


def named_in_package(name: str, names: Collection[str]) -> tuple[str, bool]:
    """Return a module's name in the package, and whether it was given without the package's."""
    top, _dot, rest = name.partition(".")
    if top in names:
        return rest, False
    return name, True
