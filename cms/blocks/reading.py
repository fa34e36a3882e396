"""How long a text takes to read."""

from math import ceil

from django.utils.html import strip_tags

# Silent reading of non-fiction: 238 words a minute (Brysbaert, 'How many words do we read per minute?', 2019).
WORDS_PER_MINUTE = 238


def reading_minutes(html: str) -> int:
    """Return the reading time of `html` in whole minutes, rounded up; 0 for no text."""
    return ceil(len(strip_tags(html).split()) / WORDS_PER_MINUTE)
