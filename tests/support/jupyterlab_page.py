"""JupyterLab in a headless Chromium, driven as a person does: keys in, what is shown out."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

TOKEN = "for-this-test"
READY = 60_000  # milliseconds, on a machine that does other work too
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

# JavaScript in the page. Each cell gets its id as an attribute, which JupyterLab does not show.
CONTENT = "jupyterapp.shell.currentWidget.content"
KERNEL_IS_IDLE = (
    "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status == 'idle'"
)
MARK_CELLS = f"{CONTENT}.widgets.forEach(cell => {{ cell.node.dataset.cell = cell.model.id }})"
GO_TO = f"""id => {{
    const content = {CONTENT};
    content.activeCellIndex = content.widgets.findIndex(cell => cell.model.id == id);
    content.mode = "command";
    content.activeCell.node.scrollIntoView({{block: "start"}});
    content.node.focus();
}}"""
ACTIVE_ID = f"{CONTENT}.activeCell.model.id"
CHANGE_THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})"
HIDE_FILES = "jupyterapp.commands.execute('application:toggle-left-area')"


def chromium() -> str | None:
    """Return the path of Chromium, None if it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def jupyterlab(folder: Path, home: Path):
    """Run a JupyterLab server on a folder; yield its address. `home` holds its settings."""
    notices = home / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    notices.parent.mkdir(parents=True)
    notices.write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))
    with server("jupyterlab", folder, home, {"LabApp": {"expose_app_in_browser": True}}) as address:
        yield address


@contextmanager
def server(application: str, folder: Path, home: Path, config: dict):
    """Run a Jupyter server on a folder; yield its address. `home` holds its settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = {
        "ServerApp": {"ip": "127.0.0.1", "port": port, "root_dir": str(folder)},
        "IdentityProvider": {"token": TOKEN},
        **config,
    }
    (home / "jupyter_server_config.json").write_text(json.dumps(config))
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "HOME")
    env = {**os.environ, **dict.fromkeys((*folders, "JUPYTERLAB_WORKSPACES_DIR"), str(home))}
    env.pop("PYTHONPATH", None)  # a student has the lab's folder alone
    env.pop("CIFAR10_DIR", None)
    command = [sys.executable, "-m", application, "--no-browser", "--allow-root"]
    with open(home / "log", "w") as log:
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/api?token={TOKEN}").close()
                break
            except urllib.error.URLError:
                assert server.poll() is None, (home / "log").read_text()
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def notebook_page(address: str, notebook: str):
    """Open a notebook in Chromium; yield a NotebookPage once its kernel is ready."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=CHROMIUM_OPTIONS, timeout=READY
        )
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        page.set_default_timeout(READY)
        page.goto(f"{address}/lab/tree/{notebook}?token={TOKEN}")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_function(KERNEL_IS_IDLE)
        page.evaluate(MARK_CELLS)
        page.evaluate(HIDE_FILES)
        yield NotebookPage(page)
        browser.close()


class NotebookPage:
    """A notebook open in JupyterLab."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.theme = "light"

    def cell(self, id: str):
        """Return the cell of an id."""
        return self.page.locator(f'.jp-Cell[data-cell="{id}"]')

    def start(self, id: str) -> str:
        """Go to a cell and run it with Shift+Enter; return the prompt it had before."""
        self.page.evaluate(GO_TO, id)
        before = self.prompt(id).inner_text()
        self.page.keyboard.press("Shift+Enter")
        return before

    def wait(self, id: str, before: str):
        """Wait until a started cell has run; return where its outputs are."""
        # A count, and another than before: `[*]:` stands there while it runs.
        done = re.compile(rf"^(?!{re.escape(before)}$)\[\d+\]:$")
        expect(self.prompt(id)).to_have_text(done, timeout=READY)
        return self.cell(id).locator(".jp-Cell-outputArea")

    def run(self, id: str):
        """Run a cell to its end; return where its outputs are."""
        return self.wait(id, self.start(id))

    def type_below(self, id: str, code: str) -> str:
        """Type a new cell below another; return its id."""
        self.page.evaluate(GO_TO, id)
        self.page.keyboard.press("b")
        self.page.keyboard.press("Enter")
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Escape")
        self.page.evaluate(MARK_CELLS)
        return self.page.evaluate(ACTIVE_ID)

    def prompt(self, id: str):
        """Return the prompt of a code cell, e.g. [3]:"""
        return self.cell(id).locator(".jp-InputArea-prompt")

    def photograph(self, folder: Path, name: str, id: str) -> None:
        """Write pictures of the page from a cell on, in light and in dark."""
        folder.mkdir(parents=True, exist_ok=True)
        for theme in sorted(THEMES, key=lambda theme: theme != self.theme):  # one change, not two
            self.theme = theme
            self.page.evaluate(CHANGE_THEME, THEMES[theme])
            light = "true" if theme == "light" else "false"
            self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")
            self.page.evaluate(GO_TO, id)
            self.page.wait_for_timeout(300)  # until the colours have faded over
            self.page.screenshot(path=folder / f"{name}_{theme}.png")
