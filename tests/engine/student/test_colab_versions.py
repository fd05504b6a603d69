"""The labs under the versions Colab has, its module stood in for: `make colab` installs them.

What is here cannot be seen in this kit's own environment: an older IPython on a newer Python, and
another NumPy and Matplotlib.
"""

import json
import shutil
import subprocess
import zipfile

import nbformat
import pytest
from lab_notebook import errors, read, text_of
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from autograder import labs
from autograder.course import current

ROOT = current().folder

pytestmark = pytest.mark.colab

PYTHON = ROOT / ".colab" / "bin" / "python"
LAB = "two_layer_net"


@pytest.fixture
def colab(tmp_path, monkeypatch):
    """Run the code of cells in a new session of Colab; returns the executed notebook."""
    kernel = tmp_path / "kernels" / "colab"
    kernel.mkdir(parents=True)
    start = [str(PYTHON), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {
        "display_name": "Colab",
        "language": "python",
        "argv": [*start, "--IPKernelApp.exec_lines=import google.colab"],
        "env": {"PYTHONPATH": str(ROOT / "tests" / "support" / "stand_in_colab"), "MPLBACKEND": ""},
    }
    (kernel / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.delenv("CIFAR10_DIR", raising=False)
    (tmp_path / "content").mkdir()

    def run(sources):
        cells = [new_code_cell(source, id=id) for id, source in sources.items()]
        resources = {"metadata": {"path": str(tmp_path / "content")}}
        client = NotebookClient(
            new_notebook(cells=cells),
            timeout=300,
            kernel_name="colab",
            allow_errors=True,
            resources=resources,
        )
        return client.execute()

    return run


def code_of(notebook, folder):
    """Return the source of each code cell by id, with Colab's /content in a folder of the test."""
    return {
        cell.id: cell.source.replace("/content", str(folder / "content"))
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def put_into_drive(lab, folder, solved):
    """Copy a released lab to the top of the Drive, perhaps with all files solved."""
    home = folder / "content" / "drive" / "MyDrive" / lab.name
    shutil.copytree(ROOT / "release" / lab.name, home)
    if solved:
        for name in (*lab.student_files, *lab.earlier_files):
            shutil.copy(ROOT / "assignment" / name, home / "assignment" / name)
    return home


def test_these_are_the_versions_of_colab():
    program = (
        "import sys, numpy, IPython\n"
        "print('%d.%d' % sys.version_info[:2], numpy.__version__, IPython.__version__)"
    )
    done = subprocess.run([PYTHON, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["3.13", "2.1.3", "7.34.0"], done.stderr


def test_a_student_starts_works_loses_the_session_and_hands_in(colab, tmp_path):
    home = put_into_drive(labs.load(LAB), tmp_path, solved=False)
    release = code_of(nbformat.read(ROOT / "release" / LAB / f"{LAB}.ipynb", 4), tmp_path)
    start = {id: release[id] for id in ("setup", "imports")}
    write = "import shutil\nshutil.copy({!r}, {!r})"
    files = ("layers.py", "classifiers/fc_net.py")
    edits = [
        write.format(str(ROOT / "assignment" / file), str(home / "assignment" / file))
        for file in files
    ]
    first = colab(
        {
            **start,
            "before": 'check("affine_forward")',
            "edit": "\n".join(edits),  # as the editor beside the notebook does
            "after": 'check("affine_forward")',
            "draw": 'check("affine_forward", plot=True)',
            "train": "few = get_CIFAR10_data(num_training=500, num_validation=100, num_test=10)\n"
            "Solver(TwoLayerNet(), few, num_epochs=1).train()",
        }
    )
    assert errors(first) == {}
    assert "not implemented yet" in html_of(first, "before")
    assert "all public cases pass" in html_of(first, "after")  # by autoreload, without a restart
    assert "(epoch 1 of 1)" in text_of(first, "train")

    second = colab({**start, "glance": "check()", "submit": release["submit"]})
    assert errors(second) == {}
    assert "10 of 13 done: 76.5 points for sure, up to 78 of 100." in html_of(second, "glance")
    with zipfile.ZipFile(home / f"{LAB}_submission.zip") as archive:
        solved = (ROOT / "assignment" / "layers.py").read_bytes()
        assert archive.read("assignment/layers.py") == solved
        assert "runs.csv" in archive.namelist()  # of the session that is gone


def html_of(notebook, cell_id):
    (cell,) = [cell for cell in notebook.cells if cell.id == cell_id]
    return "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)


def test_a_whole_notebook_runs(colab, tmp_path):
    lab = labs.load("cnn_arithmetic")
    put_into_drive(lab, tmp_path, solved=True)
    executed = colab(code_of(read(lab), tmp_path))
    assert errors(executed) == {}
    outputs = [output for cell in executed.cells for output in cell.outputs]
    assert not [output.text for output in outputs if output.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 3


@pytest.mark.parametrize("name", labs.names())
def test_the_master_passes_every_check(tmp_path, name):
    home = put_into_drive(labs.load(name), tmp_path, solved=True)
    program = "from assignment.check import check\nassert all(r.passed for r in check())"
    done = subprocess.run([PYTHON, "-c", program], cwd=home, capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stdout + done.stderr
