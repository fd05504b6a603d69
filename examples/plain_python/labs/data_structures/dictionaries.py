"""Questions on dictionaries."""

from autograder.lab import UNCHANGED, Case, Questions

questions = Questions()

MORNING = {"dress": ["wash"], "wash": [], "eat": ["dress", "cook"], "cook": ["wash"]}
STUDIES = {
    "calculus": [],
    "algebra": [],
    "statistics": ["calculus"],
    "learning": ["algebra", "statistics"],
    "vision": ["learning"],
}


@questions.add(
    "word_counts",
    title="How often is each word there?",
    function="dictionaries:word_counts",
    properties={"counts": 6},
    cases=[
        Case("a line", text="the cat and the dog", public=True),
        Case("capitals", text="The cat THE Cat", public=True),
        Case("no word", text="  "),
        Case("several lines", text="one\ntwo  two\tthree three three"),
    ],
    next_steps={"counts": "Print the words before you count them."},
)
def word_counts(code, case):
    return {"counts": code.dictionaries.word_counts(case.text)}


@questions.add(
    "inverted",
    title="A table turned round",
    function="dictionaries:inverted",
    properties={"owners": 6, UNCHANGED: 2},
    cases=[
        Case("pets", table={"ann": "cat", "bob": "dog", "cy": "cat"}, public=True),
        Case("numbers", table={1: 2, 2: 1, 3: 1}),
        Case("nothing", table={}),
    ],
    next_steps={"owners": "What has to be there before the first key of a value can be added?"},
)
def inverted(code, case):
    (table,) = code.watch(table=case.table)
    return {"owners": code.dictionaries.inverted(table)}


@questions.add(
    "study_order",
    title="What comes before what",
    function="dictionaries:study_order",
    properties={"order": 5, "needs that cannot be met": 3},
    cases=[
        Case("a morning", needs=MORNING, public=True),
        Case("nothing is needed", needs={"a": [], "b": []}),
        Case("studies", needs=STUDIES),
        Case(
            "needs that cannot be met",
            needs={"a": ["b"], "b": ["a"], "c": []},
            tests="needs that cannot be met",
        ),
    ],
    next_steps={"order": "Which subjects can be studied first, and which once these are?"},
)
def study_order(code, case):
    if case.tests:
        return {"error raised": code.raises(code.dictionaries.study_order, case.needs)}
    pairs = [(first, later) for later, needed in case.needs.items() for first in needed]
    case.compare["order"] = {"kind": "order", "before": pairs}
    return {"order": code.dictionaries.study_order(case.needs)}
