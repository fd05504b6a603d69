"""The fast cut of the audit's attacks, and what keeps the audit honest."""

import re

import pytest

from autograder import labs
from autograder.audit import attacks
from autograder.audit.answers import Answers
from autograder.audit.attacks_corpus import ATTACKS
from autograder.audit.attacks_corpus.attack import Attack, Scene, packed, refused, side
from autograder.audit.target import Need, Part, fullest, target_of
from autograder.grading.versions import seen_in_source


def test_every_attack_of_the_fast_cut_is_stopped(lab):
    for row in attacks.audit(True, lab):
        assert row.holds, "\n".join([row.name, *row.failures])


def test_there_are_enough_attacks_and_each_has_its_own_name(lab):
    names = [attack.name for attack in attacks.attacks_on(target_of(lab))]
    assert len(names) == len(set(names)) >= 2 * attacks.AT_LEAST


def test_this_course_has_a_lab_that_all_attacks_are_made_for(lab):
    assert fullest([labs.load(name) for name in labs.names()]) is lab
    assert set(ATTACKS) < set(attacks.attacks_on(target_of(lab)))


def test_an_attack_that_needs_what_a_lab_has_not_is_left_out_of_it():
    target = target_of(labs.load("activations"))
    made = attacks.attacks_on(target)
    assert len(made) > 2 * attacks.AT_LEAST
    assert not any(Need.CLASS in attack.needs or Need.WEIGHTS in attack.needs for attack in made)


@pytest.mark.parametrize("name", ["two_layer_net", "activations"])
def test_an_attack_tells_what_became_of_it_where_no_other_version_is_at_hand(name, tmp_path):
    """An answer that might be right elsewhere waits for a person, and says nothing."""
    target = target_of(labs.load(name))
    for attack, files in told_by(target, tmp_path):
        if attack.shows:
            code = files[f"assignment/{target.file}"]
            assert not list(seen_in_source(code)), attack.name


def told_by(target, folder):
    """Return the attacks that are code, each with its files, from a solution of nothing."""
    solved = dict.fromkeys(target.lab.student_files, "x = 1\n")
    scene = Scene(target, Answers(), solved, solved, {}, {}, folder, folder, folder)
    return [
        (attack, attack.make(scene, folder))
        for attack in attacks.attacks_on(target)
        if attack.make.__qualname__.split(".")[0] in ("side", "cheat")
    ]


@pytest.mark.parametrize("name", labs.names())
def test_every_name_in_an_attack_is_filled_in_for_any_lab(name, tmp_path):
    for attack, files in told_by(target_of(labs.load(name)), tmp_path):
        for file, text in files.items():
            assert not re.search("@[A-Z_]{3,}@", f"{file} {text}"), (attack.name, file)
            if file.endswith(".py") and isinstance(text, str):
                compile(text, file, "exec")


@pytest.fixture(scope="module")
def course(lab):
    """A course under landlock, to see that the audit notices what it is there for."""
    with attacks.scenery(target_of(lab)) as (scene, folder):
        with attacks.Grader(scene.lab(lab), "landlock", attacks.LIMITS) as grader:
            attacks.judged_on_few(grader)
            course = attacks.Course(grader, scene, folder)
            assert not list(course.right("before all"))
            course.before = attacks.snapshot(course.watched)
            course.processes = attacks.processes()
            yield course


def noticed(course, attack):
    return " ".join(course.attacked(attack))


def test_a_point_too_many_is_noticed(course):
    attack = side("right all the same", loses=(Part.LAST,))
    assert "earned 10 on svm_loss" in noticed(course, attack)


def test_a_spoiled_honest_part_is_noticed(course):
    attack = side("spoils more than it says", "def svm_loss(x, y): return 0, 0", loses=())
    assert "lost svm_loss" in noticed(course, attack)


def test_a_secret_that_comes_out_is_noticed(course):
    def tell(scene, folder):
        text = scene.right["layers.py"] + f"\ndef svm_loss(x, y): raise OSError({scene.secrets!r})"
        return packed({**scene.right, "layers.py": text}, scene.weights)

    found = noticed(course, Attack("knows already", tell, unsure=(Part.CODE,)))
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

    assert "changed a file" in noticed(course, Attack("writes beside the results", change))


def test_a_process_left_behind_is_noticed(course):
    course.processes = set()
    assert "processes behind" in noticed(course, side("harmless", loses=()))
    course.processes = attacks.processes()


def test_a_right_submission_with_less_than_full_marks_is_noticed(course):
    course.scene.other.joinpath("best_model.npz").write_bytes(b"")
    assert "a right submission" in noticed(course, side("harmless", loses=()))
