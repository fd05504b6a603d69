"""What is so whatever the numbers are: what a check asks beside them, and what came instead."""

from collections.abc import Iterator, Sequence

import numpy as np

from autograder.grading.answers import Answer
from autograder.grading.explaining.pairs import Material, base_of
from autograder.results import Diagnosis
from autograder.student.checking.compare import as_array
from autograder.student.checking.comparisons import kind_of
from autograder.student.language import fact, joined

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
        yield (
            always(name, materials, answers)
            or one_sided(name, wrong)
            or spelt(name, wrong)
            or each_time(name, materials, answers)
        )


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
    words, id = (
        ("facts.too_often", "relation.too_often")
        if got
        else ("facts.too_rarely", "relation.too_rarely")
    )
    return Diagnosis(id, fact(words, name=name))


def spelt(name: str, wrong: Sequence[tuple[object, object]]) -> Diagnosis | None:
    """Return that texts are right but for small and capital letters and the space around them."""
    same = all(
        isinstance(got, str) and isinstance(right, str) and plain(got) == plain(right)
        for got, right in wrong
    )
    return Diagnosis("relation.letters", fact("facts.letters", name=name)) if same else None


def each_time(
    name: str, materials: Sequence[Material], answers: Sequence[object]
) -> Diagnosis | None:
    """Return which texts come in the place of which, if it is the same one each time."""
    came: dict[str, dict[str, int]] = {}
    for _material, got, right in texts(materials, answers, name):
        if not isinstance(right, str):
            return None
        given = came.setdefault(repr(right), {})
        given[repr(got)[:60]] = given.get(repr(got)[:60], 0) + 1
    wrong = {right: given for right, given in came.items() if [*given] != [right]}
    if any(len(given) != 1 for given in wrong.values()) or len(wrong) > CASES:
        return None
    if sum(sum(given.values()) for given in wrong.values()) < CASES:
        return None
    told = [
        fact("facts.each_time", name=name, right=right, got=next(iter(given)))
        for right, given in wrong.items()
    ]
    return Diagnosis("relation.each_time", joined(*told, between=" ")) if told else None


def plain(text: str) -> str:
    return text.strip().casefold()


def of_step(material: Material, name: str, got: object, right: object) -> Diagnosis | None:
    """Return what the step that gives an output says of it."""
    place = material.case.program["outputs"][name]
    steps = material.case.program["steps"]
    does = steps[place[0]]["do"] if len(place) == 1 and isinstance(place[0], int) else ""
    if does == "raises" and isinstance(got, str):
        words, id = ("facts.other_refusal", "relation.refused_otherwise")
        if got == NONE_GOT:
            words, id = "facts.no_refusal", "relation.not_refused"
        elif right == NONE_GOT:
            words, id = "facts.refusal", "relation.refused"
        return Diagnosis(id, fact(words, got=got[:60], right=right))
    if does == "shared":
        words, id = (
            ("facts.not_shared", "relation.not_shared")
            if right
            else ("facts.shared", "relation.shared")
        )
        return Diagnosis(id, fact(words, name=name))
    if does == "equal":
        words, id = (
            ("facts.not_equal", "relation.not_equal")
            if right
            else ("facts.equal", "relation.equal")
        )
        return Diagnosis(id, fact(words, name=name))
    return None


def always(name: str, materials: Sequence[Material], answers: Sequence[object]) -> Diagnosis | None:
    """Return that a text is the same in all of several cases in which it should differ."""
    came = [
        (
            repr(got.item() if isinstance(got, np.ndarray) and not got.ndim else got)[:60],
            repr(right),
        )
        for _, got, right in texts(materials, answers, name)
    ]
    got, right = {got for got, _ in came}, {right for _, right in came}
    if len(got) == 1 and len(right) > 1 and len(came) >= CASES:
        return Diagnosis("relation.always_the_same", fact("facts.always", name=name, got=got.pop()))
    return None


def of_kind(got: object, right: object, name: str) -> Diagnosis | None:
    """Return that an output is no number or array at all, None if it is one."""
    array = as_array(right)
    if array is None or as_array(got) is not None:
        return None
    kind, expected = kind_of(got), fact("facts.array" if array.ndim else "facts.number")
    return Diagnosis(
        "error.wrong_kind", fact("facts.kind", name=name, kind=kind, expected=expected)
    )


def of_watched(names: Sequence[str]) -> Iterator[Diagnosis]:
    """Yield what there is to say of arguments that were changed."""
    if names:
        yield Diagnosis("relation.argument_changed", fact("facts.changed", name=", ".join(names)))


def of_second_call() -> Diagnosis:
    """Return what there is to say of a call that was right once and then not."""
    return Diagnosis("relation.not_repeated", fact("facts.again"))
