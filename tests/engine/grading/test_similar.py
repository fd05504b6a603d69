"""Similar submissions: copies are found however they are renamed, and independent work is not."""

import io
import random
import tokenize
from dataclasses import replace

import pytest
from reported_class import LAB, Page, result

from autograder import labs
from autograder.audit.styles import styles
from autograder.banners import strip
from autograder.grading.fingerprints import (
    MAX_CHARACTERS,
    MOST_KEPT,
    hashes,
    known_code,
    own_code,
    path_of,
    read_fingerprints,
    write_fingerprints,
)
from autograder.oracle import master_sources
from autograder.reporting.report import MOST_ALIKE, write_report
from autograder.reporting.similar import (
    MOST_HOLDERS,
    Alike,
    Similar,
    compare,
    name_earlier,
    similar,
)
from autograder.reporting.views import write_views
from autograder.results import safe_name

TWO_LAYER_NET = labs.load("two_layer_net")


@pytest.fixture(scope="module")
def solved():
    master = master_sources(TWO_LAYER_NET)
    return {file: master[file] for file in TWO_LAYER_NET.student_files}


@pytest.fixture(scope="module")
def known(solved):
    return known_code(solved)


@pytest.fixture(scope="module")
def written():
    """Whole files as different people write them."""
    found = styles(TWO_LAYER_NET)
    return {name: texts(files) for name, files in found.items()}


def texts(files):
    plain = {
        name: f if isinstance(f, str) else f.decode("utf-8", "replace") for name, f in files.items()
    }
    return {name: plain[name] for name in TWO_LAYER_NET.student_files if name in plain}


def marks(sources, known):
    return {file: found for file, found in own_code(sources, known).items() if found}


def renamed(source):
    """A copy that hides itself: other names, comments, quotes, blank lines and indentation."""
    words = {"dout": "gradient", "cache": "kept", "scores": "s", "loss": "total", "dx": "gx"}
    lines = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        text = (
            words.get(token.string, token.string) if token.type == tokenize.NAME else token.string
        )
        lines.append((token.type, text))
    changed = tokenize.untokenize(lines)  # with white space of its own
    return "\n\n".join(
        f"{line}  # mine" if line.strip().endswith(")") else line for line in changed.split("\n")
    )


def rows_of(*codes):
    return compare({f"s{i:02}": code for i, code in enumerate(codes)})


# ------------------------------------------------------------------------- what is compared


def test_release_and_reference_are_nobodys_own_code(solved, known):
    released = {name: strip(text, name) for name, text in solved.items()}
    assert marks(released, known) == marks(solved, known) == {}
    reindented = {name: text.replace("    ", "\t") for name, text in solved.items()}
    assert marks(reindented, known) == {}


def test_a_copy_is_found_under_other_names_comments_and_layout(written, known):
    original = written["einsum"]
    copy = {name: renamed(text) for name, text in original.items()}
    assert copy != original
    (found,) = rows_of(marks(original, known), marks(copy, known))
    assert found.share > 0.95
    assert found.files == ("layers.py",)  # this style leaves the net as the reference has it


def test_a_copied_part_is_found_in_its_file(written, known):
    original = written["loops"]
    half = {"layers.py": original["layers.py"].split("def softmax_loss")[0]}
    (found,) = rows_of(marks(original, known), marks(half, known))
    assert found.share > 0.95
    assert found.files == ("layers.py",)


def test_those_who_solved_the_lab_in_their_own_way_are_not_named(written, known):
    people = {
        name: marks(sources, known)
        for name, sources in written.items()
        if name not in ("bare_code", "renamed_parameters")  # the master, put through two machines
    }
    assert len(people) > 50
    assert compare(people) == []


# ------------------------------------------------------------------------------- the class


def code(*parts, size=40):
    return {"layers.py": [part * 1000 + i for part in parts for i in range(size)]}


def test_pairs_come_most_alike_first_with_the_share_of_the_shorter():
    found = rows_of(code(1, 2), code(1, 2, size=30), code(3, 4, 5), code(3, 6))
    assert [(row.students, row.share) for row in found] == [
        (("s00", "s01"), 1.0),
        (("s02", "s03"), 0.5),
    ]


def test_little_in_common_is_not_worth_a_look():
    assert rows_of(code(1, size=14), code(1, size=14)) == []
    assert rows_of(code(1, 2, 3), code(1, 4, 5)) == []  # a third


def test_what_many_wrote_says_nothing_about_two():
    few = [code(1, own) for own in range(100, 100 + MOST_HOLDERS)]
    assert len(rows_of(*few)) == MOST_HOLDERS * (MOST_HOLDERS - 1) // 2
    assert rows_of(*few, code(1, 99)) == []


def test_what_many_wrote_is_no_part_of_the_share_either():
    many = [code(1, own, size=100) for own in range(100, 100 + MOST_HOLDERS)]
    (found,) = rows_of(*many, code(1, 2, size=100), code(1, 2, 3, size=100))
    assert (found.students, found.share) == (("s10", "s11"), 1.0)


def test_a_large_group_without_a_difference_is_named_as_one():
    found = rows_of(*[code(1)] * 40, code(2))
    assert [(len(row.students), row.share) for row in found] == [(40, 1.0)]


