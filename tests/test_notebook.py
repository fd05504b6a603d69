"""The master notebook: its structure, and that it runs from top to bottom."""

import re
import resource
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from assignment.submit import NO_ANSWER
from autograder.public_checks import render

ROOT = Path(__file__).parent.parent
MASTER = ROOT / "notebooks" / "two_layer_net" / "two_layer_net.ipynb"
POINTS = {
    "affine_forward": 6,
    "affine_backward": 10,
    "relu_forward": 4,
    "relu_backward": 6,
    "svm_loss": 10,
    "softmax_loss": 10,
    "two_layer_net_init": 6,
    "two_layer_net_scores": 8,
    "two_layer_net_loss": 8,
    "two_layer_net_gradients": 10,
    "train_solver": 4,
    "best_model": 10,
    "hyperparameter_study": 8,
}
# One worker runs all of these, so that the notebook is executed once.
pytestmark = pytest.mark.xdist_group("notebook")
START = "# *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****"
END = "# *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****"


def tag(cell):
    return cell.metadata.get("nbgrader", {})


def graded(notebook):
    return [cell for cell in notebook.cells if tag(cell).get("grade")]


def lay_out(folder, public_checks):
    """Lay a folder out like a release: the notebook, and `assignment/` beside it."""
    shutil.copytree(
        ROOT / "assignment", folder / "assignment", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "assignment" / "checks").mkdir(exist_ok=True)
    (folder / "assignment" / "checks" / "two_layer_net.json").write_text(public_checks)
    shutil.copy(MASTER, folder)


def strip(source):
    """Empty every region between the banners, as a release does."""
    region = re.compile(
        rf"^( *)({re.escape(START)}\n).*?^ *({re.escape(END)})", re.DOTALL | re.MULTILINE
    )
    return region.sub(r"\1\2\1pass\n\1\3", source)


def execute(folder, notebook, allow_errors):
    """Run a notebook in a kernel whose working directory is the folder."""
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        allow_errors=allow_errors,
        resources={"metadata": {"path": str(folder)}},
    )
    with pytest.MonkeyPatch.context() as patch:
        # Beside other tests on two cores, two BLAS threads are several times slower than one.
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.delenv("CIFAR10_DIR", raising=False)
        client.execute()
    nbformat.write(notebook, folder / MASTER.name)
    return notebook


@pytest.fixture(scope="module")
def master():
    return nbformat.read(MASTER, as_version=4)


@pytest.fixture(scope="session")
def public_checks(lab):
    """The text of assignment/checks/two_layer_net.json."""
    return render(lab)


@pytest.fixture(scope="session")
def solved(tmp_path_factory, public_checks):
    """The folder of somebody who solved everything and ran all cells, and the notebook."""
    folder = tmp_path_factory.mktemp("solved")
    lay_out(folder, public_checks)
    before = cpu_seconds_of_children()
    notebook = execute(folder, nbformat.read(MASTER, as_version=4), allow_errors=True)
    notebook.metadata["cpu_seconds"] = cpu_seconds_of_children() - before
    return folder, notebook


@pytest.fixture(scope="session")
def untouched(tmp_path_factory, public_checks):
    """The same for somebody who ran all cells and wrote nothing."""
    folder = tmp_path_factory.mktemp("untouched")
    lay_out(folder, public_checks)
    for name in ("layers.py", "classifiers/fc_net.py"):
        file = folder / "assignment" / name
        file.write_text(strip(file.read_text(encoding="utf-8")), encoding="utf-8")
    notebook = nbformat.read(MASTER, as_version=4)
    for cell in notebook.cells:
        cell.source = strip(cell.source)
        if tag(cell).get("grade_id") == "hyperparameter_study":
            cell.source = NO_ANSWER
    nbformat.write(notebook, folder / MASTER.name)
    return folder, execute(folder, notebook, allow_errors=True)


def cpu_seconds_of_children():
    """Return the CPU time of all processes this one started that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def errors(notebook):
    """Return {cell id: last line of its error} of an executed notebook."""
    return {
        cell.id: f"{output.ename}: {output.evalue}"
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    }


def text_of(notebook, cell_id):
    """Return all a cell printed."""
    (cell,) = [cell for cell in notebook.cells if cell.id == cell_id]
    return "".join(output.get("text", "") for output in cell.outputs)


# ---- structure


def test_the_master_is_a_valid_notebook_for_any_python_3_kernel(master):
    nbformat.validate(master)
    assert (master.nbformat, master.nbformat_minor) == (4, 5)
    assert master.metadata.kernelspec.name == "python3"
    assert master.metadata.kernelspec.language == "python"


def test_nbgrader_accepts_the_metadata_of_every_cell(master):
    """nbgrader's own schema, and the flags that go together."""
    from nbgrader.nbgraderformat import MetadataValidator

    validator = MetadataValidator()
    for cell in master.cells:
        if tag(cell):
            validator.validate_cell(cell)
            if tag(cell)["grade"] and not tag(cell)["solution"]:
                assert tag(cell)["locked"], f"{cell.id}: a test cell that can be edited"
            assert not (tag(cell)["solution"] and tag(cell)["locked"]), cell.id


