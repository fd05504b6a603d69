"""Whose understanding is it? Questions on each student's own code, their sheets and answers."""
