"""The files of a release beside its notebook: stubs, what is given, public cases, the README."""

import ast
import json
import string
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder import banners
from autograder.lab import Lab
from autograder.languages import Say, markdown, source
from autograder.languages.catalogue import ENGLISH, Language
from autograder.languages.marked import marked
from autograder.master import master, public_checks, released_notebook
from autograder.master.master import MasterError
from autograder.master.notebook import text_of
from autograder.oracle import oracle_of
from autograder.student.checking.spelling import read

TEMPLATES = Path(__file__).with_name("templates")
TEMPLATE = TEMPLATES / "release_readme.md"
# What runs the public checks where a release becomes a student's repository.
CI_FILES = {".github/workflows/checks.yml": "github.yml", ".gitlab-ci.yml": "gitlab.yml"}
LAST_LIBRARY = '"matplotlib>=3.8"'  # of those that they install
EARLIER = """
This lab builds on what you wrote in an earlier one. Copy these files from there, over the empty
ones here; they are not graded again:

{files}
"""
IGNORED = """\
# Data, what is handed in, and its receipt.
datasets/*
!datasets/README.md
!datasets/*.py
{lab}_submission.zip
{lab}_receipt.json
predictions.json
failed_checks.json
__pycache__/
.ipynb_checkpoints/
"""
EXECUTABLE = frozenset({"get_datasets.sh"})


class Material:
    """What the releases of a lab are made from; what is costly is made once, when it is needed."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab

    @cached_property
    def public(self) -> str:
        """The public cases, as JSON. Raises AuthorError."""
        return checks(self)


def render(material: Material, language: Language = ENGLISH) -> dict[str, bytes]:
    """Return the content of each file by its path in the release.

    Raises BannerError and MasterError, which name file and line.
    """
    lab, say = material.lab, language.say
    root = lab.course.folder
    texts = {
        ".gitignore": IGNORED.format(lab=lab.name),
        "README.md": readme(lab, say),
        f"assignment/checks/{lab.name}.json": material.public,
        lab.notebook: notebook(lab, language),
    }
    for path, template in CI_FILES.items():
        text = (TEMPLATES / "student_ci" / template).read_text(encoding="utf-8")
        texts[path] = text.replace(LAST_LIBRARY, " ".join([LAST_LIBRARY, *lab.libraries]))
    if lab.loads_data:
        scripts = sorted((root / "datasets").glob("*.py"))  # parts of get_datasets.sh
        for path in ("get_datasets.sh", *(f"datasets/{script.name}" for script in scripts)):
            texts[path] = _read(root / path)
        path = "datasets/README.md"
        texts[path] = markdown.translate(_read(root / path), say)
    for name in lab.more_notebooks:
        found = master.read_more_notebook(lab, name)
        for cell in found.cells:
            released_notebook.translate_cell(cell, say)
        texts[name] = text_of(found)
    for page in lab.course.pages:
        texts[Path(page).name] = markdown.translate(_read(root / page), say)
    for file in lab.released_files:
        texts[f"assignment/{file}"] = _read(lab.master(file))
    for file in (*lab.student_files, *lab.earlier_files):
        path = f"assignment/{file}"
        texts[path] = source.translate(stub(_read(lab.master(file)), path), say)
    if not language.is_english:
        texts["assignment/language.json"] = spoken(lab, read(material.public), language)
    return {path: text.encode("utf-8") for path, text in sorted(texts.items())}


def checks(material: Material) -> str:
    """Return the public cases of a lab, as JSON."""
    return public_checks.render(material.lab, oracle_of(material.lab))


def notebook(lab: Lab, language: Language = ENGLISH) -> str:
    """Return the text of the released notebook."""
    found = master.read_notebook(lab)
    if not language.is_english:
        for cell in found.cells:
            released_notebook.translate_cell(cell, language.say)
    stub = language.say(master.TEXT_STUB)
    return text_of(released_notebook.release(found, lab, stub))


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


def spoken(lab: Lab, public: dict[str, Any], language: Language) -> str:
    """Return the messages that students' machines say, as JSON with a line for each."""
    texts = [lab.title]
    for file in lab.released_files:
        texts += marked(lab.master(file))
    for question in public["questions"]:
        texts += texts_of_check(question)
    said = {text: language.say(text) for text in dict.fromkeys(texts)}
    messages = {text: new for text, new in said.items() if new != text}
    document = {"language": language.code, "messages": messages}
    return json.dumps(document, ensure_ascii=False, indent=0) + "\n"


def texts_of_check(question: dict[str, Any]) -> Iterator[str]:
    """Yield the texts in the released data of a check."""
    yield question["title"]
    for name in ("properties", "graded"):
        yield from question.get(name, ())
    for name in ("next_steps", "hints"):
        yield from question.get(name, {}).values()
    yield from question.get("steps", ())
    yield from filter(None, [question.get("formula", "")])


def readme(lab: Lab, say: Say) -> str:
    """Return the README for students."""
    template, earlier_text, data = (
        markdown.translate(text, say) for text in (*engines_readme_texts(), lab.course.data_words)
    )
    files = "\n".join(f"- `assignment/{file}`" for file in lab.student_files)
    earlier = "\n".join(f"- `assignment/{file}`" for file in lab.earlier_files)
    return string.Template(template).substitute(
        title=say(lab.title),
        libraries=" ".join(["numpy matplotlib jupyterlab", *lab.libraries]),
        notebook=lab.notebook,
        files=files,
        earlier=earlier_text.format(files=earlier) if earlier else "",
        data=data if lab.loads_data else "",
    )


def engines_readme_texts() -> tuple[str, str]:
    """Return the README's template, and what it says of earlier labs."""
    return TEMPLATE.read_text(encoding="utf-8"), EARLIER


def write(material: Material, folder: Path, language: Language = ENGLISH) -> None:
    """Write the files into `folder`, whatever the umask. Raises as `render` does."""
    for path, content in render(material, language).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(mode_of(path))
    for parent in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        parent.chmod(0o755)


def mode_of(path: str) -> int:
    """Return the permissions of a released file."""
    return 0o755 if path in EXECUTABLE else 0o644


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MasterError(f"{path}: cannot be read ({error}). A release needs it.") from error
