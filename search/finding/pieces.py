"""Texts of a result in pieces: those that answer the question, and what stands between them."""

import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import NamedTuple

from search.analysis.folding import words_of

# Characters of a passage, and how far into a text one is looked for.
PASSAGE = 240
MOST_CHARACTERS = 20_000

# How a sentence ends, and what stands before an enumeration.
_ENDS = (".", "!", "?", ":", ";", ",", "\u2026")
_DASH = "\u2013"
# What may stand between letters within a word.
_JOINTS = ("-", "\u2010", "\u2011", "'", "\u2019")
_WORD = re.compile(rf"[^\W_]+(?:[{''.join(_JOINTS)}][^\W_]+)*")

# Of folded words those that tell something of the question, with how much of each word that was asked, by its number.
Telling = Callable[[set[str]], dict[str, dict[int, float]]]


class Piece(NamedTuple):
    """A piece of text, and whether it answers the question."""

    text: str
    is_match: bool


def mark(text: str, telling: Telling) -> list[Piece]:
    """Return `text` in pieces."""
    pieces: list[Piece] = []
    last = 0
    for start, end, _told in _matches(text, telling):
        if start > last:
            pieces.append(Piece(text[last:start], False))
        pieces.append(Piece(text[start:end], True))
        last = end
    if last < len(text):
        pieces.append(Piece(text[last:], False))
    return pieces


def best_passage(text: str, telling: Telling, otherwise: str = "") -> list[Piece]:
    """Return the passage of `text` that tells most of the question in pieces, with … where it was cut.

    When nothing in it does, `otherwise` or else its beginning.
    """
    text = _run_on(text[:MOST_CHARACTERS])
    matches = _matches(text, telling)
    if not matches:
        return mark(_cut(otherwise or text, 0), telling)
    best, best_start = -1.0, 0
    for place, (start, _end, _told) in enumerate(matches):
        told: dict[int, float] = {}
        for other, end, tells in matches[place:]:
            if end > start + PASSAGE:
                break
            for number, much in tells.items():
                told[number] = max(told.get(number, 0.0), much)
            # Of passages that tell as much, the one that says it most compactly, or first.
            value = sum(told.values()) - (end - start) / 100_000
            if value > best:
                best, best_start = value, start if other >= start else other
    return mark(_cut(text, best_start), telling)


def _matches(text: str, telling: Telling) -> list[tuple[int, int, dict[int, float]]]:
    # In lower case a text is as long as it was, but for this one letter.
    lower = text.replace("\u0130", "i").lower()
    written = set(_WORD.findall(lower))
    # Most words are plain: lower case is all that they need.
    others = {word: words_of(word) for word in written if not (word.isascii() and word.isalnum())}
    plain = written - others.keys()
    telling_words = telling(plain.union(*others.values()))
    if not telling_words:
        return []
    told = {word: telling_words[word] for word in plain & telling_words.keys()}
    for word, words in others.items():
        if found := [telling_words[one] for one in words if one in telling_words]:
            told[word] = {number: much for one in found for number, much in one.items()}
    return sorted(
        ((start, start + len(word), tells) for word, tells in told.items() for start in _places(lower, word)),
        key=itemgetter(0),
    )


def _places(text: str, word: str) -> Iterator[int]:
    """Yield where `word` stands in `text`, not as a part of a longer one: all matches of `_WORD` that are `word`."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not _goes_on(text[max(0, start - 2) : start][::-1]) and not _goes_on(text[end : end + 2]):
            yield start
        start = text.find(word, end)


def _goes_on(beside: str) -> bool:
    """Return whether a word goes on with the two signs beside it, the nearest first."""
    return beside[:1].isalnum() or (beside[:1] in _JOINTS and beside[1:].isalnum())


def _run_on(text: str) -> str:
    """Return the paragraphs of `text` in one run, with a dash after those that end like a heading or an item."""
    paragraphs = [paragraph for part in text.split("\n\n") if (paragraph := " ".join(part.split()))]
    joined = [paragraph if paragraph.endswith(_ENDS) else f"{paragraph} {_DASH}" for paragraph in paragraphs[:-1]]
    return " ".join([*joined, *paragraphs[-1:]])


def _cut(text: str, around: int) -> str:
    """Return `text` cut to a passage that begins with the sentence of `around`, or a little before it."""
    if len(text) <= PASSAGE:
        return text
    begin = max(0, around - PASSAGE // 3)
    sentence = max(text.rfind(sign, begin, around) for sign in (". ", "! ", "? ", f"{_DASH} "))
    if sentence >= 0:
        begin = sentence + 2
    elif begin:
        begin = text.find(" ", begin, around) + 1 or begin
    begin = max(0, min(begin, len(text) - PASSAGE))
    if begin and text[begin - 1] != " ":
        begin = text.find(" ", begin) + 1 or begin
    end = len(text) if begin + PASSAGE >= len(text) else text.rfind(" ", begin, begin + PASSAGE)
    end = end if end > begin else begin + PASSAGE
    return f"{'… ' if begin else ''}{text[begin:end].rstrip()}{' …' if end < len(text) else ''}"
