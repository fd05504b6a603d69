"""The Open-in-Colab badge: there if the instructor says where the release is, else not."""

import fake_lab
import nbformat
import pytest

from autograder import labs
from autograder.course import current
from autograder.grading import submitted_notebook
from autograder.master import release_files
from autograder.master.master import MasterError, read_notebook
from autograder.master.open_in_colab import link
from autograder.nbgrader_course import adapter
from autograder.releasing import leaks, release

ROOT = current().folder

CONFIG = "c.LinkToColab.repository = {repository!r}\nc.LinkToColab.branch = 'main'\n"


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """A kit of one tiny lab whose notebook has a cell to set things up: (lab, root)."""
    lab = fake_lab.make_lab()
    monkeypatch.setattr(labs, "load", lambda name: lab)
    monkeypatch.setattr(release_files, "checks", fake_lab.render_checks)
    root = fake_lab.make_root(tmp_path)
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
    release.build_release(lab, root)
    (root / "nbgrader_config.py").write_text(CONFIG.format(repository=""))
    release.build_release(lab, root)
    title, setup = released(root)
    assert "colab" not in title.source and setup.source == "FRESH_COPY = None\n"


def test_with_one_the_badge_and_the_set_up_cell_lead_to_it(kit):
    lab, root = kit
    (root / "nbgrader_config.py").write_text(CONFIG.format(repository="uni/labs"))
    release.build_release(lab, root)
    title, setup = released(root)
    notebook = "https://colab.research.google.com/github/uni/labs/blob/main/tiny/tiny.ipynb"
    assert f"/colab-badge.svg)]({notebook})" in title.source
    assert setup.source == (
        'FRESH_COPY = "https://github.com/uni/labs/archive/refs/heads/main.zip"\n'
    )


def test_the_gate_knows_the_badge_and_notices_one_of_another_repository(kit):
    lab, root = kit
    config = root / "nbgrader_config.py"
    config.write_text(CONFIG.format(repository="uni/labs"))
    folder = release.build_release(lab, root)
    fresh = folder.parent / "fresh"
    release.build(lab, root, fresh)
    assert list(leaks.differences(folder, fresh)) == []
    config.write_text(CONFIG.format(repository="other/labs"))
    release.build(lab, root, fresh)
    (leak,) = leaks.differences(folder, fresh)
    assert leak.path == "tiny.ipynb" and "a fresh build differs" in leak.message


@pytest.mark.parametrize("repository", ["labs", "https://github.com/uni/labs", "a/b/c", 'a/"b'])
def test_a_repository_that_cannot_be_one_is_refused(kit, repository):
    lab, root = kit
    (root / "nbgrader_config.py").write_text(CONFIG.format(repository=repository))
    with pytest.raises(MasterError, match="LinkToColab has the repository"):
        release.build_release(lab, root)


def test_a_notebook_without_a_place_for_it_is_refused(kit):
    lab, root = kit
    (root / "nbgrader_config.py").write_text(CONFIG.format(repository="uni/labs"))
    path = root / "notebooks" / "tiny" / "tiny.ipynb"
    path.write_text(path.read_text().replace("FRESH_COPY", "FRESH"))
    with pytest.raises(MasterError, match="needs a cell `title`"):
        release.build_release(lab, root)


@pytest.mark.parametrize("name", labs.names())
def test_every_lab_has_a_place_for_the_badge_and_graders_see_it_as_text(name):
    lab = labs.load(name)
    notebook = read_notebook(lab)
    link(notebook, lab, "uni/labs", "main")
    (title,) = [cell for cell in notebook.cells if cell.id == "title"]
    assert "](https://colab" in title.source
    shown = submitted_notebook.harmless(title, set())
    assert "Open In Colab" in shown or "Open in Colab" in shown
    assert 'href="http' not in shown and "<img" not in shown and shown.startswith("<div>")


def test_the_kits_own_configuration_names_no_repository():
    """A badge in the committed release would lead to somebody's repository."""
    assert adapter.link_of(ROOT).LinkToColab.repository == ""
