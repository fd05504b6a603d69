"""The confined reader: what is costly to read costs its own process, never the grader's."""

import io
import resource
import zipfile

import numpy as np
import pytest

from autograder.audit.material import npz
from autograder.grading.evidence import BadWeights, read_weights
from autograder.grading.reader import READING_SECONDS, Reader, TooCostly
from autograder.isolate.inside import reading
from autograder.isolate.sandbox import Sandbox
from labs.two_layer_net.lab import NET

RIGHT = {"b1": np.ones(2), "W2": np.ones((2, 10)), "b2": np.ones(10)}


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox("landlock") as sandbox:
        yield sandbox


@pytest.fixture
def reader(sandbox):
    reader = Reader(sandbox)
    reader._left = 60.0  # this machine may have other things to do
    yield reader
    reader.end()


def nested(depth):
    return b"[" * depth + b"]" * depth


COSTLY = [
    ("functions", b"a\n" * 130_000),
    ("functions", b"x = " + b"-" * 250_000 + b"1"),
    ("functions", b"x = " + nested(120_000)),
    ("functions", b"x = " + b"[a for a in " * 20_000),
    ("functions", b"f'" + b"{x!r:{y}}" * 25_000 + b"'"),
    ("functions", b"@a\n" * 80_000 + b"def f(): pass"),
    ("functions", b"if x:\n" * 40_000),
    ("functions", b"'" + b"\\N{LATIN SMALL LETTER A}" * 10_000 + b"'"),
    ("functions", b"9" * 250_000),
    ("notebook", b'{"cells": [' + b"[]," * 6_000_000 + b"[]]}"),
    ("notebook", b'{"cells": [' + b"{}," * 6_000_000 + b"{}]}"),
    ("notebook", nested(5_000_000)),
    ("notebook", b'{"cells": [' + b'{"source":""},' * 1_000_000 + b'{"source":""}]}'),
    ("notebook", b'{"cells": ' + b"9" * 10_000_000 + b"}"),
    ("notebook", b'{"cells": "' + b"\\ud83d\\ude00" * 1_500_000 + b'"}'),
]


@pytest.mark.parametrize(("what", "content"), COSTLY, ids=[f"{w} {c[:14]}" for w, c in COSTLY])
def test_whatever_is_read_the_processes_stay_small_and_the_next_is_read(
    sandbox, reader, what, content
):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        found, _ = reader.read(what, content)
        assert isinstance(found, (dict, str))
    except TooCostly:
        pass
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 40 * 1024  # kB
    assert reader.read("functions", b"def f():\n    pass\n")[0] == {"f": [1, 2]}


def test_a_reader_that_takes_too_long_is_ended_and_the_next_submission_has_its_own_time(reader):
    reader._left = 0.0
    for _ in range(2):
        with pytest.raises(TooCostly):
            reader.read("functions", b"x = 1\n")
    reader.begin()
    assert reader.read("functions", b"x = 1\n")[0] == {}
    assert 0 < reader._left < READING_SECONDS


def test_memory_that_an_earlier_submission_used_up_is_not_missed(reader, sandbox, monkeypatch):
    """A reader that fails after it has served is replaced, and asked again."""
    reader.read("functions", b"")
    reader._worker.channel.shutdown(2)
    assert reader.read("functions", b"def f(): 0\n")[0] == {"f": [1, 1]}


def test_places_of_functions_are_told_as_a_person_counts_lines(reader):
    source = (
        b"import x\n\ndef f():\n    pass\n\nclass A(object):\n    def f(self): pass\n\n    g = 1\n"
    )
    found, _ = reader.read("functions", source)
    assert found == {"f": [3, 4], "A": [6, 9], "A.f": [7, 7]}


# --------------------------------------------------------------------------------- weights


