"""The files of a release beside its notebook: stubs, what is given, public cases, the README."""

import ast
import string
from pathlib import Path

from autograder import banners, public_checks
from autograder.lab import Lab
from autograder.master import MasterError
from autograder.oracle import Oracle

TEMPLATES = Path(__file__).with_name("templates")
TEMPLATE = TEMPLATES / "release_readme.md"
# What runs the public checks where a release becomes a student's repository.
CI_FILES = {".github/workflows/checks.yml": "github.yml", ".gitlab-ci.yml": "gitlab.yml"}
EARLIER = """
This lab builds on what you wrote in an earlier one. Copy these files from there, over the empty
ones here; they are not graded again:

{files}
"""
DATA = """
The images are CIFAR-10: `bash get_datasets.sh` fetches them (170 MB). Without them you work on
generated ones, on which all goals of the lab can be reached.
"""
EXECUTABLE = frozenset({"get_datasets.sh"})


def render(lab: Lab, root: Path) -> dict[str, bytes]:
    """Return the content of each file by its path in the release.

    Raises BannerError and MasterError, which name file and line.
    """
    texts = {
        "README.md": readme(lab),
        f"assignment/checks/{lab.name}.json": checks(lab, root),
    }
    for path, template in CI_FILES.items():
        texts[path] = (TEMPLATES / "student_ci" / template).read_text(encoding="utf-8")
    if lab.loads_data:
        scripts = sorted((root / "datasets").glob("*.py"))  # parts of get_datasets.sh
        paths = [f"datasets/{script.name}" for script in scripts]
        for path in ("get_datasets.sh", "datasets/README.md", *paths):
            texts[path] = _read(root, path)
    for file in lab.given_files:
        texts[f"assignment/{file}"] = _read(root, f"assignment/{file}")
    for file in (*lab.student_files, *lab.earlier_files):
        texts[f"assignment/{file}"] = stub(_read(root, f"assignment/{file}"), f"assignment/{file}")
    return {path: text.encode("utf-8") for path, text in sorted(texts.items())}


def checks(lab: Lab, root: Path) -> str:
    """Return the public cases of a lab, as JSON."""
    return public_checks.render(lab, Oracle(lab, root=root))


def stub(text: str, where: str) -> str:
    """Return a solved file without its solutions.

    Raises BannerError, and MasterError where nothing would be left to do or what is left is no
    longer Python.
    """
    if not banners.regions(text, where):
        raise MasterError(f"{where}:1: students edit this file, but no banners stand in it.")
    stripped = banners.strip(text, where)
    try:
        ast.parse(stripped)
    except SyntaxError as error:
        raise MasterError(
            f"{where}: without its solutions this is not Python ({error.msg}, then line "
            f"{error.lineno}). Put the banners round whole statements."
        ) from error
    return stripped


def readme(lab: Lab) -> str:
    """Return the README for students."""
    template = string.Template(TEMPLATE.read_text(encoding="utf-8"))
    files = "\n".join(f"- `assignment/{file}`" for file in lab.student_files)
    earlier = "\n".join(f"- `assignment/{file}`" for file in lab.earlier_files)
    return template.substitute(
        title=lab.title,
        notebook=lab.notebook,
        files=files,
        earlier=EARLIER.format(files=earlier) if earlier else "",
        data=DATA if lab.loads_data else "",
    )


def write(lab: Lab, root: Path, folder: Path) -> None:
    """Write the files into `folder`, whatever the umask. Raises as `render` does."""
    for path, content in render(lab, root).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(mode_of(path))
    for parent in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        parent.chmod(0o755)


def mode_of(path: str) -> int:
    """Return the permissions of a released file."""
    return 0o755 if path in EXECUTABLE else 0o644


def _read(root: Path, path: str) -> str:
    try:
        return (root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MasterError(f"{path}: cannot be read ({error}). A release needs it.") from error
