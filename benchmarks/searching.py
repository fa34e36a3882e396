"""One measurement of the search, in a process of its own on the database of DATABASE_URL; prints JSON.

    python -m benchmarks.searching DOCUMENTS ROUNDS [--stock]

Documents are Dutch as far as search can tell: the words of the demo content and compounds of them, distributed as
Zipf's law has it, and one word that is in all of them. The bare index is what somebody writes by hand in an hour: one
`tsvector` under GIN, or one FTS5 table.
"""

import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from wagtail.search.backends.database import SearchBackend  # noqa: E402

from benchmarks.many_pages import make_pages  # noqa: E402
from home.models import ContentPage  # noqa: E402
from search.engines.base import in_batches  # noqa: E402
from search.evaluating.measuring import percentiles  # noqa: E402
from search.finding.searching import search  # noqa: E402
from search.finding.suggesting import suggest  # noqa: E402
from search.indexing.editions import BATCH, begin, drop, put  # noqa: E402
from search.indexing.filling import Filling  # noqa: E402
from search.models import Edition, EditionState, SearchDocument  # noqa: E402

EVERYWHERE = "gemeente"
WORDS = 60_000
IN_TITLE, IN_BODY = (2, 7), (60, 180)
SAVES = 40
# Of each kind so many questions, all asked in each round; and the share of the documents that their words are in.
QUESTIONS = 12
SHARES = {"rare": (0.00005, 0.0005), "middling": (0.01, 0.05), "everything": (1.0, 1.0)}
KINDS = (*SHARES, "several words")


def words() -> list[str]:
    """Return the words of the demo and compounds of them, the commonest first."""
    text = " ".join(path.read_text() for path in sorted(Path("demo").rglob("*.md")))
    counted: dict[str, int] = {}
    for word in re.findall(r"[a-z]{3,}", text.lower()):
        counted[word] = counted.get(word, 0) + 1
    known = sorted(counted, key=lambda word: (-counted[word], word))
    parts = [word for word in known if 4 <= len(word) <= 8]
    chance = random.Random(2000)
    compounds: dict[str, None] = {}
    while len(known) + len(compounds) < WORDS:
        compounds[chance.choice(parts) + chance.choice(parts)] = None
    return [*known, *compounds]


def documents(number: int, vocabulary: list[str], kinds: int = 6) -> Iterator[SearchDocument]:
    """Yield documents with facets."""
    chance = random.Random(number)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    themes = [[f"thema-{one}", f"Thema {one}"] for one in range(12)]
    for pk in range(number):
        title = chance.choices(vocabulary, cum_weights=weights, k=chance.randint(*IN_TITLE))
        body = chance.choices(vocabulary, cum_weights=weights, k=chance.randint(*IN_BODY))
        body.insert(chance.randrange(len(body)), EVERYWHERE)
        yield SearchDocument(
            key=f"made:{pk}",
            kind=f"Soort {pk % kinds}",
            title=" ".join(title).capitalize()[:255],
            body=" ".join(body),
            url=f"/{pk}/",
            themes=chance.sample(themes, 1),
            phase=f"fase-{pk % 4}",
            phase_title=f"Fase {pk % 4}",
        )


def timed(work: Callable[[], Any]) -> float:
    """Return how long `work` takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(sql: str, *values: Any) -> list[Any]:
    """Run SQL, and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


class BareSQLite:
    """One FTS5 table."""

    def build(self, made: list[SearchDocument]) -> None:
        """Fill the index."""
        run("DROP TABLE IF EXISTS bare")
        run("CREATE VIRTUAL TABLE bare USING fts5(title, body)")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany("INSERT INTO bare VALUES (%s, %s)", [(one.title, one.body) for one in made])

    def search(self, question: str) -> list[Any]:
        """Count what holds any of the words, and return the ten best."""
        asked = " OR ".join(question.split())
        run("SELECT count(*) FROM bare WHERE bare MATCH %s", asked)
        return run("SELECT rowid, title FROM bare WHERE bare MATCH %s ORDER BY rank LIMIT 10", asked)

    def suggest(self, beginning: str) -> list[Any]:
        """Return ten titles."""
        return run("SELECT title FROM bare WHERE bare MATCH %s ORDER BY rank LIMIT 10", f"title : {beginning}*")

    def size(self, tables: str) -> int:
        """Return the bytes of the tables whose names begin so."""
        return int(run("SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name LIKE %s", f"{tables}%")[0][0])


class BarePostgreSQL:
    """One `tsvector` under GIN."""

    def build(self, made: list[SearchDocument]) -> None:
        """Fill the index."""
        run("DROP TABLE IF EXISTS bare")
        run("CREATE TABLE bare (id serial PRIMARY KEY, title text, body text, tsv tsvector)")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                """INSERT INTO bare (title, body, tsv) VALUES (%s, %s,
                   setweight(to_tsvector('dutch', %s), 'A') || to_tsvector('dutch', %s))""",
                [(one.title, one.body, one.title, one.body) for one in made],
            )
        run("CREATE INDEX bare_tsv ON bare USING gin (tsv)")
        run("ANALYZE bare")

    def search(self, question: str) -> list[Any]:
        """Count what holds any of the words, and return the ten best."""
        asked = " | ".join(question.split())
        run("SELECT count(*) FROM bare WHERE tsv @@ to_tsquery('dutch', %s)", asked)
        return run(
            """SELECT id, title FROM bare, to_tsquery('dutch', %s) asked
               WHERE tsv @@ asked ORDER BY ts_rank(tsv, asked) DESC LIMIT 10""",
            asked,
        )

    def suggest(self, beginning: str) -> list[Any]:
        """Return ten titles."""
        return run(
            """SELECT title FROM bare, to_tsquery('simple', %s) asked
               WHERE tsv @@ asked ORDER BY ts_rank(tsv, asked) DESC LIMIT 10""",
            f"{beginning}:*A",
        )

    def size(self, tables: str) -> int:
        """Return the bytes of the tables whose names begin so."""
        sql = """SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class
                 WHERE relkind = 'r' AND relname LIKE %s"""
        return int(run(sql, f"{tables}%")[0][0])


