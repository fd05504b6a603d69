"""The attacks, by what they go for."""

from autograder.audit.attacks_corpus import (
    ending,
    floods,
    handed_in,
    lying,
    protocol,
    reading,
)

ATTACKS = [
    *ending.ATTACKS,
    *floods.ATTACKS,
    *reading.ATTACKS,
    *lying.ATTACKS,
    *protocol.ATTACKS,
    *handed_in.ATTACKS,
]
