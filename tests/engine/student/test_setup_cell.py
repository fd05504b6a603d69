"""The set-up cell: on Colab with a stand-in for its module, in JupyterLab and in VS Code.

The cell is the released one of the two-layer net, but for /content, which is a folder here.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
from lab_notebook import read

from autograder import labs
from autograder.course import current
from autograder.releasing.release import write_zip

ROOT = current().folder

LAB = "two_layer_net"
RELEASE = ROOT / "release" / LAB


class Colab:
    """A session of Colab: runs the set-up cell, and what is asked for after it."""

    def __init__(self, folder):
        self.content = folder / "content"
        self.drive = self.content / "drive" / "MyDrive"
        self.content.mkdir()

    def put_lab(self, place=LAB):
        shutil.copytree(RELEASE, self.drive / place)

    def run(self, after="", env=None, **settings):
        """Run the cell with settings changed, e.g. FOLDERNAME="courses/my lab"."""
        source = setup_cell(RELEASE / f"{LAB}.ipynb").replace("/content", str(self.content))
        for name, value in settings.items():
            lines = source.splitlines()
            (number,) = [i for i, line in enumerate(lines) if line.startswith(f"{name} = ")]
            lines[number] = f"{name} = {value!r}"
            source = "\n".join(lines)
        stand_in = str(ROOT / "tests" / "support" / "stand_in_colab")
        return subprocess.run(
            [sys.executable, "-c", f"import google.colab\n{source}\n{after}"],
            cwd=self.content,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": stand_in, **(env or {})},
        )


@pytest.fixture
def colab(tmp_path):
    return Colab(tmp_path)


@pytest.fixture
def fresh_copy(tmp_path):
    """The zip GitHub makes of a repository that holds what release/ holds, as an address."""
    folder = tmp_path / "NAME-main"
    for lab in (LAB, "cnn_arithmetic"):
        shutil.copytree(ROOT / "release" / lab, folder / lab)
    write_zip(folder, tmp_path / "main.zip")
    return (tmp_path / "main.zip").as_uri()


def setup_cell(path):
    (cell,) = [cell for cell in nbformat.read(path, as_version=4).cells if cell.id == "setup"]
    return cell.source


def test_the_set_up_cell_of_every_lab_is_the_same_but_for_its_name():
    cells = {}
    for name in labs.names():
        (cell,) = [cell for cell in read(labs.load(name)).cells if cell.id == "setup"]
        cells[name] = cell.source.replace(f'LAB = "{name}"', 'LAB = ""')
    assert len(set(cells.values())) == 1
    assert all('LAB = ""' in source for source in cells.values())


# ---- on Colab


def test_a_lab_at_the_top_of_the_drive_needs_no_setting(colab):
    colab.put_lab()
    run = colab.run("import assignment; print(os.getcwd(), assignment.__file__)")
    assert run.returncode == 0, run.stderr
    folder = colab.drive / LAB
    assert f"{folder} {folder}/assignment/__init__.py" in run.stdout
    assert f"saved in your Drive, in the folder {LAB}" in run.stdout


def test_without_a_folder_name_it_looks_where_a_lab_stands_by_itself(colab):
    run = colab.run(FOLDERNAME=None)
    assert run.returncode != 0 and "Traceback" not in run.stderr
    assert f"drive/MyDrive/{LAB} is not the lab's folder" in run.stdout
    colab.put_lab()
    assert f"in the folder {LAB}." in colab.run(FOLDERNAME=None).stdout


def test_a_lab_elsewhere_in_the_drive_is_found_and_named(colab):
    colab.put_lab("courses/my lab")
    run = colab.run()
    assert run.returncode != 0 and "Traceback" not in run.stderr
    assert "is not the lab's folder" in run.stdout
    assert 'Found: FOLDERNAME = "courses/my lab"' in run.stdout
    assert colab.run(FOLDERNAME="courses/my lab").returncode == 0


def test_another_labs_folder_is_not_taken_for_this_one(colab):
    shutil.copytree(ROOT / "release" / "cnn_arithmetic", colab.drive / LAB)
    run = colab.run()
    assert run.returncode != 0 and f"holds no assignment/checks/{LAB}.json" in run.stdout


def test_autoreload_finds_the_module_that_python_no_longer_has(colab):
    """IPython 7 is Colab's: its autoreload imports `imp`, which went with Python 3.12."""
    colab.put_lab()
    run = colab.run("from imp import reload; print(reload)")
    assert run.returncode == 0, run.stderr


def test_the_badge_puts_the_lab_into_the_drive_and_sends_the_student_there(colab, fresh_copy):
    run = colab.run(FRESH_COPY=fresh_copy)
    assert run.returncode != 0 and "Traceback" not in run.stderr
    assert f"Open {LAB}.ipynb in that folder of your Drive" in run.stderr
    got = {path.relative_to(colab.drive / LAB) for path in (colab.drive / LAB).rglob("*")}
    assert got == {path.relative_to(RELEASE) for path in RELEASE.rglob("*")}
    assert sorted(path.name for path in colab.drive.iterdir()) == [LAB]  # and no other lab


