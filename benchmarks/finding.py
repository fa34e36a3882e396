"""How well each way to search answers a collection, on the database of DATABASE_URL; prints JSON.

python -m benchmarks.finding FOLDER
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402

from benchmarks.methods import fused, with_bm25, with_postgresql, with_wagtail  # noqa: E402
from search.evaluating.collection import read_collection  # noqa: E402
from search.evaluating.figures import figures_of  # noqa: E402
from search.evaluating.measuring import ask, edition_of  # noqa: E402


def main(folder: Path) -> dict[str, dict[str, float]]:
    """Return the figures of each method."""
    collection = read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    documents, questions = collection.documents, collection.questions
    answers = {}
    if connection.vendor == "postgresql":
        answers = with_postgresql(documents, questions)
        split = with_bm25(documents, questions)
        answers |= {
            "OR and pg_trgm, fused": fused(answers["PostgreSQL dutch, OR"], answers["pg_trgm"]),
            "BM25, compounds split": split,
            "BM25 and pg_trgm, fused": fused(split, answers["pg_trgm"]),
            "BM25 and pg_trgm of titles, fused": fused(split, answers["pg_trgm, title"]),
        }
    with edition_of(documents) as edition:
        answers["ours"], _milliseconds = ask(collection, edition)
    answers["stock Wagtail"] = with_wagtail(documents, questions)
    return {name: figures_of(collection.judgements, found) for name, found in answers.items()}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
