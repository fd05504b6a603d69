"""The Open-in-Colab badge: there if the instructor says where the release is, else not."""

from dataclasses import replace

import fake_lab
import nbformat
import pytest

from autograder import labs
from autograder.course import Course, current
from autograder.master import release_files
from autograder.master.master import MasterError, read_notebook
from autograder.master.open_in_colab import link
from autograder.master.release_files import Material
from autograder.releasing import leaks, release
from autograder.reporting import submitted_notebook


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """A kit of one tiny lab whose notebook has a cell to set things up: (lab, root)."""
    root = fake_lab.make_root(tmp_path)
    lab = fake_lab.make_lab(root)
    monkeypatch.setattr(labs, "load", lambda name: lab)
    monkeypatch.setattr(release_files, "checks", fake_lab.render_checks)
    path = root / "notebooks" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].id, notebook.cells[1].id = "title", "setup"
    notebook.cells[1].source = "FRESH_COPY = None\n"
    nbformat.write(notebook, path)
    return lab, root


def released(root):
    notebook = nbformat.read(root / "release" / "tiny" / "tiny.ipynb", as_version=4)
    return notebook.cells[0], notebook.cells[1]


def test_without_a_repository_there_is_no_badge(kit):
    lab, root = kit
    fake_lab.build_release(lab)
    title, setup = released(root)
    assert "colab" not in title.source and setup.source == "FRESH_COPY = None\n"


def test_with_one_the_badge_and_the_set_up_cell_lead_to_it(kit):
    lab, root = kit
    lab.course.colab = "uni/labs"
    fake_lab.build_release(lab)
    title, setup = released(root)
    notebook = "https://colab.research.google.com/github/uni/labs/blob/main/tiny/tiny.ipynb"
    assert f"/colab-badge.svg)]({notebook})" in title.source
    assert setup.source == (
        'FRESH_COPY = "https://github.com/uni/labs/archive/refs/heads/main.zip"\n'
    )


def test_the_gate_knows_the_badge_and_notices_one_of_another_repository(kit):
    lab, _root = kit
    lab.course.colab = "uni/labs"
    folder = fake_lab.build_release(lab)
    fresh = folder.parent / "fresh"
    release.build(Material(lab), fresh)
    assert list(leaks.differences(folder, fresh)) == []
    lab.course.colab = "other/labs"
    release.build(Material(lab), fresh)
    (leak,) = leaks.differences(folder, fresh)
    assert leak.path == "tiny.ipynb" and "a fresh build differs" in leak.message


@pytest.mark.parametrize("repository", ["labs", "https://github.com/uni/labs", "a/b/c", 'a/"b'])
def test_a_repository_that_cannot_be_one_is_refused(kit, repository):
    lab, _root = kit
    lab.course.colab = repository
    with pytest.raises(MasterError, match="colab names the repository"):
        fake_lab.build_release(lab)


def test_a_notebook_without_a_place_for_it_is_refused(kit):
    lab, root = kit
    lab.course.colab = "uni/labs"
    path = root / "notebooks" / "tiny" / "tiny.ipynb"
    path.write_text(path.read_text().replace("FRESH_COPY", "FRESH"))
    with pytest.raises(MasterError, match="needs a cell `title`"):
        fake_lab.build_release(lab)


@pytest.mark.parametrize("name", labs.names())
def test_every_lab_has_a_place_for_the_badge_and_graders_see_it_as_text(name):
    lab = labs.load(name)
    notebook = read_notebook(lab)
    link(notebook, replace(lab, course=Course(colab="uni/labs")))
    (source,) = [cell.source for cell in notebook.cells if cell.id == "title"]
    title = nbformat.v4.new_markdown_cell(source)
    assert "](https://colab" in title.source
    shown = submitted_notebook.harmless(title, set())
    assert "Open In Colab" in shown or "Open in Colab" in shown
    assert 'href="http' not in shown and "<img" not in shown and shown.startswith("<div>")


def test_the_kits_own_configuration_names_no_repository():
    """A badge in the committed release would lead to somebody's repository."""
    assert current().colab == ""
