"""How long a text takes to read."""

from math import ceil

from wagtail.blocks import StreamValue

# Silent reading of non-fiction: 238 words a minute (Brysbaert, 'How many words do we read per minute?', 2019).
WORDS_PER_MINUTE = 238


def reading_minutes(stream: StreamValue) -> int:
    """Return the reading time of a body in whole minutes, rounded up; 0 for no text."""
    texts = stream.stream_block.get_searchable_content(stream)
    return ceil(sum(len(text.split()) for text in texts) / WORDS_PER_MINUTE)


def minutes_label(minutes: int) -> str:
    """Return '4 minuten lezen'."""
    return "1 minuut lezen" if minutes == 1 else f"{minutes} minuten lezen"
