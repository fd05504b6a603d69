"""Domains: what a docstring allows for each argument, and the cases that are drawn from it.

    AFFINE = Domain(
        n=[1, between(2, 9), like("m"), hidden(1001, public=101)],
        m=[1, between(2, 9), between(11, 15)],
        x=arrays("n", "m", scale=[1e-3, 1, 100]),
    )

    @questions.add("affine_forward", cases=[Case(…, public=True), *AFFINE.cases(RANGE)], …)
    def affine_forward(code, case):
        x = case.array("x", case.n, case.m)

Each setting has a list of levels: a value, a range to draw from, or a tuple of both. There are as
many cases as the longest list has levels. Every level is dealt to one of them at least, whatever
the seed; which levels meet in a case, and what is drawn from a range, is another with each seed. So
every seed sees every edge, and two seeds seldom see the same combination.

What shows only where some levels meet (a square matrix of small numbers) is named in `also`, a
hidden case each.

The public cases are dealt in the same way, once and for all: each kind of hidden case has one.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.case import Case, Manner

VECTOR = ("C", "[::2]", "[::-1]")
MATRIX = ("C", "F", "[::2]", "[::-1]")
TRIES, EXCHANGES = 50, 200
SEVERAL, LARGE = 3, 100  # cases; examples, which are quick once and not twice
KEPT = 512  # deals of a domain

Settings = dict[str, Any]
Decks = dict[tuple[str, ...], list[Any]]  # of a setting, or of a part of an argument's


@dataclass(frozen=True)
class Between:
    """A number from low to high, both included; whole if both are."""

    low: float
    high: float


@dataclass(frozen=True)
class Like:
    """Whatever another setting is."""

    name: str


@dataclass(frozen=True)
class Hidden:
    """A level of hidden cases, which is too large for the released ones, and theirs, if any."""

    level: Any
    public: Any = None


@dataclass(frozen=True)
class Arrays:
    """How the numbers of an argument may come; see `arrays`."""

    shape: tuple[str, ...]
    levels: Mapping[str, Sequence[Any]]


def between(low: float, high: float) -> Between:
    """Return the level "a number from low to high"."""
    return Between(low, high)


def like(name: str) -> Like:
    """Return the level "the same as another setting", as where a matrix is square."""
    return Like(name)


def hidden(level: Any, public: Any = None) -> Hidden:
    """Return a level that no public case has; those have another in its place, or none."""
    return Hidden(level, public)


def arrays(
    *shape: str,
    scale: Sequence[float | Hidden] = (1.0,),
    dtype: Sequence[str | Hidden] = ("float64",),
    layout: Sequence[str | Hidden] = (),
) -> Arrays:
    """Return how the numbers of an argument may come, each of the three dealt by itself.

    Inputs:
    - shape: names of the settings that are its sizes; a layout is dealt to a case where it shows
    - scale: standard deviations of the numbers
    - dtype: names of NumPy's types
    - layout: see `Manner`; if it is empty, all that an array of this shape can have
    """
    layouts = layout or (MATRIX if len(shape) > 1 or shape == ("shape",) else VECTOR)
    return Arrays(shape, {"scale": scale, "dtype": dtype, "layout": layouts})


class Domain:
    """What a docstring allows for the arguments of a function.

    settings  levels of each setting, or `arrays(…)` for an argument that is an array
    allowed   whether settings may meet in one case
    also      settings that do meet, in one more hidden case each: levels, and `manner(…)` of an
              array that comes in another than the usual one
    """

    def __init__(
        self,
        allowed: Callable[[Any], bool] = lambda case: True,
        also: Sequence[Settings] = (),
        **settings: list[Any] | Arrays,
    ) -> None:
        self.allowed = allowed
        self.also = also
        self.settings = settings

    def cases(self, tests: str, *, public: bool = True) -> list[Case]:
        """Return the cases that show the property `tests`, which is their name, too.

        public  whether public ones are among them; not where others represent them
        """
        found: list[Case] = []
        for shows in (True, False) if public else (False,):
            count = max(len(levels) for _, levels in self._decks(shows))
            dealt = Dealt(self, tests, shows, count)
            every = count if shows else count + len(self.also)
            found += [DrawnCase(dealt, number) for number in range(every)]
        return found

    def _decks(self, public: bool) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
        """Yield the levels of each setting, and of each part of an argument's."""
        for name, levels in self.settings.items():
            if isinstance(levels, Arrays):
                for part, its_levels in levels.levels.items():
                    yield (name, part), shown(its_levels, public)
            else:
                yield (name,), shown(levels, public)

    def deal(self, key: str, count: int, public: bool) -> list[Settings]:
        """Return the settings of `count` cases, the same for the same key.

        Two cases exchange a level, again and again, while some settings may not meet.

        Raises ValueError where nothing that is allowed is found.
        """
        random = np.random.RandomState(zlib.crc32(key.encode()))
        for _ in range(TRIES):
            made = self._exchanged(self._shuffled(count, public, random), count, random)
            if made:
                return made
        raise ValueError(f"no cases of {key} are allowed: {', '.join(self.settings)}")

    def deal_also(self, key: str) -> list[Settings]:
        """Return the settings that do meet, with those of arrays that none of them speaks of."""
        random = np.random.RandomState(zlib.crc32(f"also/{key}".encode()))
        usual = {n: manner() for n, levels in self.settings.items() if isinstance(levels, Arrays)}
        found = []
        for levels in self.also:
            dealt = {name: drawn(level, random) for name, level in levels.items()}
            found.append({**usual, **{name: settled(name, dealt) for name in dealt}})
        return found

    def _shuffled(self, count: int, public: bool, random: np.random.RandomState) -> Decks:
        """Return the levels of each setting, each at least once, in any order."""
        decks = {}
        for setting, levels in self._decks(public):
            more = [levels[random.randint(len(levels))] for _ in range(count - len(levels))]
            deck = [drawn(level, random) for level in [*levels, *more]]
            decks[setting] = [deck[place] for place in random.permutation(count)]
        return decks

    def _exchanged(self, decks: Decks, count: int, random: np.random.RandomState) -> list[Settings]:
        """Return the settings of the cases, once all that meet may meet; [] if that takes long."""
        faults_of = self._counted(decks)
        faults = [faults_of(number) for number in range(count)]
        for _ in range(EXCHANGES):
            wrong = [number for number in range(count) if faults[number]]
            if not wrong:
                return [made_of(decks, number)[1] for number in range(count)]
            deck = list(decks.values())[random.randint(len(decks))]
            one, other = wrong[random.randint(len(wrong))], random.randint(count)
            deck[one], deck[other] = deck[other], deck[one]
            now = faults_of(one), faults_of(other)
            if sum(now) > faults[one] + faults[other]:
                deck[one], deck[other] = deck[other], deck[one]
            else:
                faults[one], faults[other] = now
        return []

    def _counted(self, decks: Decks) -> Callable[[int], int]:
        """Return how to count the settings of a case that may not meet others, or do not show.

        That is done ten thousand times in a deal, so what no case changes is looked up once.
        """
        plain = [(name, deck) for (name, *part), deck in decks.items() if not part]
        arrays = [
            (name, decks[name, "scale"], decks[name, "dtype"], decks[name, "layout"], levels.shape)
            for name, levels in self.settings.items()
            if isinstance(levels, Arrays)
        ]

        def faults(number: int) -> int:
            made = {name: deck[number] for name, deck in plain}
            for name, scale, dtype, layout, _ in arrays:
                made[name] = manner(scale[number], dtype[number], layout[number])
            count = 0
            for name in [name for name, value in made.items() if type(value) is Like]:
                while type(made[name]) is Like:
                    made[name] = made[made[name].name]
                count += made[name] == 1
            count += not self.allowed(View(made))
            for _, _, _, layout, shape in arrays:
                count += not shows(layout[number], shape, made)
            return count

        return faults


