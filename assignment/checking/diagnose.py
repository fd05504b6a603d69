"""Which known mistakes explain the answers to a question's cases."""

from .fingerprint import alike, fingerprint


def answer_fingerprint(outputs, watched, compare):
    """Return the fingerprint of an answer: its outputs, and what became of its arguments."""
    afterwards = {f"{name} afterwards": value for name, value in watched.items()}
    return fingerprint({**outputs, **afterwards}, compare)


def error_fingerprint(kind):
    """Return the fingerprint of an answer that is an exception of the type named."""
    return {"error": {"kind": kind}}


def matching(known, answers):
    """Return the mistakes that give just these answers, in the order of the bank.

    known    for each case (fingerprint of the right answer, {mistake: fingerprint of its answer})
    answers  for each case the fingerprint of the answer given, None where there was none

    A mistake explains the answers if it predicts every one of them and at least one is wrong.
    """
    mistakes = list(dict.fromkeys(name for _, wrong in known for name in wrong))
    return [name for name in mistakes if explains(name, known, answers)]


def explains(mistake, known, answers):
    """Whether a mistake predicts every answer, at least one of them wrong."""
    shows = False
    for (right, wrong), answer in zip(known, answers):
        if answer is None or not alike(wrong[mistake], answer):
            return False
        shows = shows or not alike(wrong[mistake], right)
    return shows
