"""Reading a collection: `corpus.jsonl` and `queries.jsonl` (BEIR's form), and `qrels.tsv`."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class CollectionError(Exception):
    """A file can't be read as what it should be; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document of a collection."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, the questions that were judged, and for each of those how right each document is (more than 0).

    `left_out` tells of each judgement about a question or document that the collection doesn't hold.
    """

    documents: list[Source]
    questions: dict[str, str]
    judgements: dict[str, dict[str, float]]
    left_out: list[str]


def read_collection(corpus: Path, queries: Path, qrels: Path) -> Collection:
    """Return the collection in these files; questions without a right answer are left out.

    So are judgements about an unknown question or document: many collections are cut from a larger one and have some.
    Raises CollectionError for a row that isn't what it should be, and when no right answer is left.
    """
    documents = [
        Source(row["_id"], row.get("title") or "", row.get("text") or "")
        for row in _rows(corpus, required=("_id",), texts=("title", "text"))
    ]
    questions = {row["_id"]: row["text"] for row in _rows(queries, required=("_id", "text"), texts=())}
    known = {document.id for document in documents}
    judgements: dict[str, dict[str, float]] = {}
    left_out = []
    for place, question, document, score in _judgements(qrels):
        if question not in questions:
            left_out.append(f"{place}: question {question!r} is not in {queries.name}")
        elif document not in known:
            left_out.append(f"{place}: document {document!r} is not in {corpus.name}")
        elif score > 0:
            judgements.setdefault(question, {})[document] = score
    if not judgements:
        raise CollectionError(f"{qrels}: no question has a right answer")
    judged = {pk: text for pk, text in questions.items() if pk in judgements}
    return Collection(documents, judged, judgements, left_out)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file that hold something, each after where it stands."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield f"{path}, line {number}", line.rstrip("\r\n")
    except OSError as error:
        raise CollectionError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CollectionError(f"{path}: not UTF-8 ({error.reason})") from error


def _rows(path: Path, required: tuple[str, ...], texts: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    seen = set()
    for place, line in _lines(path):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CollectionError(f"{place}: not JSON ({error})") from error
        if not isinstance(row, dict):
            raise CollectionError(f"{place}: not a JSON object")
        if isinstance(row.get("_id"), int):
            row["_id"] = str(row["_id"])
        for name in (*required, *texts):
            value = row.get(name)
            if not isinstance(value, str) and (name in required or value is not None):
                raise CollectionError(f"{place}: {name!r} is not a text")
        if row["_id"] in seen:
            raise CollectionError(f"{place}: {row['_id']!r} stands there twice")
        seen.add(row["_id"])
        yield row


def _judgements(path: Path) -> Iterator[tuple[str, str, str, float]]:
    for number, (place, line) in enumerate(_lines(path)):
        values = line.split("\t")
        if len(values) != 3:
            raise CollectionError(f"{place}: not a question, a document and a score with tabs in between")
        try:
            score = float(values[2])
        except ValueError:
            if number == 0:  # the header
                continue
            raise CollectionError(f"{place}: {values[2]!r} is not a number") from None
        if not math.isfinite(score):
            raise CollectionError(f"{place}: {values[2]!r} is not a number")
        yield place, values[0].strip(), values[1].strip(), score
