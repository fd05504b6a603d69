"""`autograder quiz`: sheets, a key, answers that are kept, and what the report says of them."""

import csv
import re

import marked_lab
import pytest
from reported_class import LAB, Page, result

from autograder import labs
from autograder.audit.seeds import as_text
from autograder.audit.styles import hand_in, styles
from autograder.cli import cli, main
from autograder.gradesheet.marks import read_marks
from autograder.reporting.report import write_report
from autograder.reporting.understood import understood, without_an_answer
from autograder.results import write_result
from autograder.understanding.answers import (
    HEADER,
    Answer,
    BadAnswers,
    read_answers,
    write_answers,
)
from autograder.understanding.interview import Sheet


@pytest.fixture(scope="module")
def quizzed(lab, tmp_path_factory):
    """A folder after a quiz in Korean of two students, one with markup in the code."""
    folder = tmp_path_factory.mktemp("quiz")
    files = as_text(styles(lab)["reference"])
    hand_in(files, folder / "class" / "ada")
    marked = files["layers.py"].replace("# (N, D)", "# <script>alert(1)</script>")
    hand_in({**files, "layers.py": marked}, folder / "class" / "=bob")
    (folder / "class" / "cora.zip").write_bytes(b"no zip")
    arguments = ["quiz", lab.name, str(folder / "class"), "--out", str(folder), "--lang", "ko"]
    cli(arguments, standalone_mode=False)
    return folder


def rows(folder):
    with (folder / "quiz" / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_student_has_a_sheet_and_all_are_on_one_page(quizzed):
    sheet = (quizzed / "quiz" / "ada.html").read_text("utf-8")
    everybody = (quizzed / "quiz.html").read_text("utf-8")
    assert sheet.count('<div class="question">') == 4
    assert everybody.count('<main class="sheet">') == 3
    assert "제출한 코드" in sheet
    for page in (sheet, everybody):
        assert "<script" not in page.lower() and "default-src 'none'" in page


def test_the_key_has_the_letters_that_the_table_has_and_says_why_there_are_none(quizzed):
    key = Page((quizzed / "quiz_key.html").read_text("utf-8"))
    cells = {row[0]: row for row in key.rows}
    own = [row for row in rows(quizzed) if row["student"] == "ada"]
    assert re.findall(r"\d ([abcd])", cells["ada"][1]) == [row["right"] for row in own]
    assert len(own) == 4 and cells["cora"][2]


def test_names_are_no_formulas(quizzed):
    assert {row["student"] for row in rows(quizzed)} == {"ada", "'=bob"}


# ---------------------------------------------------------------------------------- answers


def answer(student, number, typed, right="a", idea="left_out", question="affine_forward"):
    return Answer(student, number, "lab", question, idea, right, typed, f"{student}{number}{idea}")


def typed(folder, change):
    path = folder / "quiz" / "answers.csv"
    path.write_text(change(path.read_text("utf-8-sig")), "utf-8")


def test_a_quiz_made_again_keeps_what_was_typed(quizzed, lab, tmp_path):
    (tmp_path / "quiz").mkdir()
    table = (quizzed / "quiz" / "answers.csv").read_text("utf-8-sig")
    (tmp_path / "quiz" / "answers.csv").write_text(table, "utf-8")
    first = read_answers(tmp_path)[0]
    line = next(line for line in table.splitlines() if first.id in line)
    typed(tmp_path, lambda text: text.replace(line, line.replace(",,", ", (B),")))
    assert write_answers([Sheet("dora")], "two_layer_net", tmp_path) == 1
    (kept,) = read_answers(tmp_path)
    assert kept.answer == "b" and kept.id == first.id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("student,answer\nada,a\n", "no column 'number'"),
        (
            "student,number,lab,question,idea,right,answer,id\nada,1,l,f,g,a,perhaps,x\n",
            "'perhaps'",
        ),
        ("student,number,lab,question,idea,right,answer,id\nada,one,l,f,g,a,a,x\n", "number"),
    ],
)
def test_a_table_that_is_none_is_told_and_nothing_written(tmp_path, text, words):
    (tmp_path / "quiz").mkdir()
    path = tmp_path / "quiz" / "answers.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(BadAnswers, match=words):
        write_answers([], "lab", tmp_path)
    assert path.read_text("utf-8") == text


def test_semicolons_of_a_spreadsheet_are_read(tmp_path):
    (tmp_path / "quiz").mkdir()
    text = "student;number;lab;question;idea;right;answer;id\nada;1;l;f;g;a;A;x\n"
    (tmp_path / "quiz" / "answers.csv").write_text(text, "utf-8")
    assert read_answers(tmp_path)[0].knew


