"""Texts of a result in pieces: those that answer the question, and what stands between them."""

import re
from collections.abc import Callable
from typing import NamedTuple

from search.analysis.folding import words_of

# Characters of a passage, and how far into a text one is looked for.
PASSAGE = 240
MOST_CHARACTERS = 20_000

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'\u2019][^\W_]+)*")

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
    text = " ".join(text[:MOST_CHARACTERS].split())
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
    written = set(_WORD.findall(text))
    # Most words are plain: lower case is all that they need.
    plain = {word: word.lower() for word in written if word.isascii() and word.isalnum()}
    others = {word: words_of(word) for word in written - plain.keys()}
    telling_words = telling({*plain.values(), *(word for words in others.values() for word in words)})
    if not telling_words:
        return []
    told = {word: telling_words[lower] for word, lower in plain.items() if lower in telling_words}
    for word, words in others.items():
        if found := [telling_words[one] for one in words if one in telling_words]:
            told[word] = {number: much for one in found for number, much in one.items()}
    return [(*match.span(), told[match.group()]) for match in _WORD.finditer(text) if match.group() in told]


def _cut(text: str, around: int) -> str:
    """Return `text` cut to a passage that begins with the sentence of `around`, or a little before it."""
    if len(text) <= PASSAGE:
        return text
    begin = max(0, around - PASSAGE // 3)
    sentence = max(text.rfind(sign, begin, around) for sign in (". ", "! ", "? "))
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
