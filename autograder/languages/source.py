"""Python source: its comments, docstrings and the sentences it prints are messages.

Nothing else changes, which `same_program` proves of every translation. Banners stay as they are.
"""

import ast
import io
import re
import textwrap
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.languages import Say
from autograder.languages.comments import comments

# Calls whose texts a student reads.
SPEAKING = frozenset({"print", "expect", "SystemExit", "ValueError"})
# Magics of a whole cell below which stands Python.
OF_PYTHON = frozenset({"time", "timeit", "capture", "prun"})
_SENTENCE = re.compile(r"[^\W\d_]+\W* \W*[^\W\d_]+|[^\W\d_]{2,}:$")


class NotTheSame(Exception):
    """A translation would change what a program does; the message names the text."""


@dataclass(frozen=True)
class Edit:
    """A piece of a text, from one offset to another, and what takes its place."""

    start: int
    end: int
    text: str


def translate(text: str, say: Say) -> str:
    """Return a program with its prose said by `say`. Lines of IPython magic stay as they are.

    Raises NotTheSame where a translation would make another program of it.
    """
    view = without_magic(text)
    lines = Lines(view)
    tree = ast.parse(view)
    tokens = list(tokenize.generate_tokens(io.StringIO(view).readline))
    edits = [Edit(*span, new) for span, new in comments(tokens, lines.offset, say)]
    edits += docstrings(tree, lines, say)
    edits += sentences(tree, lines, say)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    if not same_program(ast.parse(without_magic(text)), tree):
        raise NotTheSame(f"A translation changes more than prose: {text[:200]!r}")
    return text


def without_magic(text: str) -> str:
    """Return a notebook cell as Python of the same length: what is IPython's alone does nothing.

    That is lines of magic, of the shell and of help, `x = !ls`, and all of a cell in another
    language, as after `%%bash`.
    """
    opening = re.match(r"\s*%%(\w+)", text)
    if opening and opening[1] not in OF_PYTHON:
        return re.sub(r"^.+$", lambda m: _idle(m[0]), text, flags=re.M)
    text = re.sub(r"^([ \t]*)(%time )", lambda m: m[1] + "0;".ljust(len(m[2])), text, flags=re.M)
    text = re.sub(r"^%%capture (\w+)", lambda m: f"{m[1]} = 0".ljust(len(m[0])), text)
    own = r"[%!?].*(?:(?<=\\)\n.*)*|[\w.]+\?{1,2}[ \t]*"
    text = re.sub(rf"^([ \t]*)({own})$", _without, text, flags=re.M)
    return re.sub(r"^([ \t]*\w+[ \t]*=[ \t]*)([%!].*)$", _without, text, flags=re.M)


def _without(found: re.Match[str]) -> str:
    first, *more = found[2].split("\n")
    return "\n".join([found[1] + _idle(first), *(" " * len(line) for line in more)])


def _idle(line: str) -> str:
    """Return a statement that does nothing, as long as a line."""
    return "0".ljust(len(line))


class Lines:
    """The lines of a text, to turn positions in them into offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line, from 1, and a column in characters."""
        return self.starts[line - 1] + column

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Return where an expression starts and ends; the parser counts columns in bytes."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        ends = [(node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)]
        start, end = (
            self.offset(line, len(self.lines[line - 1].encode()[:column].decode()))
            for line, column in ends
        )
        return start, end


# ------------------------------------------------------------------------------ docstrings


def docstrings(tree: ast.Module, lines: Lines, say: Say) -> Iterator[Edit]:
    """Yield the docstrings, paragraph by paragraph."""
    for node in ast.walk(tree):
        text = docstring_of(node)
        if text is None:
            continue
        start, end = lines.span(text)
        quoted = lines.text[start:end]
        opening = re.match(r'[rR]?"""', quoted)
        if opening is None:
            continue
        inside = quoted[opening.end() : -3]
        indent = " " * text.col_offset
        paragraphs = re.split(r"(\n(?:[ \t]*\n)+)", inside)
        said = [
            paragraph if number % 2 or not paragraph.strip() else _said(paragraph, indent, say)
            for number, paragraph in enumerate(paragraphs)
        ]
        yield Edit(start + opening.end(), end - 3, "".join(said))


