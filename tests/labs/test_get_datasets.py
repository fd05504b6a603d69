"""get_datasets.sh against a server that stalls, truncates and corrupts."""

import os
import signal
import subprocess
import time

import pytest
from datasets_project import ARCHIVE, CHECKSUMS, NEARLY_HALF, PART, PICKLES, SCRIPT, STALLING

from assignment.data_utils import PICKLE_MD5

pytest_plugins = ("datasets_fixtures",)


def is_complete(project):
    """Whether the data set is there as published, and nothing else."""
    folder = project.datasets / "cifar-10-batches-py"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return project.left() == [folder.name] and files == PICKLES


# --- the archive


def test_the_archive_is_fetched_verified_and_unpacked(any_client):
    status, said = any_client.run(official="right")
    assert status == 0 and "every file verified" in said
    assert is_complete(any_client)


def test_a_truncated_download_is_resumed_not_trusted(any_client, server):
    status, said = any_client.run(official="truncate", mirrors=["right"])
    assert status == 0 and is_complete(any_client)
    starts = [start for _, start in server.requests]
    assert starts[0] == 0 and len(starts) > 2 and starts == sorted(set(starts))
    assert "broke off" in said


def test_a_stalled_download_goes_on_at_the_next_source(any_client, server):
    status, said = any_client.run(official="stall", mirrors=["right"], **STALLING)
    assert status == 0 and is_complete(any_client)
    (_, first), (mirror, start) = server.requests
    assert first == 0 and mirror == "right" and start >= NEARLY_HALF
    assert "Stalled" in said


def test_a_server_that_cannot_resume_sends_all_of_it_again(any_client):
    any_client.write_part(ARCHIVE[:5000])
    status, _ = any_client.run(official="norange")
    assert status == 0 and is_complete(any_client)


def test_a_corrupted_archive_is_thrown_away(any_client):
    status, said = any_client.run(official="corrupt")
    assert status == 1 and "checksum is wrong" in said
    assert any_client.left() == []


def test_an_error_of_the_server_leaves_what_had_arrived(any_client):
    any_client.write_part(ARCHIVE[:5000])
    status, _ = any_client.run(official="missing")
    assert status == 1
    assert any_client.left() == [PART]
    assert (any_client.datasets / PART).read_bytes() == ARCHIVE[:5000]


def test_a_login_page_is_not_taken_for_an_archive(any_client):
    status, said = any_client.run(official="login", mirrors=["right"])
    assert status == 0 and is_complete(any_client)
    assert "not an archive" in said


def test_of_a_source_that_never_stops_sending_no_more_is_kept_than_the_archive_has(
    any_client, server
):
    status, _ = any_client.run(official="endless", mirrors=["right"])
    assert status == 0 and is_complete(any_client)
    assert server.sent < 40 * len(ARCHIVE) + 2**24  # what lies in buffers on the way


def test_after_a_corrupted_archive_the_next_source_starts_anew(project, server):
    status, _ = project.run(official="corrupt", mirrors=["right"])
    assert status == 0 and is_complete(project)
    assert server.requests == [("corrupt", 0), ("right", 0)]


def test_a_wrong_beginning_from_an_earlier_run_does_not_spoil_a_good_source(project, server):
    project.write_part(ARCHIVE[:10] + bytes(5000))
    status, _ = project.run(official="right")
    assert status == 0 and is_complete(project)
    assert server.requests == [("right", 5010), ("right", 0)]


def test_more_bytes_than_the_archive_has_are_thrown_away(project):
    project.write_part(ARCHIVE + b"more")
    status, _ = project.run(official="right")
    assert status == 0 and is_complete(project)


def test_an_archive_put_there_by_hand_is_used_without_a_download(project, server):
    project.write_part(ARCHIVE)
    status, _ = project.run()
    assert status == 0 and is_complete(project)
    assert server.requests == []


def test_a_slow_source_is_left_for_a_faster_one(project, server):
    status, _ = project.run(official="slow", mirrors=["right"], FAST_BYTES=10**6, **STALLING)
    assert status == 0 and is_complete(project)
    (_, first), (mirror, start) = server.requests
    assert first == 0 and mirror == "right" and start > 0


def test_a_slow_source_is_borne_with_when_there_is_no_faster_one(project):
    status, said = project.run(official="slow", mirrors=["missing"], FAST_BYTES=10**6, **STALLING)
    assert status == 0 and is_complete(project)
    assert "patience" in said


