"""A formula is unfolded once three checks of changed code have failed: it is to be earned.

What counts as changed is the code itself, not its layout or comments. `failed_checks.json` beside
the notebook holds a short hash of each version that failed, and nothing else.
"""

import ast
import hashlib
import json

from .released import HOME

FILE = HOME / "failed_checks.json"
ENOUGH = 3


def note_failure(question: str, text: str, function: str) -> int:
    """Note that a version of a function has failed its check; return how many have by now.

    Inputs:
    - question: id of the question
    - text: the file that holds the function
    - function: name of the function in it, e.g. "TwoLayerNet.loss"
    """
    versions = _versions()
    failed = versions.setdefault(question, [])
    version = hashlib.sha256(_code_of(text, function).encode()).hexdigest()[:12]
    if version not in failed:
        failed.append(version)
        try:
            FILE.write_text(json.dumps(versions, indent=1), encoding="utf-8")
        except OSError:
            pass  # a folder that cannot be written in: the formula comes later
    return len(failed)


def failures(question: str) -> int:
    """Return how many versions of a question's code have failed its check."""
    return len(_versions().get(question, ()))


def _code_of(text: str, function: str) -> str:
    """Return the code of a function without its layout; of a file that is no Python, all of it."""
    try:
        scope: ast.AST = ast.parse(text)
    except SyntaxError:
        return text
    for name in function.split("."):
        body: list[ast.stmt] = getattr(scope, "body", [])
        found = [node for node in body if getattr(node, "name", None) == name]
        if not found:
            return text
        scope = found[-1]
    return ast.dump(scope)


def _versions() -> dict[str, list[str]]:
    """Return the versions that failed, by question; none where the file cannot be read."""
    try:
        found = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {question: failed for question, failed in found.items() if isinstance(failed, list)}
