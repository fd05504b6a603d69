"""Which HTML of a student may be shown to a grader as it stands.

Formgrader shows notebooks on the instructor's own Jupyter server, where a script could do whatever
the instructor can, a picture is a request with the instructor's cookies, and a style can cover the
page. So HTML is shown only if it is nothing but text and the tags below, written plainly, that
fetch nothing, lead nowhere but to the page itself, and stay in their box. The test needs no parser,
and so no browser can read the text differently: once those tags are taken out, no "<" may be left,
and without "<" nothing opens a tag. Each expression here takes a time linear in its text.
"""

import re
from collections.abc import Callable, Collection

_ATTRIBUTE = r"""\s([a-z]+)=("[^"<>]*"|'[^'<>]*')"""
_TAG = re.compile(rf"</?([a-z][a-z0-9]*)((?:{_ATTRIBUTE})*) ?/?>")
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE)

_TAGS = re.compile(
    "a|b|blockquote|br|caption|code|col|colgroup|dd|del|details|div|dl|dt|em|h[1-6]|hr|i|img|kbd|li"
    "|mark|ol|p|pre|s|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|ul"
)

# How text may be laid out and coloured: nothing is moved, fetched, or larger than a column.
_LENGTH = r"(?:0|\d{1,2}(?:\.\d{1,2})?(?:px|em|ex|pt)|\d{1,2}%|100%)"
_COLOUR = r"(?:[a-z]{3,20}|#[0-9a-f]{3,8}|rgba?\([\d., %]{1,40}\))"
_EDGES = rf"{_LENGTH}(?: {_LENGTH}){{0,3}}"
_DECLARATIONS = {
    name: re.compile(values, re.IGNORECASE)
    for names, values in (
        ("text-align", "left|right|center|justify"),
        ("vertical-align", "top|middle|bottom|baseline|sub|super"),
        ("font-weight", r"normal|bold|bolder|lighter|\d00"),
        ("font-style", "normal|italic|oblique"),
        ("font-family", "serif|sans-serif|monospace"),
        ("font-size", r"(?:x{0,2}-)?(?:small|large)|medium|\d\dpx|[01](?:\.\d{1,2})?em|1?\d\d%"),
        ("white-space", "normal|pre|pre-wrap|nowrap"),
        ("color background-color background", _COLOUR),
        ("width max-width", r"\d{1,3}px|\d{1,2}%|100%"),
        ("padding padding-left padding-right padding-top padding-bottom", _EDGES),
        ("margin margin-left margin-right margin-top margin-bottom", rf"auto|{_EDGES}"),
        (
            "border border-left border-right border-top border-bottom",
            rf"none|0|\dpx (?:solid|dashed|dotted) {_COLOUR}",
        ),
        ("border-collapse", "collapse|separate"),
    )
    for name in names.split()
}
_MOST_STYLE = 300  # letters

_NUMBER = re.compile(r"\d{1,3}|\d{1,2}%|100%")
_WORD = re.compile("[a-z]*")
# What a renderer of Markdown gives to code and headings; names of the page's own are longer.
_CLASSES = re.compile(r"(?:anchor-link|highlight|hl-[a-z0-9]+|language-[\w+-]+|[a-z][a-z0-9]?|)")
_PICTURE = re.compile("data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]*")


def is_harmless(html: str, taken_ids: Collection[str] = ()) -> bool:
    """Say whether `html` holds nothing but text and plain tags, none with an id of `taken_ids`.

    (Formgrader finds the box for a grade by its id; a heading of that id would hide it.)
    """

    def plain(match: re.Match[str]) -> str:
        allowed = _TAGS.fullmatch(match[1]) and all(
            name in _VALUES
            and _VALUES[name](value[1:-1])
            and not (name == "id" and value[1:-1] in taken_ids)
            for name, value in _EACH_ATTRIBUTE.findall(match[2])
        )
        return "" if allowed else match[0]

    return "<" not in _TAG.sub(plain, html)


def _is_style(value: str) -> bool:
    """Whether a style leaves its element in its place and size, and fetches nothing."""
    if len(value) > _MOST_STYLE:
        return False
    for declaration in filter(str.strip, value.split(";")):
        name, _, setting = declaration.partition(":")
        rule = _DECLARATIONS.get(name.strip().lower())
        if rule is None or not rule.fullmatch(setting.strip()):
            return False
    return True


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _is_anything(value: str) -> bool:
    return True


_VALUES: dict[str, Callable[[str], bool]] = {
    "align": _matches(_WORD),
    "alt": _is_anything,
    "border": _matches(_NUMBER),
    "class": lambda value: all(map(_CLASSES.fullmatch, value.split(" "))),
    "colspan": _matches(_NUMBER),
    "height": _matches(_NUMBER),
    "href": lambda value: value.startswith("#"),
    "id": lambda value: not re.search(r"\s", value),
    "rowspan": _matches(_NUMBER),
    "scope": _matches(_WORD),
    "src": _matches(_PICTURE),
    "start": _matches(_NUMBER),
    "style": _is_style,
    "title": _is_anything,
    "width": _matches(_NUMBER),
}
