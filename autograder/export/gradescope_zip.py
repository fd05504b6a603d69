"""The zip an instructor uploads to Gradescope: two scripts, and what they need of the kit.

It holds the hidden cases and the solutions, as every autograder does. Gradescope shows neither to
students, and the sandbox keeps both from their code.
"""

import importlib.metadata
import json
import os
import re
import shlex
import string
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder.course import ADAPTERS, COMPARISONS
from autograder.export import gradescope_results
from autograder.grading.evaluation_data import EvaluationData
from autograder.lab import Lab
from autograder.languages.catalogue import ENGLISH, Language, bundle_of
from autograder.oracle import SEED_VARIABLE
from autograder.student.language import speaking

TEMPLATES = Path(__file__).with_name("templates") / "gradescope"
ENGINE = Path(__file__).resolve().parents[1]
LOCK = ENGINE / "locks" / "grading.txt"
SCRIPTS = ("setup.sh", "run_autograder")

OF_THE_COURSE = ("labs", COMPARISONS, ADAPTERS)
LEFT_OUT = {"__pycache__", "audit", "styles"}  # folders that no grading needs

# All that grading imports; the command line, pages for a class and nbgrader stay at home.
PACKAGES = ("jinja2", "markupsafe", "msgpack", "numpy", "pyyaml")

FETCH = 'PATH="$source/venv/bin:$PATH" bash get_datasets.sh'
PREPARE = (
    '"$source/venv/bin/python" -c \'from autograder.grading.evaluation_data import EvaluationData; '
    "data = EvaluationData(); data.prepared(data.source)'"
)


def write_zip(lab: Lab, path: Path, language: Language = ENGLISH) -> Path:
    """Write the zip for a lab and return its path; it is there whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            for name, content in sorted(files(lab, language)):
                entry = zipfile.ZipInfo(name)  # dated 1980: the same bytes each time
                entry.compress_type = zipfile.ZIP_DEFLATED
                mode = 0o755 if name in SCRIPTS else 0o644
                entry.external_attr = (0o100000 | mode) << 16
                archive.writestr(entry, content)
        os.chmod(part, 0o644)
        os.replace(part, path)
    except BaseException:
        os.unlink(part)
        raise
    return path


def files(lab: Lab, language: Language = ENGLISH) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of every file of the zip."""
    data = EvaluationData()
    judged = bool(lab.evidenced)
    fetched = judged and data.source != data.shipped
    for name in SCRIPTS:
        yield name, script(name, lab, judged, fetched, language.code).encode()
    with speaking(language.messages):
        yield "no_mark.json", gradescope_results.as_json(gradescope_results.no_mark()).encode()
    if not language.is_english:
        path = bundle_of(language.code, lab).relative_to(lab.course.folder)
        yield path.as_posix(), json.dumps(dict(language.messages), ensure_ascii=False).encode()
    yield (
        "requirements.lock",
        locked(LOCK.read_text("utf-8")).encode(),
    )
    course = lab.course.folder
    yield "course.py", (course / "course.py").read_bytes()
    for folder in (ENGINE, lab.course.master, *(course / name for name in OF_THE_COURSE)):
        for file in folder.rglob("*"):
            place = file.relative_to(folder.parent)  # above the course a folder has any name
            if file.is_file() and not LEFT_OUT & {*place.parts}:
                yield place.as_posix(), file.read_bytes()
    if judged:  # making these takes more memory than a container has
        prepared = data.prepared(data.shipped)
        yield f"datasets/prepared/{prepared.name}", prepared.read_bytes()
    if fetched:  # this one is not passed on: the container fetches it
        for file in (course / "get_datasets.sh", *(course / "datasets").glob("*.py")):
            yield file.relative_to(course).as_posix(), file.read_bytes()


def script(name: str, lab: Lab, judged: bool, fetched: bool, language: str) -> str:
    """Return the text of one of SCRIPTS.

    judged   the lab judges trained weights, so it needs data
    fetched  on data, too, that the container has to fetch, because it is here
    """
    data_lines = [FETCH] * fetched + [PREPARE] * judged
    return string.Template((TEMPLATES / name).read_text("utf-8")).substitute(
        lab=lab.name,
        language=language,
        libraries=install(lab),
        data="\n".join(data_lines) or "# this lab needs no data",
        seed=shlex.quote(os.environ.get(SEED_VARIABLE, "")),
        seed_variable=SEED_VARIABLE,
    )


def install(lab: Lab) -> str:
    """Return the command that installs the libraries a lab names, of the versions that are here."""
    if not lab.libraries:
        return "# this lab needs no other library"
    owners = importlib.metadata.packages_distributions()
    names = dict.fromkeys(owners.get(name, [name])[0] for name in lab.libraries)
    wanted = " ".join(f"{name}=={importlib.metadata.version(name)}" for name in names)
    return f'"$source/venv/bin/python" -m pip install --quiet --disable-pip-version-check {wanted}'


def locked(text: str) -> str:
    """Return the entries of a lock file that grading needs, with their hashes."""
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return "".join(entry for entry in entries if entry.partition("==")[0].lower() in PACKAGES)
