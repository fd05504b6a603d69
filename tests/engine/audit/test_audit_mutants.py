"""The mutants of the audit, and that the audit of them can fail."""

import ast
import signal

import pytest

from autograder import labs
from autograder.audit import mutants
from autograder.audit.mutants import every_mutant, survives
from autograder.audit.mutate import Mutant
from autograder.banners import regions
from autograder.oracle import Oracle

LOOP = """\
def f(x):
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    out = x
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out + 1
"""


@pytest.fixture(scope="module")
def oracle(lab):
    return Oracle(lab)


@pytest.fixture(scope="module")
def population(oracle):
    return every_mutant(oracle)


def relu(source):
    """A mutant of layers.py of a given text."""
    return Mutant("layers.py", 1, "relu_forward", "", "", source)


@pytest.fixture(scope="module", params=labs.names())
def audited(request):
    """A lab, and the row of its audit."""
    lab = labs.load(request.param)
    (row,) = mutants.audit(True, lab)
    return lab, row


@pytest.mark.one_in(3)
def test_every_mutant_that_is_not_equivalent_is_killed(audited):
    _, row = audited
    assert row.failures == ()
    assert row.holds


def test_a_mutant_changes_lines_of_one_region_only(oracle, population):
    for file in oracle.lab.student_files:
        source = oracle.sources[file]
        lines = source.splitlines(keepends=True)
        around = [
            ("".join(lines[: region.start]), "".join(lines[region.end - 1 :]))
            for region in regions(source, file)
        ]
        own = [mutant.source for mutant in population if mutant.file == file]
        assert len(own) > 500
        for text in own:
            assert any(text.startswith(head) and text.endswith(tail) for head, tail in around)


def test_every_mutant_compiles_has_a_name_of_its_own_and_differs_from_the_reference(
    oracle, population
):
    reference = {
        file: ast.unparse(ast.parse(oracle.sources[file])) for file in oracle.lab.student_files
    }
    assert len({mutant.id for mutant in population}) == len(population)
    for mutant in population:
        compile(mutant.source, mutant.id, "exec")
    for mutant in population[::10]:
        assert ast.unparse(ast.parse(mutant.source)) != reference[mutant.file]


def test_every_region_and_every_statement_of_it_has_mutants(oracle, population):
    changed = {(mutant.file, mutant.line) for mutant in population}
    for file in oracle.lab.student_files:
        source = oracle.sources[file]
        nodes = ast.walk(ast.parse(source))
        statements = {node.lineno for node in nodes if isinstance(node, ast.stmt)}
        for region in regions(source, file):
            here = statements & set(range(region.start + 1, region.end))
            assert here, f"{file}, line {region.start}: nothing between the banners"
            for number in here:
                assert (file, number) in changed, f"{file}, line {number}: no mutant"


def test_the_operators_make_what_they_are_named_for():
    (found,) = [m for m in mutants.mutants("a.py", LOOP) if m.after == "pass"]
    assert found.id == "f: out = x → pass"
    assert found.line == 3


FOREVER = "    while True: pass\n"
ONCE_MORE = f"    try:\n    {FOREVER}    except BaseException: pass\n{FOREVER}"


@pytest.mark.parametrize("body", [FOREVER, ONCE_MORE], ids=["forever", "first interrupt lost"])
def test_a_mutant_that_hangs_is_killed(oracle, monkeypatch, body):
    monkeypatch.setattr(mutants, "SECONDS", 0.1)
    assert not survives(oracle, relu(f"def relu_forward(x):\n{body}"))


def test_an_alarm_on_the_line_that_switches_it_off_goes_nowhere(monkeypatch, oracle):
    """On a busy machine it did, out of the whole audit."""
    switch = signal.setitimer

    def late(kind, seconds, *again):
        if not seconds:
            signal.raise_signal(signal.SIGPROF)
        return switch(kind, seconds, *again)

    monkeypatch.setattr(signal, "setitimer", late)
    assert survives(oracle, relu(oracle.sources["layers.py"]))
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL


def test_a_mutant_that_raises_is_killed(oracle):
    assert not survives(oracle, relu("def relu_forward(x):\n    raise ValueError\n"))


def test_the_reference_survives(oracle):
    assert survives(oracle, relu(oracle.sources["layers.py"]))


@pytest.mark.one_in(3)
def test_the_page_of_a_lab_says_how_many_there_are(audited):
    lab, row = audited
    text = mutants.table(lab)
    equivalent = len(mutants.equivalents(lab))
    for number, words in (
        (row.wanted + equivalent, "mutants"),
        (row.wanted, "killed"),
        (equivalent, "equivalent, each listed below"),
    ):
        assert f"| {words} | {number} |" in text


@pytest.fixture
def of_relu(lab, monkeypatch, population):
    """Audit the mutants of relu_forward only; returns its entries in the table."""
    few = [mutant for mutant in population if mutant.function == "relu_forward"]
    listed = {
        id: why for id, why in mutants.equivalents(lab).items() if id.startswith("relu_forward")
    }
    monkeypatch.setattr(mutants, "every_mutant", lambda oracle: few)
    monkeypatch.setattr(mutants, "equivalents", lambda lab: listed)
    return listed


def test_a_right_table_holds(lab, of_relu):
    assert mutants.audit(True, lab)[0].holds


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("relu_forward: out = np.maximum(x, 0) → out = np.minimum(x, 0)", "but it is killed"),
        ("relu_forward: out = x → out = y", "there is no such mutant"),
    ],
)
def test_a_wrong_entry_in_the_table_is_a_failure(lab, entry, words, of_relu):
    of_relu[entry] = "because"
    (row,) = mutants.audit(True, lab)
    assert not row.holds
    assert len(row.failures) == 1 and words in row.failures[0]


def test_a_survivor_that_is_not_in_the_table_is_a_failure(lab, of_relu):
    of_relu.clear()
    (row,) = mutants.audit(True, lab)
    assert not row.holds
    assert row.reached < row.wanted
    assert "survives" in row.failures[0]
