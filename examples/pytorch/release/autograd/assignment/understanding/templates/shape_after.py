"""What shape does a name have once a line has run?"""

import math

from ..question import Draft


def draft(study, random):
    """Yield a Draft for each array that a line makes."""
    arguments = dict(study.record.arguments)
    made = [each for each in study.made() if each[2]["shape"]]
    for statement, name, seen in random.sample(made, len(made)):
        shape = tuple(seen["shape"])
        if name in arguments and tuple(arguments[name]["shape"] or ()) == shape:
            continue
        real, near = near_shapes(study, shape)
        yield Draft(
            {**statement.place, "name": name},
            ("shape", shape),
            [("shape", each) for each in near],
            [statement.line],
            study.record.previews.get((statement.number, name), ""),
            first=[("shape", each) for each in real[:2]],
        )


def near_shapes(study, shape):
    """Return other shapes: those of the run, and what people make of this one by mistake."""
    real = [each for each in study.shapes() if each != shape]
    near = [shape[::-1], (math.prod(shape),), (*shape, 1), (1, *shape)]
    for axis in range(len(shape)):
        near.append((*shape[:axis], *shape[axis + 1 :]))
        near.append((*shape[:axis], 1, *shape[axis + 1 :]))
    found = [each for each in dict.fromkeys(near) if each and each not in (shape, *real)]
    return real, [*real[2:], *found]
