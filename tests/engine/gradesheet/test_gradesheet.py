"""Totals are worked out once, from results, what people said and the policy: worked examples."""

from dataclasses import replace

import pytest
from marked_lab import LAB, result

from autograder.gradesheet.marked import why_no_total
from autograder.gradesheet.marks import BadMarks, Mark, write_marks
from autograder.gradesheet.policy import BadPolicy
from autograder.gradesheet.sheet import Gradesheet
from autograder.gradesheet.steps import told
from autograder.results import write_result

TEN = "deadline: 2026-11-21 23:59\npercent a day: 10"
ON_TIME, LATE = "2026-11-21 23:00", "2026-11-23 12:00"  # 36 hours and a minute late


def sheet(folder, *marks, policy=""):
    (folder / "marks").mkdir(exist_ok=True)
    if marks:
        write_marks(folder, [Mark(*mark) for mark in marks])
    (folder / "marks" / "policy.yaml").write_text(policy, encoding="utf-8")
    return Gradesheet(LAB, folder)


def points(student, question, value, reason="", **more):
    return (student, "points", question, str(value), reason)


def test_without_marks_and_policy_a_total_is_the_score_to_the_last_digit(tmp_path):
    marked = Gradesheet(LAB, tmp_path).marked(result(first=1 / 3))
    assert marked.score == 1 / 3 + 15 and marked.max_score == 35
    assert not marked.touched and not told(marked)


def test_a_hand_grade_counts_and_so_do_its_points(tmp_path):
    marked = sheet(tmp_path, points("ada", "study", "6,5")).marked(result())
    assert (marked.score, marked.max_score) == (31.5, 43)
    assert {one.id: one.outcome for one in marked.questions}["study"] == "partial"


def test_who_has_no_hand_grade_yet_has_no_total_instead_of_a_zero(tmp_path):
    found = sheet(tmp_path, points("ada", "study", 6))
    marked = found.marked(result("bob"))
    assert marked.score is None and marked.waits_for == ("study",)
    assert why_no_total(marked) == "waits for a hand grade of study"
    unread = replace(result("eve"), status="rejected", score=0.0, questions=())
    assert found.marked(unread).score == 0


def test_an_override_stands_with_its_reason_beside_what_the_machine_said(tmp_path):
    marked = sheet(tmp_path, points("ada", "second", 18, "Right in its own way.")).marked(result())
    second = marked.marked_questions[1]
    assert (marked.score, second.points, second.machine, second.overridden) == (33, 18, 10, True)
    assert marked.verdict.score == 25


@pytest.mark.parametrize("name, policy, marks, total, words", [
    ("nobody late", TEN, [("ada", "handed in", "", ON_TIME)], 25, ""),
    # 36 hours are two days begun: 20 % of 25
    ("late", TEN, [("ada", "handed in", "", LATE)], 20, "Days late: 2"),
    ("of the maximum", TEN + "\npercent of: maximum",
     [("ada", "handed in", "", LATE)], 18, "20 percent of 35"),
    ("one day free", TEN + "\nfree late days: 1",
     [("ada", "handed in", "", LATE)], 22.5, "free: 1"),
    ("most", "deadline: 2026-11-21 23:59\npercent a day: 40\nmost percent: 50",
     [("ada", "handed in", "", LATE)], 12.5, "50 percent"),
    ("too late", "deadline: 2026-11-21 23:59\nlatest day: 1",
     [("ada", "handed in", "", LATE)], 0, "After 1 nothing counts"),
    ("extension", TEN,
     [("ada", "handed in", "", LATE), ("ada", "extension", "", "2")], 25, ""),
    ("grace", TEN + "\ngrace minutes: 15",
     [("ada", "handed in", "", "2026-11-22 00:14")], 25, ""),
    ("grace is over", TEN + "\ngrace minutes: 15",
     [("ada", "handed in", "", "2026-11-22 00:15")], 22.5, "Days late: 1"),
    ("another zone", "deadline: 2026-11-21 23:59 +09:00\npercent a day: 10",
     [("ada", "handed in", "", "2026-11-21T15:30:00Z")], 22.5, "Days late: 1"),
    ("a time in words", TEN, [("ada", "handed in", "", "Sunday, 22 November 2026, 9:15 AM")],
     22.5, "Days late: 1"),
    ("days by hand", TEN,
     [("ada", "late days", "", "3"), ("ada", "handed in", "", ON_TIME)], 17.5, "Days late: 3"),
    ("half a day by hand is a day begun", TEN, [("ada", "late days", "", "0.5")], 22.5,
     "Days late: 1"),
    # the lowest share is second's, 10 of 20: what is left, 15 of 15, counts as 35
    ("drop", "drop lowest: 1", [], 35, "Second"),
    ("drop with extra credit", "drop lowest: 1\nextra credit: [bonus]", [], 35, "Second"),
    ("extra credit", "extra credit: bonus", [points("ada", "second", 20, "x")], 35, ""),
    ("cap", "extra credit: bonus\ncap percent: 100",
     [points("ada", "second", 20, "x")], 30, "100 percent"),
    # excused from second: 15 of 15 counts as 35, then 10 % a day off
    ("excused", TEN,
     [("ada", "excused", "second"), ("ada", "late days", "", "1")], 31.5, "Excused from Second"),
    ("added", "", [("ada", "extra", "", "2", "for a typo found")], 27, "for a typo found"),
    ("taken off", "", [("ada", "extra", "", "-30", "copied")], 0, "copied"),
    ("added after lateness", TEN,
     [("ada", "late days", "", "1"), ("ada", "extra", "", "2")], 24.5, ""),
    ("set", TEN,
     [("ada", "late days", "", "1"), ("ada", "total", "", "30", "as agreed")], 30, "as agreed"),
    ("of the group", "", [("ada", "group", "", "Team 1"), ("Team 1", "extra", "", "1", "won")],
     26, "won"),
    ("own before the group's", "", [("ada", "group", "", "Team 1"), ("Team 1", "extra", "", "1"),
                                    ("ada", "extra", "", "3")], 28, ""),
])  # fmt: skip
def test_worked_examples(tmp_path, name, policy, marks, total, words):
    marked = sheet(tmp_path, *marks, policy=policy).marked(result())
    assert marked.score == total
    assert words in " ".join(told(marked))
    changes = sum(step.change for step in marked.steps)
    assert round(changes, 2) == total == marked.steps[-1].total