@pytest.mark.parametrize("dtype", ["<f8", ">f4", "<f2", "<i8", "|i1", "<u2"])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("compressed", [False, True])
def test_weights_come_out_as_they_went_in(reader, dtype, order, compressed):
    W1 = np.asarray(np.random.RandomState(0).randn(3072, 2) * 9, dtype, order=order)
    buffer = io.BytesIO()
    save = np.savez_compressed if compressed else np.savez
    save(buffer, W1=W1, data=np.array("stand-in"), **RIGHT)
    read = read_weights("m", buffer.getvalue(), NET, reader)
    found = read.arrays["W1"]
    assert found.dtype == np.float32 and np.array_equal(found, W1.astype(np.float32))
    assert read.arrays["b2"].shape == (10,) and read.trained_on == "stand-in"


def bomb(method, dtype="|i1", hidden=25_000, declared=None):
    """Weights of zeros that take a few kilobytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        with archive.open("W1.npy", "w", force_zip64=False) as file:
            header = {"descr": dtype, "fortran_order": False, "shape": (3072, hidden)}
            np.lib.format.write_array_header_1_0(file, header)
            for _ in range(3072):
                file.write(bytes(hidden * np.dtype(dtype).itemsize))
        for name, array in RIGHT.items():
            with archive.open(f"{name}.npy", "w") as file:
                np.lib.format.write_array(file, array)
    content = buffer.getvalue()
    if declared is not None:
        size = 3072 * hidden * np.dtype(dtype).itemsize + 128
        content = content.replace(size.to_bytes(4, "little"), declared.to_bytes(4, "little"))
    return content


@pytest.mark.parametrize(
    ("method", "declared"),
    [
        (zipfile.ZIP_DEFLATED, None),
        (zipfile.ZIP_DEFLATED, 100_000),
        (zipfile.ZIP_BZIP2, 100_000),
        (zipfile.ZIP_LZMA, 100_000),
    ],
)
def test_weights_that_expand_without_end_are_refused(reader, method, declared):
    content = bomb(method, hidden=25_000, declared=declared)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadWeights, match=r"expands to more|cannot be read as weights"):
        read_weights("m", content, NET, reader)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * 1024


def test_elements_count_and_not_only_bytes(reader):
    """A byte an element becomes four, and eight times as many products."""
    with pytest.raises(BadWeights, match="expands to more"):
        read_weights("m", bomb(zipfile.ZIP_DEFLATED, hidden=6000), NET, reader)


def test_an_array_of_a_shape_beyond_all_numbers_is_refused(reader):
    header = b"{'descr': '|i1', 'fortran_order': False, 'shape': (%s, 0), }" % (b"9" * 18)
    array = b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little") + header
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("W1", "b1", "W2", "b2"):
            archive.writestr(f"{name}.npy", array)
    with pytest.raises(BadWeights):
        read_weights("m", buffer.getvalue(), NET, reader)


def test_the_reader_runs_nothing(reader):
    """`exec`, `eval`, `compile` and `import_module` do not stand in it."""
    text = open(reading.__file__, encoding="utf-8").read()
    for word in (
        "exec(",
        "eval(",
        "compile(",
        "import_module",
        "__import__",
        "pickle.",
        "allow_pickle=True",
    ):
        assert word not in text


def test_right_weights_of_the_labs_size_are_read(reader):
    content = npz(W1=np.ones((3072, 500)), b1=np.ones(500), W2=np.ones((500, 10)), b2=np.ones(10))
    assert read_weights("m", content, NET, reader).arrays["W1"].shape == (3072, 500)


def test_a_reader_whose_template_was_lost_is_replaced_with_it():
    with Sandbox("landlock") as sandbox:
        reader = Reader(sandbox)
        reader.read("functions", b"")
        sandbox._template.kill()
        sandbox._template.wait()
        assert reader.read("functions", b"def f(): 0\n")[0] == {"f": [1, 1]}
        sandbox._template.kill()
        sandbox._template.wait()
        reader.end()
