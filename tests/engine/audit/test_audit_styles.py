"""The fast cut of styles and seeds: right solutions have full marks, whatever the style.

Each style is graded once under the default isolation, and a few seeds are replayed.
"""

import pytest

from autograder import labs
from autograder.audit import seeds
from autograder.audit.styles import hand_in, lost, styles
from autograder.grading.grade import Grader

LABS = {name: labs.load(name) for name in labs.names()}
STYLES = {name: styles(lab) for name, lab in LABS.items()}


@pytest.fixture(scope="module")
def usual_graders():
    """A grader a lab, with the limits that students' submissions are given."""
    found = {}

    def get(name):
        if name not in found:
            found[name] = Grader(LABS[name]).__enter__()
        return found[name]

    yield get
    for grader in found.values():
        grader.__exit__()


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("lab_name", "style"), [(name, style) for name, found in STYLES.items() for style in found]
)
def test_a_right_solution_of_any_style_has_full_marks(usual_graders, tmp_path, lab_name, style):
    folder = hand_in(STYLES[lab_name][style], tmp_path / "ada")
    assert lost(LABS[lab_name], usual_graders(lab_name).grade(folder)) == []


@pytest.mark.parametrize("name", LABS)
def test_no_two_styles_are_the_same(name):
    found = STYLES[name]
    assert len({repr(sorted(files.items())) for files in found.values()}) == len(found)


def test_a_style_that_is_wrong_is_told(lab, usual_graders, tmp_path):
    """The audit itself can fail."""
    wrong = {**STYLES[lab.name]["reference"]}
    wrong["layers.py"] = wrong["layers.py"].replace("dout.sum(axis=0)", "dout.mean(axis=0)")
    assert lost(lab, usual_graders(lab.name).grade(hand_in(wrong, tmp_path / "ada")))


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", LABS)
def test_no_style_flakes_on_a_few_seeds(name):
    rows = seeds.audit(True, LABS[name])
    assert all(row.holds for row in rows), rows


def test_a_style_that_flakes_is_told(lab):
    """ReLU that leaks on rare inputs fails some seeds of many."""
    files = seeds.as_text(STYLES[lab.name]["reference"])
    leak = "np.maximum(x, 0) + (np.abs(x - 0.5) < 0.01)"
    files["layers.py"] = files["layers.py"].replace("np.maximum(x, 0)", leak)
    cases = seeds.record_seeds(lab, 3)
    problems, _, _ = seeds.replay(lab, "leaky", files, cases)
    assert problems
    right = seeds.as_text(STYLES[lab.name]["reference"])
    assert seeds.replay(lab, "reference", right, cases)[0] == []
