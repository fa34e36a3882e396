"""From a document of the index to what an engine keeps of it, and the words that the vocabulary counts."""

from search.analysis.folding import words_of
from search.analysis.tokens import facet_token, tokens_of
from search.analysis.vocabulary import Vocabulary
from search.engines.base import Entry
from search.engines.facets import pack
from search.models import SearchDocument


def entry_of(document: SearchDocument, vocabulary: Vocabulary) -> Entry:
    """Return what the engine keeps of `document`, its compounds split by `vocabulary`."""
    title, text = words_in(document)
    filters = (facet_token(name, value) for name, values in document.facets.items() for value in values)
    tokens = " ".join(filter(None, (tokens_of(title, text, vocabulary), *filters)))
    return _entry(document, title, text, tokens)


def without_tokens(document: SearchDocument) -> Entry:
    """Return what the engine keeps of `document` but for its tokens: only those depend on the words of others."""
    return _entry(document, *words_in(document), tokens="")


def _entry(document: SearchDocument, title: list[str], text: list[str], tokens: str) -> Entry:
    return Entry(
        document.pk,
        document.audience,
        document.date,
        document.weight,
        pack(document.facets),
        f" {' '.join(title)} ",
        f" {' '.join(text)} ",
        tokens,
    )


def words_in(document: SearchDocument) -> tuple[list[str], list[str]]:
    """Return the folded words of the title, and those of everything else that is searched."""
    return words_of(document.title), words_of(
        " ".join((document.context, document.summary, document.body, *document.words_beside))
    )
