"""The run log: one line of a CSV file for each training run, and the table made from it.

A search looks its runs up here before it trains them, so it can be broken off and resumed.
"""

import csv
import html
import io
import os

from .language import N_, _

RUN_LOG = "runs.csv"
COLUMNS = [
    "hidden_size",
    "learning_rate",
    "lr_decay",
    "num_epochs",
    "reg",
    "train_accuracy",
    "val_accuracy",
    "seconds",
]
SETTINGS = COLUMNS[:5]
# Of the table: the settings, and what is made of the other columns.
HEADINGS = [N_("run"), *SETTINGS, N_("train accuracy"), N_("validation accuracy"), N_("analysis")]


def log_run(solver, path=RUN_LOG):
    """Add a finished training run to the log; the file is made if it is not there.

    The accuracies are those of the epoch whose parameters were kept. A log that cannot
    be written is reported, and never stops the training it belongs to.

    Inputs:
    - solver: Solver whose `train()` has run
    - path: name of the CSV file
    """
    epoch = solver.best_epoch
    settings = {
        "hidden_size": _hidden_size(solver.model.params),
        "learning_rate": solver.optim_config["learning_rate"],
        "lr_decay": solver.lr_decay,
        "num_epochs": solver.num_epochs,
        "reg": getattr(solver.model, "reg", 0.0),
    }
    row = {
        **_settings_text(settings),
        "train_accuracy": "" if epoch is None else f"{solver.train_acc_history[epoch]:.4f}",
        "val_accuracy": "" if epoch is None else f"{solver.val_acc_history[epoch]:.4f}",
        "seconds": f"{solver.seconds:.1f}",
    }
    try:
        _add_line(path, row)
    except OSError as error:
        print(
            _(
                "The run could not be added to {path}: {reason}. The training itself is "
                "complete; check that the folder can be written to and its disk is not full."
            ).format(path=path, reason=error.strerror)
        )


