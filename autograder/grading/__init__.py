"""Grading one submission, a module a stage:

    entries → intake → run (answers, given_functions) → judge (verdicts) → grade

`evidence` judges trained weights beside that, `basis` and `regrade` say what a change leaves
standing, and `fingerprints` takes down what the code is compared by.
"""
