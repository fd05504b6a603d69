"""A feedback page says what to do next, and shows hostile text as text."""

import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from autograder.lab import Checked, Evidenced, Lab, Manual, Net
from autograder.plain_text import number, seconds, tame
from autograder.reporting.feedback import write_feedback
from autograder.reporting.row import Row
from autograder.results import Diagnosis, Property, QuestionResult, Result
from autograder.student.language import speaking

POINTS = {"affine_forward": 6, "affine_backward": 10, "svm_loss": 10}
QUESTIONS = [
    *(
        Evidenced(name, name.replace("_", " "), points, Net({}, max), (), {})
        for name, points in POINTS.items()
    ),
    Manual("study", "Study", 8),
]
LAB = Lab("two_layer_net", "Two-layer net", (), (), questions=QUESTIONS)

ATTACK = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"


class Page(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.text = " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.texts.append(data)


def answer(
    index: int, outcome: str = "passed", points: float | None = None, **more
) -> QuestionResult:
    question = LAB.questions[index]
    gained = points if points is not None else question.points if outcome == "passed" else 0
    return QuestionResult(question.id, question.title, gained, question.points, outcome, **more)


def result(*answers: QuestionResult, **more) -> Result:
    manual = QuestionResult("study", "Study", 0, 8, "manual", message="Graded by hand.")
    score = sum(answer.points for answer in answers)
    settings = {"student": "s1", "status": "graded", "score": score, "message": "", **more}
    return Result(
        lab="two_layer_net",
        max_score=26,
        questions=(*answers, manual),
        seconds=1.2,
        isolation="bubblewrap",
        **settings,
    )


def page(folder: Path, found: Result) -> Page:
    return Page(write_feedback(found, LAB, folder).read_text("utf-8"))


def test_the_page_shows_score_outcomes_messages_and_the_likely_cause(tmp_path: Path) -> None:
    message = (
        "affine_backward: dw has shape (5, 6), expected (6, 5). Check which factor is transposed."
    )
    diagnosis = Diagnosis(
        "dw_t", "dw comes out transposed.", (Diagnosis("o", "Or it is reversed."),)
    )
    properties = (Property("dx", True, 4), Property("shapes", False, 1, "dw has shape (5, 6)."))
    text = page(
        tmp_path,
        result(
            answer(0),
            answer(1, "partial", 9, message=message, diagnosis=diagnosis, properties=properties),
            answer(2, "timeout", message="svm_loss: your code did not finish in time."),
        ),
    ).text
    for words in (
        "15 of 26 points",
        "1 of 3 questions have full marks",
        "8 more points are graded by hand",
        "Start with affine backward : it comes first",
        "Go on with svm loss .",
        "Partly right " + message,
        "One of these is the cause. Either: dw comes out transposed.",
        "Or it is reversed.",
        "Not right: shapes (1 point) dw has shape (5, 6).",
        "Right: dx",
        "Ran out of time svm_loss: your code did not finish in time.",
        "Graded by hand A person reads this one",
    ):
        assert words in text


def test_a_value_keeps_its_name_in_the_code_and_what_else_is_looked_at_is_translated() -> None:
    row = Row(Checked("first", "First", 2, lambda *_: {}, "layers:first", {}, ()), None)
    with speaking({"passed": "통과", "shapes": "모양"}):
        assert row.named(Property("passed", True, 1)) == "passed"
        assert row.named(Property("shapes", True, 1)) == "모양"


def test_full_marks_leave_nothing_to_do(tmp_path: Path) -> None:
    text = page(tmp_path, result(answer(0), answer(1), answer(2))).text
    assert "Every question that is graded automatically has full marks." in text
    assert "What to do next" not in text


def test_carried_credit_is_explained_and_only_the_mistake_itself_is_to_be_repaired(
    tmp_path: Path,
) -> None:
    text = page(tmp_path, result(answer(0, "failed"), answer(1, carried=True), answer(2))).text
    assert "Passed, credit carried Marked with the reference’s version" in text
    assert "Start with affine forward ." in text
    assert "Go on with" not in text


def test_a_rejected_submission_says_why_and_shows_no_marks(tmp_path: Path) -> None:
    found = result(answer(0, "error"), status="rejected", message="s1.zip: not a complete zip.")
    text = page(tmp_path, found).text
    assert "could not be graded s1.zip: not a complete zip." in text
    assert "Question by question" not in text
    assert "of 26 points" not in text


def test_no_score_is_never_shown_as_zero(tmp_path: Path) -> None:
    """A score of null means that the grader failed, not the student."""
    text = page(tmp_path, result(answer(0), score=None)).text
    assert "There is no mark yet" in text
    assert "of 26 points" not in text


@pytest.mark.parametrize("data", ["stand-in", "cifar10", ""])
def test_the_page_says_when_the_data_was_the_stand_in(tmp_path: Path, data: str) -> None:
    text = page(tmp_path, result(answer(0, data=data))).text
    assert ("Stand-in data." in text) == (data == "stand-in")


def test_a_question_without_an_answer_is_not_graded_rather_than_wrong(tmp_path: Path) -> None:
    text = page(tmp_path, result(answer(0), answer(1, "an outcome of tomorrow"))).text
    assert text.count("Not graded") == 2


def test_hostile_text_stays_text_everywhere(tmp_path: Path) -> None:
    """No element, attribute or address of the page comes from a submission."""
    harmless = page(tmp_path, hostile("words"))
    attacked = page(tmp_path, hostile(ATTACK))
    assert attacked.tags == harmless.tags
    assert "script" not in attacked.tags
    assert [name for name, _ in attacked.attributes] == [name for name, _ in harmless.attributes]
    assert attacked.text.count("{{7*7}}") == harmless.text.count("words") > 6


def hostile(text: str) -> Result:
    properties = (Property(text, False, 1, text + "."),)
    diagnosis = Diagnosis(text, text, (Diagnosis(text, text),))
    found = answer(0, "failed", message=text, diagnosis=diagnosis, properties=properties)
    return result(found, student=text, message=text, graded_with={text: text})


def test_the_page_asks_the_network_for_nothing(tmp_path: Path) -> None:
    found = page(tmp_path, hostile(ATTACK))
    links = [value for name, value in found.attributes if name in ("href", "src", "srcset")]
    assert links
    assert all(link and link.startswith("#") for link in links)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in found.attributes
    css = (Path(__file__).parents[3] / "autograder/reporting/templates/style.css").read_text(
        "utf-8"
    )
    assert not re.search(r"@import|url\((?!#)", css)


def test_every_link_and_label_points_at_something(tmp_path: Path) -> None:
    found = page(tmp_path, result(answer(0, "failed"), answer(1, "error"), answer(2, "timeout")))
    ids = [value for name, value in found.attributes if name == "id"]
    targets = [v[1:] for n, v in found.attributes if n == "href" and v]
    targets += [v for n, v in found.attributes if n == "aria-labelledby" and v]
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    assert {"main", "header", "footer", "h1"} <= set(found.tags)
    assert ("lang", "en") in found.attributes


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x07link\x1b]8;;\x07", "link"),
        ("a\x00b", "a\ufffdb"),
        ("gpj\u202eexe", "gpj\ufffdexe"),
        ("\ud800", "\ufffd"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 3),
        ("김민준 👩‍🔬 (5, 6)\t°", "김민준 👩‍🔬 (5, 6)\t°"),
        (None, "None"),
    ],
)
def test_text_is_tamed_but_still_says_what_it_said(raw: object, shown: str) -> None:
    assert tame(raw) == shown


