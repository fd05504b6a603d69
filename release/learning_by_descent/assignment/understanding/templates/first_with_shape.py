"""Which line is the first to give a name an array of some shape?"""

from ..question import Draft


def draft(study, random):
    """Yield a Draft for each shape that some line makes first and others do not."""
    record, statements = study.record, study.function.statements
    makes = {}  # line to the shapes that it makes
    ran = [statements[number] for number in record.order] if not study.is_lambda else []
    for statement in ran:
        for name in statement.writes:
            for seen in record.looks.get((statement.number, name), ()):
                shapes = makes.setdefault(statement.line, [])
                shapes.append(tuple(seen["shape"] or ()))
    shapes = list(dict.fromkeys(shape for found in makes.values() for shape in found if shape))
    own = {statement.line for statement in study.own}
    for shape in random.sample(shapes, len(shapes)):
        lines = [line for line in makes if shape in makes[line]]
        others = [line for line in makes if line != lines[0]]
        if lines[0] not in own or len(others) < 3:
            continue
        later = lines[1:2]  # has the shape, too, but is not the first
        others = random.sample(others, len(others))
        others.sort(key=lambda line: not any(makes[line]))  # those that store some array first
        wrong = [*later, *(line for line in others if line not in later)][:3]
        yield Draft(
            {"shape": shape},
            ("line", lines[0]),
            [("line", line) for line in wrong],
            [lines[0], *wrong],
        )