def test_a_class_of_thousands_costs_seconds_however_alike_it_is():
    """Only submissions that share something uncommon are paired: here 45 pairs a group of ten."""
    people = {f"s{i}": code(i // MOST_HOLDERS, 10_000 + i, size=50) for i in range(5000)}
    assert len(compare(people)) == 5000 * (MOST_HOLDERS - 1) // 2


# -------------------------------------------------------------------------- hostile sources


@pytest.mark.parametrize(
    "source",
    [
        "", "x", "\0" * 100, "(" * 5000, "'''", "\\", "x = '", "é\ud800 = 1", "\t x\n  y",
        "1__2 0777 $ ? `",
        "\n".join(" " * i + "if x:" for i in range(200)), "x\r" * 100, "#" * 10**6,
    ],
)  # fmt: skip
def test_text_that_is_no_python_has_the_fingerprints_of_what_can_be_read(source):
    hashes(source)
    before = "a = np.maximum(b, 0) + c.sum(axis=1) * 2 - d\n" * 3
    assert set(hashes(before)[:5]) <= set(hashes(before + source))


def test_only_the_beginning_of_an_endless_file_is_read():
    line = "x = np.exp(y - y.max(axis=1)) / 3\n"
    assert len(hashes(line * 100_000)) < MAX_CHARACTERS
    rng = random.Random(0)
    junk = "".join(f"{rng.random()} + " for _ in range(300_000))
    assert len(hashes(junk)) < MAX_CHARACTERS
    found = own_code({"layers.py": junk}, hashes(""))["layers.py"]
    assert len(found) == MOST_KEPT


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"files": {"a": ["b"]}}',
        '{"files": 1}',
        "9" * 5000,
        '{"submission": "a", "files": {"a": [-1]}}',
    ],
)
def test_a_damaged_file_of_fingerprints_counts_as_none(tmp_path, content):
    path_of("ada", tmp_path).parent.mkdir()
    path_of("ada", tmp_path).write_text(content)
    assert read_fingerprints("ada", tmp_path) is None


# ------------------------------------------------------------------------------- the report


def kept(out, student, code, submission=None):
    write_fingerprints(student, submission or student, code, out)


def test_the_comparison_counts_only_fingerprints_of_what_was_graded(tmp_path):
    results = [result(name, "passed") for name in ("a", "b", "old", "none")]
    results += [result("zip", "error", status="rejected"), result("null", "passed", score=None)]
    for name in ("a", "b"):
        kept(tmp_path, name, code(1))
    kept(tmp_path, "old", code(1), "another hand-in")
    found = similar(tmp_path, results)
    assert (found.compared, found.not_compared) == (2, 2)
    assert [row.students for row in found.alike] == [("a", "b")]


def test_earlier_classes_are_compared_with_and_are_nobodys_here(tmp_path):
    before, now = tmp_path / "2025", tmp_path / "2026"
    for name, number in (("old-one", 1), ("old-two", 1), ("old-three", 3)):
        kept(before, name, code(number))
    for name, number in (("ada", 1), ("bob", 2)):
        kept(now, name, code(number))
    results = [result(name, "passed") for name in ("ada", "bob")]
    assert not similar(now, results).alike
    name_earlier(now, [before])
    found = similar(now, results)
    (row,) = found.alike
    assert row.students == ("ada", "old-one (2025, earlier)", "old-two (2025, earlier)")
    shown = page(now, found, *results)
    assert "2 of 2 submissions were compared, and with 3 of earlier classes." in shown.text
    assert "old-one (2025, earlier)" in shown.text
    assert {link for link in shown.links if "old" in link} == set()


def page(folder, found, *results):
    write_report(results, LAB, folder / "report.html", similar=found)
    return Page((folder / "report.html").read_text("utf-8"))


def test_the_report_names_share_students_and_files_and_accuses_nobody(tmp_path):
    alike = Alike(("<b>", "김민준"), 0.875, ("layers.py",))
    found = page(tmp_path, Similar((alike,), 5, 2), result("<b>", "passed"))
    assert ["88%", "<b>, 김민준", "layers.py"] in found.rows
    assert "worth a look, and nothing more" in found.text
    assert "For 2 of those graded there are no fingerprints" in found.text
    assert not {"cheat", "plagiari", "suspect", "copied"} & set(found.text.lower().split())
    assert f"feedback/{safe_name('김민준')}.html" in found.links


def test_a_large_group_and_a_long_list_are_shortened(tmp_path):
    group = Alike(tuple(f"s{i:02}" for i in range(40)), 1.0, ("layers.py",))
    pairs = [replace(group, students=(f"a{i}", f"b{i}"), share=0.6) for i in range(MOST_ALIKE)]
    found = page(tmp_path, Similar((group, *pairs), 80), result("s00", "passed"))
    assert "s11 and 28 more" in found.text
    assert f"The {MOST_ALIKE} most alike of {MOST_ALIKE + 1} are shown." in found.text


def test_a_class_without_likeness_says_so(tmp_path):
    assert (
        "No two submissions have so much code"
        in page(tmp_path, Similar((), 5), result("a", "passed")).text
    )
    assert (
        "no two submissions to compare"
        in page(tmp_path, Similar((), 1), result("a", "passed")).text
    )


def test_fingerprints_are_kept_when_a_submission_is_graded(tmp_path, grader, submit, written):
    """And the report is made from them alone: the submissions may be gone."""
    from autograder.scheduling.job import grade_into

    original = written["einsum"]
    for student, layers in (("ada", str), ("bob", renamed)):

        def change(text, layers=layers, file="layers.py"):
            return layers(original[file])

        grade_into(grader, submit(student, layers=change), tmp_path / "out")
    grade_into(grader, submit("eve"), tmp_path / "out")
    path_of("ada", tmp_path / "out").unlink()
    assert grade_into(
        grader, submit("ada", layers=lambda text: original["layers.py"]), tmp_path / "out"
    ).kept
    write_views(TWO_LAYER_NET, tmp_path / "out")
    text = Page((tmp_path / "out/report.html").read_text("utf-8")).text
    assert "3 of 3 submissions were compared" in text
    assert "100% ada , bob layers.py" in text
