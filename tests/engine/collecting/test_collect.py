"""Collecting: a hostile download becomes folders, stays as it is, and everything in it is said."""

import csv
import io
import os
import re
import subprocess
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner
from downloads import collected, of, put

from autograder import labs
from autograder.cli import cli
from autograder.collecting import download, placing
from autograder.collecting.claim import CannotCollect
from autograder.collecting.collect import collect
from autograder.collecting.commit_time import commit_time
from autograder.collecting.names import common_start, folder_name, free, part_name
from autograder.collecting.recognise import platform_of
from autograder.collecting.roster import Person, Roster, read_roster
from autograder.commands.console import print_platform
from autograder.course import current
from autograder.grading import class_folder, intake


def everything(folder):
    """Return every file and link below a folder, with its content and times."""
    return {
        path.relative_to(folder): (
            os.readlink(path) if path.is_symlink() else path.is_file() and path.read_bytes(),
            os.lstat(path).st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
    }


def test_nothing_in_the_download_changes(tmp_path):
    tree = {"ada/x.py": "1", "bob/y.py": "2"}
    before = everything(put(tmp_path, tree))
    collected(tmp_path, "folder", tree)
    os.truncate(tmp_path / "collected" / "ada" / "x.py", 0)  # copies, no links
    assert {path: content for path, (content, _) in everything(tmp_path / "download").items()} == {
        path: content for path, (content, _) in before.items()
    }


def test_links_are_not_followed_and_said(tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.py").write_text("secret")
    root = put(tmp_path, {"ada/x.py": "1"})
    (root / "ada" / "layers.py").symlink_to(secret / "key.py")
    (root / "mallory").symlink_to(secret)
    files, rows, _ = collected(tmp_path, "folder", {"ada/x.py": "1"})
    assert files == {"ada/x.py": "1"}
    assert of(rows, "fits nobody") == ["ada/layers.py", "mallory"]
    assert all("link" in row.why for row in rows if row.status == "fits nobody")


def test_links_in_a_zip_are_not_written(tmp_path):
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("ada/layers.py")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("ada/x.py", "1")
    made = collect("folder", path, None, tmp_path / "into")
    assert not (tmp_path / "into" / "ada" / "layers.py").is_symlink()
    assert {item.status for item in made.items} == {"collected", "fits nobody"}


@pytest.mark.parametrize(
    "name", ["../../evil.py", "/evil.py", "ada/../../evil.py", "..\\..\\evil.py"]
)
def test_names_that_lead_out_are_left_and_said(tmp_path, name):
    files, rows, _ = collected(tmp_path, "folder", {name: "evil", "ada/x.py": "1"}, form="zip")
    assert files == {"ada/x.py": "1"}
    assert len(of(rows, "fits nobody")) == 1
    assert not list(tmp_path.parent.glob("**/evil.py"))


def test_names_that_differ_in_case_alone_stay_two_files_of_two_students(tmp_path):
    tree = {"ada/Layers.py": "1", "ada/layers.py": "2", "Ada.zip": "3"}
    roster = "id,name\nada,One\nbob,Two\n"
    path = put(tmp_path, tree, "zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("ada/sub", "a file")
        archive.writestr("ada/SUB/x.py", "4")
    tree = {name: archive_text(path, name) for name in names_in(path) if name != "Ada.zip"}
    files, rows, _ = collected(tmp_path, "folder", tree, roster, form="zip")
    assert sorted(files.values()) == ["1", "2", "4", "a file"]
    assert len({name.casefold() for name in files}) == 4
    folded = {name.casefold() for name in files}
    assert not folded & {str(one) for name in folded for one in PurePosixPath(name).parents}
    assert "is there already, so this one is" in rows[0].why


def names_in(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def archive_text(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_ids_that_a_file_system_takes_for_one_get_two_folders():
    folders = {"ada": "ada"}
    assert folder_name("Ada", folders) not in ("Ada", "ada")
    assert folder_name("Ada", {}) == "Ada"
    assert folder_name("e\u0301", {"é": "é"}) not in ("é", "e\u0301")


@pytest.mark.parametrize(
    "id",
    ["", ".", "..", ".git", "a/b", "con", "AUX.py", "x.zip", "collected.csv", "a\nb", "x" * 400],
)
def test_an_id_that_is_no_folders_name_gets_a_safe_one(id):
    name = folder_name(id, {})
    assert name == part_name(name) and not name.startswith(".") and name != id
    assert folder_name(id, {}) == name


@pytest.mark.parametrize(
    ("name", "part"),
    [("a.py", "a.py"), ("a:b?.py", "a_b_.py"), ("nul", "_nul"), ("x. ", "x"), ("김.py", "김.py")],
)
def test_a_files_name_stays_where_every_system_can_have_it(name, part):
    assert part_name(name) == part


def test_a_long_name_keeps_its_ending():
    assert part_name("김" * 200 + ".py").endswith("김.py")
    assert len(part_name("김" * 200 + ".py").encode()) <= 200


def test_a_file_never_lies_where_a_folder_does():
    taken = set()
    assert free(PurePosixPath("a"), taken) == PurePosixPath("a")
    assert free(PurePosixPath("A/x"), taken) == PurePosixPath("other_2/A/x")
    assert free(PurePosixPath("b/x"), taken) == PurePosixPath("b/x")
    assert free(PurePosixPath("B"), taken) == PurePosixPath("other_2/B")
    assert free(PurePosixPath("b/y"), taken) == PurePosixPath("b/y")


def test_what_names_begin_with_never_takes_a_whole_name():
    assert common_start(["lab-a", "lab-b"], "-") == "lab-"
    assert common_start(["lab-a-x", "lab-a"], "-") == "lab-"
    assert common_start(["lab-a", "lab-a"], "-") == ""
    assert common_start([], "-") == ""


def test_a_file_that_is_too_large_is_said_and_the_others_come(tmp_path, monkeypatch):
    monkeypatch.setattr(placing, "MAX_ZIP_BYTES", 10)
    files, rows, _ = collected(tmp_path, "folder", {"ada/x.py": "1" * 11, "ada/y.py": "2"})
    assert files == {"ada/y.py": "2"}
    assert "not copied: x.py is larger" in rows[0].why.replace("ada/x.py", "x.py")


def test_a_students_files_together_have_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(placing, "MAX_STUDENT_BYTES", 10)
    tree = {"ada/a": "1" * 6, "ada/b": "2" * 6, "bob/a": "3" * 6}
    files, _, _ = collected(tmp_path, "folder", tree)
    assert set(files) == {"ada/a", "bob/a"}


def test_who_has_nothing_that_can_be_copied_is_not_called_collected(tmp_path, monkeypatch):
    monkeypatch.setattr(placing, "MAX_ZIP_BYTES", 10)
    _, rows, _ = collected(tmp_path, "folder", {"ada/x.py": "1" * 11, "bob/y.py": "2"})
    assert of(rows, "could not be copied") == ["ada"]
    assert (tmp_path / "collected" / "ada").is_dir()  # so `grade` names the student, too


def test_a_zip_of_more_files_than_are_read_is_refused_with_a_way_out(tmp_path, monkeypatch):
    from autograder.isolate.inside import archive

    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    path = put(tmp_path, {f"ada/{n}.py": "" for n in range(4)}, "zip")
    with pytest.raises(CannotCollect, match="Unzip it, and give the folder"):
        collect("folder", path, None, tmp_path / "into")


def test_a_folder_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(download, "MAX_FILES", 3)
    path = put(tmp_path, {f"ada/{n}.py": "" for n in range(4)})
    with pytest.raises(CannotCollect, match="holds more than 3 files"):
        collect("folder", path, None, tmp_path / "into")


def test_what_lies_too_deep_is_said(tmp_path):
    deep = "/".join("d" * 14)
    files, rows, _ = collected(tmp_path, "folder", {"ada/x.py": "1", f"ada/{deep}/y.py": "2"})
    assert set(files) == {"ada/x.py"}
    assert any("folders deep" in row.why for row in rows)


def test_an_empty_folder_is_said(tmp_path):
    (tmp_path / "download" / "bob").mkdir(parents=True)
    _, rows, _ = collected(tmp_path, "folder", {"ada/x.py": "1"})
    assert of(rows, "fits nobody") == ["bob"]


def test_what_is_no_zip_is_refused(tmp_path):
    (tmp_path / "x.zip").write_text("no zip")
    with pytest.raises(CannotCollect, match="cannot be opened as a zip"):
        collect("folder", tmp_path / "x.zip", None, tmp_path / "into")
    assert not (tmp_path / "into").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    path = put(tmp_path, {"ada/x.py": "1"})
    (tmp_path / "into").mkdir()
    (tmp_path / "into" / "mine").touch()
    with pytest.raises(CannotCollect, match="is not empty"):
        collect("folder", path, None, tmp_path / "into")
    (tmp_path / "into" / "mine").unlink()
    collect("folder", path, None, tmp_path / "into")
    assert (tmp_path / "into" / "ada" / "x.py").exists()
    assert (tmp_path / "into").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("into", ["download/into", "download"])
def test_nothing_is_collected_into_the_download(tmp_path, into):
    path = put(tmp_path, {"ada/x.py": "1"})
    with pytest.raises(CannotCollect, match=r"inside the download|not empty"):
        collect("folder", path, None, tmp_path / into)
    assert sorted(file.name for file in path.rglob("*")) == ["ada", "x.py"]


def test_a_run_that_fails_leaves_no_half_class(tmp_path, monkeypatch):
    path = put(tmp_path, {"ada/x.py": "1"})
    monkeypatch.setattr(placing, "write_table", lambda *arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        collect("folder", path, None, tmp_path / "into")
    assert [file.name for file in tmp_path.iterdir()] == ["download"]


def test_cells_of_the_table_are_not_calculated_by_a_spreadsheet(tmp_path):
    _, _, _ = collected(tmp_path, "folder", {"=cmd()/x.py": "1"})
    text = (tmp_path / "collected" / "collected.csv").read_text("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["student"] == "'=cmd()"


def roster_of(folder, text, columns=("ID",)):
    (folder / "roster.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(folder / "roster.csv", columns)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_roster_is_read_in_whatever_encoding_it_was_saved(tmp_path, encoding):
    roster = roster_of(tmp_path, "id,name\n007,김민준\n".encode(encoding))
    assert [(one.id, one.name) for one in roster.people] == [("007", "김민준")]


def test_an_id_of_two_people_in_the_roster_is_refused_by_name(tmp_path):
    with pytest.raises(CannotCollect, match="7 is the id of Ada and of Bob"):
        roster_of(tmp_path, "id,name\n7,Ada\n7,Bob\n")
    roster = roster_of(tmp_path, "id,name\n7,Ada\n7,Ada\n")
    assert len(roster.people) == 1


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", b"\x00\x01", '"' + "x" * 200_000])
def test_a_roster_without_ids_is_refused_with_the_columns_expected(tmp_path, text):
    with pytest.raises(CannotCollect, match=r"expected one called ID, id, student|no table"):
        roster_of(tmp_path, text)


def test_staff_in_a_roster_hand_in_nothing_and_are_not_missed(tmp_path):
    roster = roster_of(tmp_path, "username,role\nada,student\nprof,instructor\n", ("username",))
    assert [one.id for one in roster.people] == ["ada"]


def test_who_is_not_in_the_roster_is_collected_and_said(tmp_path):
    tree = {"ada/x.py": "1", "eve/x.py": "2"}
    files, rows, _ = collected(tmp_path, "folder", tree, "id,name\nada,Ada\n")
    assert set(files) == {"ada/x.py", "eve/x.py"}
    assert [row.student for row in rows if "nobody in the roster" in row.why] == ["eve"]


def test_names_are_compared_whichever_name_comes_first():
    people = [Person(name, name) for name in ("Lovelace, Ada", "O'Neil, Bo")]
    roster = Roster(people)
    assert roster.named("ada lovelace") == people[:1]
    assert roster.named("Bo ONeil") == people[1:]
    assert roster.named("") == []


@pytest.fixture
def clone(tmp_path):
    """A repository with a commit of a known time, and a configuration that would run a program."""
    path = tmp_path / "download" / "lab-ada"
    path.mkdir(parents=True)
    when = "2026-11-30T23:59:01+0900"
    environment = {
        **os.environ,
        **{
            f"GIT_{who}_{what}": "x@x"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
        "GIT_COMMITTER_DATE": when,
        "GIT_AUTHOR_DATE": "2020-01-01T00:00:00+0000",
    }
    (path / "layers.py").write_text("Ada's")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=path, env=environment, check=True)
    ran = tmp_path / "ran"
    with (path / ".git" / "config").open("a") as config:
        config.write(f'[core]\n fsmonitor = "touch {ran}"\n[gpg]\n program = "touch {ran}"\n')
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_git_tells_the_time_of_the_commit_and_runs_nothing_of_the_clones(tmp_path, clone, packed):
    if packed:
        subprocess.run(["git", "-c", "core.fsmonitor=", "gc", "-q"], cwd=clone, check=True)
        assert (clone / ".git" / "packed-refs").exists()
    (tmp_path / "ran").unlink(missing_ok=True)
    put(tmp_path, {"lab-bob/layers.py": "Bob's", "lab-bob/.git/HEAD": "ref: refs/../../x\n"})
    files, rows, _ = collected(tmp_path, "git", {}, "identifier,github_username\nx,ada\ny,bob\n")
    assert files == {"ada/layers.py": "Ada's", "bob/layers.py": "Bob's"}
    assert {row.student: row.handed_in for row in rows} == {
        "ada": "2026-11-30 23:59:01+09:00",
        "bob": "",
    }
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("head", ["", "ref: refs/heads/none", "a" * 40, "ref: /etc/passwd", "\0"])
def test_a_clone_without_a_commit_has_no_time(clone, head):
    (clone / ".git" / "HEAD").write_text(head)
    assert commit_time(clone) == ""


def test_a_clone_whose_objects_are_a_link_has_no_time(tmp_path, clone):
    (clone / ".git" / "objects").rename(tmp_path / "objects")
    (clone / ".git" / "objects").symlink_to(tmp_path / "objects")
    assert commit_time(clone) == ""


def test_git_clones_without_a_roster_are_called_by_what_follows_their_common_start(tmp_path):
    tree = {"lab-ann-lee/x.py": "1", "lab-bob/x.py": "2"}
    files, rows, _ = collected(tmp_path, "git", tree, form="wrapped zip", wrapper="lab-submissions")
    assert set(files) == {"ann-lee/x.py", "bob/x.py"}
    assert "with which every repository's name begins" in rows[0].why


def test_git_a_single_clone_keeps_its_name(tmp_path, clone):
    files, rows, _ = collected(tmp_path, "git", {})
    assert set(files) == {"lab-ada/layers.py"}
    assert "give a roster" in rows[0].why


def test_git_a_teams_repository_is_its_members(tmp_path):
    tree = {"lab-team-a/x.py": "1", "lab-cleo/x.py": "2"}
    roster = "github_username,group_name\nada,team-a\nbob,team-a\ncleo,\n"
    files, _, _ = collected(tmp_path, "git", tree, roster)
    assert files == {"ada/x.py": "1", "bob/x.py": "1", "cleo/x.py": "2"}


def test_git_another_repository_that_ends_with_a_login_is_not_that_students(tmp_path):
    tree = {"lab-ada/x.py": "1", "lab-bob/x.py": "2", "lab-x-ada/x.py": "3"}
    files, _, _ = collected(
        tmp_path, "git", tree, "github_username\nada\nbob\n".replace("\n", ",\n")
    )
    assert files == {"ada/x.py": "1", "bob/x.py": "2", "x-ada/x.py": "3"}


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_loose_files_are_graded_where_they_lie_flat(tmp_path, form):
    """Code, weights and notebook came as single files, each with Canvas's number in its name."""
    lab = labs.load("two_layer_net")
    texts = {
        "layers-2.py": "x = 1",
        "fc_net-1.py": "y = 2",
        "helpers.py": "z = 3",
        "best_model-1.npz": "weights",
        "two_layer_net (3).ipynb": "{}",
    }
    tree = {f"doe_101_{9000 + n}_{name}": texts[name] for n, name in enumerate(texts)}
    collected(tmp_path, "canvas", tree, form=form)
    assert class_folder.survey([tmp_path / "collected"], lab).others == []
    (path,) = class_folder.find([tmp_path / "collected"], lab)
    submission = intake.read(path, lab)
    assert submission.student == "101"
    assert submission.sources == {"layers.py": "x = 1", "classifiers/fc_net.py": "y = 2"}
    assert submission.own["helpers.py"] == "z = 3"
    assert (submission.artefacts, submission.notebook) == ({"best_model.npz": b"weights"}, b"{}")


def run(*arguments):
    """Run the command line; return (exit status, what it says)."""
    result = CliRunner().invoke(cli, [*map(str, arguments)])
    return result.exit_code, result.output


def test_the_guides_line_collects_what_its_next_line_grades(tmp_path, monkeypatch):
    guide = (current().folder / "docs" / "instructors.md").read_text("utf-8")
    (line,) = re.findall("^autograder (collect .*)$", guide, re.M)
    (path,) = re.findall("^autograder grade two_layer_net (\\S+) ", guide, re.M)
    put(tmp_path, {"doe_1_9001_lab.zip": "x"}, "zip").rename(tmp_path / "submissions.zip")
    (tmp_path / "2026-11-21_Grades.csv").write_text('Student,ID,Section\n"Doe, J",1,S\n')
    monkeypatch.chdir(tmp_path)
    status, said = run(*line.split())
    assert (status, "1 student." in said) == (0, True)
    assert [one.name for one in class_folder.find([Path(path)], labs.load("two_layer_net"))] == [
        "1"
    ]


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        ("canvas", ["doe_1_9001_lab.zip", "roe_LATE_2_9002_layers.py"]),
        ("moodle", ["Ada_1_assignsubmission_file", "Ada_1_assignsubmission_onlinetext"]),
        ("blackboard", [f"Lab_ada_attempt_2026-11-{day}-10-00-00_lab.zip" for day in (28, 29)]),
        ("brightspace", ["1-2 - Ada L - Nov 9, 2026 915 PM - lab.zip"]),
        ("", ["ada", "bob.zip", "2026-0001"]),
        ("", []),
    ],
)
def test_a_platforms_download_is_known_by_its_names(platform, names):
    assert platform_of(names) == platform


def test_grade_says_that_a_download_has_to_be_collected_first(capfd):
    print_platform(["doe_1_9001_lab.zip"])
    assert "autograder collect canvas makes a folder for each student" in capfd.readouterr().err
    print_platform(["ada", "bob.zip"])
    assert not capfd.readouterr().err


def test_a_collected_class_says_nothing_of_its_table(tmp_path, lab):
    collected(tmp_path, "folder", {"ada/x.py": "1"})
    found = class_folder.survey([tmp_path / "collected"], lab)
    assert (len(found.submissions), found.others) == (1, [])


def test_the_command_says_who_is_late_missing_or_nobodys(tmp_path):
    tree = {
        "lovelaceada_LATE_1_9001_lab.zip": "x",
        "hoppergrace_2_9002_lab.zip": "y",
        "notes.txt": "z",
    }
    path = put(tmp_path, tree)
    (tmp_path / "r.csv").write_text('Student,ID,Section\n"Lovelace, Ada",1,S\n"Turing, Alan",3,S\n')
    status, said = run(
        "collect", "canvas", path, "--roster", tmp_path / "r.csv", "--into", tmp_path / "lab"
    )
    assert status == 0
    for words in (
        "2 students, 1 late, 1 handed in nothing. Whose is whose:",
        "Handed in nothing: 3 (Turing, Alan)",
        "Not in the roster: 2",
        "fits nobody: notes.txt: its name is none that the platform gives",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("platform", "words"),
    [("moodle", "Nothing in"), ("gradescope", "no submission_metadata.yml"), ("aula", "canvas")],
)
def test_another_platforms_download_is_wrong_usage(tmp_path, platform, words):
    path = put(tmp_path, {"lovelaceada_1_9001_lab.zip": "x"})
    status, said = run("collect", platform, path, "--into", tmp_path / "lab")
    assert status == 2 and words in said
    assert not (tmp_path / "lab").exists()
