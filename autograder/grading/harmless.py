"""Which HTML of a student may be shown to a grader as it stands.

Formgrader shows notebooks on the instructor's own Jupyter server, where a script could do whatever
the instructor can. So HTML is shown only if it is nothing but text and the tags below, written
plainly. The test needs no parser, and so no browser can read the text differently: once those
tags are taken out, no "<" may be left, and without "<" nothing opens a tag.
"""

import re
from collections.abc import Collection

_ATTRIBUTE = r"""\s+([a-z]+)=("[^"<>]*"|'[^'<>]*')"""
_TAG = re.compile(rf"</?([a-z][a-z0-9]*)((?:{_ATTRIBUTE})*)\s*/?>")
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE)

_TAGS = re.compile(
    "a|b|blockquote|br|caption|code|col|colgroup|del|details|div|em|h[1-6]|hr|i|img|kbd|li|mark|ol|p"
    "|pre|s|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|ul"
)

# How a page may be laid out and coloured, but not moved about or fetched from elsewhere.
_STYLE = (
    r"(?:\s*(?:text-align|vertical-align|font-(?:weight|style|size|family)|white-space|(?:max-)?width"
    r"|color|background(?:-color)?|border(?:-[a-z]+)*|padding(?:-[a-z]+)?|line-height|margin(?:-[a-z]+)?)"
    r"\s*:\s*[\w#.,% -]+(?:;|$))*\s*"
)
_LINK = r"https?://.*|mailto:.*|#.*|[\w./ %-]*"
_BADGE = r"https://colab\.research\.google\.com/assets/colab-badge\.svg"  # in released notebooks
_IMAGE = r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]*|attachment:[\w. %-]+|[\w./ %-]*|" + _BADGE
_NUMBER = r"\d{1,4}%?"
_VALUES = {
    "align": r"[a-z]*",
    "alt": r".*",
    "border": _NUMBER,
    "class": r"[a-zA-Z0-9 -]*",
    "colspan": _NUMBER,
    "height": _NUMBER,
    "href": _LINK,
    "id": r"[^\s]*",
    "rowspan": _NUMBER,
    "scope": r"[a-z]*",
    "src": _IMAGE,
    "start": _NUMBER,
    "style": _STYLE,
    "title": r".*",
    "width": _NUMBER,
}


def is_harmless(html: str, taken_ids: Collection[str] = ()) -> bool:
    """Say whether `html` holds nothing but text and plain tags, none with an id of `taken_ids`.

    (Formgrader finds the box for a grade by its id; a heading of that id would hide it.)
    """

    def plain(match: re.Match[str]) -> str:
        attributes = _EACH_ATTRIBUTE.findall(match[2])
        allowed = _TAGS.fullmatch(match[1]) and all(
            re.fullmatch(_VALUES.get(name, "$^"), value[1:-1], re.DOTALL)
            and not (name == "id" and value[1:-1] in taken_ids)
            for name, value in attributes
        )
        return "" if allowed else match[0]

    return "<" not in _TAG.sub(plain, html)