def test_a_fresh_copy_never_replaces_what_is_there(colab, fresh_copy):
    colab.put_lab()
    mine = colab.drive / LAB / "assignment" / "layers.py"
    mine.write_text("# my work\n")
    run = colab.run(FRESH_COPY=fresh_copy)
    assert run.returncode == 0 and mine.read_text() == "# my work\n"
    assert "A page that GitHub opened is not saved." in run.stdout


def test_a_copy_that_was_broken_off_is_made_again(colab, fresh_copy):
    half = colab.drive / f"{LAB}.unfinished" / "assignment"
    half.mkdir(parents=True)
    (half / "layers.py").write_text("half of")
    colab.run(FRESH_COPY=fresh_copy)
    layers = colab.drive / LAB / "assignment" / "layers.py"
    assert layers.read_text() == (RELEASE / "assignment" / "layers.py").read_text()


@pytest.mark.parametrize("what", ["nowhere", "no zip", "another zip"])
def test_a_copy_that_cannot_be_fetched_is_said_without_a_traceback(colab, tmp_path, what):
    file = tmp_path / "main.zip"
    if what == "no zip":
        file.write_text("404")
    elif what == "another zip":
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("NAME-main/README.md", "")
    run = colab.run(FRESH_COPY=file.as_uri())
    assert run.returncode != 0 and "Traceback" not in run.stderr
    assert "No lab came from file://" in run.stderr
    assert not (colab.drive / LAB).exists()


def test_without_drive_it_works_on_the_disk_and_says_what_is_lost(colab, fresh_copy):
    run = colab.run(env={"STAND_IN_DRIVE": "refused"}, FRESH_COPY=fresh_copy, USE_DRIVE=False)
    assert run.returncode == 0, run.stderr
    assert "Nothing is kept when the session ends" in run.stdout
    assert (colab.content / LAB / "assignment" / "layers.py").is_file()


def test_a_new_session_finds_the_work_of_the_last(colab):
    """What was written, and the zip, are in the Drive."""
    colab.put_lab()
    write = "open('assignment/layers.py', 'a').write('# mine\\n'); open('best_model.npz', 'w')"
    assert colab.run(write).returncode == 0
    submit = f"from assignment.submit import make_submission; make_submission({LAB!r})"
    assert colab.run(submit).returncode == 0
    with zipfile.ZipFile(colab.drive / LAB / f"{LAB}_submission.zip") as archive:
        assert archive.read("assignment/layers.py").endswith(b"# mine\n")
        assert "best_model.npz" in archive.namelist()


def test_the_zip_holds_the_notebook_of_the_page_saved_or_not(colab, tmp_path):
    colab.put_lab()
    page = json.loads((RELEASE / f"{LAB}.ipynb").read_text())
    (study,) = [cell for cell in page["cells"] if cell["id"] == "hyperparameter_study"]
    study["source"] = ["My answer, \ud55c\uad6d\uc5b4, not saved yet."]
    (tmp_path / "page.ipynb").write_text(json.dumps(page))
    submit = f"from assignment.submit import make_submission; make_submission({LAB!r})"
    run = colab.run(submit, env={"STAND_IN_PAGE": str(tmp_path / "page.ipynb")})
    assert "The notebook in it is the one on this page" in run.stdout, run.stderr
    assert "cell hyperparameter_study" not in run.stdout
    with zipfile.ZipFile(colab.drive / LAB / f"{LAB}_submission.zip") as archive:
        assert json.loads(archive.read(f"{LAB}.ipynb")) == page
    silent = colab.run(submit)  # Colab does not answer: the saved notebook is handed in
    assert silent.returncode == 0 and "cell hyperparameter_study" in silent.stdout


# ---- elsewhere


def run_here(folder, before=""):
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"{before}\n{setup_cell(RELEASE / f'{LAB}.ipynb')}\nprint('AT', home)",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_in_jupyter_the_folder_is_found_from_the_working_folder_upwards(tmp_path):
    shutil.copytree(RELEASE / "assignment", tmp_path / "assignment")
    (tmp_path / "notebooks").mkdir()
    for folder in (tmp_path, tmp_path / "notebooks"):
        assert f"AT {tmp_path}\n" in run_here(folder).stdout


def test_in_vs_code_the_folder_is_that_of_the_notebook_wherever_the_kernel_starts(tmp_path):
    shutil.copytree(RELEASE / "assignment", tmp_path / "lab" / "assignment")
    run = run_here(tmp_path, f"__vsc_ipynb_file__ = {str(tmp_path / 'lab' / 'x.ipynb')!r}")
    assert f"AT {tmp_path / 'lab'}\n" in run.stdout


def test_a_missing_folder_is_said_without_a_traceback(tmp_path):
    run = run_here(tmp_path)
    assert run.returncode != 0 and "Put this notebook beside it" in run.stderr
    assert "Traceback" not in run.stderr
