"""The workflow files: valid, careful with rights, and what their steps say really runs.

Steps are taken out of the files and run here in a copy of the repository. Two are only rehearsed
(`make --dry-run`), because they run in full elsewhere: `make lint` in .ci/run, `make check` in
test_committed_release.py. Of `make test` one file is run.
"""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
import student_repository
import yaml

from autograder import labs
from autograder.course import current
from autograder.master.release_files import CI_FILES
from autograder.master.spelling import compact, spelt
from autograder.oracle import DEFAULT_SEED, SEED_VARIABLE, Oracle
from autograder.releasing import leaks

ROOT = current().folder

WORKFLOWS = ROOT / ".github" / "workflows"
RELEASED = ROOT / "release" / "two_layer_net"
GITHUB = [
    WORKFLOWS / "tests.yml",
    WORKFLOWS / "grade.yml",
    RELEASED / ".github" / "workflows" / "checks.yml",
    WORKFLOWS / "pages.yml",
]
GITLAB = [ROOT / ".gitlab-ci.yml", RELEASED / ".gitlab-ci.yml"]
GRADED_LAB = "cnn_arithmetic"


def steps(path):
    """Return the steps of a GitHub workflow."""
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def runs(path):
    """Return the commands a GitHub workflow runs unless a condition is met."""
    return [step["run"] for step in steps(path) if "run" in step and "if" not in step]


