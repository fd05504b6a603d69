"""What kind of thing is it that a line makes?"""

from ..question import Draft

KINDS = (
    *("array of floats", "array of whole numbers", "array of booleans", "float", "whole number"),
    *("boolean", "text", "tuple", "list", "dictionary", "None", "function"),
)
NEAR = {
    "array of floats": ("array of whole numbers", "array of booleans", "float", "list"),
    "array of whole numbers": ("array of floats", "array of booleans", "whole number", "list"),
    "array of booleans": ("array of floats", "array of whole numbers", "boolean", "list"),
    "float": ("array of floats", "whole number", "boolean", "list"),
    "whole number": ("float", "array of whole numbers", "boolean", "tuple"),
    "boolean": ("array of booleans", "float", "whole number", "text"),
    "tuple": ("list", "array of floats", "dictionary", "whole number"),
    "list": ("tuple", "array of floats", "dictionary", "function"),
    "dictionary": ("list", "tuple", "array of floats", "text"),
    "text": ("list", "whole number", "boolean", "dictionary"),
}


def draft(study, random):
    """Yield a Draft for each value of a kind that has kinds near to it."""
    made = [each for each in study.made() if each[2]["kind"] in NEAR]
    for statement, name, seen in random.sample(made, len(made)):
        kind = seen["kind"]
        yield Draft(
            {**statement.place, "name": name},
            ("kind", kind),
            [("kind", each) for each in KINDS if each != kind],
            [statement.line],
            study.record.previews.get((statement.number, name), ""),
            first=[("kind", each) for each in NEAR[kind][:3]],
        )
