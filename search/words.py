"""From what somebody typed to words that every search engine takes."""

import re

# Longer questions are cut, not refused: somebody pasted a paragraph and still wants an answer.
MAX_QUERY_LENGTH = 200
MAX_WORDS = 12

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")


def words_of(question: str) -> list[str]:
    """Return the words of `question`: letters and digits, with hyphens and apostrophes only inside a word.

    Quotes, operators, NUL bytes and signs of SQLite's and PostgreSQL's own query languages are left behind.
    """
    return _WORD.findall(question[:MAX_QUERY_LENGTH])[:MAX_WORDS]