def test_a_folder_with_a_quiz_on_another_lab_is_refused(quizzed, monkeypatch, capsys):
    before = (quizzed / "quiz.html").read_bytes(), (quizzed / "quiz" / "answers.csv").read_bytes()
    arguments = ["quiz", "activations", str(quizzed / "class"), "--out", str(quizzed)]
    monkeypatch.setattr("sys.argv", ["autograder", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    words = " ".join(capsys.readouterr().err.split())
    assert stop.value.code == 1
    assert "a quiz on two_layer_net, and this one is on activations. Name another" in words
    after = (quizzed / "quiz.html").read_bytes(), (quizzed / "quiz" / "answers.csv").read_bytes()
    assert before == after


# ------------------------------------------------------------------------------------ marks


def test_what_is_known_becomes_extra_points_and_is_counted_anew(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(labs, "load", lambda name: marked_lab.LAB)
    for student in ("ada", "bob", "eve", "fay"):
        write_result(marked_lab.result(student), tmp_path)

    def marks(rows, *options):
        table = [
            ",".join(HEADER),
            *(f"{name},{n},lab,f,g,a,{ticked},i" for name, n, ticked in rows),
        ]
        (tmp_path / "quiz").mkdir(exist_ok=True)
        (tmp_path / "quiz" / "answers.csv").write_text("\n".join(table), "utf-8")
        cli(["marks", str(tmp_path), "--quiz", "4", *options], standalone_mode=False)
        said = {one.student: one for one in read_marks(tmp_path, {}).rows}
        return said, " ".join("".join(capsys.readouterr()).split())

    cli(
        ["marks", str(tmp_path), "--extra", "fay", "2", "--reason", "Well said."],
        standalone_mode=False,
    )
    rows = [("ada", 1, "a"), ("ada", 2, "-"), ("bob", 1, "a"), ("bob", 2, ""), ("fay", 1, "a")]
    said, words = marks(rows)
    assert (said["ada"].value, said["fay"].value) == ("2", "2") and said.keys() == {"ada", "fay"}
    assert said["ada"].reason == "Questions on your own code: 1 of 2 answered right."
    assert "1 of bob's 2 questions have no answer yet" in words
    assert "extra of fay" in words and "stays as it is here" in words
    said, _ = marks([*rows[:1], ("ada", 2, "a"), *rows[4:]], "--reason", "The quiz.")
    assert (said["ada"].value, said["ada"].reason) == ("4", "The quiz.")


# ----------------------------------------------------------------------------------- report


def test_what_a_class_understands_is_counted_by_idea_and_by_function():
    answers = [
        answer("ada", 1, "a"),
        answer("ada", 2, "-", idea="shape_after"),
        answer("bob", 1, "b", question="svm_loss"),
        answer("bob", 2, ""),
    ]
    found = understood(answers, LAB)
    assert (found.knew, found.asked, found.waiting) == (1, 3, 1)
    assert [(each.title, each.knew, each.asked) for each in found.ideas] == [
        ("The shape that a line makes", 0, 1),
        ("What happens without a line", 1, 2),
    ]
    assert [each.asked for each in found.functions] == [2, 1]
    assert understood([], LAB) is None


def test_who_has_full_marks_and_no_answer_is_invited_and_nobody_else(tmp_path):
    full = ["passed"] * 4
    results = [result("ada", *full), result("bob", *full), result("cora", *full, "failed")]
    results.append(result("dan", "failed", *full[1:]))
    answers = [answer(name, n, "-") for name in ("ada", "dan") for n in (1, 2)]
    answers += [answer("bob", 1, "a"), answer("bob", 2, "-"), answer("cora", 1, "-")]
    write_report(results, LAB, tmp_path / "report.html", answers=answers)
    page = Page((tmp_path / "report.html").read_text("utf-8"))
    assert "What the class understands" in page.text and "they knew 1 (14 %)" in page.text
    assert "Full marks, and no answer on their own code, 1" in page.text
    assert without_an_answer(answers, "ada") == "none of 2 known, 2 left blank"
    assert without_an_answer(answers, "bob") == without_an_answer(answers, "cora") == ""


def test_without_a_quiz_the_report_says_nothing_of_it(tmp_path):
    write_report([result("ada", *["passed"] * 4)], LAB, tmp_path / "report.html")
    assert "understands" not in (tmp_path / "report.html").read_text("utf-8")