class View:
    """Settings, read as attributes."""

    def __init__(self, settings: Settings) -> None:
        self.__dict__.update(settings)


class Dealt:
    """The cases of one domain, which share a deal.

    In one of several hidden ones two calls take turns: in every question what is kept from call to
    call shows.
    """

    def __init__(self, domain: Domain, tests: str, public: bool, count: int) -> None:
        self.domain = domain
        self.tests = tests
        self.public = public
        self.count = count
        self._dealt = lru_cache(KEPT)(self._deal)

    def settings(self, seed: int, number: int) -> Settings:
        """Return the settings of one of the cases."""
        return self._dealt(seed)[number]

    def _deal(self, seed: int) -> list[Settings]:
        key = f"{seed}/{self.tests}/{sorted(self.domain.settings)}"
        dealt = self.domain.deal(key, self.count, self.public)
        also = [] if self.public else self.domain.deal_also(key)
        if "calls" in self.domain.settings or self.public or self.count < SEVERAL:
            return dealt + also
        few = [each for each in dealt if not any(map(is_large, each.values()))] or dealt
        usual = [each for each in few if all(map(is_usual, each.values()))] or few
        taking_turns = usual[zlib.crc32(f"calls/{key}".encode()) % len(usual)]
        dealt = [{**each, "calls": 2} if each is taking_turns else each for each in dealt]
        return dealt + also


