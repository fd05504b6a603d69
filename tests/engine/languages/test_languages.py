"""Other languages: every message is found, catalogues are whole, and nothing but prose changes."""

import ast
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from markdown_it import MarkdownIt

from autograder import cli, labs
from autograder.course import current
from autograder.grading.grade import Grader
from autograder.languages import Message, catalogue, markdown, source
from autograder.languages.marked import marked
from autograder.master import master, messages
from autograder.master.release_files import Material
from autograder.oracle import master_sources
from autograder.releasing import language_gate, release
from autograder.reporting.feedback import write_feedback

ROOT = current().folder

LAB = labs.load("cnn_arithmetic")
OFFERED = [(name, code) for name in labs.names() for code in catalogue.offered(labs.load(name))]
HANGUL = re.compile("[가-힣]")
CODE = re.compile(r"`[^`\n]+`")


def korean(text):
    return f"한국어 {text}"


# ------------------------------------------------------------------------------- what is found


@pytest.mark.parametrize(
    "path",
    [*messages.engine_files(), *messages.course_files(current())],
    ids=lambda path: path.stem,
)
def test_no_marked_message_is_overlooked(path):
    """Babel reads tokens, and would miss a message inside an f-string."""
    if path.suffix != ".py":
        assert list(marked(path)) or path.name not in ("feedback.html.j2", "parts.html.j2")
        return
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if is_marked(node)]
    assert sorted(marked(path)) == sorted(call.args[0].value for call in calls)


def is_marked(node):
    named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_")
    return named and isinstance(node.args[0], ast.Constant)


def test_a_lab_s_messages_are_its_notebook_its_stubs_and_its_questions_and_no_solution():
    found = {message.text: message.notes for message in messages.of_lab(LAB)}
    assert "# The arithmetic of convolutional networks" in found
    assert found["Count the places a filter can take along one axis."] == (
        "assignment/conv_arithmetic.py",
    )
    assert any(note.startswith("hint: conv_forward.") for note in sum(found.values(), ()))
    for solution in master.solutions(LAB):
        for line in solution.text.splitlines():
            if line.strip().startswith("# "):
                assert line.strip("# ") not in found


# ------------------------------------------------------------------------------- what it gives


PROGRAM = '''\
%matplotlib inline
# A long comment that stands
# on two lines.
def f(x, name="two words"):
    """Say what it does.

    Inputs:
    - x: number
    """
    ###########################
    # TODO: Write it, please. #
    ###########################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    print(f"The value is {x:.1f}, of {name!r}.", x["a b"])  # as you see
    print("%d" % 3, "a", sep=", ")
'''


def test_comments_docstrings_and_printed_sentences_are_said_anew_and_nothing_else():
    said = []

    def say(message):
        said.append(message)
        return korean(message)

    translated = source.translate(PROGRAM, say)
    assert sorted(said) == [
        "A long comment that stands on two lines.",
        "Inputs:\n- x: number",
        "Say what it does.",
        "TODO: Write it, please.",
        "The value is {x:.1f}, of {name!r}.",
        "as you see",
    ]
    assert (
        '    """한국어 Say what it does.\n\n    한국어 Inputs:\n    - x: number\n    """'
        in translated
    )
    assert (
        'print(f"한국어 The value is {x:.1f}, of {name!r}.", x["a b"])  # 한국어 as' in translated
    )
    assert "# 한국어 TODO:" in translated and "%matplotlib inline\n" in translated
    assert 'name="two words"' in translated and "# *****START OF YOUR CODE" in translated
    assert source.translate(PROGRAM, str) == PROGRAM


@pytest.mark.parametrize(
    "worse", ["The value is {x:.1f}.", "{name!r}: {y:.1f}", '{x:.1f} {name!r}" + quit() + "']
)
def test_a_translation_that_makes_another_program_is_refused_or_stays_text(worse):
    def say(message):
        return worse if message.startswith("The value") else message

    if "quit" in worse:
        assert "'" in source.translate(PROGRAM, say).split("print(f")[1]
    else:
        with pytest.raises(source.NotTheSame, match="more than prose"):
            source.translate(PROGRAM, say)


