"""From a document of the index to what an engine keeps of it, and the tokens that it is found by."""

from search.analysis.folding import words_of
from search.analysis.tokens import facet_token, tokens_of
from search.analysis.vocabulary import Vocabulary
from search.engines.base import Entry
from search.engines.facets import pack
from search.models import SearchDocument


def entry_of(document: SearchDocument) -> Entry:
    """Return what the engine keeps of `document`."""
    title, text = _words_in(document)
    facets = document.facets
    return Entry(
        document.pk,
        document.audience,
        document.date,
        document.weight,
        pack(facets),
        " ".join(facet_token(name, value) for name, values in facets.items() for value in values),
        f" {' '.join(title)} ",
        f" {' '.join(text)} ",
    )


def tokens_in(entry: Entry, vocabulary: Vocabulary) -> str:
    """Return the tokens that a document is found by, its compounds split by `vocabulary`."""
    return f"{tokens_of(entry.title.split(), entry.text.split(), vocabulary)} {entry.filters}".strip()


def _words_in(document: SearchDocument) -> tuple[list[str], list[str]]:
    """Return the folded words of the title, and those of everything else that is searched."""
    return words_of(document.title), words_of(
        " ".join((document.context, document.summary, document.body, *document.words_beside))
    )
