"""Templates: one idea of a question a file. Each yields drafts of a study, in random order.

`draft(study, random)` yields Drafts; which of them becomes a question is `asking.py`'s to say.
"""

from . import (
    came_from,
    changed,
    condition,
    equal_form,
    first_with_shape,
    kind_after,
    left_out,
    not_run,
    result_if,
    shape_after,
    shape_if_changed,
    stops_where,
    times_run,
    twice_as_large,
    value_after,
)

TEMPLATES = {
    "shape_after": shape_after,
    "value_after": value_after,
    "kind_after": kind_after,
    "first_with_shape": first_with_shape,
    "times_run": times_run,
    "not_run": not_run,
    "left_out": left_out,
    "stops_where": stops_where,
    "changed": changed,
    "shape_if_changed": shape_if_changed,
    "result_if": result_if,
    "came_from": came_from,
    "equal_form": equal_form,
    "twice_as_large": twice_as_large,
    "condition": condition,
}
# About how this code is written, rather than what any right one does.
ON_WRITING = {
    *("first_with_shape", "times_run", "not_run", "left_out", "stops_where", "changed"),
    *("shape_if_changed", "result_if", "came_from", "equal_form", "condition"),
}
# About what the function gives, so that the line which returns it is to be seen.
ON_RESULTS = {"left_out", "changed", "result_if", "twice_as_large"}
# Asked where nothing else is: it takes less to know.
SPARE = {"kind_after", "condition", "value_after"}
# About one call: of a function that calls itself nobody could say which.
ON_ONE_CALL = {
    *("shape_after", "value_after", "kind_after", "first_with_shape", "times_run", "not_run"),
    *("stops_where", "shape_if_changed", "came_from"),
}