def docstring_of(node: ast.AST) -> ast.Constant | None:
    """Return a module's, class's or function's docstring, if it has one."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    if isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr):
        value = node.body[0].value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value
    return None


def _said(paragraph: str, indent: str, say: Say) -> str:
    """Return a paragraph of a docstring in the other language, indented as it was.

    The first one begins behind the quotes, as if it were indented by `indent`.
    """
    body = paragraph.rstrip()
    after = paragraph[len(body) :]
    hidden = indent if not body.startswith(" ") else ""
    message = textwrap.dedent(hidden + body)
    margin = len((hidden + body).split("\n")[0]) - len(message.split("\n")[0])
    said = textwrap.indent(say(message), " " * margin)
    return said[len(hidden) :] + after


# ------------------------------------------------------------------------------- sentences


def sentences(tree: ast.Module, lines: Lines, say: Say) -> Iterator[Edit]:
    """Yield the texts handed to the calls in SPEAKING that read like words."""
    for text in spoken(tree):
        message = message_of(text)
        if not _SENTENCE.search(re.sub(r"\{.*?\}", "", message)):
            continue
        start, end = lines.span(text)
        column = start - lines.starts[text.lineno - 1]
        said = say(message)
        if said != message:
            on_many_lines = text.end_lineno != text.lineno
            yield Edit(start, end, literal(text, said, column if on_many_lines else None))


def spoken(tree: ast.Module) -> list[ast.Constant | ast.JoinedStr]:
    """Return the texts that are arguments of a call in SPEAKING, and not of one inside it."""
    found: list[ast.Constant | ast.JoinedStr] = []

    def visit(node: ast.AST, speaking: bool) -> None:
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            if speaking:
                found.append(node)
            return
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            visit(node.func, False)
            for argument in node.args:
                visit(argument, name in SPEAKING)
            for keyword in node.keywords:
                visit(keyword.value, False)
            return
        stays = isinstance(node, (ast.IfExp, ast.BinOp, ast.BoolOp, ast.Starred))
        for child in ast.iter_child_nodes(node):
            visit(child, speaking and stays)

    visit(tree, False)
    return found


def message_of(text: ast.Constant | ast.JoinedStr) -> str:
    """Return a text as a message; an f-string's expressions stand in it in braces."""
    if isinstance(text, ast.Constant):
        return str(text.value)
    return "".join(_field(part) for part in text.values)


def _field(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value).replace("{", "{{").replace("}", "}}")
    assert isinstance(part, ast.FormattedValue)
    conversion = f"!{chr(part.conversion)}" if part.conversion > 0 else ""
    spec = ""
    if isinstance(part.format_spec, ast.JoinedStr):
        spec = ":" + "".join(_field(piece) for piece in part.format_spec.values)
    return "{" + ast.unparse(part.value) + conversion + spec + "}"


def literal(text: ast.expr, said: str, column: int | None) -> str:
    """Return a string literal for a message; one a sentence, below each other at a column."""
    pieces = re.split(r"(?<=[.?] )(?=\S)", said) if column is not None else [said]
    prefix = "f" if isinstance(text, ast.JoinedStr) else ""
    quoted = [_quoted(piece, prefix) for piece in pieces]
    return ("\n" + " " * (column or 0)).join(quoted)


def _quoted(piece: str, prefix: str) -> str:
    quote = '"' if '"' not in piece else "'" if "'" not in piece else '"""'
    escaped = piece.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{prefix}{quote}{escaped}{quote}"


# ----------------------------------------------------------------------------------- proof


def same_program(one: ast.Module, other: ast.Module) -> bool:
    """Whether two programs differ in nothing but docstrings and the words of spoken texts."""
    return _bare(one) == _bare(other)


def _bare(tree: ast.Module) -> str:
    """Return a program without its words: of spoken texts, only the expressions stay."""
    tree = ast.parse(ast.unparse(tree))
    for node in ast.walk(tree):
        docstring = docstring_of(node)
        if docstring is not None:
            docstring.value = ""
    for text in spoken(tree):
        if isinstance(text, ast.Constant):
            text.value = ""
        else:
            fields = [part for part in text.values if isinstance(part, ast.FormattedValue)]
            text.values = sorted(fields, key=ast.dump)
    return ast.dump(tree)