def read_runs(path=RUN_LOG):
    """Read the log.

    Inputs:
    - path: name of the CSV file; a missing file is an empty log

    Returns a tuple of:
    - runs: list of dictionaries from the names of COLUMNS to text, in the order of training
    - broken: list of the numbers of the lines that are not runs
    """
    if not os.path.exists(path):
        return [], []
    runs, broken = [], []
    # errors="replace": a damaged line is to be reported, not to hide the good ones.
    with open(path, newline="", encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            values = next(csv.reader([line.replace("\0", "?")]), [])
            if not values or values == COLUMNS:
                continue
            if len(values) == len(COLUMNS) and _is_number(values[COLUMNS.index("val_accuracy")]):
                runs.append(dict(zip(COLUMNS, values, strict=True)))
            else:
                broken.append(number)
    return runs, broken


def find_score(settings, path=RUN_LOG):
    """Look a training run up in the log by its settings.

    Settings are the same if they read the same in the log, which has six digits of each number.

    Inputs:
    - settings: dictionary from each name of SETTINGS to a number
    - path: name of the CSV file; a missing file is an empty log

    Returns:
    - score: the validation accuracy; of several runs, that of the last; None if there is none

    Raises KeyError if a name of SETTINGS is missing.
    """
    wanted = _settings_text({name: settings[name] for name in SETTINGS})
    runs, _ = read_runs(path)
    found = [run for run in runs if all(run[name] == wanted[name] for name in SETTINGS)]
    return float(found[-1]["val_accuracy"]) if found else None


def logged_trials(path=RUN_LOG):
    """Read the log as trials, for the plots of a search.

    Inputs:
    - path: name of the CSV file; a missing file is an empty log

    Returns:
    - trials: list of tuples (settings, validation accuracy) in the order of training; runs of
      nets with more than one hidden layer are left out
    """
    trials = []
    for run in read_runs(path)[0]:
        if all(_is_number(run[name]) for name in SETTINGS):
            settings = {name: float(run[name]) for name in SETTINGS}
            trials.append((settings, float(run["val_accuracy"])))
    return trials


def results_table(path=RUN_LOG):
    """Make the table of hyperparameters and accuracies from the log.

    Inputs:
    - path: name of the CSV file

    Returns:
    - table: ResultsTable, which a notebook shows when it is the last line of a cell
    """
    runs, broken = read_runs(path)
    return ResultsTable(runs, broken, path)


class ResultsTable:
    """The runs as a table: HTML in a notebook, Markdown as text (ready to be pasted).

    The run with the best validation accuracy is marked; the column "analysis" is empty,
    for the student to fill.
    """

    def __init__(self, runs, broken, path):
        self.runs = runs
        self.broken = broken
        self.path = path
        scores = [float(run["val_accuracy"]) for run in runs]
        self.best = scores.index(max(scores)) if scores else None

    def __repr__(self):
        rows = [[_(heading) for heading in HEADINGS], *self._rows()]
        widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
        lines = [_markdown_line(row, widths) for row in rows]
        lines.insert(1, _markdown_line(["-" * width for width in widths], widths))
        return "\n".join([*lines, *self._notes()])

    def _repr_html_(self):
        # No colours of its own: the notebook's theme, light or dark, shows through.
        cell = "padding: 0.3em 0.8em; text-align: right; border-bottom: 1px solid #8888"
        parts = ["<table style='border-collapse: collapse'><tr>"]
        parts += [f"<th scope='col' style='{cell}'>{_(heading)}</th>" for heading in HEADINGS]
        parts.append("</tr>")
        for number, row in enumerate(self._rows()):
            weight = "bold" if number == self.best else "normal"
            parts.append(f"<tr style='font-weight: {weight}'>")
            parts += [f"<td style='{cell}'>{html.escape(value)}</td>" for value in row]
            parts.append("</tr>")
        parts.append("</table>")
        parts += [f"<p>{html.escape(note)}</p>" for note in self._notes()]
        return "".join(parts)

    def _rows(self):
        rows = []
        for number, run in enumerate(self.runs):
            mark = "★ " if number == self.best else ""
            settings = [_shown(name, run[name]) for name in SETTINGS]
            accuracies = [_percent(run["train_accuracy"]), _percent(run["val_accuracy"])]
            rows.append([f"{mark}{number + 1}", *settings, *accuracies, ""])
        return rows

    def _notes(self):
        notes = []
        if self.best is None:
            note = _("No training run in {path} yet. Train a network with a Solver.")
            notes.append(note.format(path=self.path))
        else:
            notes.append(_("★ marks the run with the best validation accuracy."))
        for line in self.broken:
            note = _("{path}, line {line}: not a training run, left out. Delete it.")
            notes.append(note.format(path=self.path, line=line))
        return notes


def _add_line(path, row):
    """Write the log with one more line to a new file, and put that in the place of the old."""
    text = ""
    if os.path.exists(path):
        with open(path, newline="", encoding="utf-8", errors="replace") as file:
            text = file.read()
    new = io.StringIO()
    writer = csv.DictWriter(new, COLUMNS, lineterminator="\n")
    if not text:
        writer.writeheader()
    elif not text.endswith("\n"):
        new.write("\n")
    writer.writerow(row)
    unfinished = f"{path}.unfinished"
    with open(unfinished, "w", newline="", encoding="utf-8") as file:
        file.write(text + new.getvalue())
    os.replace(unfinished, path)


def _settings_text(settings):
    """Return settings as they are written in the log."""
    return {
        name: value if isinstance(value, str) else f"{value:g}" for name, value in settings.items()
    }


def _hidden_size(params):
    """Return the sizes of the hidden layers, "50" or "100x100": all weights but the last."""
    weights = [name for name in sorted(params) if name.startswith("W")]
    return "x".join(str(params[name].shape[1]) for name in weights[:-1])


def _markdown_line(values, widths):
    padded = [value.rjust(width) for value, width in zip(values, widths, strict=True)]
    return "| " + " | ".join(padded) + " |"


def _shown(name, value):
    """Return a setting for the table: drawn numbers with three digits are exact enough."""
    drawn = name in ("learning_rate", "reg") and _is_number(value)
    return f"{float(value):.3g}" if drawn else value


def _percent(accuracy):
    return f"{100 * float(accuracy):.1f} %" if _is_number(accuracy) else accuracy


def _is_number(text):
    """Say whether the text is a finite number."""
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False
