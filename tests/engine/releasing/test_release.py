"""Releases: what is in one, that it is the same each time, and which masters are refused."""

import json
import os
import zipfile
from dataclasses import replace

import fake_lab
import nbformat
import pytest

from autograder import banners, labs
from autograder.banners import BannerError
from autograder.lab import KIT_FILES
from autograder.master import master, release_files
from autograder.master.master import MasterError
from autograder.master.release_files import Material
from autograder.releasing import leaks, release


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """A kit of one tiny lab: (lab, root)."""
    root = fake_lab.make_root(tmp_path)
    lab = fake_lab.make_lab(root)
    monkeypatch.setattr(labs, "load", lambda name: lab)
    monkeypatch.setattr(release_files, "checks", fake_lab.render_checks)
    return lab, root


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode)
        for path in folder.rglob("*")
        if path.is_file()
    }


def edit_notebook(root, change):
    """Apply `change` to the cells of the master notebook."""
    path = root / "notebooks" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook.cells)
    nbformat.write(notebook, path)


def test_a_release_holds_the_notebook_the_package_and_what_is_needed_to_start(kit):
    folder = fake_lab.build_release(kit[0])
    assert sorted(contents(folder)) == sorted(
        [
            ".gitignore",
            ".github/workflows/checks.yml",
            ".gitlab-ci.yml",
            "README.md",
            *(f"assignment/{file}" for file in KIT_FILES),
            "assignment/checks/tiny.json",
            "assignment/data_utils.py",
            "assignment/layers.py",
            "assignment/scale.py",
            "datasets/README.md",
            "get_datasets.sh",
            "tiny.ipynb",
        ]
    )
    assert "A tiny lab" in (folder / "README.md").read_text()
    assert "`assignment/layers.py`" in (folder / "README.md").read_text()


def test_student_files_are_stubs_and_given_files_are_whole(kit):
    lab, root = kit
    folder = fake_lab.build_release(lab)
    stub = (folder / "assignment/layers.py").read_text()
    assert [region.body for region in banners.regions(stub, "")] == [("    pass",), ("    pass",)]
    given = (folder / "assignment/scale.py").read_text()
    assert given == (root / "assignment/scale.py").read_text()


def test_the_notebook_keeps_its_banners_and_loses_solutions_outputs_and_editors_metadata(kit):
    folder = fake_lab.build_release(kit[0])
    notebook = json.loads((folder / "tiny.ipynb").read_text())
    code = "".join(notebook["cells"][2]["source"])
    assert code == f"rate = None\n{banners.START}\npass\n{banners.END}\nprint(rate)"
    assert notebook["cells"][1]["outputs"] == []
    assert notebook["cells"][4]["source"] == ["*Write your answer here.*"]
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}


def test_a_release_is_the_same_each_time_whatever_the_umask(kit):
    lab, _root = kit
    first = contents(fake_lab.build_release(lab))
    old = os.umask(0o077)
    try:
        folder = fake_lab.build_release(lab)
    finally:
        os.umask(old)
    second = contents(folder)
    assert first == second
    parents = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    assert {oct(path.stat().st_mode & 0o777) for path in parents} == {"0o755"}
    modes = {path: oct(mode & 0o777) for path, (_, mode) in second.items()}
    assert modes.pop("get_datasets.sh") == "0o755"
    assert set(modes.values()) == {"0o644"}


def test_a_new_release_leaves_nothing_of_the_old_one_behind(kit):
    lab, root = kit
    folder = fake_lab.build_release(lab)
    (folder / "assignment" / "old.py").write_text("left = 1\n")
    fake_lab.build_release(lab)
    assert not (folder / "assignment" / "old.py").exists()
    assert os.listdir(root / "release") == ["tiny"]  # and no scratch folders beside it


def test_a_build_that_fails_leaves_the_old_release_as_it_was(kit):
    lab, root = kit
    before = contents(fake_lab.build_release(lab))
    layers = root / "assignment/layers.py"
    layers.write_text(layers.read_text().replace(banners.END, "# done", 1))
    with pytest.raises(BannerError, match=r"assignment/layers.py:\d+: START OF YOUR CODE"):
        fake_lab.build_release(lab)
    assert contents(root / "release" / "tiny") == before
    assert os.listdir(root / "release") == ["tiny"]


@pytest.mark.parametrize("old, new", [("# A tiny lab", "# relu"), ("Write", "<script>1</script>")])
def test_a_text_that_graders_would_see_otherwise_is_refused_where_nbgrader_is(kit, old, new):
    lab, root = kit
    edit_notebook(root, set_source(0, old, new))
    with pytest.raises(MasterError, match="cell 1: graders would see this text as it is typed"):
        leaks.make_release(Material(lab))


def test_a_release_with_a_leak_does_not_take_the_place_of_the_old_one(kit):
    lab, root = kit
    before = contents(fake_lab.build_release(lab))
    scale = root / "assignment/scale.py"
    scale.write_text(
        scale.read_text() + "\n\ndef relu(x):\n    out = np.maximum(x, 0)\n    return out\n"
    )
    found = leaks.make_release(Material(lab))
    assert found and all("release/tiny/" in str(leak) for leak in found)
    assert contents(root / "release" / "tiny") == before
    assert os.listdir(root / "release") == ["tiny"]


