"""Grading one submission, a module a stage:

    class_folder → intake (entries) → run (answers, given_functions) → judge (verdicts)
                 → attempt → grade

`evidence` judges trained weights beside that, `basis` and `regrade` say what a change leaves
standing, and `fingerprints` takes down what the code is compared by.
"""
