"""The lab through nbgrader's real commands, from generate_assignment to export.

One course, once: the demo class is handed in (three of its students by fetch_assignment and
submit), collected, graded by `nbgrader autograde`, and compared with `autograder grade`. A second
course grades with plain nbgrader, kernels and all: the test cells must work there too. And
formgrader is used in a real browser; pictures of it are left in out/screenshots/.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import nbformat
import pytest
from formgrader_page import formgrader
from hostile_markup import ATTACKS
from nbgrader.api import Gradebook
from playwright.sync_api import expect

from autograder import labs
from autograder.course import current
from autograder.master.demo_class import make_class
from autograder.master.release_files import Material
from autograder.releasing import release
from autograder.results import read_results
from labs.two_layer_net.demo_class import CLASS

ROOT = current().folder

pytest_plugins = ("browser_fixtures",)

LAB = "two_layer_net"
PICTURES = ROOT / "out" / "screenshots"
BY_COMMAND = ("john", "ada", "clara")  # nothing done, right, a mistake
PIXEL = (  # a picture of one pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
EXCHANGE = """
c.CourseDirectory.course_id = "course"
c.Exchange.root = {root!r}
c.Exchange.cache = {cache!r}
c.Exchange.timezone = "UTC"
"""


class Course:
    """The folders of the course, the students and the exchange, and commands to run there."""

    def __init__(self, folder):
        self.folder = folder
        self.root = folder / "course"
        self.class_folder = folder / "class"
        self.url = f"sqlite:///{self.root}/gradebook.db"

    def run(self, *command, where=None):
        """Run `python -m ...` in a folder, as a user with nothing set up."""
        env = {
            **os.environ,
            "HOME": str(self.folder),
            "CIFAR10_DIR": str(ROOT / "datasets"),
            "JUPYTER_CONFIG_DIR": str(self.folder / "jupyter"),
            "MPLCONFIGDIR": str(self.folder / "mpl"),
        }
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=where or self.root,
            env=env,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def submitted(self, student):
        return self.root / "submitted" / student / LAB

    def marks(self, student, url=None):
        """Return {question: (auto_score, needs_manual_grade)} of nbgrader's gradebook."""
        with Gradebook(url or self.url) as gradebook:
            submission = gradebook.find_submission_notebook(LAB, LAB, student)
            return {g.name: (g.auto_score, g.needs_manual_grade) for g in submission.grades}

    def autograded(self, student):
        return nbformat.read(
            self.root / "autograded" / student / LAB / f"{LAB}.ipynb", as_version=4
        )


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course after all commands have run."""
    lab = labs.load(LAB)
    course = Course(tmp_path_factory.mktemp("nbgrader"))
    settings = EXCHANGE.format(
        root=str(course.folder / "exchange"), cache=str(course.folder / "cache")
    )
    copy_kit(ROOT, course.root)
    with open(course.root / "nbgrader_config.py", "a") as config:
        config.write(settings)
    # A solved file in the source folder: plain nbgrader would release it, and later copy it over
    # every student's own.
    solved = course.root / "notebooks" / LAB / "assignment/layers.py"
    copy(ROOT / "assignment/layers.py", solved)

    course.run("nbgrader", "generate_assignment", LAB)
    course.run("nbgrader", "release_assignment", LAB)
    make_class(lab, CLASS, course.class_folder)
    hand_in_by_command(course, settings)
    for path in sorted(course.class_folder.iterdir()):
        if path.stem not in BY_COMMAND:
            hand_in(course, path)
    folders = [str(course.class_folder), "--out", str(course.folder / "out")]
    with ThreadPoolExecutor() as beside:  # each waits until the loops in the class are timed out
        graded = beside.submit(course.run, "autograder", "grade", LAB, *folders)
        course.run("nbgrader", "autograde", LAB)
        course.run("nbgrader", "generate_feedback", LAB)
        course.run("nbgrader", "export", "--to", str(course.folder / "grades.csv"))
        graded.result()
    return course


KIT = (
    "assignment",
    "autograder",
    "course.py",
    "get_datasets.sh",
    "labs",
    "nbgrader_config.py",
    "notebooks",
)


def copy_kit(source, target):
    """Copy what makes a folder this kit; evaluation data that was prepared is shared."""
    for name in (*KIT, *current().pages):
        copy(source / name, target / name)
    for path in (source / "datasets").glob("*.*"):
        copy(path, target / "datasets" / path.name)
    (ROOT / "datasets/prepared").mkdir(exist_ok=True)
    (target / "datasets/prepared").symlink_to(ROOT / "datasets/prepared")


def copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def hand_in_by_command(course, settings):
    """Fetch the lab as a student, work on it, and submit it, for three students."""
    home = course.folder / "student"
    home.mkdir()
    (home / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}")
    course.run("nbgrader", "fetch_assignment", LAB, where=home)
    for student in BY_COMMAND:
        for path in (course.class_folder / student).rglob("*"):
            if path.is_file() and path.suffix != ".ipynb":
                copy(path, home / LAB / path.relative_to(course.class_folder / student))
        work_in_notebook(home / LAB / f"{LAB}.ipynb", student)
        course.run("nbgrader", "submit", LAB, f"--student={student}", where=home)
        for artefact in (home / LAB).glob("*.npz"):
            artefact.unlink()
    course.run("nbgrader", "collect", LAB)


def work_in_notebook(path, student):
    """Leave a plot in the notebook, and an answer unless nothing was done."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if "plot_training(solver)" in cell.source:
            cell.outputs = [nbformat.v4.new_output("display_data", data={"image/png": PIXEL})]
        study = cell.metadata.get("nbgrader", {}).get("grade_id") == "hyperparameter_study"
        if study and student != "john":
            cell.source = "The learning rate mattered most: below 1e-4 the loss hardly fell."
    nbformat.write(notebook, path)


