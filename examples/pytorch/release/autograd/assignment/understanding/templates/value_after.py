"""What is the value of a name once a line has run? Of small whole numbers alone."""

from ..question import Draft


def draft(study, random):
    """Yield a Draft for each whole number that a line makes."""
    made = [each for each in study.made() if each[2]["kind"] == "whole number" and each[2]["text"]]
    for statement, name, seen in random.sample(made, len(made)):
        value = int(seen["text"])
        real = [number for number in study.numbers() if number != value]
        near = [value + 1, value - 1, 2 * value, value + 2, value * value]
        near = [each for each in near if each >= 0 or value < 0]
        yield Draft(
            {**statement.place, "name": name},
            ("value", str(value)),
            [("value", str(each)) for each in (*real[2:], *near) if each != value],
            [statement.line],
            first=[("value", str(each)) for each in real[:2]],
        )
