"""The engines that keep the index: which documents hold which tokens. They know nothing of language or ranking."""

from search.engines.base import Engine, Entry, Reach, Text
from search.engines.choosing import engine_for

__all__ = ["Engine", "Entry", "Reach", "Text", "engine_for"]