def test_a_total_is_rounded_a_half_upwards(tmp_path):
    policy = TEN
    found = sheet(tmp_path, ("ada", "late days", "", "1"), policy=policy)
    assert found.marked(result(first=0, second=0.05, bonus=0)).score == 0.05  # 0.045
    assert found.marked(result(first=0, second=1.15, bonus=0)).score == 1.04  # 1.035


def test_who_is_excused_from_the_lab_has_no_total_and_needs_no_submission(tmp_path):
    found = sheet(tmp_path, ("ada", "excused"), ("absent", "excused"))
    ada, absent = found.all([result()])
    assert (absent.student, ada.student) == ("absent", "ada") or ada.excused
    assert {ada.score, absent.score} == {None} and ada.excused and absent.excused


def test_who_is_excused_from_every_question_is_excused_from_the_lab(tmp_path):
    """Extra credit is nothing to be excused from; what a person grades counts once somebody did."""
    excused = [("ada", "excused", question) for question in ("first", "second")]
    found = sheet(tmp_path, *excused, policy="extra credit: bonus")
    assert found.marked(result()).excused and found.marked(result()).score is None
    assert not sheet(tmp_path, *excused).marked(result()).excused
    also_study = sheet(tmp_path, *excused, points("bob", "study", 3), policy="extra credit: bonus")
    assert not also_study.marked(result()).excused


@pytest.mark.parametrize("policy, words", [
    ("drop lowest: 4", "4 of 4 questions leaves none; expected at most 3"),
    ("drop lowest: 3\nextra credit: bonus", "3 of 3 questions leaves none"),
    ("extra credit: [first, second, bonus, study]", "no question is left"),
])  # fmt: skip
def test_a_policy_that_leaves_no_question_is_refused(tmp_path, policy, words):
    with pytest.raises(BadPolicy, match=words):
        sheet(tmp_path, policy=policy)


def test_the_best_of_several_attempts_counts(tmp_path):
    first, second = tmp_path / "round_1", tmp_path / "round_2"
    second.mkdir()
    for student, score in (("ada", 10.0), ("bob", 2.0), ("only", 3.0)):
        write_result(result(student, first=score, second=0, bonus=0), first)
    sheet(first, ("bob", "extra", "", "9"))
    found = sheet(second, policy="best of: [../round_1]")
    here = [result(student, first=6, second=0, bonus=0) for student in ("ada", "bob", "new")]
    totals = {one.student: one.score for one in found.all(here)}
    assert totals == {"ada": 10, "bob": 11, "new": 6, "only": 3}
    assert "round_1 was better" in told(found.marked(here[0]))[-1]
    with pytest.raises(BadPolicy, match="round_9 holds no results"):
        sheet(second, policy="best of: [../round_9]")


def test_a_mark_of_what_the_machine_judges_otherwise_since_is_named_and_stays(tmp_path):
    mark = ("ada", "points", "second", "18", "why", "", "10")
    found = sheet(tmp_path, mark)
    assert not found.marked(result()).conflicts
    marked = found.marked(result(second=14))
    (conflict,) = marked.conflicts
    assert (conflict.question, conflict.given, conflict.base, conflict.now) == (
        "second",
        18,
        10,
        14,
    )
    assert marked.score == 33