def test_ids_are_readable_and_unique(master):
    ids = [cell.id for cell in master.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[a-z][a-z0-9_]*", cell_id) for cell_id in ids)
    for cell in master.cells:
        assert tag(cell).get("grade_id", cell.id) == cell.id


def test_every_question_has_its_cell_and_its_points(master):
    assert {cell.id: tag(cell)["points"] for cell in graded(master)} == POINTS
    assert sum(POINTS.values()) == 100


def test_only_the_study_is_graded_by_hand(master):
    by_hand = [cell for cell in graded(master) if tag(cell)["solution"]]
    assert [(cell.id, cell.cell_type) for cell in by_hand] == [("hyperparameter_study", "markdown")]


def test_every_code_question_has_its_check_before_its_test(master):
    sources = [cell.source for cell in master.cells]
    ids = [cell.id for cell in master.cells]
    for question in list(POINTS)[:10]:
        assert sources.index(f'check("{question}")') < ids.index(question)


def test_the_master_holds_no_outputs_and_no_counts(master):
    for cell in master.cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None, cell.id


def test_banners_stand_in_the_two_training_cells_only_and_in_pairs(master):
    for cell in master.cells:
        marked = cell.id in ("train_solver_code", "best_model_code")
        lines = [line.strip() for line in cell.source.splitlines()]
        assert [line for line in lines if "OF YOUR CODE" in line and line[0] == "#"] == (
            [START, END] if marked else []
        )
        assert (tag(cell).get("solution", False) and cell.cell_type == "code") == marked
        assert marked or "*****" not in cell.source


def test_no_test_cell_ends_in_a_number(master):
    """nbgrader takes a number as the score, so the last line is a statement or returns None."""
    for cell in graded(master):
        if cell.cell_type == "code":
            last = cell.source.splitlines()[-1].strip()
            assert re.match(r"(print|compare|compare_gradients|assert)\b|\)", last), (
                f"{cell.id}: {last}"
            )


# ---- a student who solved everything


def test_the_solved_notebook_runs_from_top_to_bottom(solved):
    _, notebook = solved
    assert errors(notebook) == {}


def test_it_takes_less_than_three_minutes(solved):
    """CPU seconds of one core, which do not depend on what else runs beside the test."""
    assert solved[1].metadata["cpu_seconds"] < 180


def test_nothing_is_written_to_stderr(solved):
    """Plain nbgrader gives no points to a test cell with a word on stderr."""
    _, notebook = solved
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", f"{cell.id}: {output.text}"


def test_no_test_cell_returns_a_value(solved):
    for cell in graded(solved[1]):
        for output in cell.get("outputs", []):
            assert output.output_type != "execute_result", cell.id


def test_the_trained_networks_are_saved_as_they_are_graded(solved):
    folder, _ = solved
    for name in ("solver_model.npz", "best_model.npz"):
        with np.load(folder / name, allow_pickle=False) as file:
            hidden = file["b1"].shape[0]
            assert file["W1"].shape == (3072, hidden)
            assert file["W2"].shape == (hidden, 10) and file["b2"].shape == (10,)
            assert str(file["data"]) in ("stand-in", "cifar10")


def test_the_tuned_network_reaches_half_of_the_validation_images(solved):
    """Two points above what is asked for, or small differences between machines would fail it."""
    reached = [float(x) for x in re.findall(r"([\d.]+) % on", text_of(solved[1], "best_model"))]
    assert len(reached) == 2 and reached[0] >= 50 and reached[1] >= 48


def test_the_table_shows_every_run(solved):
    folder, notebook = solved
    runs = (folder / "runs.csv").read_text().splitlines()
    (cell,) = [cell for cell in notebook.cells if cell.id == "table"]
    (output,) = cell.outputs
    assert output.data["text/html"].count("<tr") == len(runs)
    assert output.data["text/plain"].count("★") == 2  # the row, and what the star means


def test_the_pictures_are_there(solved):
    for cell_id in ("examples", "curves", "first_layer", "best_first_layer"):
        (cell,) = [cell for cell in solved[1].cells if cell.id == cell_id]
        assert ["image/png" in output.get("data", {}) for output in cell.outputs] == [True]


def test_the_zip_is_complete(solved):
    folder, notebook = solved
    with zipfile.ZipFile(folder / "two_layer_net_submission.zip") as archive:
        assert set(archive.namelist()) == {
            "two_layer_net.ipynb",
            "assignment/layers.py",
            "assignment/classifiers/fc_net.py",
            "solver_model.npz",
            "best_model.npz",
            "runs.csv",
        }
    assert "is missing" not in text_of(notebook, "submit")
    assert "is not written yet" not in text_of(notebook, "submit")


# ---- a student who solved nothing


def test_only_test_cells_stop_an_untouched_notebook_and_each_says_why(untouched):
    _, notebook = untouched
    automatic = {question for question in POINTS if question != "hyperparameter_study"}
    stopped = errors(notebook)
    assert set(stopped) == automatic
    for question, message in stopped.items():
        assert message.startswith("AssertionError: "), message
        assert len(message) > 40, f"{question}: no sentence"


def test_an_untouched_notebook_says_what_to_do(untouched):
    _, notebook = untouched
    for cell_id in ("sandwich", "save_solver", "curves", "first_layer", "save_best"):
        assert re.search("(make|train|write|tune)", text_of(notebook, cell_id)), cell_id
    (table,) = [cell for cell in notebook.cells if cell.id == "table"]
    assert "No training run" in table.outputs[0].data["text/html"]


def test_the_zip_of_an_untouched_notebook_names_all_that_is_missing(untouched):
    _, notebook = untouched
    out = text_of(notebook, "submit")
    for words in [
        "best_model.npz is missing: question best_model",
        "solver_model.npz is missing: question train_solver",
        "affine_backward is not written yet",
        "TwoLayerNet.loss is not written yet",
        "cell best_model_code",
        "cell hyperparameter_study",
    ]:
        assert words in out


# ---- the set-up cell, on Colab and elsewhere


def run_setup(tmp_path, folder_name, before=""):
    """Run the set-up cell as a program, with a pretended Drive if `before` makes one."""
    (source,) = [c.source for c in nbformat.read(MASTER, as_version=4).cells if c.id == "setup"]
    source = source.replace("FOLDERNAME = None", f"FOLDERNAME = {folder_name!r}")
    source = source.replace("/content/drive", str(tmp_path / "drive"))
    program = f"{before}\n{source}\nprint('FOUND', home)"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True
    )


