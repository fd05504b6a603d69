"""Each platform's download, named as its documents and source name it, comes apart by student."""

import json

import pytest
from downloads import FORMS, collected, of

from autograder.collecting.claim import CannotCollect

CANVAS = {
    "lovelaceada_20117_9001_lab.zip": "zip of Ada",
    "babbagecharles_LATE_20118_9002_layers-1.py": "layers of Charles",
    "babbagecharles_LATE_20118_9003_best_model-2.npz": "weights of Charles",
    "김민준_20119_9004_lab (1).ZIP": "zip of 민준",
    "hopper_brewster_20120_9005_conv_arithmetic-1.py": "conv of Grace",
    "hopper_brewster_20120_text.html": "a text entry",
    "anon_a1B2c_9010_lab.zip": "anonymous",
    "LATE_anon_x9Y8z_9011_lab.zip": "anonymous and late",
}
CANVAS_ROSTER = (
    "\ufeffStudent;ID;SIS User ID;SIS Login ID;Section;Lab (1)\r\n"
    "    Points Possible;;;;;10\r\n"
    '"Lovelace, Ada";20117;s1;ada;S1;\r\n'
    '"Babbage, Charles";20118;s2;charles;S1;\r\n'
    '"김민준";20119;s3;mj;S1;\r\n'
    '"Hopper_Brewster";20120;s4;grace;S1;\r\n'
    '"Turing, Alan";20121;s5;alan;S1;\r\n'
    '"Student, Test";99;;7f3a;S1;\r\n'
)


@pytest.mark.parametrize("form", FORMS)
def test_canvas_zips_and_loose_files_come_to_who_handed_them_in(tmp_path, form):
    files, rows, _ = collected(tmp_path, "canvas", CANVAS, CANVAS_ROSTER, form)
    assert files == {
        "20117/lab.zip": "zip of Ada",
        "20118/layers.py": "layers of Charles",
        "20118/best_model.npz": "weights of Charles",
        "20119/lab (1).ZIP": "zip of 민준",
        "20120/conv_arithmetic.py": "conv of Grace",
        "20120/text.html": "a text entry",
        "a1B2c/lab.zip": "anonymous",
        "x9Y8z/lab.zip": "anonymous and late",
    }
    late = {row.student for row in rows if row.late == "yes"}
    assert late == {"20118", "x9Y8z"}
    assert of(rows, "nothing handed in") == ["20121"]
    assert {row.name for row in rows if row.student == "20117"} == {"Lovelace, Ada"}


def test_canvas_digits_that_end_a_name_are_no_id_where_a_roster_tells(tmp_path):
    tree = {"doe_12_101_9001_lab.py": "x", "2026_102_9002_7_lab.py": "y"}
    roster = 'Student,ID,Section\n"Doe_12",101,S\n2026,102,S\n"Other, One",12,S\n'
    files, rows, _ = collected(tmp_path, "canvas", tree, roster)
    assert set(files) == {"101/lab.py", "102/7_lab.py"}
    assert of(rows, "nothing handed in") == ["12"]


def test_canvas_digits_that_could_be_an_id_are_said_without_a_roster(tmp_path):
    files, rows, _ = collected(tmp_path, "canvas", {"doe_12_101_9001_lab.py": "x"})
    assert set(files) == {"12/9001_lab.py"}
    assert "or is it 101?" in rows[0].why


@pytest.mark.parametrize("roster", ["", 'Student,ID,Section\n"Lovelace, Ada",20117,S\n'])
def test_canvas_nobody_becomes_another_by_the_name_of_a_file(tmp_path, roster):
    tree = {"mallory_300_8000_lovelaceada_20117_9001_conv.py": "not Ada's"}
    files, _, _ = collected(tmp_path, "canvas", tree, roster)
    assert set(files) == {"300/lovelaceada_20117_9001_conv.py"}