def test_fifty_megabytes_cost_no_more_than_a_page(tmp_path: Path) -> None:
    huge = "\x1b[31m<\x07" * 7_500_000
    started = time.perf_counter()
    path = write_feedback(replace(hostile(huge), student="s1"), LAB, tmp_path)
    assert time.perf_counter() - started < 2
    assert path.stat().st_size < 150_000
    assert "52,500,000 characters in all" in path.read_text("utf-8")


def test_the_file_stays_in_its_folder_whatever_the_student_is_called(tmp_path: Path) -> None:
    for student in ("../../x", "/etc/passwd", "..", "", "a/b", "CON"):
        assert write_feedback(result(answer(0), student=student), LAB, tmp_path).parent == tmp_path
    assert len(list(tmp_path.iterdir())) == 6


def test_the_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_feedback(hostile("x"), LAB, tmp_path).read_bytes()
    assert write_feedback(hostile("x"), LAB, tmp_path).read_bytes() == first


def test_text_can_be_read_in_light_and_in_dark() -> None:
    """Contrast of text is at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3)."""
    css = (Path(__file__).parents[3] / "autograder/reporting/templates/style.css").read_text(
        "utf-8"
    )
    schemes = [dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in css.split(":root {")]
    schemes = [scheme for scheme in schemes if "soft" in scheme]
    assert len(schemes) == 2
    for colours in schemes:
        for text in ("ink", "soft", "accent"):
            for ground in ("paper", "wash"):
                light, dark = sorted((luminance(colours[text]), luminance(colours[ground])))[::-1]
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", between 0 and 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_numbers_and_times_read_as_people_write_them() -> None:
    assert [number(x) for x in (6.0, 2.5, 1 / 3, 0, None, float("nan"))] == [
        *("6", "2.5", "0.33", "0"),
        *("\u2013", "\u2013"),
    ]
    assert [seconds(x) for x in (0.004, 0.42, 9.96, 59.4, 59.6, 200, 3600, None)] == [
        *("under 0.01 s", "0.42 s", "10 s", "59 s", "1.0 min", "3.3 min", "1.0 h", "\u2013"),
    ]