COLAB = """
import sys, types
google, colab, drive = (types.ModuleType(n) for n in ("google", "google.colab", "drive"))
colab.drive, google.colab = drive, colab
drive.mount = lambda path: None
sys.modules.update({"google": google, "google.colab": colab})
"""


@pytest.fixture
def drive(tmp_path):
    lab = tmp_path / "drive" / "MyDrive" / "courses" / "my lab"
    (lab / "assignment").mkdir(parents=True)
    (lab / "assignment" / "layers.py").touch()
    return lab


def test_on_colab_the_message_names_the_folders_it_could_be(tmp_path, drive):
    run = run_setup(tmp_path, None, COLAB)
    assert run.returncode != 0
    assert "FOLDERNAME is None, expected the lab's folder" in run.stdout
    assert 'FOLDERNAME = "courses/my lab"' in run.stdout
    assert "Traceback" not in run.stderr


def test_on_colab_the_folder_in_the_drive_becomes_the_working_folder(tmp_path, drive):
    run = run_setup(tmp_path, "courses/my lab", COLAB)
    assert run.returncode == 0 and f"FOUND {drive}" in run.stdout


def test_on_colab_a_wrong_folder_is_answered_like_none(tmp_path, drive):
    run = run_setup(tmp_path, "course/my lab", COLAB)
    assert run.returncode != 0 and "FOLDERNAME is 'course/my lab'" in run.stdout


def test_elsewhere_the_folder_is_found_from_the_working_folder_upwards(tmp_path):
    (tmp_path / "assignment").mkdir()
    (tmp_path / "assignment" / "layers.py").touch()
    below = tmp_path / "notebooks" / "two_layer_net"
    below.mkdir(parents=True)
    run = run_setup(below, None)
    assert run.returncode == 0 and f"FOUND {tmp_path}" in run.stdout


def test_elsewhere_a_missing_folder_is_said_without_a_traceback(tmp_path):
    run = run_setup(tmp_path, None)
    assert run.returncode != 0 and "Put this notebook beside it" in run.stderr
    assert "Traceback" not in run.stderr