def test_canvas_a_number_that_a_file_needs_for_itself_stays(tmp_path):
    tree = {
        "doe_101_9001_conv.py": "first",
        "doe_101_9002_conv-1.py": "second",
        "doe_101_9003_lab.ipynb-2.zip": "third",
        "doe_101_9004_fc-1.tar.gz": "older",
        "doe_101_9005_fc-2.tar.gz": "newer",
        "doe_101_9006_net-0f8fad5b-d9cb-469f-a165-70867728950e.npz": "fifth",
    }
    files, rows, _ = collected(tmp_path, "canvas", tree)
    assert files == {
        "101/conv.py": "first",
        "101/conv-1.py": "second",
        "101/lab.ipynb.zip": "third",
        "101/fc-1.tar.gz": "older",
        "101/fc.tar.gz": "newer",
        "101/net.npz": "fifth",
    }
    said = {row.to: row.why for row in rows}
    assert "-1 is left, because conv.py was handed in, too" in said["101/conv-1.py"]
    assert "-2 is taken off" in said["101/lab.ipynb.zip"]


def test_canvas_a_group_in_the_roster_is_all_its_members(tmp_path):
    roster = (
        "canvas_user_id,name,group_name\n1,Ada Lovelace,Team 3\n2,Charles Babbage,Team 3\n"
        "3,Grace Hopper,Team 4\n"
    )
    files, rows, _ = collected(tmp_path, "canvas", {"team3_1_9001_lab.zip": "x"}, roster)
    assert set(files) == {"1/lab.zip", "2/lab.zip"}
    assert {(row.group, row.members) for row in rows if row.status == "collected"} == {
        ("Team 3", "1 2")
    }
    assert of(rows, "nothing handed in") == ["3"]


def test_canvas_a_name_that_is_not_the_rosters_is_said(tmp_path):
    roster = 'Student,ID,Section\n"Lovelace, Ada",1,S\n'
    _, rows, _ = collected(tmp_path, "canvas", {"team3_1_9001_lab.zip": "x"}, roster)
    assert "team3 is not the name in the roster: perhaps a group's" in rows[0].why


MOODLE = {
    "Ada Lovelace_101_assignsubmission_file/lab/assignment/layers.py": "layers of Ada",
    "Ada Lovelace_101_assignsubmission_onlinetext/onlinetext.html": "words of Ada",
    "김 민준_102_assignsubmission_file_/lab.zip": "zip of 민준",
    "Grace Hopper_103_assignsubmission_file_layers.py": "layers of Grace",
    "Mal Ory_104_assignsubmission_file_Ada Lovelace_101_assignsubmission_file_x.py": "Mal's",
}


@pytest.mark.parametrize("form", FORMS)
def test_moodle_folders_loose_files_and_online_text_come_together(tmp_path, form):
    files, rows, _ = collected(tmp_path, "moodle", MOODLE, form=form)
    assert files == {
        "101/lab/assignment/layers.py": "layers of Ada",
        "101/onlinetext.html": "words of Ada",
        "102/lab.zip": "zip of 민준",
        "103/layers.py": "layers of Grace",
        "104/Ada Lovelace_101_assignsubmission_file_x.py": "Mal's",
    }
    assert {row.name for row in rows} == {"Ada Lovelace", "김 민준", "Grace Hopper", "Mal Ory"}


@pytest.mark.parametrize(
    "header",
    [
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (submission)",
        "식별자,이름,이메일 주소,상태,성적,최고 성적,최종 수정 (제출물)",
        "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Zuletzt geändert",
    ],
)
def test_moodle_a_worksheet_in_any_language_tells_who_handed_in_nothing(tmp_path, header):
    word = "참가자" if header.startswith("식") else "Participant "
    roster = (
        f"{header}\n{word}101,Ada Lovelace,a@x.org,Submitted - 2 hours late,,10,Friday\n"
        f"{word}105,Alan Turing,t@x.org,No submission,,10,-\n"
    )
    _, rows, _ = collected(tmp_path, "moodle", MOODLE, roster)
    assert of(rows, "nothing handed in") == ["105"]
    assert {row.name for row in rows if row.student in ("101", "105")} == {
        "Ada Lovelace",
        "Alan Turing",
    }
    if header.startswith("Identifier"):
        (ada, *_) = [row for row in rows if row.student == "101"]
        assert (ada.late, ada.handed_in) == ("yes", "Friday")


