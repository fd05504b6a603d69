"""A class as the report is shown it, and its page as somebody reads it."""

from html.parser import HTMLParser

from autograder.lab import Evidenced, Lab, Manual, Net
from autograder.results import Diagnosis, QuestionResult, Result

GRADED = ("affine_forward", "affine_backward", "softmax_loss", "svm_loss")
QUESTIONS = [
    *(Evidenced(id, id.replace("_", " "), 10, Net({}, max), (), {}) for id in GRADED),
    Manual("study", "Study", 8),
]
LAB = Lab("two_layer_net", "Two-layer net", (), (), questions=QUESTIONS)
NO_N = Diagnosis("no_n", "dx is what you get when the division by N is missing.")


class Page(HTMLParser):
    """The text and the links of a page, and the cells of its table rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.in_cell = False
        self.texts: list[str] = []
        self.feed(text)
        self.text = " ".join(" ".join(self.texts).split())
        self.rows = [[" ".join(cell.split()) for cell in row] for row in self.rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href" and tag == "a"]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self.in_cell = self.in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.texts.append(data)
            if self.in_cell:
                self.rows[-1][-1] += data


def result(student: str, *outcomes: str, data: str = "cifar10", **more) -> Result:
    questions = []
    for question, outcome in zip(LAB.questions, outcomes, strict=False):
        points = {"passed": 10, "carried": 10, "partial": 5}.get(outcome, 0)
        questions.append(
            QuestionResult(
                *(question.id, question.title, points, 10),
                "passed" if outcome == "carried" else outcome,
                carried=outcome == "carried",
                diagnosis=NO_N if outcome == "failed" else None,
                data=data,
                seconds=0.5,
            )
        )
    questions.append(QuestionResult("study", "Study", 0, 8, "manual"))
    settings = {
        "status": "graded",
        "score": sum(question.points for question in questions),
        "message": "",
        "isolation": "bubblewrap",
        "graded_with": {"kit": "1.0", "lab": "ab" * 32, "submission": student},
        "seconds": 1.5,
        **more,
    }
    return Result(student, "two_layer_net", max_score=40, questions=tuple(questions), **settings)


CLASS = (
    result("all", *["passed"] * 4),
    result("most", "passed", "failed", "passed", "failed"),
    result("some", "failed", "carried", "partial", "timeout"),
    result("none", *["not_implemented"] * 4),
    result("crash", "passed", "error", "error", "passed"),
    result("zip", *["error"] * 4, status="rejected", message="zip.zip: not a complete zip."),
)
