"""What nobody can say of a download waits for a person and is named; nobody's work is another's."""

import pytest
from downloads import collected, of

from autograder.audit.material import zipped
from autograder.collecting.claim import CannotCollect
from autograder.collecting.roster import read_roster
from autograder.grading import intake

TIME = "Nov 21, 2026 915 PM"


def why(rows, frm):
    return next(row.why for row in rows if row.frm == frm)


def test_canvas_anonymous_ids_that_differ_in_case_are_two(tmp_path):
    tree = {"anon_aBcDe_9001_x.py": "1", "anon_AbCdE_9002_x.py": "2"}
    files, rows, _ = collected(tmp_path, "canvas", tree)
    assert sorted(files.values()) == ["1", "2"]
    assert sorted(of(rows, "collected")) == ["AbCdE", "aBcDe"]


def test_canvas_a_name_of_one_and_an_id_of_another_wait(tmp_path):
    roster = 'Student,ID,Section\n"Lovelace, Ada",101,S\n"Babbage, Charles",102,S\n'
    tree = {
        "lovelaceada_102_9001_x.py": "whose?",
        "somebody_101_102_9002_x.py": "whose?",
        "babbagecharles_102_9003_x.py": "his",
    }
    files, rows, _ = collected(tmp_path, "canvas", tree, roster)
    assert files == {"102/x.py": "his"}
    assert "101 (Lovelace, Ada)" in why(rows, "lovelaceada_102_9001_x.py")
    assert of(rows, "waits for you") == ["101"] and not of(rows, "nothing handed in")


def test_canvas_what_became_of_a_number_is_said_as_it_is(tmp_path):
    tree = {"doe_101_9001_conv-1.py": "older", "doe_101_9002_conv-2.py": "newer"}
    files, rows, _ = collected(tmp_path, "canvas", tree)
    assert files == {"101/conv-1.py": "older", "101/conv.py": "newer"}
    assert "conv-2.py is conv.py by now" in why(rows, "doe_101_9001_conv-1.py")


def test_brightspace_two_people_of_a_name_wait_without_a_roster(tmp_path):
    tree = {
        f"11-900 - Kim Min - {TIME} - x.py": "one",
        f"12-900 - Kim Min - {TIME} - x.py": "other",
        f"13-900 - Ada L - {TIME} - x.py": "first",
        "13-900 - Ada L - Nov 22, 2026 915 PM - x.py": "second",
    }
    files, rows, _ = collected(tmp_path, "brightspace", tree)
    assert files == {"Ada L/x.py": "second"}
    assert "several numbers, 11, 12" in why(rows, f"11-900 - Kim Min - {TIME} - x.py")
    assert len(of(rows, "fits nobody")) == 2


def test_brightspace_of_two_in_the_roster_neither_handed_in_nothing(tmp_path):
    roster = "Username,Last Name,First Name\nk1,Kim,Min\nk2,Kim,Min\nada,L,Ada\n"
    tree = {f"11-900 - Min Kim - {TIME} - x.py": "one"}
    with pytest.raises(CannotCollect):
        collected(tmp_path, "brightspace", tree, roster)
    tree[f"13-900 - Ada L - {TIME} - x.py"] = "hers"
    _, rows, _ = collected(tmp_path, "brightspace", tree, roster)
    assert of(rows, "waits for you") == ["k1", "k2"]


@pytest.mark.parametrize("folder", [
    "Lovelace, Ada(ada); Babbage, Charles(charles)",
    "Lovelace, Ada(ada;charles)",
])  # fmt: skip
def test_sakai_each_of_several_submitters_has_the_work(tmp_path, folder):
    tree = {
        f"Lab 1/{folder}/timestamp.txt": "20261121221500000",
        f"Lab 1/{folder}/Submission attachment(s)/x.py": "theirs",
        "Lab 1/grades.csv": "",
    }
    files, rows, _ = collected(tmp_path, "sakai", tree)
    assert files == {"ada/x.py": "theirs", "charles/x.py": "theirs"}
    assert {row.members for row in rows if row.status == "collected"} == {"ada charles"}


def test_sakai_a_groups_work_is_each_members_or_waits(tmp_path):
    tree = {
        "Lab 1/Team A(4711)/members.txt": "Ada, Charles",
        "Lab 1/Team A(4711)/timestamp.txt": "20261121221500000",
        "Lab 1/Team A(4711)/Submission attachment(s)/x.py": "theirs",
        "Lab 1/Hopper, Grace(grace)/timestamp.txt": "20261121221500000",
        "Lab 1/Hopper, Grace(grace)/Submission attachment(s)/x.py": "hers",
        "Lab 1/grades.csv": "",
    }
    (tmp_path / "one").mkdir()
    files, rows, _ = collected(tmp_path / "one", "sakai", tree)
    assert files == {"grace/x.py": "hers"}
    assert "the group Team A's" in why(rows, "Team A(4711)")
    roster = "ID,name,group\nada,Ada,Team A\ncharles,Charles,Team A\ngrace,Grace,\n"
    (tmp_path / "two").mkdir()
    files, rows, _ = collected(tmp_path / "two", "sakai", tree, roster)
    assert files == {"ada/x.py": "theirs", "charles/x.py": "theirs", "grace/x.py": "hers"}


