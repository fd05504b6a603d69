"""JSON schemas of the formats other programs read, written from their published rules.

Unknown fields are refused, so that a field of the wrong name is found.
"""

TEXT_FORMATS = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
NUMBER = {"type": "number"}
STRING = {"type": "string"}

GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": NUMBER,
        "execution_time": {"type": "number", "minimum": 0},
        "output": STRING,
        "output_format": TEXT_FORMATS,
        "test_output_format": TEXT_FORMATS,
        "test_name_format": TEXT_FORMATS,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": NUMBER,
                    "max_score": NUMBER,
                    "status": {"enum": ["passed", "failed"]},
                    "name": STRING,
                    "name_format": TEXT_FORMATS,
                    "number": STRING,
                    "output": STRING,
                    "output_format": TEXT_FORMATS,
                    "tags": {"type": "array", "items": STRING},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
        "leaderboard": {
            "type": "array",
            "items": {"type": "object", "required": ["name", "value"]},
        },
    },
}

WHOLE = {"type": "integer", "minimum": 0}

CLASSROOM50 = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        *("schema", "classroom", "assignment", "submission", "commit", "release", "review"),
        *("datetime", "score", "max-score", "tests"),
    ],
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        "classroom": STRING,
        "assignment": STRING,
        "submission": STRING,
        "commit": STRING,
        "release": STRING,
        "review": STRING,
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "score": WHOLE,
        "max-score": WHOLE,
        "tests": {
            "type": "array",
            "items": {  # further fields of a test are kept
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {
                    "test-name": STRING,
                    "passed": {"type": "boolean"},
                    "score": WHOLE,
                    "max-score": WHOLE,
                },
            },
        },
    },
}

WITH_POINTS = {"required": ["points", "max_points"]}
WITHOUT_POINTS = {"properties": {"points": False, "max_points": False}}

PRAIRIELEARN = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "gradable": {"type": "boolean"},
        "format_errors": {"type": ["array", "string"], "items": STRING},
        "message": STRING,
        "output": STRING,
        "images": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {
                    "name": STRING,
                    "description": STRING,
                    "points": NUMBER,
                    "max_points": NUMBER,
                    "message": STRING,
                    "output": STRING,
                    "images": {"type": "array"},
                },
            },
            "anyOf": [{"items": WITH_POINTS}, {"items": WITHOUT_POINTS}],
        },
    },
}