def script(path, job):
    """Return the commands of a GitLab job."""
    return yaml.safe_load(path.read_text("utf-8"))[job]["script"]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", GITHUB),
        ("vendor.gitlab-ci --data-transform gitlab-ci", GITLAB),
    ],
)
def test_workflows_are_valid(schema, files, tmp_path):
    broken = tmp_path / "broken.yml"
    broken.write_text(files[0].read_text("utf-8").replace("timeout", "timeuot"))
    paths = " ".join(f"'{path}'" for path in (*files, broken))
    command = f"python -m check_jsonschema --output-format json --builtin-schema {schema} {paths}"
    done = student_repository.run(command, tmp_path)
    errors = json.loads(done.stdout)["errors"]
    assert {error["filename"] for error in errors} == {str(broken)}, done.stdout


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_workflows_can_only_read_and_put_no_foreign_text_into_commands(path):
    document = yaml.safe_load(path.read_text("utf-8"))
    assert document["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in path.read_text("utf-8")
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
            assert re.search(rf"{step['uses']} # v\d+\.\d+\.\d+\n", path.read_text("utf-8"))
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"] == {"persist-credentials": False}
    for job in document["jobs"].values():
        assert job["timeout-minutes"]


def test_gitlab_and_github_run_the_same(tmp_path):
    assert script(GITLAB[0], "test") == runs(GITHUB[0])
    assert {"make setup", "make grade"} <= {*script(GITLAB[0], "grade")} & {*runs(GITHUB[1])}
    options = re.compile(r" --summary .*")
    ours, theirs = runs(GITHUB[2]), script(GITLAB[1], "checks")
    assert [options.sub("", line) for line in ours] == [options.sub("", line) for line in theirs]


# -------------------------------------------------------------------------- the kit's repository


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A copy of this repository that is set up already: its .venv is the one of these tests."""
    folder = tmp_path_factory.mktemp("ci") / "kit"
    skip = shutil.ignore_patterns(
        *(".git", ".venv", "__pycache__", ".*_cache", "demo", "graded", "submissions", "*.npz"),
        *("cifar-10*", "*.egg-info", "release", "node_modules"),
    )
    shutil.copytree(ROOT, folder, ignore=skip)
    environment = folder / ".venv"
    environment.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        if (Path(sys.prefix) / name).exists():
            (environment / name).symlink_to(Path(sys.prefix) / name)
    (environment / ".ready").touch()
    return folder


def test_the_kits_own_tests_run(kit):
    rehearsed = {"make lint", "make check"}
    for command in runs(GITHUB[0]):
        settings = {"MAKEFLAGS": "n"} if command in rehearsed else {}
        done = student_repository.run(
            command, kit, PYTEST_ADDOPTS="tests/engine/grading/test_wire.py", **settings
        )
        assert done.returncode == 0, done.stdout + done.stderr
        if command == "make test":
            assert re.search(r"\d+ passed", done.stdout)
            assert not re.search("failed|error", done.stdout)


def grade_by(commands, kit, page):
    for command in commands:
        done = student_repository.run(command, kit, GITHUB_STEP_SUMMARY=str(page), CIFAR10="")
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("service", ["github", "gitlab"])
def test_all_submissions_are_graded_and_the_report_kept(kit, tmp_path, service):
    shutil.rmtree(kit / "graded", ignore_errors=True)
    lab = labs.load(GRADED_LAB)
    handed_in = kit / "submissions" / lab.name
    shutil.rmtree(handed_in, ignore_errors=True)
    for name in lab.student_files:
        path = handed_in / "민준" / "assignment" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "assignment" / name, path)
    (kit / "submissions" / "activations").mkdir(exist_ok=True)  # nothing is handed in there yet
    (handed_in / "<b>=cmd().zip").write_bytes(b"no zip")
    commands = runs(GITHUB[1]) if service == "github" else script(GITLAB[0], "grade")
    page = tmp_path / "page.md"
    grade_by(commands, kit, page)
    made = kit / "graded" / lab.name
    for name in ("report.html", "grades.csv", "export/junit.xml", "export/summary.md"):
        assert (made / name).stat().st_size
    assert len([*(made / "results").glob("*.json")]) == 2
    if service == "github":
        assert "민준" in page.read_text("utf-8") and "<b>" not in page.read_text("utf-8")
        (kept,) = [step["with"] for step in steps(GITHUB[1]) if "artifact" in step.get("uses", "")]
        assert kept["path"] == "graded/"


def test_grading_without_submissions_says_where_they_belong(kit):
    shutil.rmtree(kit / "submissions", ignore_errors=True)
    done = student_repository.run("make grade", kit)
    assert (done.returncode, "submissions/<lab>/<student>" in done.stdout) == (2, True)


def test_a_folder_that_is_no_labs_is_named_and_the_others_are_graded(kit):
    shutil.rmtree(kit / "graded", ignore_errors=True)
    shutil.rmtree(kit / "submissions", ignore_errors=True)
    for name in ("aaa_notes/notes.txt", f"{GRADED_LAB}/ada.zip", "two-layer-net/ada.zip"):
        (kit / "submissions" / name).parent.mkdir(parents=True)
        (kit / "submissions" / name).write_bytes(b"no zip")
    (kit / "submissions" / GRADED_LAB / "eve").mkdir()
    (kit / "submissions" / GRADED_LAB / "eve" / ".gitignore").write_text("*.npz\n")
    done = student_repository.run("make grade", kit)
    assert f"submissions/{GRADED_LAB}/eve/.gitignore\nWhere the repository is cloned" in done.stdout
    assert done.returncode == 2  # two-layer-net may be a lab's that somebody misspelt
    for name in ("aaa_notes", "two-layer-net"):
        assert f"submissions/{name}/: see above" in done.stdout
    assert {path.name for path in (kit / "graded").iterdir()} == {GRADED_LAB}
    assert (kit / "graded" / GRADED_LAB / "export" / "summary.md").exists()


def test_what_people_say_is_committed_and_what_the_machine_found_is_not():
    names = ["marks/marks.csv", "marks/policy.yaml", "marks/backups/marks-0001.csv"]
    names += ["grades.csv", "results/ada.json", "feedback/ada.html"]
    paths = [f"graded/{GRADED_LAB}/{name}" for name in names]
    ignored = student_repository.run(f"git check-ignore {' '.join(paths)}", ROOT).stdout.split()
    assert ignored == paths[2:]


def test_the_seed_is_in_the_environment_of_the_grading_step_alone():
    with_seed = [step.get("run") for step in steps(GITHUB[1]) if "SEED" in str(step.get("env"))]
    assert with_seed == ["make grade"]
    assert "SEED" not in str(
        yaml.safe_load(GITHUB[1].read_text("utf-8"))["jobs"]["grade"].get("env")
    )


def test_personal_data_in_the_root_is_not_committed():
    """nbgrader's export writes grades.csv there, and downloads are put there."""
    names = [
        "grades.csv",
        "2026-11-21_Grades.csv",
        "submissions.zip",
        "gradebook.db",
        "submitted/x",
    ]
    done = student_repository.run(f"git check-ignore {' '.join(names)}", ROOT)
    assert done.stdout.split() == names


# --------------------------------------------------------------------- the student's repository


@pytest.mark.parametrize(
    ("service", "solved", "status"), [("github", True, 0), ("gitlab", False, 1)]
)
def test_public_checks_run_in_a_students_repository(tmp_path, lab, service, solved, status):
    files = lab.student_files if solved else ()
    folder = student_repository.make(tmp_path / "repository", lab, files)
    github = folder / ".github" / "workflows" / "checks.yml"
    gitlab = folder / ".gitlab-ci.yml"
    *before, check = runs(github) if service == "github" else script(gitlab, "checks")
    page = folder / "checks.md"
    for command in before:  # the packages are here already, so nothing is fetched
        command = command.replace("pip install", "pip install --no-index --quiet")
        assert student_repository.run(command, folder).returncode == 0
    done = student_repository.run(check, folder, GITHUB_STEP_SUMMARY=str(page))
    assert done.returncode == status, done.stdout + done.stderr
    assert page.read_text("utf-8").startswith("## Public checks")


def numbers_of(program):
    """Return the arrays among a program's inputs as text in the release's JSON would hold them."""
    if isinstance(program, dict) and "<f8" in program:
        return [compact(program["<f8"])]
    inside = program.values() if isinstance(program, dict) else program
    if isinstance(program, (dict, list)):
        return [text for item in inside for text in numbers_of(item)]
    return []


def hidden_and_public_inputs(lab):
    """Return the array inputs of the hidden and of the public cases that no chance repeats."""
    found = {True: set(), False: set()}
    for cases in Oracle(lab).cases.values():
        for prepared in cases:
            texts = numbers_of(spelt(prepared.program["steps"]))
            drawn = {text for text in texts if sum(map(str.isdigit, text)) > 12}
            found[prepared.recording.case.public] |= drawn
    return found[False] - found[True], found[True]


@pytest.mark.parametrize("name", labs.names())
def test_a_students_repository_holds_nothing_hidden(tmp_path, name):
    """No hidden input, no seed, none of the master's solutions, and nothing of the grader."""
    lab = labs.load(name)
    folder = student_repository.make(tmp_path / name, lab)
    assert set(CI_FILES) <= set(leaks.read_folder(folder))
    assert not [*leaks.inspect(folder, lab)]
    text = "\n".join(content.decode() for content in leaks.read_folder(folder).values())
    hidden, public = hidden_and_public_inputs(lab)
    assert hidden
    assert all(numbers in text for numbers in public), "public inputs are how they are searched"
    assert not [numbers for numbers in hidden if numbers in text]
    assert str(DEFAULT_SEED) not in re.findall(r"(?<![\d.])\d+(?![\d.])", text)
    for word in (SEED_VARIABLE, "import autograder", "from autograder", "misconceptions"):
        assert word not in text
