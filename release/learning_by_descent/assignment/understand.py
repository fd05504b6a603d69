"""Questions on your own code: `understand("affine_backward")`, once its `check` has passed.

Your function is run on a small input, and you are asked two or three things about that run: what a
line makes, where a value comes from, what would happen without a line. This is practice: nothing
is counted, nothing is kept and nothing is sent.

    understand("affine_backward")           shows the questions; open an answer, and see
    understand("affine_backward", "bca")    answers the first with b, the second with c, …
    understand("affine_backward", again=1)  shows others
"""

from contextlib import contextmanager

from .check import asked, checker
from .checking.released import questions
from .checking.render import show
from .checking.saved import Saved
from .language import N_, _
from .understanding.asking import questions_on
from .understanding.card import Card
from .understanding.inputs import small_inputs
from .understanding.reading import CannotRead
from .understanding.trial import CannotRun
from .understanding.wording import reason_words

COUNT = 3
FIRST_CHECK = N_(
    '{question}: these questions are about code that works. Run check("{question}") until it '
    "passes, then run this again."
)
NO_QUESTIONS = N_("{question}: there are no questions on it, because {reason}.")


def understand(question, answers=None, again=0):
    """Ask two or three questions on how your own function works, and explain the answers.

    Inputs:
    - question: the id of a question of the lab, e.g. "affine_backward", or the function
    - answers: your answers as letters, e.g. "bca"; None to see the questions
    - again: 1, 2, … for other questions on the same code

    The same code is asked the same questions.
    """
    for id in asked(question):
        with checker() as checks:
            passed = checks.report(id).passed and not checks.broken
        if not passed:
            print(_(FIRST_CHECK).format(question=id))
            continue
        data = questions()[id]
        with checker() as checks:  # random generators as they were, whatever is run
            text = checks.package.text(data["file"])
            try:
                found = ask(checks.package, data, text, again)
                reason = "" if found else "nothing to ask"
            except (CannotRead, CannotRun, OSError, SyntaxError) as error:
                found, reason = [], str(error)
        if reason:
            print(_(NO_QUESTIONS).format(question=id, reason=reason_words(reason)))
        else:
            show(Card(id, found, text, answers))


def ask(package, data, text, again):
    """Return questions on the function of a question of the lab, as it is saved."""
    path = (package.folder / data["file"]).resolve()
    programs = small_inputs([(case["program"], case["tests"]) for case in data["cases"]])

    @contextmanager
    def open_package(code):
        with Variant(package.folder, package.aliases, path, code) as variant:
            yield variant.import_module

    return questions_on(
        text,
        data["function"],
        package.code(str(path)),
        programs,
        open_package,
        f"{again}/{data['id']}/{text}",
        COUNT,
    )


class Variant(Saved):
    """The package as it is saved, but for the code of one file.

    path, code  of that file
    """

    def __init__(self, folder, aliases, path, code):
        super().__init__(folder, aliases)
        self.path, self.replacement = path, code

    def code(self, path):
        """Return the code of a file."""
        return self.replacement if str(path) == str(self.path) else super().code(path)
