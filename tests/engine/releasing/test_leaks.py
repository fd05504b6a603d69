"""The leak gate, proved: each kind of leak is planted in a sound release and must be found."""

import json
import os
import shutil
import zipfile
from dataclasses import replace

import fake_lab
import pytest

from autograder import labs
from autograder.banners import END, START
from autograder.master import release_files
from autograder.master.release_files import Material
from autograder.releasing import asked_blanks, leaks, release
from autograder.results import QuestionResult, Result

SOLVED_LINE = "    out = np.maximum(x, 0)"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A kit of one tiny lab with its release built: (lab, root)."""
    patch = pytest.MonkeyPatch()
    root = fake_lab.make_root(tmp_path_factory.mktemp("kit"))
    lab = fake_lab.make_lab(root)
    patch.setattr(labs, "load", lambda name: lab)
    patch.setattr(release_files, "checks", fake_lab.render_checks)
    patch.setattr(leaks, "wrong_marks", lambda *_: [])  # has tests of its own below
    fake_lab.build_release(lab)
    yield lab, root
    patch.undo()


@pytest.fixture
def planted(kit, tmp_path):
    """A copy of the kit to plant leaks in: (lab, root, release folder)."""
    _lab, root = kit
    copy = tmp_path / "kit"
    shutil.copytree(root, copy)
    return fake_lab.make_lab(copy), copy, copy / "release" / "tiny"


def found(planted, path=""):
    """Return what the gate says, as lines; a fresh build always differs where one tampers."""
    lab, _root, _ = planted
    lines = [str(leak) for leak in leaks.check_release(Material(lab))]
    own = [line for line in lines if "a fresh build differs" not in line]
    assert len(own) < len(lines) or not path, "tampering must also show as a difference"
    return own


def insert(file, after, text):
    """Insert a line into a text file after the first that holds `after`; return its number."""
    lines = file.read_text().split("\n")
    number = next(i for i, line in enumerate(lines) if after in line) + 1
    lines.insert(number, text)
    file.write_text("\n".join(lines))
    return number + 1


def edit_notebook(folder, change):
    path = folder / "tiny.ipynb"
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


def test_a_sound_release_has_no_leaks(planted):
    lab, _root, _ = planted
    assert leaks.check_release(Material(lab)) == []


def test_a_release_that_was_never_built_is_said_to_be_missing(planted):
    lab, _root, folder = planted
    shutil.rmtree(folder)
    assert [str(leak) for leak in leaks.check_release(Material(lab))] == [
        "release/tiny: there is no release. Build it."
    ]


@pytest.mark.parametrize(
    "line",
    [
        SOLVED_LINE,
        "    out=np.maximum( x,0 )",
        "    out = np.maximum(\n        x,\n        0,\n    )",
        "    return np.maximum(x, 0)",
        "    # out = np.maximum(x, 0)",
        "    answer = max(np.maximum(x, 0).sum(), 1)",
        "    # keep what is positive, nothing else",
        "    probs = exps / exps.sum(\n        axis=1, keepdims=True\n    )",
    ],
)
def test_solution_code_in_a_stub_is_found_in_any_layout(planted, line):
    number = insert(planted[2] / "assignment/layers.py", "out = None", line)
    (leak,) = found(planted, "assignment/layers.py")[:1]
    end = number + line.count("\n")
    assert leak.startswith("release/tiny/assignment/layers.py:")
    assert number <= int(leak.split(":")[1]) <= end
    assert "left of the solution at assignment/layers.py:" in leak


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("README.md", "## Start"),
        ("assignment/scale.py", "num_examples"),
        ("get_datasets.sh", "#!/bin/sh"),
        ("datasets/README.md", "Data"),
    ],
)
def test_solution_text_in_any_other_file_is_found(planted, path, after):
    number = insert(planted[2] / path, after, f"# {SOLVED_LINE}")
    assert any(line.startswith(f"release/tiny/{path}:{number}: ") for line in found(planted, path))


RENAMED = {
    "a helper": "def rectified(z):\n    return np.maximum(z, 0)",
    "a helper with steps": "def keep(a):\n    kept = a\n    kept = np.maximum(kept, 0)\n"
    "    return kept, a",
    "a lambda": "pos = lambda t: np.maximum(t, 0)",
    "a run of statements": "def chances(s):\n    if s.size:\n"
    "        moved = s - s.max(axis=1, keepdims=True)\n        e = np.exp(moved)\n"
    "        p = e / e.sum(axis=1, keepdims=True)\n        return p",
    "an expression": "def spread(v):\n    for row in (1,):\n"
    "        print(v / v.sum(axis=1, keepdims=True))",
}


@pytest.mark.parametrize("code", RENAMED.values(), ids=RENAMED)
def test_a_solution_under_other_names_is_found(planted, code):
    path = planted[2] / "assignment/scale.py"
    lines = path.read_text("utf-8").count("\n")
    path.write_text(path.read_text("utf-8") + f"\n\n{code}\n", encoding="utf-8")
    (line, *_) = found(planted, "assignment/scale.py")
    assert "this is the solution at assignment/layers.py:" in line and "under other names" in line
    assert int(line.split(":")[1]) > lines


@pytest.mark.parametrize(
    "code",
    ["limit = max(2, 3)", "def twice(a):\n    return a * 2", "def f(z):\n    return z.copy()"],
)
def test_what_stands_in_any_program_is_no_solution(planted, code):
    path = planted[2] / "assignment/scale.py"
    path.write_text(path.read_text("utf-8") + f"\n\n{code}\n", encoding="utf-8")
    assert not any("solution" in line for line in found(planted, "assignment/scale.py"))


@pytest.mark.parametrize("page", ["README.md", "docs/guide/how.md"])
def test_a_page_for_everybody_that_tells_a_solution_is_found(planted, page):
    path = planted[1] / page
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"Write\n\n    {SOLVED_LINE}\n", encoding="utf-8")
    (line,) = found(planted)
    assert line.startswith(f"{page}:3: this is left of the solution at assignment/layers.py:")


def test_solution_text_in_the_public_cases_is_found(planted):
    path = "assignment/checks/tiny.json"
    number = insert(planted[2] / path, '"lab"', ' "hint": "use out = np.maximum(x, 0) here",')
    assert any(f"{path}:{number}: this is left of" in line for line in found(planted, path))


def output(text):
    return [{"output_type": "stream", "name": "stdout", "text": [text]}]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d["cells"][0]["source"].append("`out = np.maximum(x, 0)`"), "left of the solu"),
        (lambda d: d["cells"][1]["source"].append("\nrelu = np.maximum(x, 0)"), "left of the solu"),
        (lambda d: d["cells"][1]["source"].append("\nrate = 1e-3*0.95**np.arange(10)"), "cell 3:3"),
        (lambda d: d["cells"][0]["source"].append("A lower rate learns more slowly, as the curve "
                                                  "of the loss shows."), "cell 5:1"),
        (lambda d: d["cells"][1]["outputs"].extend(output(SOLVED_LINE)), "left of the solution"),
        (lambda d: d["cells"][1]["outputs"].extend(output("4")), "cell 2: it has outputs"),
        (lambda d: d["cells"][1].update(execution_count=3), "cell 2: it has an execution count"),
        (lambda d: d["cells"][0].update(attachments={"a.png": {"image/png": "AA=="}}),
         "cell 1: it has attachments"),
        (lambda d: d["cells"][1]["metadata"].update(tags=["x"]), "its metadata have 'tags'"),
        (lambda d: d["cells"][3]["metadata"]["nbgrader"].update(answer=1), "have 'answer'"),
        (lambda d: d["cells"][1]["metadata"].update(collapsed=SOLVED_LINE), "left of the solution"),
        (lambda d: d["metadata"].update(author="A. Teacher"), "the notebook's metadata are"),
        (lambda d: d.update(signature="x"), "the notebook has 'signature'"),
        (lambda d: d["cells"].append({"cell_type": "raw", "id": "r", "metadata": {}, "source": []}),
         "cell 6: a raw cell"),
        (lambda d: d["cells"][3]["source"].append("\n### BEGIN HIDDEN TESTS\nassert 1"), "HIDDEN"),
        (lambda d: d["cells"][3]["source"].append("\n### END SOLUTION"), "'END SOLUTION' is left"),
        (lambda d: d["cells"][2]["source"].append(f"\n{START}\n"), "START OF YOUR CODE without"),
        (lambda d: d["cells"][2]["source"].append("\n# **END OF YOUR CODE"), "looks like a bann"),
        (lambda d: d["cells"][2]["source"].insert(2, "rate = 1\n"), "hold more than `pass`"),
        (lambda d: d.pop("cells"), "not a notebook as nbgrader writes it"),
    ],
)  # fmt: skip
def test_what_is_planted_in_the_notebook_is_found(planted, change, says):
    edit_notebook(planted[2], change)
    lines = [line for line in found(planted, "tiny.ipynb") if says in line]
    assert lines
    assert all(line.startswith("release/tiny/tiny.ipynb") for line in lines)


def test_a_leak_in_a_cell_is_named_by_its_line_in_the_file(planted):
    edit_notebook(planted[2], lambda d: d["cells"][2]["source"].insert(1, f"{SOLVED_LINE}\n"))
    text = (planted[2] / "tiny.ipynb").read_text().split("\n")
    number = next(i for i, line in enumerate(text, start=1) if "np.maximum" in line)
    assert f"release/tiny/tiny.ipynb:{number}: this is left of" in "\n".join(found(planted))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (f"    {END}\n    return out, x", "    return out, x", "START OF YOUR CODE inside another"),
        (f"    {START}\n    pass\n    {END}\n    return probs", f"    {END}\n", "without a START"),
        (START, START.replace("*****S", "****S"), "This looks like a banner"),
        (END, END.replace("CODE", "C0DE"), "This looks like a banner"),
        ("    pass", "    return x, x", "the banners hold more than `pass`"),
        ("import numpy", "### BEGIN SOLUTION\nimport numpy", "the marker 'BEGIN SOLUTION' is left"),
        ("import numpy", "### end hidden tests\nimport numpy", "the marker 'end hidden tests'"),
        ("import numpy", "### BEGIN MARK SCHEME\nimport numpy", "'BEGIN MARK SCHEME' is left"),
    ],
)
def test_markers_that_are_left_unbalanced_or_misspelt_are_found(planted, old, new, says):
    file = planted[2] / "assignment/layers.py"
    file.write_text(file.read_text().replace(old, new, 1))
    (line, *_) = [line for line in found(planted, "layers") if says in line]
    assert line.split(":")[1].isdigit()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("assignment/__pycache__/layers.cpython-311.pyc", "compiled Python"),
        ("assignment/layers.pyc", "compiled Python"),
        (".ipynb_checkpoints/tiny-checkpoint.ipynb", "an editor's checkpoint"),
        ("best_model.npz", "not a text file"),
        ("notes.txt", "no part of a release"),
    ],
)
def test_files_that_do_not_belong_there_are_found(planted, path, says):
    file = planted[2] / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"\xa7\r\r\n\0\0" if path.endswith(("pyc", "npz")) else b"{}")
    assert any(line.startswith(f"release/tiny/{path}: {says}") for line in found(planted))


def test_a_file_that_is_missing_is_found(planted):
    (planted[2] / "assignment/scale.py").unlink()
    assert "release/tiny/assignment/scale.py: is missing. Build the release again." in found(
        planted
    )


def test_a_link_is_found_and_not_followed(planted):
    (planted[2] / "assignment/answers.py").symlink_to(planted[1] / "assignment/layers.py")
    lines = found(planted)
    assert any("answers.py: a link or device" in line for line in lines)
    assert not any("left of the solution" in line for line in lines)


def test_permissions_that_differ_are_found(planted):
    os.chmod(planted[2] / "get_datasets.sh", 0o644)
    assert any("get_datasets.sh: its permissions are 644" in line for line in found(planted))


def test_any_other_difference_to_a_fresh_build_is_found_with_its_line(planted):
    lab, _root, folder = planted
    number = insert(folder / "README.md", "## Start", "A sentence somebody wrote by hand.")
    assert [str(leak) for leak in leaks.check_release(Material(lab))] == [
        f"release/tiny/README.md:{number}: a fresh build differs here. Build the release again."
    ]


def test_a_master_that_changed_after_the_release_was_built_is_found(planted):
    lab, root, _ = planted
    insert(root / "assignment/scale.py", "import numpy", "PI = 3")
    (leak,) = leaks.check_release(Material(lab))
    assert (leak.path, leak.line) == ("release/tiny/assignment/scale.py", 4)


def test_a_zip_that_is_not_the_release_is_found(planted, monkeypatch):
    def other_zip(folder, path):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("tiny/README.md", "another")

    monkeypatch.setattr(release, "write_zip", other_zip)
    assert any("README.md: it is not the same in the release's zip" in x for x in found(planted))


def test_a_module_that_needs_more_than_numpy_and_matplotlib_is_found(planted):
    lab, root, _ = planted
    number = insert(root / "assignment/scale.py", "import numpy", "import tqdm.auto")
    fake_lab.build_release(lab)
    (leak,) = leaks.check_release(Material(lab))
    assert (leak.path, leak.line) == ("release/tiny/assignment/scale.py", number)
    assert "cannot be imported with numpy and matplotlib alone" in leak.message
    assert "tqdm" in leak.message


def test_a_module_that_may_do_without_an_extra_package_is_sound(planted):
    lab, root, _ = planted
    text = "try:\n    import tqdm\nexcept ImportError:\n    tqdm = None"
    insert(root / "assignment/scale.py", "import numpy", text)
    fake_lab.build_release(lab)
    assert leaks.check_release(Material(lab)) == []


def test_checking_leaves_no_compiled_files_in_the_release(planted):
    lab, _root, folder = planted
    leaks.check_release(Material(lab))
    assert not list(folder.rglob("__pycache__"))


# ------------------------------------------------------------------------------------ marks

EMPTY = QuestionResult("relu", "ReLU", 0.0, 4.0, "not_implemented")
FULL = replace(EMPTY, points=4.0, outcome="passed")
MANUAL = QuestionResult("study", "Study", 0.0, 3.0, "manual")


@pytest.mark.parametrize(
    ("of_stub", "of_master", "says"),
    [
        (EMPTY, FULL, []),
        (FULL, FULL, ["the stubs score 4 in relu (passed), expected 0 (not_implemented)."]),
        (replace(EMPTY, outcome="failed"), FULL, ["the stubs score 0 in relu (failed), expected"]),
        (EMPTY, replace(FULL, points=3.5, message="db is wrong."),
         ["the master scores 3.5 of 4 in relu: db is wrong."]),
    ],
)  # fmt: skip
def test_stubs_must_score_nothing_and_the_master_everything(
    kit, monkeypatch, of_stub, of_master, says
):
    lab, root = kit

    class FakeGrader:
        def __init__(self, lab, **settings):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

        def grade(self, path):
            solved = "np.maximum" in (path / "assignment/layers.py").read_text()
            question = of_master if solved else of_stub
            return Result("s", "tiny", "graded", 0, 4, "", (question, MANUAL), 0, "none")

    monkeypatch.setattr(leaks, "Grader", FakeGrader)
    found = [str(leak) for leak in REAL_WRONG_MARKS(lab, root / "release/tiny")]
    assert len(found) == len(says)
    for line, start in zip(found, says, strict=True):
        assert line.startswith(f"assignment/layers.py: {start}")


REAL_WRONG_MARKS = leaks.wrong_marks


def test_a_question_about_a_blank_that_is_not_there_is_found(kit):
    lab, _root = kit
    (relu,) = lab.checked.values()
    third = replace(lab, questions=[replace(relu, blank=2)])
    (leak,) = asked_blanks.wrong_blanks(third)
    assert str(leak) == (
        "assignment/layers.py: relu is about blank 2 of relu_forward, counted from 0, and it "
        "has 1. Mend blank= of the question, or the banners."
    )


def test_a_blank_that_none_of_several_questions_is_about_is_found(kit):
    lab, root = kit
    layers = root / "assignment" / "layers.py"
    text = layers.read_text()
    second = f"    {START}\n    out += 0\n    {END}\n    return out, x\n"
    layers.write_text(text.replace("    return out, x\n", second))
    (relu,) = lab.checked.values()
    both = [relu, replace(relu, id="relu_again")]
    try:
        (leak,) = asked_blanks.wrong_blanks(replace(lab, questions=both))
        assert "none of relu, relu_again is about blank 1" in leak.message
        both[1] = replace(both[1], blank=1)
        assert not [*asked_blanks.wrong_blanks(replace(lab, questions=both))]
    finally:
        layers.write_text(text)
