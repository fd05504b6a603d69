"""The code that runs inside the sandbox, beside the student's. It holds no secrets.

Nothing in here imports from the rest of the autograder: the reference, the expected values
and the hidden cases must not even be loaded where student code runs.
"""