def test_moodle_blind_marking_keeps_the_number(tmp_path):
    tree = {"Deelnemer_77_assignsubmission_file/lab.zip": "x"}
    files, _, _ = collected(tmp_path, "moodle", tree)
    assert set(files) == {"77/lab.zip"}


def test_moodle_a_team_is_its_members_and_an_unknown_one_fits_nobody(tmp_path):
    tree = {
        "Team A_101_assignsubmission_file/lab.zip": "of the team with number 101",
        "Default group_assignsubmission_file/lab.zip": "of nobody",
    }
    roster = (
        "Identifier,Full name,Group\nParticipant 101,Ada,Team B\nParticipant 102,Ben,Team A\n"
        "Participant 103,Cleo,Team A\n"
    )
    files, rows, _ = collected(tmp_path, "moodle", tree, roster)
    assert set(files) == {"102/lab.zip", "103/lab.zip"}  # and not Ada's, whose number is the team's
    assert of(rows, "nothing handed in") == ["101"]
    assert of(rows, "fits nobody") == ["Default group_assignsubmission_file"]


def receipt(name, user, *files, word="Name"):
    """Return a receipt of Blackboard's."""
    pairs = "".join(
        f"\tOriginal filename: {original}\n\tFilename: {entry}\n\n" for original, entry in files
    )
    return (
        f"{word}: {name} ({user})\nAssignment: Lab_1\nDate Submitted: Monday, 30 November 2026\n"
        "Current Mark: Needs Marking\n\nSubmission Field:\nThere is no student submission text.\n\n"
        f"Comments:\nThere are no student comments.\n\nFiles:\n{pairs}"
    )


T1, T2 = "2026-11-29-10-00-00", "2026-11-30-23-59-01"
BLACKBOARD = {
    f"Lab_1_ada_l_attempt_{T1}.txt": receipt("Ada", "ada_l"),
    f"Lab_1_ada_l_attempt_{T1}_layers.py": "old layers",
    f"Lab_1_ada_l_attempt_{T2}.txt": receipt(
        "Ada", "ada_l", ("best model.npz", f"Lab_1_ada_l_attempt_{T2}_best_20model.npz")
    ),
    f"Lab_1_ada_l_attempt_{T2}_layers.py": "new layers",
    f"Lab_1_ada_l_attempt_{T2}_best_20model.npz": "new weights",
    f"Lab_1_bob_poging_{T1}.txt": receipt("Bob", "bob", word="Naam"),
    f"Lab_1_bob_poging_{T1}_notes.txt": "a text of his own",
    f"Lab_1_cleo_attempt_{T1}.txt": receipt("Cleo", "cleo"),
}


@pytest.mark.parametrize("form", FORMS)
def test_blackboard_the_last_attempt_counts_whole_and_receipts_name_files(tmp_path, form):
    files, rows, _ = collected(tmp_path, "blackboard", BLACKBOARD, form=form)
    assert files == {
        "ada_l/layers.py": "new layers",
        "ada_l/best model.npz": "new weights",
        "bob/notes.txt": "a text of his own",
    }
    assert [row.frm for row in rows if row.status == "earlier attempt"] == [
        f"Lab_1_ada_l_attempt_{T1}_layers.py"
    ]
    assert {(row.handed_in, row.attempt) for row in rows if row.to.startswith("ada")} == {
        ("2026-11-30 23:59:01", "2 of 2")
    }
    assert of(rows, "fits nobody") == ["cleo"]  # a receipt without any file
    assert "what was handed in stands in it" in rows[-4].why + rows[-5].why + rows[-3].why


