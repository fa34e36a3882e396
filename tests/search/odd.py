"""What people, and programs that look for holes, type."""

import random
from collections.abc import Iterator

PIECES = [
    *"'\"`\\;:%_*^$()[]{}<>|&!?@#~=+-/.,",
    "\0", "\n", "\t", "\ufeff", "\u202e", "\u200d", "\ud83d", "😀", "👩‍🚀", "ß", "İ", "ĳ", "ﷺ", "שלום", "مكتب",
    "日本語",
    "AND", "OR", "NOT", "NEAR(", "loket*", "title:", "^loket", "'loket':*", "<->", "&&", "|| '", "--", "/*",
    "'; DROP TABLE search_searchdocument; --", "\" OR 1=1", "tokens MATCH 'x'", "%s", "%(a)s", "{0}", "$1", "\\u0000",
    '"', '""', '-"', "-loket", "één", "loket", "medewerker", "geheimwoord", "a" * 300, "ab-" * 50, "9" * 80, " ",
]  # fmt: skip


def odd_questions(number: int) -> Iterator[str]:
    chance = random.Random(2000)
    for _ in range(number):
        yield chance.choice(["", " "]).join(chance.choices(PIECES, k=chance.choice([1, 2, 3, 5, 12])))
    yield "loket " * 2_000
    yield '"' * 10_000
    yield "".join(map(chr, range(0xD7FF)))[:10_000]