def test_it_is_known_from_the_marks_before_where_nobody_wrote_it_down(tmp_path):
    write_result(result(), tmp_path)
    (tmp_path / "results").rename(tmp_path / "previous")
    found = sheet(tmp_path, points("ada", "second", 18, "why"))
    assert found.marked(result(second=14)).conflicts[0].base == 10


@pytest.mark.parametrize("rows, words", [
    ("ada,point,second,3", "what is point, expected one of"),
    ("ada,points,sceond,3", "no question sceond"),
    ("ada,points,,3", "points need a question"),
    ("ada,points,second,three", "the value is three, expected a number"),
    ("ada,points,second,21", "more than the 20 of second"),
    ("ada,points,second,-1", "no less than 0"),
    ("ada,points,second,3\nada,points,second,4", "is said twice: 3 in line 2, 4 here"),
    ("ada,excused,second,no", "value of an excuse"),
    ("ada,handed in,,Saturday", "is no time"),
])  # fmt: skip
def test_a_row_that_cannot_be_used_is_named_and_the_total_waits(tmp_path, rows, words):
    found = sheet(tmp_path, policy=TEN)
    table = tmp_path / "marks" / "marks.csv"
    table.write_text(f"student,what,question,value\n{rows}\n", encoding="utf-8")
    found = Gradesheet(LAB, tmp_path)
    marked = found.marked(result())
    assert marked.score is None
    assert words in why_no_total(marked) and "line" in why_no_total(marked)
    assert found.marked(result("bob")).score == 25


@pytest.mark.parametrize("content", [
    b"student;what;question;value;reason\nada;points;study;6,5;gut, klar\n",
    "\ufeffstudent,what,question,value,reason\nada,points,study,6.5,좋다\n".encode("utf-16"),
    "student,what,question,value,reason\r\nada,points,study,6.5,좋다\r\n".encode("cp949"),
    b"Student\tWhat\tQuestion\tValue\tnote of mine\nada\tpoints\tstudy\t6.5\tx\n",
])  # fmt: skip
def test_a_table_is_read_as_a_spreadsheet_saved_it(tmp_path, content):
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "marks.csv").write_bytes(content)
    assert Gradesheet(LAB, tmp_path).marked(result()).score == 31.5


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\0\0", b"student,points\nada,3\n"])
def test_what_is_no_table_of_marks_is_said(tmp_path, content):
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "marks.csv").write_bytes(content)
    with pytest.raises(BadMarks, match="expected the columns student, what, question, value"):
        Gradesheet(LAB, tmp_path)


@pytest.mark.parametrize("policy, words", [
    ("percent per day: 10", "no percent per day in a policy, only deadline"),
    ("percent a day: ten", "percent a day: expected a number from 0 to 100, got ten"),
    ("percent a day: 10", "there must be a deadline"),
    ("deadline: Saturday", "'Saturday' is no time"),
    ("deadline: 2026-11-21 23:59 Asia/Nowhere", "is no time"),
    ("drop lowest: 0.5", "expected a whole number"),
    ("extra credit: [bonsu]", "no question bonsu, only first"),
    ("percent of: total", "expected points"),
    ("- a list", "expected lines such as"),
    ("a: b: c", "line 1: expected lines such as"),
])  # fmt: skip
def test_a_policy_that_makes_no_sense_is_refused_and_says_where(tmp_path, policy, words):
    with pytest.raises(BadPolicy, match=r"policy\.yaml") as error:
        sheet(tmp_path, policy=policy)
    assert words in str(error.value)


def test_a_table_is_backed_up_before_each_write(tmp_path):
    for value in ("1", "2", "3"):
        write_marks(tmp_path, [Mark("ada", "extra", "", value)])
    backups = sorted((tmp_path / "marks" / "backups").iterdir())
    assert [path.name for path in backups] == ["marks-0001.csv", "marks-0002.csv"]
    assert "ada,extra,,1" in backups[0].read_text("utf-8-sig")


def test_a_table_comes_back_as_it_was_written(tmp_path):
    mark = Mark("=cmd()", "extra", "", "-2", '+1, "so"\n\'x')
    write_marks(tmp_path, [mark])
    text = (tmp_path / "marks" / "marks.csv").read_text("utf-8-sig")
    assert "'=cmd()" in text and ",-2," in text
    (read,) = Gradesheet(LAB, tmp_path).marks.rows
    assert (read.student, read.number) == ("=cmd()", -2)


def test_of_whom_nobody_handed_in_marks_are_named(tmp_path):
    found = sheet(tmp_path, points("adda", "study", 3), ("ada", "extra", "", "1"))
    assert found.unknown([result()]) == ["adda"]
