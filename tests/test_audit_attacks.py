"""The fast cut of the audit's attacks, and what keeps the audit honest."""

import pytest

from autograder.audit import attacks
from autograder.audit.attacks_corpus import ATTACKS
from autograder.audit.attacks_corpus.attack import ALL, Attack, packed, refused, side


def test_every_attack_of_the_fast_cut_is_stopped():
    for row in attacks.audit(fast=True):
        assert row.holds, "\n".join([row.name, *row.failures])


def test_there_are_enough_attacks_and_each_has_its_own_name():
    names = [attack.name for attack in ATTACKS]
    assert len(names) == len(set(names)) >= 2 * attacks.AT_LEAST


@pytest.fixture(scope="module")
def course(lab):
    """A course under landlock, to see that the audit notices what it is there for."""
    with attacks.scenery(lab) as (scene, folder):
        with attacks.Grader(scene.lab(lab), "landlock", attacks.LIMITS) as grader:
            grader.data = attacks.FewImages(attacks.small_weights())
            course = attacks.Course(grader, scene, folder)
            assert not list(course.right("before all"))
            course.before = attacks.snapshot(course.watched)
            course.processes = attacks.processes()
            yield course


def noticed(course, attack):
    return " ".join(course.attacked(attack))


def test_a_point_too_many_is_noticed(course):
    attack = side("right all the same", loses=("svm_loss",))
    assert "earned 10 on svm_loss" in noticed(course, attack)


def test_a_spoiled_honest_part_is_noticed(course):
    attack = side("spoils more than it says", "def svm_loss(x, y): return 0, 0", loses=())
    assert "lost svm_loss" in noticed(course, attack)


def test_a_secret_that_comes_out_is_noticed(course):
    def tell(scene, folder):
        text = scene.right["layers.py"] + f"\ndef svm_loss(x, y): raise OSError({scene.secrets!r})"
        return packed({**scene.right, "layers.py": text}, scene.weights)

    found = noticed(course, Attack("knows already", tell, ALL))
    assert "secret in file" in found and "secret in reference" in found


def test_an_action_that_is_not_refused_is_noticed(course):
    found = noticed(course, refused("two that work", "os.getpid()", "no_such_name"))
    assert "action 0 was not refused but done" in found
    assert "action 1 was not refused but NameError" in found


def test_an_attack_that_does_not_run_is_noticed(course):
    assert "did not run as meant" in noticed(course, side("idle", loses=(), shows="was here"))


def test_a_changed_file_is_noticed(course):
    def change(scene, folder):
        scene.secret_file.write_text(scene.secrets["file"] + "!")
        return packed(scene.right, scene.weights)

    assert "changed a file" in noticed(course, Attack("writes beside the results", change, ALL))


def test_a_process_left_behind_is_noticed(course):
    course.processes = set()
    assert "processes behind" in noticed(course, side("harmless", loses=()))
    course.processes = attacks.processes()


def test_a_right_submission_with_less_than_full_marks_is_noticed(course):
    course.scene.other.joinpath("best_model.npz").write_bytes(b"")
    assert "a right submission" in noticed(course, side("harmless", loses=()))
