"""What somebody typed, read as a question: words, "phrases", and -words that must not occur."""

import re
from dataclasses import dataclass

from search.analysis.dutch import STOP_WORDS
from search.analysis.folding import run_of, words_of

# Longer questions are cut, not refused: somebody pasted a paragraph and still wants an answer.
MOST_CHARACTERS = 300
MOST_WORDS = 24

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<rest>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Question:
    """A question: what was typed, cut to what is answered, and what it asks.

    `words` are folded, each once, without stop words unless there are no others; the words of phrases are among them.
    `phrases` and `excluded` are runs of folded words as they stand in a text; `demanded` are words that stood between
    quotes alone: in whatever form, they must occur. `is_vague` says that none of its words,
    stop words and single letters, tells what it is about.
    """

    typed: str
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    demanded: tuple[str, ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    is_vague: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def is_plain(self) -> bool:
        """Return whether it asks for words alone, nothing between quotes or with a minus."""
        return not (self.phrases or self.demanded or self.excluded)

    @classmethod
    def read(cls, typed: str) -> "Question":
        """Return what `typed` asks; a question without words when it holds no letter or digit."""
        typed = " ".join(typed.replace("\0", " ")[:MOST_CHARACTERS].split())
        asked: list[str] = []
        phrases, demanded, excluded = [], [], []
        for part in _PART.finditer(typed.translate(_QUOTES)):
            text = part["phrase"] if part["phrase"] is not None else part["rest"]
            run = tuple(run_of(text))
            if not run:
                continue
            if part["minus"]:
                excluded.append(run)
                continue
            if part["phrase"] is not None:
                if len(run) > 1:
                    phrases.append(run)
                elif run[0] not in STOP_WORDS:
                    demanded.append(run[0])
            asked += words_of(text)
        telling = [
            word for word in dict.fromkeys(asked) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
        ]
        words = telling or list(dict.fromkeys(asked))
        return cls(
            typed,
            tuple(words[:MOST_WORDS]),
            tuple(phrases),
            tuple(demanded),
            tuple(excluded),
            bool(words) and not telling,
        )
