"""The autograder of the kit: two lines of stages, a package each, and what both lines share.

    author   master           the master, read and checked, and what is made of each of its files
             releasing        the release, and the gate it has to pass
    grade    grading          one submission: read, run, judged
             scheduling       many submissions, on this machine or on a cluster
             reporting        what people read of results
             gradesheet       totals: results, what a person said, and the policy
             understanding    questions on each student's own code
             collecting       a platform's download becomes a folder of submissions
             export           marks for other programs
    course   audit            how fair, sharp and safe the marks of a course are
    both     nbgrader_course  nbgrader's commands on this kit
             commands         the command line, gathered in cli.py

    course, labs              the course one is in, and its labs
    lab, question             what a lab is, and what it asks: a check, trained weights, a person
    misconception             a known mistake: how the reference is changed
    oracle, record            what is expected of each case, recorded from the reference
    recordings, reads         how that is kept from run to run, and which files it was made from
    needs                     the libraries that a lab's code needs
    case, domain              the inputs of a check, and what a docstring allows for them
    sentences, words          what is said of verdicts, by ids that judging knows
    outcomes                  what can become of a question, and of a submission
    results, failures         one JSON file a submission, also of one that could not be graded
    table_cells               cells of tables that people open in a spreadsheet
    plain_text                text fit to be read, whoever wrote it
    page_templates            how templates of pages are filled in
    cache                     the folder of what is worked out once and kept
    told, author_errors       errors that are told to a person, and those of whoever writes a lab
    banners                   what stands round a solution
    student                   what every release carries: check, submit, how answers are compared
    extras                    libraries that only some commands need
    isolate                   the sandbox, the only place where student code runs
    languages, locales        other languages than English

Of the stages, each imports only those after it in this list:

    commands, audit, collecting, export, nbgrader_course, releasing, master, scheduling, reporting,
    gradesheet, understanding, grading
"""

__version__ = "0.2.0"
