"""Errors that are told to a person in a line, wherever they are raised; none shows a traceback.

Told
  BadAnswers      what was typed into a quiz's answers is none
  AuthorError     a lab or a course cannot be used as it is written
    NoCourse      there is no course here
    UnknownLab    no lab of that name
  BadEdit         a known mistake does not fit the reference
  BadResult       a result file is none
  CannotWrite     a disk that is full, a folder that may not be written
  DataFailed      the data that trained weights are judged on cannot be read
  InUse           another run writes into the same folder
  NotOffered      a lab is not there in a language
  SandboxError    student code cannot be confined here
"""


class Told(Exception):
    """An error whose message is for the person at the command line."""