class DrawnCase(Case):
    """A case whose settings are drawn with the seed, too; it has none until `reseed`."""

    def __init__(self, dealt: Dealt, number: int) -> None:
        super().__init__(dealt.tests, tests=dealt.tests, public=dealt.public)
        self.dealt = dealt
        self.number = number

    def reseed(self, seed: int) -> int:
        self.settings = self.dealt.settings(seed, self.number)
        self.drawn = ", ".join(filter(None, (words(*item) for item in self.settings.items())))
        return super().reseed(seed)

    @property
    def practice(self) -> bool:
        return self.public

    @property
    def key(self) -> str:
        return f"{self.name}/{self.number}"


def shown(levels: Sequence[Any], public: bool) -> list[Any]:
    """Return the levels of public or of hidden cases."""
    each = [level if isinstance(level, Hidden) else Hidden(level, level) for level in levels]
    return [e.public if public else e.level for e in each if not public or e.public is not None]


def drawn(level: Any, random: np.random.RandomState) -> Any:
    """Return a level with a number in the place of each range."""
    if isinstance(level, Between):
        if isinstance(level.low, int) and isinstance(level.high, int):
            return int(random.randint(level.low, level.high + 1))
        return round(float(random.uniform(level.low, level.high)), 3)
    if isinstance(level, tuple):
        return tuple(drawn(part, random) for part in level)
    return level


def made_of(decks: Decks, number: int) -> tuple[Settings, Settings]:
    """Return the settings of a case, as dealt and as its check reads them."""
    dealt: Settings = {}
    for key, deck in decks.items():
        if len(key) == 1:
            dealt[key[0]] = deck[number]
        else:
            dealt.setdefault(key[0], {})[key[1]] = deck[number]
    return dealt, {name: settled(name, dealt) for name in dealt}


def is_large(value: Any) -> bool:
    """Whether a setting is so large that twice of it would take long."""
    parts = value if isinstance(value, tuple) else (value,)
    return any(isinstance(part, int) and part > LARGE for part in parts)


def is_usual(value: Any) -> bool:
    """Whether a setting is neither large nor one of something, which may have one answer only."""
    one = isinstance(value, int) and not isinstance(value, bool) and value <= 1
    return not one and not is_large(value)


def shows(layout: str, names: Sequence[str], settings: Settings) -> bool:
    """Whether a memory layout is another than C order for an array of these sizes."""
    sizes = [settings[name] for name in names]
    shape: Sequence[int] = sizes[0] if sizes and isinstance(sizes[0], tuple) else sizes
    if layout == "C" or not shape:
        return True
    if layout == "F":
        return sum(size > 1 for size in shape) > 1
    return (shape[0] if layout == "[::-1]" else max(shape)) > 1


def settled(name: str, dealt: Settings) -> Any:
    """Return a setting: what another one is where it is like that, and an array's as one."""
    value = dealt[name]
    if isinstance(value, Like):
        return settled(value.name, dealt)
    return manner(**value) if isinstance(value, dict) else value


manner = lru_cache(KEPT)(Manner)  # the few there are, made ten thousand times in a deal


def words(name: str, value: Any) -> str:
    """Return a setting as a student reads it, "" where it is the usual one."""
    if not isinstance(value, Manner):
        return f"{name} = {value}"
    usual = Manner()
    parts = [f"~ {value.scale:g}"] if value.scale != usual.scale else []
    parts += [str(value.dtype)] if value.dtype != usual.dtype else []
    parts += [value.layout] if value.layout != usual.layout else []
    return " ".join([name, *parts]) if parts else ""
