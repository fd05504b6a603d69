"""Words of the Korean labs that were once mixed up: one English word, one Korean word.

`docs/translating.md` has the whole list.
"""

import re

import pytest

from autograder.languages import catalogue

pytest.importorskip("babel")

# Where the Korean word stands, the English text has one of these; else another word is meant.
MEANS = {
    "기울기": r"slope|steep",
    "그래디언트": r"gradient|\bgrads?\b|\bd(out|x|w|b|gamma|alpha|z)\b|multiplies|square|∂",
    "규제": r"regulari[sz]|\breg\b|strength|penalty|L2|without: \{plain",
    "정규화": r"normali[sz]|batch ?norm|without: \{without|\bbn_|whiten|identity|unit variance",
    "스텝": r"step|update|iteration|a row for each of them",
}
NEVER = {
    "걸음": "스텝",
    "미분값": "기울기",
    "매개변수": "파라미터",
    "에폭": "에포크",
}


def messages():
    for domain in catalogue.domains("ko"):
        for message in catalogue.read("ko", domain):
            if message.id and message.string:
                yield domain, str(message.id), str(message.string)


@pytest.mark.parametrize("korean", MEANS)
def test_a_word_says_what_the_english_says(korean):
    wrong = [
        (domain, said)
        for domain, english, said in messages()
        if korean in said and not re.search(MEANS[korean], english, re.IGNORECASE)
    ]
    assert wrong == []


@pytest.mark.parametrize("word", NEVER)
def test_a_word_that_has_a_better_one_is_not_used(word):
    assert [(domain, said) for domain, _, said in messages() if word in said] == []


def test_a_per_cent_sign_follows_its_number():
    apart = re.compile(r"[\d}] %(?![(a-zA-Z0-9])")
    assert [(domain, said) for domain, _, said in messages() if apart.search(said)] == []
