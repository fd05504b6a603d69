"""Recognise a function nobody has started on: its blank still holds only `pass`."""

START = "START OF YOUR CODE"
END = "END OF YOUR CODE"


def blanks(source):
    """Yield (first line number, lines) of what stands between each pair of banners."""
    inside, first = None, 0
    for number, line in enumerate(source.splitlines(), 1):
        if START in line and line.lstrip().startswith("#"):
            inside, first = [], number + 1
        elif END in line and line.lstrip().startswith("#") and inside is not None:
            yield first, inside
            inside = None
        elif inside is not None:
            inside.append(line)
    if inside is not None:
        yield first, inside


def is_blank(lines):
    """Whether the lines hold nothing but `pass` and comments."""
    code = [line.split("#")[0].strip() for line in lines]
    return all(line in ("", "pass") for line in code)
