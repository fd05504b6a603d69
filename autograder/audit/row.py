"""One line of the audit's table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """How many of something hold: `reached` of `wanted`, and in words what did not.

    minimum   how many there must be at least for the row to mean anything
    left_out  why nothing was counted, "" where it was
    """

    name: str
    reached: int
    wanted: int
    failures: tuple[str, ...] = ()
    minimum: int = 1
    left_out: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing falls short."""
        if self.left_out:
            return True
        return self.reached == self.wanted >= self.minimum and not self.failures


def left_out(name: str, why: str) -> Row:
    """Return the row of what cannot be counted here."""
    return Row(name, 0, 0, left_out=why)
