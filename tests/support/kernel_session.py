"""A student's session: a released lab in a folder, and a real kernel that runs its cells."""

import re
import shutil
from pathlib import Path

import nbformat
from jupyter_client import KernelManager

from autograder.course import current

ROOT = current().folder


LAB = "two_layer_net"
STUDENT_FILES = ("layers.py", "classifiers/fc_net.py")
SECONDS = 120


class Shown:
    """What a cell showed: all of its text, and the error that ended it ("" if none did)."""

    def __init__(self):
        self.text = ""
        self.error = ""

    def take(self, message):
        content = message["content"]
        kind = message["msg_type"]
        if kind == "stream":
            self.text += content["text"]
        elif kind in ("display_data", "execute_result"):
            html = content["data"].get("text/html", content["data"].get("text/plain", ""))
            self.text += re.sub(r"<[^>]+>", " ", html)
        elif kind == "error":
            self.error = f"{content['ename']}: {content['evalue']}"


class Session:
    """A kernel of one Python in a student's folder. Use it as a context manager."""

    def __init__(self, python, folder, solved=True):
        self.folder = Path(folder) / LAB
        shutil.copytree(ROOT / "release" / LAB, self.folder)
        if solved:
            for file in STUDENT_FILES:
                shutil.copy(ROOT / "assignment" / file, self.folder / "assignment" / file)
        notebook = nbformat.read(self.folder / f"{LAB}.ipynb", 4)
        self.cells = {cell.id: cell.source for cell in notebook.cells}
        self.manager = KernelManager(kernel_name="python3")
        self.python = str(python)

    def __enter__(self):
        start = [self.python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        self.manager.kernel_spec.argv[:] = start
        # Colab's IPython needs a module that newer Pythons no longer have, as the set-up cell says.
        self.manager.start_kernel(cwd=str(self.folder))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=SECONDS)
        self.run("import importlib, sys; sys.modules.setdefault('imp', importlib)")
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def restart(self):
        """Start the kernel anew, as after a crash."""
        self.__exit__()
        self.manager = KernelManager(kernel_name="python3")
        self.__enter__()

    def run(self, source):
        """Run a cell; return what it showed."""
        shown = Shown()
        # Otherwise a cell sent soon after one that failed would be left out.
        options = {"stop_on_error": False, "timeout": SECONDS}
        self.client.execute_interactive(source, output_hook=shown.take, **options)
        return shown

    def cell(self, *ids):
        """Run cells of the notebook by their ids; return what the last one showed."""
        for id in ids:
            shown = self.run(self.cells[id])
        return shown

    def path(self, file="layers.py"):
        return self.folder / "assignment" / file

    def text(self, file="layers.py"):
        return self.path(file).read_text(encoding="utf-8")

    def write(self, text, file="layers.py"):
        self.path(file).write_text(text, encoding="utf-8")