def test_markdown_is_said_block_by_block_and_programs_in_it_keep_their_code():
    text = "# Title\n\nTwo\nlines.\n\n```python\nz = 1  # a note\n\nw = 2\n```\n- item\n\n$files"
    said = []
    markdown.translate(text, lambda block: said.append(block) or block)
    assert said == ["# Title", "Two\nlines.", "a note", "- item"]
    assert "z = 1  # 한국어 a note\n\nw = 2" in markdown.translate(text, korean)


# --------------------------------------------------------------------------------- the gate


@pytest.mark.parametrize(("name", "code"), OFFERED)
def test_what_is_offered_is_whole(name, code):
    assert list(language_gate.problems(code, name, messages.of_lab(labs.load(name)))) == []


def test_so_is_what_all_labs_share():
    shared = {"kit": messages.of_kit(), "course": messages.of_course(current())}
    assert catalogue.languages() == ["ko"]
    for domain, texts in shared.items():
        assert list(language_gate.problems("ko", domain, texts)) == []


def test_a_translated_release_meets_the_rules_of_every_release():
    assert language_gate.check_language(Material(LAB), "ko") == []


@pytest.mark.parametrize(("name", "code"), OFFERED)
def test_code_in_a_message_stands_in_its_translation(name, code):
    said = catalogue.language(code, labs.load(name)).messages
    assert (
        said
        and [text for text in said if set(CODE.findall(text)) - set(CODE.findall(said[text]))] == []
    )


@pytest.mark.parametrize(("name", "code"), OFFERED)
def test_what_is_emphasised_is_so_in_the_translation(name, code):
    """Stars before a letter are no end of an emphasis when a mark stands before them."""
    lab = labs.load(name)
    said = catalogue.language(code, lab).messages
    blocks = []
    for cell in master.read_notebook(lab).cells:
        if cell.cell_type == "markdown":
            markdown.translate(cell.source, lambda block: blocks.append(block) or block)
    wrong = [said[text] for text in blocks if emphases(said.get(text, text)) != emphases(text)]
    assert wrong == []


def emphases(text):
    parts = [part for token in MarkdownIt().parse(text) for part in token.children or ()]
    return sorted(part.type for part in parts if part.type in ("strong_open", "em_open"))


