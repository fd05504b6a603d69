"""What is so whatever the numbers are: what a check asks beside them, and what came instead."""

from collections.abc import Iterator, Sequence

import numpy as np

from autograder.grading.answers import Answer
from autograder.grading.explaining.pairs import Material, base_of
from autograder.results import Diagnosis
from autograder.student.checking.compare import as_array
from autograder.student.checking.comparisons import kind_of
from autograder.student.language import N_, _

SHARED = N_(
    "{name}: results share memory, so that changing one changes the other. Which of them is made "
    "anew?"
)
NOT_SHARED = N_("{name}: a new object comes back where the one that was handed over is meant.")
EQUAL = N_("{name}: the same numbers stand in several results. Where is each of them made?")
NOT_EQUAL = N_("{name}: results that should hold the same numbers hold others.")
NO_REFUSAL = N_("The code accepts what it should refuse with {right}. Where does it look at that?")
OTHER_REFUSAL = N_("The code refuses with {got} what it should refuse with {right}.")
REFUSAL = N_("The code refuses with {got} what it should accept. Which condition is too strict?")
ALWAYS = N_("{name} is always {got}, whatever is handed over. What should it depend on?")
TOO_OFTEN = N_(
    "{name} is True in cases in which it should be False, and never the other way round. Which "
    "condition holds too easily, or at a limit that does not count?"
)
TOO_RARELY = N_(
    "{name} is False in cases in which it should be True, and never the other way round. Which "
    "condition is missing, or fails for unusual numbers?"
)
LETTERS = N_("{name} differs only in small and capital letters, or in spaces.")
KIND = N_("{name} is a {kind}, and no {expected}. What does the last operation return?")
ARRAY = N_("array of numbers")
NUMBER = N_("number")
CHANGED = N_(
    "{name} is the caller's, and is another after the call. Which line assigns to it, or to a part "
    "of it, and is it put back?"
)
AGAIN = N_(
    "The same call gives other numbers the second time. What is kept between calls, or drawn at "
    "random?"
)
NONE_GOT = "no error"
CASES = 3


def of_texts(
    materials: Sequence[Material], answers: Sequence[object], name: str
) -> Iterator[Diagnosis | None]:
    """Yield what is wrong with an output that is a text or a truth, None for what is not known."""
    found: dict[str, Diagnosis | None] = {}
    wrong = []
    for material, got, right in texts(materials, answers, name):
        if got == right:
            continue
        told = of_step(material, name, got, right)
        if told:
            found[told.id] = told
        else:
            wrong.append((got, right))
    yield from found.values()
    if wrong:
        yield always(name, materials, answers) or one_sided(name, wrong) or spelt(name, wrong)


def texts(
    materials: Sequence[Material], answers: Sequence[object], name: str
) -> Iterator[tuple[Material, object, object]]:
    """Yield an output of each call: what the case was made of, what came, what is right."""
    for material, answer in zip(materials, answers, strict=True):
        for output, right in material.case.expected.outputs.items():
            if base_of(output) == name and isinstance(answer, Answer):
                yield material, answer.outputs.get(output), right


def one_sided(name: str, wrong: Sequence[tuple[object, object]]) -> Diagnosis | None:
    """Return that truths are wrong on one side alone: some are missed, or some are too many."""
    kinds = {(got, right) for got, right in wrong if isinstance(got, (bool, np.bool_))}
    if len(kinds) != 1 or len(wrong) != sum(isinstance(g, (bool, np.bool_)) for g, _ in wrong):
        return None
    got, _right = kinds.pop()
    words, id = (TOO_OFTEN, "relation.too_often") if got else (TOO_RARELY, "relation.too_rarely")
    return Diagnosis(id, _(words).format(name=name))


def spelt(name: str, wrong: Sequence[tuple[object, object]]) -> Diagnosis | None:
    """Return that texts are right but for small and capital letters and the space around them."""
    same = all(
        isinstance(got, str) and isinstance(right, str) and plain(got) == plain(right)
        for got, right in wrong
    )
    return Diagnosis("relation.letters", _(LETTERS).format(name=name)) if same else None


def plain(text: str) -> str:
    return text.strip().casefold()


def of_step(material: Material, name: str, got: object, right: object) -> Diagnosis | None:
    """Return what the step that gives an output says of it."""
    place = material.case.program["outputs"][name]
    steps = material.case.program["steps"]
    does = steps[place[0]]["do"] if len(place) == 1 and isinstance(place[0], int) else ""
    if does == "raises" and isinstance(got, str):
        words, id = (OTHER_REFUSAL, "relation.refused_otherwise")
        if got == NONE_GOT:
            words, id = NO_REFUSAL, "relation.not_refused"
        elif right == NONE_GOT:
            words, id = REFUSAL, "relation.refused"
        return Diagnosis(id, _(words).format(got=got[:60], right=right))
    if does == "shared":
        words, id = (NOT_SHARED, "relation.not_shared") if right else (SHARED, "relation.shared")
        return Diagnosis(id, _(words).format(name=name))
    if does == "equal":
        words, id = (NOT_EQUAL, "relation.not_equal") if right else (EQUAL, "relation.equal")
        return Diagnosis(id, _(words).format(name=name))
    return None


def always(name: str, materials: Sequence[Material], answers: Sequence[object]) -> Diagnosis | None:
    """Return that a text is the same in all of several cases in which it should differ."""
    came = [(repr(got)[:60], repr(right)) for _, got, right in texts(materials, answers, name)]
    got, right = {got for got, _ in came}, {right for _, right in came}
    if len(got) == 1 and len(right) > 1 and len(came) >= CASES:
        return Diagnosis("relation.always_the_same", _(ALWAYS).format(name=name, got=got.pop()))
    return None


def of_kind(got: object, right: object, name: str) -> Diagnosis | None:
    """Return that an output is no number or array at all, None if it is one."""
    array = as_array(right)
    if array is None:
        return None
    kind, expected = kind_of(got), _(ARRAY if array.ndim else NUMBER)
    return Diagnosis("error.wrong_kind", _(KIND).format(name=name, kind=kind, expected=expected))


def of_watched(names: Sequence[str]) -> Iterator[Diagnosis]:
    """Yield what there is to say of arguments that were changed."""
    if names:
        yield Diagnosis("relation.argument_changed", _(CHANGED).format(name=", ".join(names)))


def of_second_call() -> Diagnosis:
    """Return what there is to say of a call that was right once and then not."""
    return Diagnosis("relation.not_repeated", _(AGAIN))
