"""What becomes of a submission, in a student's words: what `grading/` finds, by its id."""

from autograder.student.language import N_, know

SENTENCES = {
    # grading/answers.py
    "process.status": N_("exited with status {status}"),
    "process.signal": N_("was ended by signal {signal}"),
    "process.aborted": N_("aborted"),
    "process.bus_error": N_("crashed with a bus error"),
    "process.killed": N_("was killed, as when memory or time runs out"),
    "process.segmentation_fault": N_("crashed with a segmentation fault"),
    "process.time": N_("used up its processor time"),
    "process.output": N_("wrote too much"),
    "process.forbidden_call": N_("made a forbidden system call"),
    "process.unreadable": N_("sent an answer that cannot be read"),
    # grading/entries.py
    "zip.too_large": N_(
        "The zip is larger than {megabytes} MB, more than this lab can need. Make it again "
        "with the notebook's last cell."
    ),
    "zip.cannot_read": N_("The zip cannot be read ({reason})."),
    "zip.several": N_(
        "The submission holds more than one zip: found {names}. Nobody can say which counts, "
        "so there is no mark until a person has said so. Hand in only one."
    ),
    "zip.damaged": N_(
        "The zip cannot be opened ({reason}): it is damaged or incomplete. Make it again with"
        " the notebook's last cell, and check that it opens before you hand it in."
    ),
    "file.not_regular": N_("{path} is not a regular file."),
    "file.over_megabytes": N_(
        "{path} is larger than {megabytes} MB, more than such a file can need."
    ),
    "file.over_kilobytes": N_(
        "{path} is larger than {kilobytes} kB, more than such a file can need."
    ),
    "file.encrypted": N_("{path} is encrypted. Make the zip without a password."),
    "file.compression": N_("{path} is compressed in an unusual way. Make an ordinary zip."),
    "zip.too_many": N_(
        "The zip holds more than {most} files. Make it with the notebook's last cell."
    ),
    "file.cannot_read": N_("{path} cannot be read ({reason})."),
    "file.damaged": N_("{path} is damaged in the zip ({reason}). Zip it again."),
    "submission.too_many": N_(
        "The submission holds more than {most} files. Hand in the lab's own."
    ),
    # grading/evidence.py
    "weights.save_again": N_(
        "Save it again with save_weights in the notebook (expected {arrays})."
    ),
    "weights.too_low": N_(
        "{question}: the weights in {name} reach {accuracy:.1%} on the {split} split of "
        "{data}, expected {threshold:.0%} or more. Train longer or tune further and save the "
        "weights again."
    ),
    "weights.missing": N_(
        "{question}: {name} is missing from the submission. Run the notebook's training cell,"
        " which saves it, and make the zip again."
    ),
    "weights.other_data": N_(
        "{question}: {name} was trained on {data}, which is not where this was graded, so it "
        "is not judged yet. Instructor: run ./get_datasets.sh and grade again."
    ),
    "weights.property": N_("{threshold:.0%} on the {split} split of {data}"),
    "weights.shape": N_(
        "{name}: {key} has shape {shape} and type {type}, expected numbers of shape "
        "{expected} for the same H everywhere. {again}"
    ),
    "weights.validation": N_("validation"),
    "weights.test": N_("test"),
    "weights.unreadable": N_("{name} cannot be read as weights ({reason}). {again}"),
    "weights.lack": N_("{name}: {missing} is missing. {again}"),
    "weights.pickled": N_("it holds pickled objects"),
    "weights.not_finite": N_("{name}: {key} holds NaN or infinity: the training diverged. {again}"),
    "weights.too_large": N_("The file of weights expands to more than any net of this lab needs."),
    # grading/grade.py
    "submission.several": N_(
        "There is more than one submission: {taken} was graded, because it was modified last,"
        " and {older} was not."
    ),
    "modules.not_needed": N_("Not available where this was graded, and not needed: {names}."),
    "modules.inert": N_(
        "Not available where this was graded, so what is asked of it does nothing: {names}."
    ),
    "import.left_out": N_(
        "Importing stops at what follows; graded without it, so it costs what needs it: {lines}."
    ),
    "kit.changed": N_(
        "Graded with your changed {files}, without which {questions} would be wrong."
    ),
    "question.by_hand": N_("Graded by hand."),
    "question.unread": N_("The submission could not be read."),
    # grading/intake.py
    "file.several": N_(
        "The submission holds more than one {file}: {taken} was graded, and {other} was not. "
        "Hand in only the one that counts."
    ),
    "notebook.unreadable": N_(
        "{name} is not a readable notebook ({reason}). Save it in Jupyter again and hand it "
        "in again."
    ),
    "submission.unreadable": N_(
        "The submission is a file called {name}, which cannot be read here. Make the zip with"
        " the notebook's last cell and hand that in."
    ),
    "submission.nothing": N_(
        "None of the lab's files are in the submission: expected {notebook} or "
        "assignment/{file}, found {found}. Make the zip with the notebook's last cell and "
        "hand that in."
    ),
    "submission.and_more": N_("{names} and {count} more"),
    "submission.empty": N_("nothing"),
    "notebook.missing": N_("No notebook was handed in, so there is no answer to read."),
    "notebook.no_answer": N_("The notebook cannot be read, so there is no answer to read."),
    "notebook.no_source": N_("a cell without source"),
    "submission.link": N_("The submission is a link. Hand in the files themselves."),
    # grading/judge.py
    "question.next_step": N_(
        "Run check() in the notebook and compare shapes and values step by step."
    ),
    "case.again": N_("Does anything remain from the calls before, or depend on chance?"),
    "case.once_more": N_("{case}, asked once more"),
    "question.not_implemented": N_(
        "{question}: not implemented yet. The blank in {file} still holds `pass`. Write your "
        "code between the banners."
    ),
    "question.excused": N_("{question}: wrong only because of {cause}, which has paid for it."),
    "question.spoilt": N_(
        "{question}: right with the reference's version of the functions it builds on, and "
        "not with yours, though each of them is right alone. Perhaps one changes an array "
        "that is needed later, or returns an unusual kind of array. It costs nothing."
    ),
    "question.derived": N_(
        "{question}: right for your own way forward, whose mistake is paid for elsewhere. It "
        "costs nothing here."
    ),
    "failure.place": N_("{file}, line {line}: "),
    "failure.importing": N_("importing assignment/{file}"),
    "failure.your_code": N_("your code"),
    "failure.told_elsewhere": N_(
        "assignment/{file} cannot be imported, so this was not run. The message of {told} says why."
    ),
    "failure.nearest_name": N_(
        "{file} has no {name}; the nearest name there is {nearest}. Give it the name that the"
        " notebook uses."
    ),
    "failure.no_function": N_(
        "{file} has no {name}. Give it back the name that the notebook uses."
    ),
    "failure.only_others": N_(
        "{name} is missing; there is only {held}. Put every result under its own name."
    ),
    "failure.nothing_named": N_(
        "{name} is missing; what came is {kind}. Put every result under its own name before "
        "it is returned."
    ),
    "failure.timeout": N_("{doing} did not finish in time. Look for a loop that never ends."),
    "failure.empty_dictionary": N_("an empty dictionary"),
    "property.counts_later": N_("Counts once the values are right."),
    "failure.crash": N_(
        "{doing}: the process {ended}. Look for a call that ends the process, for recursion "
        "without end, and for arrays far larger than the inputs."
    ),
    "failure.not_importable": N_(
        "assignment/{file} cannot be imported. {error}. Every question of this file needs it;"
        " import it in the notebook until that passes."
    ),
    "failure.wrong_count": N_("{error}. Return what its docstring lists, in that order."),
    "failure.error": N_(
        "{error}. Run check() in the notebook: it shows the same error beside your code."
    ),
    # grading/other_runtimes.py
    "question.no_runtime": N_(
        "{question}: no mark yet. Under {versions} it is not right, under others it may be, "
        "and none of them was at hand. A person looks at it."
    ),
    # grading/own_modules.py
    "own_modules.too_many": N_("More than {most} modules of your own: the others were left out."),
}

know(SENTENCES)
