"""Collecting: what a platform gives to download becomes one folder a student.

Each platform is a module here with three names. `ROSTER_IDS` are the columns of its class lists
that hold the ids in its downloads. `unwrapped(download, roster)` takes off folders that hold all of
it. `claims(download, roster)` yields a Claim for each file that is a student's, and a Left for what
is none. What a platform's module says nothing of fits nobody, and collected.csv says so.

    collect    one download, from its path to its folders
    download   the files of a download, a folder or a zip, and nothing of it run or followed
    roster     who is in the class
    claim      whose a file is, and by what
    plan       claims of a class: attempts, groups, names that collide
    names      what a folder or file may be called
    placing    the folders, written
    table      collected.csv: what went where and why
    recognise  which platform a folder comes from
"""

PLATFORMS = {
    "canvas": "Download Submissions of an assignment",
    "moodle": "Download all submissions of an assignment, in folders or not",
    "blackboard": "Assignment File Download of the Grade Center",
    "brightspace": "Download of an assignment's folder, flat or in folders",
    "gradescope": "Export Submissions of an assignment",
    "classroom50": "the folder that gh teacher download makes",
    "git": "a folder of clones, as gh classroom clone student-repos makes it",
    "sakai": "Download All of an assignment",
    "folder": "a folder or a zip for each student, named by student id",
}