def test_progress_is_told_in_words(project):
    status, said = project.run(official="slow", FAST_SECONDS=1)
    assert status == 0 and "of 0.1 MB," in said and "kB/s" in said


def test_when_every_source_fails_it_says_what_to_do(project):
    status, said = project.run(official="missing", mirrors=["corrupt", "login"])
    assert status == 1
    assert "could not be fetched" in said and "Run this again" in said and "browser" in said
    assert project.left() == []


def test_an_archive_without_the_files_is_not_installed(project):
    """The archive is as published, but what comes out of it is not."""
    status, said = project.run(
        official="right", CHECKSUMS="\n".join([*CHECKSUMS, "md5 0 cifar-10-batches-py/lost"])
    )
    assert status == 1 and "not CIFAR-10 as published" in said
    assert not (project.datasets / "cifar-10-batches-py").exists()


# --- one run after another, and beside another


def wait_for_half(project):
    """Wait until what a stalling server sends has arrived."""
    part = project.datasets / PART
    while not part.exists() or part.stat().st_size < NEARLY_HALF:
        time.sleep(0.05)


def test_what_is_there_and_verified_is_not_fetched_again(project, server):
    project.run(official="right")
    server.requests.clear()
    status, said = project.run(official="right")
    assert status == 0 and "already" in said
    assert server.requests == [] and is_complete(project)


@pytest.mark.parametrize("damage", [b"", b"other bytes", None])
def test_a_damaged_data_set_is_replaced(project, damage):
    project.run(official="right")
    file = project.datasets / "cifar-10-batches-py" / "data_batch_3"
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    status, said = project.run(official="right")
    assert status == 0 and "will be replaced" in said
    assert is_complete(project)


def test_a_damaged_binary_version_does_not_hide_a_good_one(project):
    """The notebook reads the binary version where both are."""
    project.run(official="right")
    (project.datasets / "cifar-10-batches-bin").mkdir()
    checksums = "\n".join([*CHECKSUMS, "sha1 0 cifar-10-batches-bin/test_batch.bin"])
    status, _ = project.run(CHECKSUMS=checksums)
    assert status == 0 and is_complete(project)


def test_a_stopped_run_leaves_only_the_part_for_the_next(project, server):
    process = project.start(official="stall")
    wait_for_half(project)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    assert process.returncode == 130
    assert project.left() == [PART]
    status, _ = project.run(official="right")
    assert status == 0 and is_complete(project)
    mirror, start = server.requests[-1]
    assert mirror == "right" and start >= NEARLY_HALF


def test_a_second_run_at_the_same_time_is_refused(project):
    first = project.start(official="stall")
    wait_for_half(project)
    status, said = project.run(official="right")
    first.terminate()
    first.communicate(timeout=10)
    assert status == 1 and f"process {first.pid}" in said


def test_what_a_killed_run_left_is_removed(project):
    finished = subprocess.Popen(["true"])
    finished.wait()
    (project.datasets / f".fetching-{finished.pid}").mkdir(parents=True)
    status, _ = project.run(official="right")
    assert status == 0 and is_complete(project)


# --- the choice of source


def test_a_chosen_source_is_the_only_one_asked(project, server):
    assert project.run("--source", "mirrors", official="right", mirrors=["missing"])[0] == 1
    assert project.run("--source", "official", official="missing", mirrors=["right"])[0] == 1
    assert server.requests == [("missing", 0), ("missing", 0)]


@pytest.mark.parametrize("arguments", [["--source"], ["--source", "elsewhere"], ["data"]])
def test_wrong_usage_exits_2_and_shows_the_right_one(project, arguments):
    status, said = project.run(*arguments)
    assert status == 2 and "Usage:" in said
    assert not project.datasets.exists()


def test_help_names_the_sources(project):
    status, said = project.run("--help")
    assert status == 0
    assert all(source in said for source in ("official", "mirrors", "package"))


def test_another_folder_can_be_chosen(project, tmp_path):
    status, _ = project.run(official="right", DIR=tmp_path / "elsewhere")
    assert status == 0 and not project.datasets.exists()
    assert os.listdir(tmp_path / "elsewhere") == ["cifar-10-batches-py"]


def test_the_script_and_the_loader_know_the_same_checksums():
    text = SCRIPT.read_text()
    for name, digest in PICKLE_MD5.items():
        assert f"md5 {digest} cifar-10-batches-py/{name}\n" in text
