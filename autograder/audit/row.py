"""One line of the audit's table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """How many of something hold: `reached` of `wanted`, and in words what did not.

    minimum   how many there must be at least for the row to mean anything
    """

    name: str
    reached: int
    wanted: int
    failures: tuple[str, ...] = ()
    minimum: int = 1

    @property
    def holds(self) -> bool:
        """Whether nothing falls short."""
        return self.reached == self.wanted >= self.minimum and not self.failures
