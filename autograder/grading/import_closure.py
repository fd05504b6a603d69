"""What a module imports, and what these import: worked out from the texts, nothing is run.

Imports inside functions count as well. What looks like an import inside a text counts where a
module has that name: one too many grades something anew, one too few keeps a mark that is wrong.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)|import[ \t]+([^\n]*))",
    re.MULTILINE,
)
_NAME = re.compile(r"[\w.]+|\*")

# The text of a module and whether it is a package, None where there is no such module.
TextOf = Callable[[str], tuple[str, bool] | None]


def closure(roots: Iterable[str], text_of: TextOf) -> dict[str, str]:
    """Return the text of each module that some need, by its name, these among them."""
    found: dict[str, str] = {}
    waiting = list(roots)
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        made_of = text_of(module)
        if made_of is None:
            continue
        text, is_package = made_of
        found[module] = text
        package = module if is_package else module.rpartition(".")[0]
        waiting += names_in(text, package)
        waiting += above(module)
    return dict(sorted(found.items()))


@lru_cache(1000)
def names_in(text: str, package: str) -> tuple[str, ...]:
    """Return what `imported` yields, each name once."""
    return tuple(dict.fromkeys(imported(text, package)))


def imported(text: str, package: str) -> Iterator[str]:
    """Yield the names that a text imports, modules and what may be one; `package` holds it."""
    for origin, names, plain in _IMPORT.findall(text):
        if plain:
            yield from (name for name in _NAME.findall(plain) if name != "as")
            continue
        dots = len(origin) - len(origin.lstrip("."))
        parts = package.split(".")[: len(package.split(".")) - dots + 1] if dots else []
        start = ".".join(filter(None, [*parts, origin.lstrip(".")]))
        yield start
        yield from (f"{start}.{name}" for name in _NAME.findall(names) if name.isidentifier())


def above(module: str) -> Iterator[str]:
    """Yield the packages that a module lies in: they are imported with it."""
    while "." in module:
        module = module.rpartition(".")[0]
        yield module