def test_moodle_a_teams_number_is_nobodys(tmp_path):
    roster = "Identifier,Full name,Status\nParticipant 5,Ada L,x\nParticipant 6,Bob M,x\n"
    tree = {
        "Team A_5_assignsubmission_file/x.py": "the team's",
        "Bob M_6_assignsubmission_file/x.py": "his",
    }
    files, rows, _ = collected(tmp_path, "moodle", tree, roster)
    assert files == {"6/x.py": "his"} and of(rows, "waits for you") == ["5"]


def test_moodle_blind_marking_names_nobody_and_is_collected(tmp_path):
    roster = "Identifier,Status,Grade\nParticipant 5,Submitted,\nParticipant 6,Submitted,\n"
    tree = {f"Participant_{n}_assignsubmission_file/x.py": str(n) for n in (5, 6)}
    assert collected(tmp_path, "moodle", tree, roster)[0] == {"5/x.py": "5", "6/x.py": "6"}


def test_moodle_a_dash_is_no_time(tmp_path):
    roster = "Identifier,Full name,Last modified (submission)\nParticipant 5,Ada L,-\n"
    tree = {"Ada L_5_assignsubmission_file/x.py": "hers"}
    assert collected(tmp_path, "moodle", tree, roster)[1][0].handed_in == ""


METADATA = """
submission_1:
  :submitters:
  - :name: Ada
    :sid: '007'
submission_2:
  :submitters:
  - :name: Bob
    :sid: '008'
"""


def test_gradescope_a_submission_that_is_not_in_the_export_is_said(tmp_path):
    tree = {"submission_metadata.yml": METADATA, "submission_1/x.py": "hers"}
    _, rows, _ = collected(tmp_path, "gradescope", tree, "SID,Name\n007,Ada\n008,Bob\n")
    assert "says that 008 handed it in" in why(rows, "submission_2")
    assert of(rows, "waits for you") == ["008"]


@pytest.mark.parametrize("text, words", [
    ("a: b: c\n", "cannot be read, from line 1 on. Export again"),
    ("- 1\n- 2\n", "it is no list of submissions. Export again"),
])  # fmt: skip
def test_gradescope_a_list_that_cannot_be_read_is_told_in_words(tmp_path, text, words):
    tree = {"submission_metadata.yml": text, "submission_1/x.py": "hers"}
    with pytest.raises(CannotCollect, match=words):
        collected(tmp_path, "gradescope", tree)


def test_a_numbered_team_without_a_roster_is_no_student(tmp_path):
    tree = {"cs-lab-group-3/x.py": "theirs", "cs-lab-ada/x.py": "hers"}
    files, rows, _ = collected(tmp_path, "git", tree)
    assert files == {"ada/x.py": "hers"}
    assert "a roster with the column group" in why(rows, "cs-lab-group-3")


def test_a_roster_of_names_is_none_of_ids(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text('Student,Section\n"Lovelace, Ada",S\nBabbage Charles,S\n')
    with pytest.raises(CannotCollect, match="no column of student ids"):
        read_roster(path, ("ID",))


def test_who_is_in_the_roster_without_an_id_is_said(tmp_path):
    roster = "id,name\nada,Ada\n,Bob\n,\n"
    _, rows, _ = collected(tmp_path, "folder", {"ada/x.py": "1"}, roster)
    assert [(row.name, row.status) for row in rows if not row.student] == [("Bob", "fits nobody")]


def test_a_platforms_download_is_no_folder_of_students(tmp_path):
    tree = {"Ada L_5_assignsubmission_file/x.py": "1", "Bob M_6_assignsubmission_file/x.py": "2"}
    with pytest.raises(CannotCollect, match="autograder collect moodle"):
        collected(tmp_path, "folder", tree)


def test_an_id_that_no_folder_can_have_comes_back_whole_when_it_is_graded(tmp_path):
    _, _, made = collected(tmp_path, "folder", {"CON/x.py": "1", "ada/x.py": "2"})
    folder = tmp_path / "collected" / made.folders["CON"]
    assert folder.name != "CON" and intake.student_id(folder) == "CON"
    assert intake.student_id(folder.with_name("ada")) == "ada"
    assert intake.student_id(tmp_path / "x-0123456789") == "x-0123456789"


def test_names_in_a_zip_of_korean_windows_are_read(tmp_path):
    archive = zipped({"1111/x.py": "1"}).replace(b"1111", "김철".encode("cp949"))
    path = tmp_path / "class.zip"
    path.write_bytes(archive)
    from autograder.collecting.collect import collect

    assert list(collect("folder", path, None, tmp_path / "into").folders) == ["김철"]


def test_long_work_says_how_far_it_is(tmp_path):
    from downloads import put

    from autograder.collecting.collect import collect

    steps = []
    tree = {f"s{n}/x.py": "1" for n in range(3)}
    collect("folder", put(tmp_path, tree), None, tmp_path / "into", lambda *of: steps.append(of))
    assert steps == [(1, 3), (2, 3), (3, 3)]