def test_blackboard_without_receipts_the_roster_tells_user_names(tmp_path):
    tree = {f"Lab_1_ada_l_attempt_{T1}_x.py": "x", f"Lab_1_bob_attempt_{T1}_x.py": "y"}
    roster = '\ufeff"Last Name"\t"First Name"\t"Username"\nL\tAda\tada_l\nB\tBob\tbob\n'
    files, _, _ = collected(tmp_path, "blackboard", tree, roster.encode("utf-16"))
    assert set(files) == {"ada_l/x.py", "bob/x.py"}


def test_blackboard_without_receipts_and_roster_it_is_what_names_begin_with(tmp_path):
    tree = {f"Lab_1_ada_l_attempt_{T1}_x.py": "x", f"Lab_1_bob_attempt_{T1}_x.py": "y"}
    files, rows, _ = collected(tmp_path, "blackboard", tree)
    assert set(files) == {"ada_l/x.py", "bob/x.py"}
    assert all("Lab_1_, with which every name begins" in row.why for row in rows)


def test_blackboard_a_single_name_is_said_to_be_unsure(tmp_path):
    files, rows, _ = collected(tmp_path, "blackboard", {f"Lab_1_ada_l_attempt_{T1}_x.py": "x"})
    assert set(files) == {"l/x.py"}
    assert rows[0].why.startswith("not sure")


def test_blackboard_nobody_becomes_another_by_the_name_of_a_file(tmp_path):
    mallory = f"Lab_1_mallory_attempt_{T1}"
    tree = {
        f"{mallory}.txt": receipt("Mallory", "mallory"),
        f"{mallory}_Lab_1_ada_attempt_{T2}_layers.py": "not Ada's",
        f"{mallory}_Lab_1_ada_attempt_{T2}.txt": receipt("Ada", "ada"),
        f"Lab_1_ada_attempt_{T1}.txt": receipt("Ada", "ada"),
        f"Lab_1_ada_attempt_{T1}_layers.py": "Ada's",
    }
    files, _, _ = collected(tmp_path, "blackboard", tree)
    assert {name: text for name, text in files.items() if name.startswith("ada/")} == {
        "ada/layers.py": "Ada's"
    }
    assert len(files) == 3


