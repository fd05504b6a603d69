"""Which lines of a function a question shows: the ones it needs, and what helps to read them."""

MOST_LINES = 12
WIDEST = 108
LONGEST_HEAD = 3


def shown_lines(function, needed):
    """Return the lines to show, at most MOST_LINES, or None where those needed do not fit.

    All code of the function where that fits; else its first line, the needed ones with the heads
    of the blocks round them, then the nearest before and after them.
    """
    everything = code_lines(function)
    if any(len(function.text[line - 1]) > WIDEST for line in needed):
        return None
    if len(everything) <= MOST_LINES and fits(function, everything):
        return everything
    chosen = {function.node.lineno} if function.node.lineno >= function.first else set()
    for line in needed:
        for statement in function.statements:
            if statement.line <= line <= statement.last:
                for each in (statement, *(function.statements[n] for n in statement.above)):
                    chosen.update(range(each.line, each.last + 1))
    chosen = {line for line in chosen if line in everything}
    if len(chosen) > MOST_LINES or not fits(function, chosen):
        return None
    near = sorted(everything, key=lambda line: (min(abs(line - n) for n in needed), line))
    for line in near:
        if len(chosen) < MOST_LINES and fits(function, [line]) and whole(function, line, chosen):
            chosen.add(line)
    return sorted(chosen)


def gaps_in(function, lines):
    """Return the lines behind which code is left out, among lines that are shown."""
    everything = code_lines(function)
    ends = (*lines[1:], function.last + 1)
    pairs = zip(lines, ends)
    return [first for first, then in pairs if any(first < each < then for each in everything)]


def code_lines(function):
    """Return the lines of a function that hold code: its head, and its statements."""
    lines = set()
    if function.statements:
        lines.add(function.node.lineno)
        head_last = last_of_head(function)
        if head_last - function.node.lineno < LONGEST_HEAD:
            lines.update(range(function.node.lineno, head_last + 1))
    doc = docstring_lines(function)
    for statement in function.statements:
        lines.update(range(statement.line, statement.last + 1))
    return sorted(line for line in lines - doc if is_code(function.text[line - 1]))


def last_of_head(function):
    """Return the last line of what stands before the body of a function."""
    args = function.node.args
    parts = [*args.posonlyargs, *args.args, *args.kwonlyargs, *args.defaults]
    parts += [each for each in (*args.kw_defaults, args.vararg, args.kwarg) if each]
    return max([function.node.lineno, *(part.end_lineno for part in parts)])


def docstring_lines(function):
    """Return the lines of the texts that stand alone in a function."""
    body = function.node.body if isinstance(function.node.body, list) else []
    first = body[:1]
    if first and hasattr(first[0], "value") and type(first[0].value).__name__ == "Constant":
        return set(range(first[0].lineno, first[0].end_lineno + 1))
    return set()


def is_code(line):
    """Whether a line holds more than a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def whole(function, line, chosen):
    """Whether a line may be shown alone: it belongs to no longer statement, or all but it is."""
    for statement in function.statements:
        if statement.line <= line <= statement.last and statement.last > statement.line:
            return False
    return True


def fits(function, lines):
    """Whether no line is too wide."""
    return all(len(function.text[line - 1]) <= WIDEST for line in lines)