def hand_in(course, path):
    """Put a submission of the demo class where `nbgrader collect` would."""
    folder = course.submitted(path.stem)
    if path.is_dir():
        shutil.copytree(path, folder)
        return
    folder.mkdir(parents=True)
    try:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
    except zipfile.BadZipFile:
        shutil.copy(path, folder)
    if not list(folder.glob("*.ipynb")):
        shutil.copy(course.root / "release" / LAB / f"{LAB}.ipynb", folder)


def test_generate_assignment_and_autograder_release_give_the_same_bytes(course, tmp_path):
    release.build(Material(labs.load(LAB)), tmp_path / LAB)
    folders = (tmp_path / LAB, course.root / "release" / LAB)
    built, generated = (
        {
            path.relative_to(folder): (path.read_bytes(), path.stat().st_mode)
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in folders
    )
    assert built.keys() == generated.keys()
    assert built == generated


def test_the_release_holds_stubs_although_the_source_folder_holds_a_solved_file(course):
    for folder in (course.root / "release", course.folder / "exchange/course/outbound"):
        layers = (folder / LAB / "assignment/layers.py").read_text()
        assert "    pass\n" in layers
        assert "np.maximum" not in layers


def test_marks_equal_those_of_autograder_grade_for_the_whole_class(course):
    results = read_results(course.folder / "out")
    assert {result.student for result in results} == {student.id for student in CLASS}
    for result in results:
        expected = {q.id: q.points for q in result.questions if q.outcome != "manual"}
        found = course.marks(result.student)
        found.pop("hyperparameter_study")
        assert {id: mark for id, (mark, _) in found.items()} == expected, result.student
        assert not any(waits for _, waits in found.values())


def test_the_class_covers_full_marks_no_marks_and_marks_between(course):
    totals = {
        student.id: sum(mark or 0 for mark, _ in course.marks(student.id).values())
        for student in CLASS
    }
    assert totals["ada"] == labs.load(LAB).max_score
    assert totals["john"] == 0
    assert 0 < totals["clara"] < totals["ada"]


def test_the_source_folders_file_does_not_replace_the_students_own(course):
    clara = (course.class_folder / "clara/assignment/layers.py").read_text()
    graded = course.root / "autograded/clara" / LAB / "assignment/layers.py"
    assert graded.read_text() == clara
    assert clara != (ROOT / "assignment/layers.py").read_text()


def test_the_manual_question_waits_for_a_hand_grade_with_the_plots_beside_it(course):
    assert course.marks("ada")["hyperparameter_study"] == (None, True)
    assert course.marks("john")["hyperparameter_study"] == (0, False)  # nothing was written
    plots = [c for c in course.autograded("ada").cells if "plot_training(solver)" in c.source]
    assert plots[0].outputs[0].data["image/png"] == PIXEL
    page = (course.root / "feedback/ada" / LAB / f"{LAB}.html").read_text()
    assert f"data:image/png;base64,{PIXEL}" in page
    assert "The learning rate mattered most" in page


def test_feedback_says_what_is_wrong_and_shows_no_hidden_case(course):
    page = (course.root / "feedback/clara" / LAB / f"{LAB}.html").read_text()
    results = {result.student: result for result in read_results(course.folder / "out")}
    (wrong,) = [q for q in results["clara"].questions if q.id == "affine_backward"]
    assert wrong.diagnosis is not None
    assert "Partly right" in page
    assert "HIDDEN TESTS" not in page
    lab = labs.load(LAB)
    cases = [case for q in lab.checked.values() for case in q.cases if not case.public]
    hidden = {case.name for case in cases if case.name != case.tests}  # properties are listed
    seen = json.dumps(course.root.joinpath("release", LAB, f"{LAB}.ipynb").read_text())
    assert hidden
    assert not any(name in seen for name in hidden)


def test_every_graded_cell_of_the_released_notebook_reads_the_same_to_graders(course):
    """Nothing of the kit's own notebook is taken for active content."""
    cells = course.autograded("john").cells
    released = nbformat.read(course.root / "release" / LAB / f"{LAB}.ipynb", as_version=4).cells
    assert [cell.source for cell in cells] == [cell.source for cell in released]


def test_the_export_holds_every_student(course):
    with open(course.folder / "grades.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    for student in CLASS:
        total = sum(mark or 0 for mark, _ in course.marks(student.id).values())
        assert float(rows[student.id]["score"]) == pytest.approx(total)
        assert float(rows[student.id]["max_score"]) == 100


def test_every_test_cell_works_under_plain_nbgrader(course, tmp_path):
    """Kernels run the released notebook with solved files; the stubs fail every test."""
    shutil.copy(course.root / "gradebook.db", tmp_path)
    (tmp_path / "nbgrader_config.py").write_text("c.Execute.timeout = 120\n")
    (tmp_path / "notebooks" / LAB).mkdir(parents=True)
    for student in ("ada", "john"):
        folder = tmp_path / "submitted" / student / LAB
        shutil.copytree(course.root / "release" / LAB, folder)
        shutil.copytree(course.class_folder / student, folder, dirs_exist_ok=True)
        shutil.copy(course.root / "release" / LAB / f"{LAB}.ipynb", folder)
    course.run("nbgrader", "autograde", LAB, "--CourseDirectory.source_directory=notebooks",
               where=tmp_path)  # fmt: skip
    url = f"sqlite:///{tmp_path}/gradebook.db"
    lab = labs.load(LAB)
    full = {id: question.points for id, question in lab.automatic.items()}
    marks = {id: mark for id, (mark, _) in course.marks("ada", url).items() if id in full}
    assert marks == full
    assert {mark for id, (mark, _) in course.marks("john", url).items() if id in full} == {0}


def test_a_hand_grade_entered_in_formgrader_counts_in_the_total(course, browser, tmp_path):
    """The class, a submission with its feedback, a grade and a comment, and the class again."""
    shutil.copytree(course.root, tmp_path / "course", symlinks=True)
    lab = labs.load(LAB)
    with formgrader(browser, tmp_path / "course", tmp_path / "home") as page:
        rows = page.open_class(LAB)
        page.photograph(PICTURES / "formgrader_1_class.png")
        assert rows.keys() == {student.id for student in CLASS}
        assert rows["ada"] == ["92 / 100", f"{lab.max_score:g} / 92", "0 / 8", "waits"]
        assert rows["clara"] == ["86.5 / 100", "86.5 / 92", "0 / 8", "waits"]

        page.open_submission("clara")
        verdict = page.page.get_by_text("Partly right: 4.5 of 10 points.")
        expect(verdict).to_contain_text("db has shape (4, 3), expected (3,).")
        verdict.scroll_into_view_if_needed()
        page.photograph(PICTURES / "formgrader_2_feedback.png")
        expect(page.page.locator(f"img[src*='{PIXEL}']")).to_have_count(1)
        expect(page.panel("hyperparameter_study")).to_contain_text("The learning rate mattered")
        page.grade("hyperparameter_study", "6.5", "A table would help.")
        page.photograph(PICTURES / "formgrader_3_grade.png")

        rows = page.open_class(LAB)
        assert rows["clara"] == ["93 / 100", "86.5 / 92", "6.5 / 8", ""]
        assert rows["ada"][-1] == "waits"
    with Gradebook(f"sqlite:///{tmp_path}/course/gradebook.db") as gradebook:
        submission = gradebook.find_submission(LAB, "clara")
        assert submission.score == 93
        assert not submission.needs_manual_grade
        comments = [comment.comment for comment in submission.notebooks[0].comments]
        assert "A table would help." in comments


def test_a_hostile_notebook_fetches_nothing_and_covers_nothing_in_formgrader(
    course, browser, tmp_path
):
    """Through nbgrader's own commands, in the cell that a person grades and beside it."""
    root = tmp_path / "course"
    shutil.copytree(course.root, root, symlinks=True)
    file = root / "submitted" / "clara" / LAB / f"{LAB}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    (study,) = [
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "hyperparameter_study"
    ]
    study.source = "\n\n".join(["I tried three rates.", *ATTACKS])
    notebook.cells += [nbformat.v4.new_markdown_cell(f"$x$ {source}") for source in ATTACKS]
    outputs = [nbformat.v4.new_output("display_data", data={"text/html": s}) for s in ATTACKS]
    notebook.cells.append(nbformat.v4.new_code_cell("x", outputs=outputs))
    nbformat.write(notebook, file)
    course.run("nbgrader", "autograde", LAB, "--student=clara", "--force", where=root)
    with formgrader(browser, root, tmp_path / "home") as page:
        asked = {"ada": [], "clara": []}
        for student, log in asked.items():
            page.open_class(LAB)
            note = lambda request, log=log: log.append(request.url)
            page.page.on("request", note)
            page.open_submission(student)
            page.page.wait_for_timeout(1000)
            page.page.remove_listener("request", note)
        assert asked["clara"] and not [url for url in asked["clara"] if "logout" in url]
        hosts = {name: {urlsplit(url).netloc for url in log} for name, log in asked.items()}
        assert hosts["clara"] == hosts["ada"]  # those of formgrader itself
        expect(page.panel("hyperparameter_study")).to_contain_text("I tried three rates.")
        cells = page.page.locator("#notebook-container, #notebook").first
        leading = "e => [...e.querySelectorAll('.text_cell a, .output a')].map(a => a.href)"
        assert [url for url in cells.evaluate(leading) if "#" not in url] == []
        page.grade("hyperparameter_study", "3", "Nothing lies over this field.")
        page.photograph(PICTURES / "formgrader_4_hostile.png")
