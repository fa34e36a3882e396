"""Comparing words however they are written."""

from unicodedata import combining, normalize


def folded(text: str) -> str:
    """Return `text` without accents and capitals."""
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign)).casefold()
