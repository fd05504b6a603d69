"""This kit as an nbgrader course. `adapter` alone imports nbgrader; the others know the form of
its gradebook and its cells."""
