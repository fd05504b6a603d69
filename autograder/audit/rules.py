"""House rules: what a course asks of its labs, `Course.rules`, beside what grading needs.

They are asked of the labs the rules name; of another lab the table says what it would lack.
"""

from collections.abc import Iterator

from autograder.audit.mutate import mutants
from autograder.audit.row import Row, left_out
from autograder.audit.styles import styles
from autograder.lab import Lab
from autograder.oracle import master_sources

COUNTED = ("points", "mistakes", "mistakes_each", "styles", "mutants")


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Return one row: the rules that a lab keeps."""
    name = f"{lab.name}: house rules kept"
    rules = lab.course.rules
    asked = [rule for rule in COUNTED if getattr(rules, rule)]
    if not asked:
        return [left_out(name, "course.py has no rules")]
    lacking = tuple(broken(lab))
    if lab.name not in rules.labs:
        words = "; ".join(lacking) or "it would keep them"
        return [left_out(name, f"course.py does not name it in rules.labs: {words}")]
    return [Row(name, len(asked) - len(lacking), len(asked), lacking)]


def broken(lab: Lab) -> Iterator[str]:
    """Yield each rule that a lab breaks: what, where, and what course.py asks for."""
    rules, folder = lab.course.rules, f"labs/{lab.name}"
    points = sum(question.points for question in lab.questions)
    if rules.points and points != rules.points:
        yield (
            f"its questions are worth {points:g} points, and course.py asks for {rules.points:g}: "
            f"the `properties` in {folder}/, and the test cells of its notebook"
        )
    if len(lab.mistakes) < rules.mistakes:
        yield f"{len(lab.mistakes)} known mistakes of {rules.mistakes}: add to {folder}/mistakes/"
    known = [mistake.question for mistake in lab.mistakes]
    checked = list(lab.checked)
    few = [id for id in checked if known.count(id) < rules.mistakes_each]
    if few:
        yield (
            f"less than {rules.mistakes_each} known mistakes of {', '.join(few)}: add to "
            f"{folder}/mistakes/"
        )
    if rules.styles and (count := len(styles(lab))) < rules.styles:
        yield f"{count} right solutions of {rules.styles}: add to {folder}/styles/"
    sources = master_sources(lab) if rules.mutants else {}
    count = sum(len(mutants(file, sources[file])) for file in lab.student_files if sources)
    if count < rules.mutants:
        yield f"{count} mutants of {rules.mutants}: it asks for little code"
