"""Which explanation of a question's wrong answers a student is told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from autograder.grading.answers import Answer, Failure, Sent, read_answer
from autograder.grading.explaining import facts, slips
from autograder.grading.explaining.argument import arguments
from autograder.grading.explaining.arrangement import arrangements, other_shape
from autograder.grading.explaining.combinations import Cell, Marks
from autograder.grading.explaining.elsewhere import intermediates, strangers
from autograder.grading.explaining.errors import NOT_RETURNED, of_failure, told
from autograder.grading.explaining.in_part import in_part, where
from autograder.grading.explaining.pairs import Material, Pair, base_of, numbers_of, pairs_of
from autograder.grading.explaining.parts import parts
from autograder.grading.explaining.scaling import scalings
from autograder.grading.explaining.small_constant import small_constants
from autograder.grading.judge import fingerprint_of, others_files
from autograder.lab import Checked
from autograder.oracle import Oracle, Prepared
from autograder.results import Diagnosis
from autograder.sentences import hint_id
from autograder.student.checking.compare import CLOSE
from autograder.student.checking.comparisons import compare
from autograder.student.checking.verdict import unchanged
from autograder.student.language import Message, fact, joined

MOST_ALTERNATIVES = 4  # more than these help nobody
SHAPES_ERROR = "error.shapes"
MOST_PARTS = 3  # things that are wrong in different ways
Read = Sequence[Answer | Failure]


def diagnosis_of(
    oracle: Oracle, question: Checked, sent: Sequence[Sent], explained: Sequence[str]
) -> Diagnosis | None:
    """Return what explains the answers to a question, None if nothing surely does.

    sent       what came of its cases in turn, and of one of them once more
    explained  known mistakes that give just these answers
    """
    if explained:
        return known(oracle, explained)
    if not sent:
        return None
    programs = oracle.programs(question.id)
    answers = [read_answer(each, program) for each, program in zip(sent, programs, strict=True)]
    asked = zip(answers[:-1], oracle.cases[question.id], strict=True)
    marks = Marks(oracle, question, [fingerprint_of(*each) for each in asked])
    pairs = marks.pairs()
    if pairs:
        return known_pairs(oracle, pairs)
    known_in_part = [*marks.in_part()]
    if known_in_part and marks.wrong - {cell for _, cells in known_in_part for cell in cells}:
        alone = [*Wrong(oracle, question, answers, marks, []).told()]
        if len(alone) == 1 and alone[0]:  # one fact that says it all
            return alone[0]
    wrong = Wrong(oracle, question, answers, marks, known_in_part)
    return combined(wrong.told()) or combined(wrong.slipped()) or combined(wrong.told(ranges=True))


def known(oracle: Oracle, ids: Sequence[str]) -> Diagnosis | None:
    """Return known mistakes that explain the same, the likeliest first."""
    if len(ids) > MOST_ALTERNATIVES:
        return None
    first, *others = (Diagnosis(id, fact(hint_id(id))) for id in ids)
    return Diagnosis(first.id, first.hint, tuple(others))


def known_pairs(oracle: Oracle, pairs: Sequence[tuple[str, str]]) -> Diagnosis | None:
    """Return pairs of known mistakes that explain the same, the likeliest first."""
    if len(pairs) > MOST_ALTERNATIVES:
        return None
    found = []
    for one, other in pairs:
        hint = fact("known.two", one=fact(hint_id(one)), other=fact(hint_id(other)))
        found.append(Diagnosis(f"{one}+{other}", hint))
    return replace(found[0], also=tuple(found[1:]))


def combined(parts: Iterable[Diagnosis | None]) -> Diagnosis | None:
    """Return several explanations as one, None where something is left without any."""
    found: dict[Message, Diagnosis] = {}
    for part in parts:
        if part is None:
            return None
        found.setdefault(part.hint, part)
        if len(found) > MOST_PARTS:
            return None
    if not found:
        return None
    first = next(iter(found.values()))
    hint = joined(*found, between=" ")
    return Diagnosis(first.id, hint, first.also if len(found) == 1 else ())


class Wrong:
    """What is wrong in the answers to a question, and what explains it."""

    def __init__(
        self,
        oracle: Oracle,
        question: Checked,
        answers: Read,
        marks: Marks,
        known: Sequence[tuple[str, set[Cell]]],
    ) -> None:
        self.known = [*known]
        self.hints: list[Message] = [fact(hint_id(id)) for id, _ in known]
        self.unknown = marks.wrong - {cell for _, cells in self.known for cell in cells}
        self.oracle = oracle
        self.question = question
        *self.answers, self.again = answers
        self.cases = oracle.cases[question.id]
        self.materials = [Material(oracle, question, case) for case in self.cases]
        self.add_conditional(marks)
        outputs = [name for case in self.cases for name in case.expected.outputs]
        names = dict.fromkeys(map(base_of, outputs))
        self.pairs = {name: [*pairs_of(self.materials, self.answers, name)] for name in names}

    def add_conditional(self, marks: Marks) -> None:
        """Add the known mistakes that are made under one setting alone."""
        settings = [material.settings for material in self.materials]
        for id, cells, name, value in marks.in_some_cases(settings, self.unknown):
            self.known.append((id, cells))
            words = {"hint": fact(hint_id(id)), "setting": name, "value": repr(value)}
            self.hints.append(fact("relation.where", **words))
            self.unknown -= cells

    def told_known(self) -> Iterator[Diagnosis]:
        """Yield the known mistakes that explain a part."""
        for (id, _), hint in zip(self.known, self.hints, strict=True):
            yield Diagnosis(id, hint)

    def told(self, ranges: bool = False) -> Iterator[Diagnosis | None]:
        """Yield what explains each thing that is wrong, None for what nothing explains.

        ranges  whether it is told where an output is wrong, if nothing says why
        """
        yield from self.told_known()
        if self.known and not self.unknown:
            return
        left = {base_of(name) for _, name in self.unknown}
        told = [*self.errors()]
        yield from told
        may_fit = any(each and each.id == SHAPES_ERROR for each in told)
        for name in self.pairs:
            if name in left or not self.known:
                found = [*self.output(name, ranges)]
                # Where sizes happen to be equal, wrong shapes fit all the same.
                yield from [each for each in found if each or not may_fit]
        yield from facts.of_watched(self.changed())
        if self.only_again():
            yield facts.of_second_call()

    def slipped(self) -> Iterator[Diagnosis | None]:
        """Yield the same with slips in it: right code with one small change gives what came."""
        names = {name: base_of(name) for case in self.cases for name in case.expected.outputs}
        excused = frozenset(cell for _, cells in self.known for cell in cells)
        found, left = slips.told(
            slips.slips_of(self.oracle, self.question),
            self.answers,
            frozenset(self.unknown),
            excused,
            names,
        )
        if not found:
            yield None
            return
        yield from self.told_known()
        yield from found
        for name in dict.fromkeys(base_of(name) for _, name in sorted(left)):
            yield from self.output(name) if name in self.pairs else [None]

    def errors(self) -> Iterator[Diagnosis | None]:
        """Yield what Python tells of the cases that came to no answer."""
        others = others_files(self.oracle, self.question)
        for answer in self.answers:
            if isinstance(answer, Failure):
                yield of_failure(answer, others)

    def output(self, name: str, ranges: bool = False) -> Iterator[Diagnosis | None]:
        """Yield what explains an output, where it is wrong."""
        numbers, texts = False, False
        for material, answer in zip(self.materials, self.answers, strict=True):
            expected = material.case.expected
            for output, right in expected.outputs.items():
                if base_of(output) != name or not isinstance(answer, Answer):
                    continue
                got, rule = answer.outputs.get(output), expected.compare.get(output, CLOSE)
                if not any(compare(output, got, right, rule)[:2]):
                    continue
                if got is None:
                    yield told(NOT_RETURNED)
                elif isinstance(right, (str, bool)):
                    texts = True
                elif numbers_of(got) is None or numbers_of(right) is None:
                    yield facts.of_kind(got, right, name) if numbers_of(got) is None else None
                else:
                    numbers = True
        if texts:
            yield from facts.of_texts(self.materials, self.answers, name)
        if numbers:
            found = related(name, self.pairs)
            yield where(self.pairs[name], name) if ranges and not found else found

    def changed(self) -> list[str]:
        """Return the names of arguments that were changed."""
        found: dict[str, None] = {}
        for case, answer in zip(self.cases, self.answers, strict=True):
            if isinstance(answer, Answer):
                for name, before in case.expected.watched.items():
                    if not unchanged(answer.watched.get(name), before):
                        found[name] = None
        return [*found]

    def only_again(self) -> bool:
        """Whether the case that is asked twice was right, and then not."""
        case = self.oracle.once_more[self.question.id]
        first = self.answers[self.cases.index(case)]
        return wrong(case, self.again) and not wrong(case, first)


def wrong(case: Prepared, answer: Answer | Failure) -> bool:
    """Whether an answer to a case is not right in all of its outputs."""
    if not isinstance(answer, Answer):
        return True
    expected = case.expected
    return any(
        any(compare(name, answer.outputs.get(name), right, expected.compare.get(name, CLOSE))[:2])
        for name, right in expected.outputs.items()
    )


def related(name: str, others: Mapping[str, Sequence[Pair]]) -> Diagnosis | None:
    """Return the first relation of an output to the right one that explains it, cheapest first.

    One that explains all cases goes before one that explains all with a setting they have.
    """
    pairs = others[name]
    failing = [pair for pair in pairs if not pair.is_right]
    if not failing:
        return None
    telling = max(failing, key=lambda pair: (pair.right.size, pair.got.size))
    in_order = [
        telling,
        *(p for p in failing if p is not telling),
        *(p for p in pairs if p.is_right),
    ]
    if any(map(is_drawn, failing)):
        shaped = [other_shape(telling)] if telling.got.size == telling.right.size else []
        changes = [change for change in shaped if all(p.same_draw() for p in failing)]
        return Diagnosis(changes[0].id, changes[0].found(name)) if changes else None
    conditional: Diagnosis | None = None
    proposed = chain(
        arrangements(telling),
        scalings(telling),
        parts(telling),
        strangers(telling, others),
        *(small_constants(each) for each in failing[:2]),
        intermediates(telling),
        arguments(telling),
        in_part(telling),
    )
    for change in proposed:
        if change.explains(in_order):
            return Diagnosis(change.id, change.found(name))
        place = change.where(in_order)
        if place and conditional is None:
            found = {"hint": change.found(name), "setting": place[0], "value": repr(place[1])}
            hint = fact("relation.where", **found)
            conditional = Diagnosis(change.id, hint)
    return conditional


def is_drawn(pair: Pair) -> bool:
    """Whether an output is drawn at random, so that its numbers say nothing."""
    return bool(pair.case.expected.compare.get(pair.name, CLOSE)["kind"] == "normal")