def questions(made: list[SearchDocument]) -> dict[str, list[str]]:
    """Return questions of each kind."""
    counts: dict[str, int] = {}
    for document in made:
        for word in set(document.body.split()):
            counts[word] = counts.get(word, 0) + 1
    chance, asked = random.Random(1), {}
    for kind, (least, most) in SHARES.items():
        fitting = sorted(
            word
            for word, number in counts.items()
            if least * len(made) <= number <= max(1, most * len(made)) and len(word) > 4
        )
        asked[kind] = [chance.choice(fitting) for _ in range(QUESTIONS)]
    asked["several words"] = [
        f"{rare} {middling}" for rare, middling in zip(asked["rare"], asked["middling"], strict=True)
    ]
    return asked


def take_turns(
    edition: Edition, bare: BareSQLite | BarePostgreSQL, asked: dict[str, list[str]], rounds: int
) -> dict[str, dict[str, dict[str, float]]]:
    """Return percentiles by what was asked and by whom, in milliseconds; the first round warms up."""
    times: dict[str, dict[str, list[float]]] = {}
    for turn in range(rounds + 1):
        for kind in KINDS:
            for question in asked[kind]:
                beginning = question[:4]
                for name, ours, theirs in (
                    (kind, partial(search, question, edition=edition), partial(bare.search, question)),
                    ("suggestions", partial(suggest, beginning, edition=edition), partial(bare.suggest, beginning)),
                ):
                    taken = times.setdefault(name, {"ours": [], "bare": []})
                    measured = {"ours": timed(ours) * 1000, "bare": timed(theirs) * 1000}
                    for side, milliseconds in measured.items():
                        if turn:
                            taken[side].append(milliseconds)
    times["all questions"] = {side: [one for kind in KINDS for one in times[kind][side]] for side in ("ours", "bare")}
    return {name: {side: percentiles(all_) for side, all_ in taken.items()} for name, taken in times.items()}


def build(edition: Edition, made: list[SearchDocument]) -> None:
    """Write documents to an edition."""
    filling = Filling(edition)
    for batch in in_batches(made, BATCH):
        filling.add(batch)
    for _written in filling.finish():
        pass


def save(edition: Edition, document: SearchDocument) -> None:
    """Write one document, as saving its page does."""
    with transaction.atomic():
        put(edition, [document])


def ask_wagtail(made: list[SearchDocument], asked: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    """Return how long stock Wagtail takes to count and to find ten among as many pages, each question asked once.

    On PostgreSQL without the index that the site adds, and with it.
    """
    make_pages(made)
    backend = SearchBackend({})

    def find(question: str) -> None:
        found = backend.search(question, ContentPage.objects.live())
        found.count()
        list(found[:10])

    def ask() -> dict[str, float]:
        return percentiles([timed(partial(find, question)) * 1000 for kind in KINDS for question in asked[kind]])

    if connection.vendor == "sqlite":
        return {"stock": ask()}
    indexed = ask()
    run("DROP INDEX search_words_of_staff")
    return {"stock": ask(), "stock, indexed": indexed}


def build_in_turns(made: list[SearchDocument], bare: BareSQLite | BarePostgreSQL, rounds: int) -> dict[str, float]:
    """Return how long the bare index and ours take to be built, in seconds: medians."""
    taken: dict[str, list[float]] = {"bare": [], "ours": []}
    for _turn in range(rounds):
        taken["bare"].append(timed(partial(bare.build, made)))
        edition = begin(EditionState.EVALUATION)
        taken["ours"].append(timed(partial(build, edition, made)))
        drop(edition)
    return {side: median(times) for side, times in taken.items()}


def save_in_turns(edition: Edition, vocabulary: list[str], rounds: int) -> float:
    """Return how long one save takes, in milliseconds: the median of all rounds but the first."""
    times = []
    for turn in range(rounds + 1):
        taken = [timed(partial(save, edition, one)) * 1000 for one in documents(SAVES, vocabulary)]
        times += taken if turn else []
    return median(times)


def main(number: int, rounds: int, with_stock: bool) -> dict[str, Any]:
    """Measure, and return seconds of building, milliseconds of one save and of questions, and bytes."""
    bare = BareSQLite() if connection.vendor == "sqlite" else BarePostgreSQL()
    vocabulary = words()
    made = list(documents(number, vocabulary))
    bare.build(made)
    edition = begin(EditionState.EVALUATION)
    try:
        build(edition, made)
        if connection.vendor == "postgresql":
            run("VACUUM ANALYZE")
        sizes = {"bare": bare.size("bare"), "ours": bare.size("search_")}
        asked = questions(made)
        times = take_turns(edition, bare, asked, rounds)
        saved = save_in_turns(edition, vocabulary, rounds)
    finally:
        drop(edition)
    if with_stock:
        times["stock Wagtail"] = ask_wagtail(made, asked)
    built = build_in_turns(made, bare, rounds)
    run("DROP TABLE bare")
    return {"build s": built, "bytes": sizes, "ms": times, "save ms": saved}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), "--stock" in sys.argv)))
