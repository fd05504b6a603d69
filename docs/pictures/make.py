"""Make the pictures of the README from the demo's class: `make pictures`.

It needs Chromium. What a page looks like is checked by eye: open the pictures afterwards.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGES = {"report": ("report.html", 1000, 1290), "feedback": ("feedback/clara.html", 1000, 1020)}
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
)
PLOT = """
from assignment.check import check
check("affine_forward", plot=True)
"""


def main() -> None:
    """Grade the demo's class in a scratch folder and picture its pages."""
    browser = shutil.which("chromium") or sys.exit("Chromium is not here. Install: chromium")
    with tempfile.TemporaryDirectory() as scratch:
        demo = Path(scratch, "demo")
        command = [sys.executable, "-m", "autograder", "demo", "--out", str(demo)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for name, (page, width, height) in PAGES.items():
            size = [f"--window-size={width},{height}", f"--user-data-dir={scratch}/browser"]
            target = f"--screenshot={HERE / f'{name}.png'}"
            address = (demo / "graded" / page).as_uri()
            subprocess.run(
                [browser, *QUIET, *size, target, address], check=True, stderr=subprocess.DEVNULL
            )
        folder = Path(scratch, "two_layer_net")
        shutil.copytree(ROOT / "release" / "two_layer_net", folder)
        wrong = demo / "submissions" / "frances" / "assignment"
        shutil.copytree(wrong, folder / "assignment", dirs_exist_ok=True)
        environment = {**os.environ, "PYTHONPATH": str(folder)}
        plot = [sys.executable, "-c", PLOT]
        subprocess.run(plot, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        shutil.copy(folder / "affine_forward.png", HERE / "check.png")


if __name__ == "__main__":
    main()
