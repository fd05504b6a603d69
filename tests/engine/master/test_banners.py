"""Banners: what is stripped, and which slips of the author are errors."""

import pytest

from autograder.banners import END, START, BannerError, problems, regions, strip

SOLVED = f"""\
def double(x):
    out = None
    {START}
    y = x + x

    out = y
    {END}
    return out
"""

STUB = f"""\
def double(x):
    out = None
    {START}
    pass
    {END}
    return out
"""


def test_a_solution_becomes_pass_between_its_banners():
    assert strip(SOLVED, "layers.py") == STUB


def test_stripping_a_stub_changes_nothing():
    assert strip(STUB, "layers.py") == STUB


def test_every_region_is_stripped_at_its_own_indentation():
    text = f"{START}\na = 1\n{END}\nif a:\n        {START}\n        b = 2\n        {END}\n"
    assert strip(text, "x.py") == (
        f"{START}\npass\n{END}\nif a:\n        {START}\n        pass\n        {END}\n"
    )


def test_an_empty_region_gets_its_pass():
    assert strip(f"{START}\n{END}\n", "x.py") == f"{START}\npass\n{END}\n"


def test_a_region_knows_its_lines():
    (region,) = regions(SOLVED, "layers.py")
    assert (region.start, region.end, region.indent) == (3, 7, "    ")
    assert region.body == ("    y = x + x", "", "    out = y")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (f"x = 1\n{END}\n", 2, "END OF YOUR CODE without a START. Add the missing banner."),
        (f"{START}\nx = 1\n", 1, "START OF YOUR CODE without an END. Add the missing banner."),
        (f"{START}\n{START}\n{END}\n", 2, "inside another"),
        (f"{START}\n{END}\n{END}\n", 3, "without a START"),
    ],
)
def test_a_banner_without_its_pair_is_an_error_with_file_and_line(text, line, says):
    with pytest.raises(BannerError) as error:
        strip(text, "assignment/layers.py")
    assert str(error.value).startswith(f"assignment/layers.py:{line}: ")
    assert says in str(error.value)


@pytest.mark.parametrize(
    "slip",
    [
        "# ****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****",
        "#*****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****",
        "#*****END OF YOUR C0DE",
        "# *****End of your code (do not delete/modify this line)*****",
        "# *****STRAT OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****",
        "# *****END OF YOUR CODE*****",
        "# START YOUR CODE",
        "*****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****",
        f"x = 1  {END}",
        f"{START} here",
    ],
)
def test_a_misspelt_banner_is_an_error_and_not_a_comment(slip):
    """Else the region would not be seen, and its solution would be released."""
    [(line, problem)] = problems(f"x = 1\n    {slip}\n")
    assert line == 2
    assert "Write exactly" in problem or "stand alone" in problem


@pytest.mark.parametrize(
    "innocent",
    [
        "# TODO: Implement the affine forward pass. Store the result in out.",
        "# Write your code between the two banners.",
        "# The code starts here; its end is near.",
        "return code",
        "#" * 75,
        "",
    ],
)
def test_an_ordinary_line_is_no_banner(innocent):
    assert problems(innocent) == []
