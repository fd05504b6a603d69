"""Source files that cannot be read, parsed or imported."""

from autograder.audit.malformed_corpus.submission import SOURCE, Content, Malformed, file


def source(name: str, content: Content, says: str = "@LAST@") -> Malformed:
    return file(f"source: {name}", SOURCE, content, says)


SOURCES = [
    source("130,000 lines of a letter", b"a\n" * 130_000, "NameError"),
    source("a megabyte of lines of a letter", b"a\n" * 2**19, "@FILE@"),
    source("200,000 minus signs", b"x = " + b"-" * 200_000 + b"1\n", "cannot be imported"),
    source("80,000 decorators", b"@a\n" * 80_000 + b"def f(): pass\n", "Importing stops at"),
    source("40,000 blocks in each other", b"if x:\n" * 40_000, "cannot be imported"),
    source("empty", b""),
    source("a null byte", lambda t: t + b"\0", "null byte"),
    source("only null bytes", b"\0" * 1000, "null byte"),
    source("random bytes", bytes(range(256)) * 40, "cannot be imported"),
    source("UTF-16", lambda t: t.decode().encode("utf-16"), ""),
    source("a false coding line", lambda t: b"# -*- coding: klingon -*-\n" + t, ""),
    source(
        "a coding line of another alphabet",
        lambda t: "# -*- coding: cp949 -*-\n# 한글\n".encode("cp949") + t,
        "",
    ),
    source("cut in the middle", lambda t: t[: len(t) // 2], "@LAST@"),
    source("a line of one megabyte", lambda t: t + b"x = '" + b"a" * 2**20 + b"'\n", ""),
    source(
        "an expression of one megabyte", lambda t: t + b"x = 1" + b"+1" * 2**19 + b"\n", "@FILE@"
    ),
    source("parentheses 10^5 deep", b"x = " + b"(" * 10**5 + b")" * 10**5, "too many nested"),
    source("minus signs 10^5 deep", b"x = " + b"-" * 10**5 + b"1", "@FILE@"),
    source("attributes 10^5 deep", b"x = a" + b".b" * 10**5, "@FILE@"),
    source("calls 10^5 deep", b"x = a" + b"()" * 10**5, "@FILE@"),
    source(
        "blocks a hundred deep",
        b"".join(b" " * n + b"if 1:\n" for n in range(150)) + b" " * 150 + b"pass",
        "too many levels",
    ),
    source("ten thousand elifs", b"if 0: pass\n" + b"elif 0: pass\n" * 10**4, "@FILE@"),
    source("a number of a million digits", lambda t: t + b"x = " + b"9" * 10**6, "@FILE@"),
    source("tabs and spaces mixed", b"def f():\n\tx = 1\n        y = 2\n", "TabError"),
    source("a notebook saved as source", b'{"cells": [], "nbformat": 4}'),
    source("a web page saved as source", b"<!DOCTYPE html>\n<html>", "SyntaxError"),
    source("notebook magics left in", b"%matplotlib inline\n!ls\n", "SyntaxError"),
    source("merge markers left in", b"<<<<<<< HEAD\nx = 1\n=======\n", "SyntaxError"),
    source("Python 2", b"print 'hello'\n", "SyntaxError"),
    source("three megabytes", b"#" * (3 * 2**20), "larger than 2 MB"),
    source("functions that are numbers", "@FIRST@ = @LAST@ = 3\n"),
    source("functions without parameters", "def @LAST@(): return 1\n"),
]
