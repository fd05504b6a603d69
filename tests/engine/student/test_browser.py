"""A student's way through the released lab in JupyterLab, in a real browser.

Pictures of the page in light and dark are left in out/screenshots/.
"""

import os
import re
import shutil
import zipfile

import pytest
from jupyterlab_page import chromium, jupyterlab, notebook_page
from playwright.sync_api import expect

from autograder.course import current

ROOT = current().folder


LAB = "two_layer_net"
PICTURES = ROOT / "out" / "screenshots"
ROWS_LEFT = "db = dout"  # a mistake: the rows are not summed
SHORT_TRAINING = """\
net = TwoLayerNet(hidden_dim=100, weight_scale=1e-3)
solver = Solver(net, data, optim_config={"learning_rate": 1e-3}, num_epochs=3, batch_size=100)
solver.train()
figure = plot_training(solver)
plt.show()"""


@pytest.fixture
def lab(tmp_path):
    """The released lab as a student has it."""
    if chromium() is None:
        message = "this test drives Chromium: install Debian's package `chromium`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    folder = tmp_path / LAB
    shutil.copytree(ROOT / "release" / LAB, folder)
    return folder


def solve(lab, name, change=str):
    """Write a solved file over the student's, as an editor does on saving."""
    text = (ROOT / "assignment" / name).read_text(encoding="utf-8")
    (lab / "assignment" / name).write_text(change(text), encoding="utf-8")


def test_a_student_works_through_the_lab_in_jupyterlab(lab, tmp_path):
    with (
        jupyterlab(lab, tmp_path / "home") as address,
        notebook_page(address, f"{LAB}.ipynb") as page,
    ):
        page.photograph(PICTURES, "1_opened", "title")
        expect(page.run("setup")).to_contain_text(f"The lab's folder: {LAB}")
        page.run("imports")
        expect(page.run("data")).to_contain_text("Data in use: stand-in")
        expect(page.run("examples").locator("img")).to_be_visible()

        # Nothing is written yet, then something wrong, then all is right: without a restart.
        expect(page.run("affine_backward_check")).to_contain_text("not implemented yet")
        solve(lab, "layers.py", lambda text: text.replace("db = dout.sum(axis=0)", ROWS_LEFT))
        card = page.run("affine_backward_check")
        expect(card).to_contain_text("affine_backward: not right yet.")
        expect(card).to_contain_text("db has shape (4, 3), expected (3,)")
        expect(card).to_contain_text("Look here:")
        drawing = page.type_below("affine_backward_check", 'check("affine_backward", plot=True)')
        expect(page.run(drawing).locator("img")).to_be_visible()
        page.photograph(PICTURES, "2_wrong", "affine_backward_check")
        solve(lab, "layers.py")
        passed = "affine_backward: all public cases pass."
        expect(page.run("affine_backward_check")).to_contain_text(passed)

        glance = page.type_below("affine_backward_check", "check()")
        table = page.run(glance)
        expect(table).to_contain_text("6 of 13 done: 45 points for sure, up to 46 of 100.")
        expect(table).to_contain_text("Next comes two_layer_net_init.")
        assert table.locator("tbody tr").count() == 13
        page.photograph(PICTURES, "3_whole_lab", glance)

        solve(lab, "classifiers/fc_net.py")
        training = page.type_below(glance, SHORT_TRAINING)
        before = page.start(training)
        shown = page.cell(training).locator(".jp-Cell-outputArea")
        expect(shown).to_contain_text(re.compile(r"\d+%.*it/s, loss \d"))
        assert page.prompt(training).inner_text() == "[*]:"  # the bar is live
        page.wait(training, before)
        expect(shown).to_contain_text("(epoch 3 of 3)")
        expect(shown).not_to_contain_text("it/s")  # and gone at the end
        expect(shown.locator("img")).to_be_visible()
        page.photograph(PICTURES, "4_trained", training)

        page.page.keyboard.press("Control+s")
        expect(page.run("submit")).to_contain_text(f"{LAB}_submission.zip")
        expect(page.run("submit")).to_contain_text("best_model.npz is missing")
        page.photograph(PICTURES, "5_handed_in", "submit")

    with zipfile.ZipFile(lab / f"{LAB}_submission.zip") as archive:
        assert "assignment/layers.py" in archive.namelist()
        assert SHORT_TRAINING.splitlines()[0][:20] in archive.read(f"{LAB}.ipynb").decode()
    assert (lab / f"{LAB}_receipt.json").is_file()