def test_what_is_for_instructors_stays_and_pictures_of_a_model_answer_too(kit):
    lab, root = kit
    picture = {"plot.png": {"image/png": "aGVsbG8="}}

    def change(cells):
        cells[0].attachments = picture
        cells[4].attachments = picture
        secret = nbformat.v4.new_markdown_cell("The key.", metadata={"tags": ["instructor"]})
        cells.append(secret)

    edit_notebook(root, change)
    folder = fake_lab.build_release(lab)
    cells = json.loads((folder / "tiny.ipynb").read_text())["cells"]
    assert [bool(cell.get("attachments")) for cell in cells] == [True, *[False] * 4]


def test_what_lies_beside_a_master_notebook_is_not_released_and_is_named(kit):
    lab, root = kit
    (root / "notebooks/tiny/solution_notes.md").write_text("the key")
    folder = fake_lab.build_release(lab)
    assert not list(folder.rglob("solution_notes.md"))
    assert release.beside(lab) == ["notebooks/tiny/solution_notes.md"]


def test_a_new_release_that_cannot_be_moved_into_place_leaves_the_old_one(tmp_path):
    (tmp_path / "lab").mkdir()
    with pytest.raises(OSError, match="new"):
        release.replace(tmp_path / "lab", tmp_path / "new")
    assert os.listdir(tmp_path) == ["lab"]


def test_the_zip_to_hand_out_is_the_same_each_time(kit, tmp_path):
    folder = fake_lab.build_release(kit[0])
    release.write_zip(folder, tmp_path / "a.zip")
    os.utime(folder / "README.md", (0, 0))
    release.write_zip(folder, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "tiny/assignment/layers.py" in archive.namelist()
        script = archive.getinfo("tiny/get_datasets.sh")
        assert script.external_attr >> 16 & 0o777 == 0o755


def set_source(number, old, new):
    def change(cells):
        cells[number].source = cells[number].source.replace(old, new)

    return change


def set_points(cells):
    cells[3].metadata.nbgrader.points = 5


def drop_test_cell(cells):
    del cells[3]


def make_study_a_test(cells):
    cells[4].metadata.nbgrader.grade_id = "another"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (set_source(2, banners.END, "# done"), "cell 3, line 2: START OF YOUR CODE without an END"),
        (set_source(2, "# *****END", "# ****END"), "cell 3, line 4: This looks like a banner"),
        (set_source(2, banners.START, "# go"), "cell 3, line 4: END OF YOUR CODE without a START"),
        (set_source(3, "assert", "### BEGIN HIDDEN TESTS\nassert"), "cell 4: BEGIN HIDDEN TESTS"),
        (set_source(1, "import", "### BEGIN SOLUTION\nimport"), "cell 2: BEGIN SOLUTION"),
        (set_points, "the graded cell relu (5 points, test cell) is no question"),
        (drop_test_cell, "the question relu needs exactly one graded cell (4 points, test cell)"),
        (make_study_a_test, "the question study needs exactly one graded cell (3 points, graded"),
    ],
)
def test_a_master_notebook_that_would_leak_or_could_not_be_graded_is_refused(kit, change, says):
    lab, root = kit
    edit_notebook(root, change)
    with pytest.raises(MasterError) as error:
        fake_lab.build_release(lab)
    assert f"notebooks/tiny/tiny.ipynb: {says}" in str(error.value)


def test_a_student_file_without_banners_is_refused(kit):
    """It would be released whole."""
    lab, root = kit
    (root / "assignment/layers.py").write_text("def relu_forward(x):\n    return x * (x > 0), x\n")
    with pytest.raises(MasterError, match=r"assignment/layers.py:1: .* no banners"):
        fake_lab.build_release(lab)


def test_banners_round_half_a_statement_are_refused(kit):
    lab, root = kit
    text = f"def f(x):\n    if x:\n    {banners.START}\n        return 1\n    {banners.END}\n"
    (root / "assignment/layers.py").write_text(text)
    with pytest.raises(MasterError, match=r"assignment/layers.py: .* not Python"):
        fake_lab.build_release(lab)


def test_a_file_that_a_release_needs_and_is_not_there_is_named(kit):
    lab, root = kit
    (root / "assignment/scale.py").unlink()
    with pytest.raises(MasterError, match=r"assignment/scale\.py: cannot be read"):
        fake_lab.build_release(lab)


def test_files_of_an_earlier_lab_are_stubs_again_and_the_readme_says_to_bring_them(kit):
    lab, root = kit
    (root / "assignment" / "earlier.py").write_text(fake_lab.LAYERS)
    lab = replace(lab, earlier_files=("earlier.py",))
    folder = fake_lab.build_release(lab)
    text = (folder / "assignment/earlier.py").read_text()
    assert [region.body for region in banners.regions(text, "")] == [("    pass",), ("    pass",)]
    readme = (folder / "README.md").read_text()
    assert "Copy these files from there" in readme and "- `assignment/earlier.py`" in readme
    assert "assignment/earlier.py" in {solution.where for solution in master.solutions(lab)}


def test_a_lab_without_data_has_nothing_to_fetch_any(kit):
    lab, _root = kit
    folder = fake_lab.build_release(replace(lab, loads_data=False))
    assert not (folder / "get_datasets.sh").exists()
    assert not (folder / "datasets").exists()
    assert "CIFAR-10" not in (folder / "README.md").read_text()