def test_a_new_sentence_in_the_master_fails_the_gate(tmp_path):
    for folder in ("assignment", f"notebooks/{LAB.name}"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    lab = replace(LAB, course=replace(LAB.course, folder=tmp_path))
    path = master.notebook_path(lab)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += "\n\nNobody has translated this."
    notebook.cells[2].source += "\nprint(f'Nor {this} one.')"
    nbformat.write(notebook, path)
    found = [str(leak) for leak in language_gate.problems("ko", LAB.name, messages.of_lab(lab))]
    assert len(found) == 2
    assert found[0].startswith(
        f"{catalogue.path_of('ko', 'cnn_arithmetic')}: 'Nobody has translated"
    )
    assert (
        "(cnn_arithmetic.ipynb, cell 1) is not translated. Run `autograder messages ko`" in found[0]
    )
    assert "'Nor {this} one.'" in found[1]


@pytest.fixture
def locales(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "LOCALES", tmp_path / "locales")
    elsewhere = lambda code, domain: tmp_path / "locales" / code / f"{domain}.po"
    monkeypatch.setattr(catalogue, "path_of", elsewhere)
    offered = lambda lab: [path.parent.name for path in tmp_path.glob(f"locales/*/{lab.name}.po")]
    monkeypatch.setattr(catalogue, "offered", offered)
    catalogue.translations.cache_clear()
    yield tmp_path / "locales"
    catalogue.translations.cache_clear()


def test_a_changed_text_is_out_of_date_until_somebody_has_looked_at_it(locales):
    old = Message("Write the function `f`, and look at {this}.", ("a cell",))
    new = Message("Write the function `f`, then look at {this}.", ("a cell",))
    translate(catalogue.update("ko", "kit", [old]), "함수 `f`를 작성하고 {this} 보세요.")
    assert list(language_gate.problems("ko", "kit", [old])) == []
    catalogue.update("ko", "kit", [new])
    (problem,) = language_gate.problems("ko", "kit", [new])
    assert "has changed" in str(problem) and problem.line > 0
    assert new.text not in catalogue.translations("ko", "kit")  # English until then


def test_a_translation_that_loses_a_place_fails_the_gate(locales):
    message = Message("{name} has shape {got}.", ("a file",))
    translate(catalogue.update("ko", "kit", [message]), "{name}의 shape입니다.")
    (problem,) = language_gate.problems("ko", "kit", [message])
    assert "has other places. Needed: {got}, {name}" in str(problem)


def translate(entries, said):
    for entry in entries:
        if entry.id:
            entry.string = said
    catalogue.write(entries, "ko", "kit")


def test_a_third_language_is_a_catalogue_and_no_code(locales, capsys):
    cli.main(lambda **settings: cli.cli(["messages", "fr", LAB.name], **settings))
    assert "cnn_arithmetic.po:" in capsys.readouterr().out.replace("\n", "")
    kit = catalogue.read("fr", "kit")
    kit.get("Passed").string = "Réussi"
    catalogue.write(kit, "fr", "kit")
    french = catalogue.language("fr", LAB)
    assert french.say("Passed") == "Réussi"
    assert french.say("Partly right") == "Partly right"  # a message at a time


def test_a_language_that_lags_behind_holds_up_its_own_release_and_no_other(
    locales, capsys, tmp_path
):
    """The engine's Korean is there, the lab's has one message: English goes out all the same."""
    catalogue.update("ko", "kit", [Message("Passed", ("a file",))])
    catalogue.update("ko", LAB.name, [Message(LAB.title, ("the title",))])

    def status(*command):
        with pytest.raises(SystemExit) as ended:
            cli.main(lambda **settings: cli.cli([*command, LAB.name], **settings))
            raise SystemExit(0)
        return ended.value.code, " ".join("".join(capsys.readouterr()).split())

    code, words = status("release", "--check")
    assert code == 0 and "nothing leaks" in words and "Other languages are not held up." in words
    code, words = status("release", "--lang", "ko", "--out", str(tmp_path / "out"))
    assert code == 1 and "is not translated. Run `autograder messages ko`" in words
    assert not (tmp_path / "out" / LAB.name).exists()


def test_a_lab_that_is_not_offered_in_a_language_is_refused_by_name(locales, capsys, tmp_path):
    command = ["release", "--lang", "ko", "--out", str(tmp_path), LAB.name]
    with pytest.raises(SystemExit) as ended:
        cli.main(lambda **settings: cli.cli(command, **settings))
    assert ended.value.code == 2
    words = " ".join(capsys.readouterr().err.split())
    assert "The lab cnn_arithmetic is not offered in the language 'ko', only in: en." in words


# -------------------------------------------------------------------------- the Korean release


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The same lab in English and in Korean, by language."""
    folder = tmp_path_factory.mktemp("released")
    for code in ("en", "ko"):
        release.build(Material(LAB), folder / code / LAB.name, catalogue.language(code, LAB))
    return {code: folder / code / LAB.name for code in ("en", "ko")}


def test_the_korean_release_differs_in_prose_only(released):
    files = {code: files_of(folder) for code, folder in released.items()}
    assert set(files["ko"]) - set(files["en"]) == {"assignment/language.json"}
    changed = {name for name in files["en"] if files["en"][name] != files["ko"][name]}
    stubs = {f"assignment/{file}" for file in LAB.student_files}
    pages = {Path(page).name for page in current().pages}
    assert changed == {"README.md", LAB.notebook} | stubs | pages
    for name in stubs:
        programs = [ast.parse(files[code][name]) for code in ("en", "ko")]
        assert source.same_program(*programs)
        assert HANGUL.search(files["ko"][name].decode())


def files_of(folder):
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_cells_of_the_korean_notebook_are_those_of_the_english_one(released):
    english, translated = (
        nbformat.read(released[code] / LAB.notebook, as_version=4).cells for code in ("en", "ko")
    )
    assert [marks_of(cell) for cell in english] == [marks_of(cell) for cell in translated]
    for one, other in zip(english, translated, strict=True):
        if one.cell_type == "code":
            programs = [ast.parse(source.without_magic(cell.source)) for cell in (one, other)]
            assert source.same_program(*programs)
        elif one.source.strip():
            assert HANGUL.search(other.source), other.source
    assert english[0].source != translated[0].source


def marks_of(cell):
    marks = dict(cell.metadata.get("nbgrader", {}))
    marks.pop("checksum", None)
    return cell.id, cell.cell_type, marks


STUDENT = """
from assignment.check import check
from assignment.language import use
from assignment.submit import make_submission

check("conv_output_size")
check("conv_forward")
make_submission("cnn_arithmetic")
use("en")
check("conv_forward")
check()
try:
    use("fr")
except ValueError as error:
    print(error)
"""


@pytest.fixture
def handed_in(released, tmp_path):
    """A Korean release with one function wrong in a known way, and conv.py not begun."""
    folder = shutil.copytree(released["ko"], tmp_path / "s1")
    mistaken = LAB.mistakes[0].apply(master_sources(LAB))["conv_arithmetic.py"]
    (folder / "assignment/conv_arithmetic.py").write_text(mistaken, "utf-8")
    return folder


def test_check_and_submit_speak_korean_in_its_release_and_english_on_request(handed_in):
    run = subprocess.run(
        [sys.executable, "-c", STUDENT], cwd=handed_in, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    korean, _, english = run.stdout.partition("conv_forward: not implemented yet.")
    assert "여기를 보세요: 출력이 1만큼 작습니다" in korean
    assert "conv_forward: 아직 구현하지 않았습니다" in korean
    assert "제출하기 전에 확인하세요" in korean and "stack_study 셀: 아직 아무것도" in korean
    assert not re.search(r"\b(?:is|are|expected|the|not|right)\b", korean, re.I)
    assert 'here, expected "en" or "ko"' in english and not HANGUL.search(english)
    assert re.search(r"not started +stack_study", english)


def test_the_same_submission_earns_the_same_points_in_both_languages(handed_in, tmp_path):
    results = {}
    for code in ("en", "ko"):
        with Grader(LAB, language=code) as grader:
            results[code] = grader.grade(handed_in)
    english, translated = results["en"], results["ko"]
    assert english.score == translated.score > 0
    assert [facts(q) for q in english.questions] == [facts(q) for q in translated.questions]
    assert english.language == "en" and translated.language == "ko"
    assert "language" not in english.graded_with
    first = translated.questions[0]
    assert HANGUL.search(first.message) and HANGUL.search(first.diagnosis.hint)
    assert not HANGUL.search(json.dumps(english.to_dict(), ensure_ascii=False))
    page = write_feedback(translated, LAB, tmp_path / "ko").read_text("utf-8")
    assert '<html lang="ko">' in page and "다음에 할 일" in page and "What to do" not in page
    page = write_feedback(english, LAB, tmp_path / "en").read_text("utf-8")
    assert '<html lang="en">' in page and not HANGUL.search(page)


def facts(question):
    found = question.diagnosis
    names = [prop.name for prop in question.properties]
    passed = [prop.passed for prop in question.properties]
    return question.id, question.points, question.outcome, found and found.id, names, passed
