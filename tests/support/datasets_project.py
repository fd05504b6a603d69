"""A copy of get_datasets.sh in a folder of its own.

A small archive stands in place of CIFAR-10's, and a PATH holds only what the script may use.
"""

import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from assignment.data_utils import PICKLE_MD5

SCRIPT = Path(__file__).parents[2] / "get_datasets.sh"
TOOLS = ("bash", "cat", "cut", "dirname", "mkdir", "mv", "od", "rm", "sleep", "tr", "wc")
TOOLS += ("gzip", "tar", "md5sum", "sha1sum", "sha256sum")
CLIENTS = ("curl", "wget", "python3")
PICKLES = {name: random.Random(name).randbytes(20000) for name in PICKLE_MD5}
PART = "cifar-10-python.tar.gz.part"
STALLING = {"FAST_SECONDS": 2, "PATIENT_SECONDS": 2}  # seconds it waits, to the second


def tar_gz(files):
    """The bytes of a .tar.gz of {path: bytes}."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, content in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


ARCHIVE = tar_gz({f"cifar-10-batches-py/{name}": content for name, content in PICKLES.items()})
NEARLY_HALF = len(ARCHIVE) // 2 - 8192  # what a stalling server sends; clients write in blocks
CHECKSUMS = [f"sha256 {hashlib.sha256(ARCHIVE).hexdigest()} {PART}"] + [
    f"md5 {hashlib.md5(content).hexdigest()} cifar-10-batches-py/{name}"
    for name, content in PICKLES.items()
]


class Project:
    """A folder with the script, its datasets/, and its tools."""

    def __init__(self, folder, server):
        self.folder, self.server = folder, server
        self.datasets = folder / "datasets"
        self.tools = folder / "tools"
        self.tools.mkdir(parents=True)
        shutil.copy(SCRIPT, folder)
        for tool in TOOLS:
            (self.tools / tool).symlink_to(shutil.which(tool))
        self.use("curl" if shutil.which("curl") else "python3")

    def use(self, client):
        """Have this client, and no other, on the PATH."""
        for other in CLIENTS:
            (self.tools / other).unlink(missing_ok=True)
        if client == "python3":
            self.add_tool("python3", f'exec "{sys.executable}" "$@"')
        elif shutil.which(client) is None:
            pytest.skip(f"{client} is not installed here: `apt-get install {client}`")
        else:
            (self.tools / client).symlink_to(shutil.which(client))

    def add_tool(self, name, text):
        (self.tools / name).write_text(f"#!{shutil.which('bash')}\n{text}\n")
        (self.tools / name).chmod(0o755)

    def start(self, *arguments, official="missing", mirrors=(), **settings):
        settings = {
            "OFFICIAL_URL": self.server.url(official),
            "MIRROR_URLS": " ".join(self.server.url(mirror) for mirror in mirrors),
            "ARCHIVE_BYTES": len(ARCHIVE),
            "CHECKSUMS": "\n".join(CHECKSUMS),
            "FAST_BYTES": 1,
            "FAST_SECONDS": 20,
            "PATIENT_SECONDS": 20,
            **settings,
        }
        environment = {f"CIFAR10_{name}": str(value) for name, value in settings.items()}
        return subprocess.Popen(
            [self.tools / "bash", self.folder / "get_datasets.sh", *arguments],
            env={"PATH": str(self.tools), "HOME": str(self.folder), **environment},
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments, **settings):
        """Run the script to its end; return its status and what it said."""
        process = self.start(*arguments, **settings)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said

    def left(self):
        return sorted(os.listdir(self.datasets))

    def write_part(self, content):
        self.datasets.mkdir()
        (self.datasets / PART).write_bytes(content)