D1, D2 = "Nov 9, 2026 915 PM", "Nov 10, 2026 1022 AM"
FLAT = {
    f"101-9 - Ada Lovelace - {D1} - layers.py": "old",
    f"101-9 - Ada Lovelace - {D2} - layers.py": "new",
    f"102-9 - Grace Hopper - {D1} - index.html": "Grace's own page",
    f"102-9 - Grace Hopper - {D1} - a - b.py": "Grace's b",
    "index.html": "of the platform",
}
BRIGHTSPACE_ROSTER = (
    "OrgDefinedId,Username,Last Name,First Name,End-of-Line Indicator\n"
    "#000101,#ada,Lovelace,Ada,#\n#000102,#grace,Hopper,Grace,#\n#000103,#alan,Turing,Alan,#\n"
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("in_folders", [False, True])
def test_brightspace_flat_or_in_folders(tmp_path, form, in_folders):
    tree = FLAT
    if in_folders:
        tree = {
            "M - ".join(name.split("M - ", 1)).replace("M - ", "M/"): FLAT[name] for name in FLAT
        }
    files, rows, _ = collected(tmp_path, "brightspace", tree, BRIGHTSPACE_ROSTER, form)
    assert files == {
        "ada/layers.py": "new",
        "grace/index.html": "Grace's own page",
        "grace/a - b.py": "Grace's b",
    }
    assert [row.handed_in for row in rows if row.status == "earlier attempt"] == [
        "2026-11-09 21:15:00"
    ]
    assert of(rows, "nothing handed in") == ["alan"]
    assert of(rows, "the platform's own") == ["index.html"]


def test_brightspace_without_a_roster_the_folder_is_called_by_the_name(tmp_path):
    files, rows, _ = collected(tmp_path, "brightspace", FLAT)
    assert set(files) == {
        *("Ada Lovelace/layers.py", "Grace Hopper/index.html", "Grace Hopper/a - b.py")
    }
    assert "by the name: there is no id" in rows[0].why


def test_brightspace_two_of_one_name_are_left_to_a_person(tmp_path):
    roster = "Username,First Name,Last Name\nada1,Ada,Lovelace\nada2,Ada,Lovelace\ng,Grace,Hopper\n"
    files, rows, _ = collected(tmp_path, "brightspace", FLAT, roster)
    assert {name.split("/")[0] for name in files} == {"g"}
    assert len(of(rows, "fits nobody")) == 2
    assert any("2 in the roster have this name: ada1, ada2" in row.why for row in rows)


GRADESCOPE = {
    "submission_metadata.yml": """\
submission_1001:
  :submitters:
  - :name: Ada Lovelace
    :sid: 007
    :email: ada@x.org
  :created_at: 2026-11-29 13:16:26.123456000 Z
  :score: 3.0
  :history:
  - :created_at: 2026-11-28 10:00:00.000000000 Z
    :score: 1.0
submission_1002:
  :submitters:
  - :name: Grace Hopper
    :sid: '0102'
  - :name: Alan Turing
    :sid: '0103'
  :created_at: 2026-11-29 15:00:00.000000000 Z
  :results: !ruby/object:Hash
    tests: []
""",
    "submission_1001/assignment/layers.py": "Ada's",
    "submission_1002/layers.py": "of two",
    "submission_1003/layers.py": "of nobody",
    "__MACOSX/._x": "noise",
}


@pytest.mark.parametrize("form", FORMS)
def test_gradescope_the_yaml_says_whose_and_a_group_is_each_member(tmp_path, form):
    files, rows, _ = collected(
        tmp_path, "gradescope", GRADESCOPE, form=form, wrapper="assignment_55_export"
    )
    assert files == {
        "007/assignment/layers.py": "Ada's",
        "0102/layers.py": "of two",
        "0103/layers.py": "of two",
    }
    assert of(rows, "fits nobody") == ["submission_1003/layers.py"]
    by_student = {row.student: row for row in rows}
    assert by_student["007"].handed_in.startswith("2026-11-29 13:16:26")
    assert "1 earlier in Gradescope" in by_student["007"].why
    assert by_student["0103"].members == "0102 0103" and by_student["0103"].name == "Alan Turing"


def test_gradescope_the_assignments_table_tells_lateness_and_who_is_missing(tmp_path):
    roster = (
        "First Name,Last Name,SID,Email,Status,Submission Time,Lateness (H:M:S)\n"
        "Ada,Lovelace,007,ada@x.org,Graded,2026-11-29 13:16:26 -0600,01:02:03\n"
        "Grace,Hopper,0102,g@x.org,Graded,2026-11-29 15:00:00 -0600,00:00:00\n"
        "Alan,Turing,0103,t@x.org,Graded,,00:00:00\nKurt,Goedel,0104,k@x.org,Missing\n"
    )
    _, rows, _ = collected(tmp_path, "gradescope", GRADESCOPE, roster)
    late = {row.student: row.late for row in rows if row.status == "collected"}
    assert late == {"007": "yes", "0102": "no", "0103": "no"}
    assert of(rows, "nothing handed in") == ["0104"]


def test_gradescope_one_kind_of_id_holds_for_all(tmp_path):
    """Alan has no email address and Grace no SID: only names are everybody's."""
    tree = {**GRADESCOPE}
    tree["submission_metadata.yml"] = tree["submission_metadata.yml"].replace(
        "    :sid: '0102'\n", ""
    )
    files, _, _ = collected(tmp_path, "gradescope", tree)
    assert {name.split("/")[0] for name in files} == {"Ada Lovelace", "Grace Hopper", "Alan Turing"}


@pytest.mark.parametrize(
    "text", ["", "- a", "a: [", "submission_1: 3", "submission_1:\n  :submitters: x\n", "\x00"]
)
def test_gradescope_a_list_that_cannot_be_read_is_said(tmp_path, text):
    tree = {"submission_metadata.yml": text, "submission_1/layers.py": "x"}
    with pytest.raises(CannotCollect):
        collected(tmp_path, "gradescope", tree)
    assert not (tmp_path / "collected").exists()


CLASSROOM50 = {
    "scores.csv": (
        "username,first_name,last_name,email,section,score,max_score,datetime,submission_tag,late\n"
        "ada-l,Ada,Lovelace,a@x.org,S,5,10,2026-11-30T10:00:00Z,submit/2,true\n"
        "ada-l,Ada,Lovelace,a@x.org,S,4,10,2026-11-29T10:00:00Z,submit/1,false\n"
        "'-bob,Bob,B,b@x.org,S,5,10,2026-11-28T10:00:00Z,submit/1,false\n"
        "cleo,Cleo,C,c@x.org,S,,,,,\n"
    ),
    "cs-lab-ada-l/assignment/layers.py": "Ada's",
    "cs-lab-ada-l/.git/config": "[core]\n",
    "cs-lab-ada-l/result.json": json.dumps({"owner": "ada-l"}),
    "cs-lab--bob/assignment/layers.py": "Bob's",
    "cs-lab--bob/.git/config": "[core]\n",
    "cs-lab-2-ada-l/assignment/layers.py": "of another assignment",
    "cs-lab-2-ada-l/.git/config": "[core]\n",
    "other/README.md": "of another name",
    "other/.git/config": "[core]\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_classroom50_logins_with_hyphens_and_the_newest_line_of_the_scores(tmp_path, form):
    files, rows, _ = collected(tmp_path, "classroom50", CLASSROOM50, form=form)
    assert {name: text for name, text in files.items() if name.endswith("layers.py")} == {
        "ada-l/assignment/layers.py": "Ada's",
        "-bob/assignment/layers.py": "Bob's",
        "2-ada-l/assignment/layers.py": "of another assignment",
    }
    assert not any(".git/" in name for name in files)
    (ada,) = [row for row in rows if row.student == "ada-l"]
    assert (ada.handed_in, ada.late, ada.name) == ("2026-11-30T10:00:00Z", "yes", "Lovelace, Ada")
    assert of(rows, "fits nobody") == ["other"]


def test_classroom50_a_result_in_a_clone_cannot_name_another_owner(tmp_path):
    tree = {
        "cs-lab-mallory/result.json": json.dumps({"owner": "ada"}),
        "cs-lab-ada/layers.py": "Ada's",
        "cs-lab-bob/result.json": "[" * 100_000,
    }
    files, _, _ = collected(tmp_path, "classroom50", tree)
    assert {name.split("/")[0] for name in files} == {"mallory", "ada", "bob"}


def test_classroom50_a_team_of_the_roster_is_its_members(tmp_path):
    tree = {"cs-lab-group-1/layers.py": "x", "cs-lab-bob/layers.py": "y"}
    roster = "username,first_name,group\nada,Ada,group-1\ncleo,Cleo,group-1\nbob,Bob,\n"
    files, _, _ = collected(tmp_path, "classroom50", tree, roster)
    assert set(files) == {"ada/layers.py", "cleo/layers.py", "bob/layers.py"}


SAKAI_CLASS = "Homework (1)"
SAKAI = {
    "grades.csv": '"Homework (1)","Points"\n\n"Display ID","ID","Last Name","First Name","grade"\n'
    '"ada","ada","Lovelace","Ada",""\n"alan","alan","Turing","Alan",""\n',
    "Lovelace, Ada(ada)/timestamp.txt": "20261130101112345",
    "Lovelace, Ada(ada)/Submission attachment(s)/layers.py": "Ada's",
    "Lovelace, Ada(ada)/Feedback Attachment(s)/marked.pdf": "a grader's",
    "Lovelace, Ada(ada)/comments.txt": "a grader's",
    "Lovelace, Ada(ada)/Lovelace, Ada(ada)_submissionText.html": "typed",
    "Hopper, Grace(grace)/timestamp.txt": "20261130101112345",
    "Hopper, Grace(grace)/제출 첨부 파일/lab.zip": "Grace's",
    "Hopper, Grace(grace)/feedbackText.html": "a grader's",
}


@pytest.mark.parametrize("form", FORMS)
def test_sakai_attachments_come_out_and_graders_files_do_not(tmp_path, form):
    roster = SAKAI["grades.csv"]
    files, rows, _ = collected(tmp_path, "sakai", SAKAI, roster, form, wrapper=SAKAI_CLASS)
    assert files == {
        "ada/layers.py": "Ada's",
        "ada/Lovelace, Ada(ada)_submissionText.html": "typed",
        "grace/lab.zip": "Grace's",
    }
    assert of(rows, "nothing handed in") == ["alan"]
    assert {row.handed_in for row in rows if row.student == "ada" and row.to} == {
        "2026-11-30 10:11:12"
    }


def test_sakai_two_folders_in_another_language_are_left_to_a_person(tmp_path):
    tree = {"Lovelace, Ada(ada)/제출/a.py": "1", "Lovelace, Ada(ada)/피드백/b.py": "2"}
    tree |= {"Hopper, Grace(grace)/제출/a.py": "3"}
    files, rows, _ = collected(tmp_path, "sakai", tree)
    assert set(files) == {"grace/a.py"}
    assert of(rows, "fits nobody") == ["Lovelace, Ada(ada)"]


def test_sakai_several_submitters_and_no_folders(tmp_path):
    tree = {
        "Lovelace, Ada(ada)_Submission attachment(s)_my_layers.py": "Ada's",
        "Lovelace, Ada(ada)_Feedback Attachment(s)_x.pdf": "a grader's",
        "Team(bob; cleo)/Submission attachment(s)/x.py": "of both",
    }
    files, rows, _ = collected(tmp_path, "sakai", tree)
    assert set(files) == {"ada/my_layers.py", "bob/x.py", "cleo/x.py"}
    assert {row.members for row in rows if row.student in ("bob", "cleo")} == {"bob cleo"}


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_named_by_id_is_taken_as_it_is(tmp_path, form):
    tree = {"ada/assignment/layers.py": "Ada's", "bob.ZIP": "Bob's", "cleo.tar.gz": "Cleo's"}
    files, _, made = collected(tmp_path, "folder", tree, form=form)
    assert set(files) == {"ada/assignment/layers.py", "bob/bob.ZIP", "cleo/cleo.tar.gz"}
    assert str(made.wrapper) == ("submissions" if form.startswith("wrapped") else ".")


def test_a_single_students_folder_is_no_wrapper(tmp_path):
    tree = {"ada/assignment/layers.py": "Ada's", "ada/notebooks/lab.ipynb": "Ada's"}
    files, _, _ = collected(tmp_path, "folder", tree)
    assert {name.split("/")[0] for name in files} == {"ada"}


def test_a_loose_file_is_somebodys_only_if_the_roster_has_the_name(tmp_path):
    tree = {"ada.ipynb": "Ada's", "README.md": "x", "bob/x.py": "Bob's"}
    files, rows, _ = collected(tmp_path, "folder", tree, "id,name\nAda,Ada L\nbob,Bob\n")
    assert set(files) == {"Ada/ada.ipynb", "bob/x.py"}
    assert of(rows, "fits nobody") == ["README.md"]


def test_two_submissions_of_one_student_in_a_folder_are_left_to_a_person(tmp_path):
    tree = {"ada/x.py": "1", "ada.zip": "2", "bob.zip": "3"}
    files, rows, _ = collected(tmp_path, "folder", tree)
    assert set(files) == {"bob/bob.zip"}
    assert of(rows, "fits nobody") == ["ada", "ada"]
