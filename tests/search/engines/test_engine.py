"""What every engine does, tried on that of the database in use."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

from search.engines import Engine, Entry, Reach, engine_for
from search.engines.expressions import Either, Every, Token, any_of, either
from search.engines.facets import pack, unpack

EDITION = 990_001


@pytest.fixture
def engine(db: None) -> Iterator[Engine]:
    engine = engine_for()
    engine.create(EDITION)
    yield engine
    engine.drop(EDITION)


def entry(pk: int, text: str = "", **values: object) -> Entry:
    return Entry(pk, "", None, 0, "", "", f" titel {pk} ", f" {text} ")._replace(**values)


def write(engine: Engine, tokens: dict[int, str], *entries: Entry) -> None:
    """Write documents with these tokens; those without an entry are plain ones."""
    given = {one.id: one for one in entries}
    written = [given.get(pk) or entry(pk) for pk in tokens]
    engine.write(EDITION, written)
    engine.index(EDITION, [(one, tokens[one.id]) for one in written])


def ids(engine: Engine, expression: Token | Either | Every, limit: int = 100, **reach: object) -> list[int]:
    (found,) = engine.postings(EDITION, [expression], Reach(**reach), limit)  # type: ignore[arg-type]
    return found


def test_expressions(engine: Engine) -> None:
    with engine.filling(EDITION):
        write(engine, {1: "loket balie loket ^loket", 2: "loket =lokettenplan", 3: "balie ~loket"})
    assert ids(engine, Token("loket")) == [1, 2]
    assert ids(engine, Token("^loket")) == [1]
    assert ids(engine, any_of("~loket", "^loket")) == [1, 3]
    assert ids(engine, Every((Token("loket"), Token("balie")))) == [1]
    assert ids(engine, Every((Token("loket"),), (Token("balie"),))) == [2]
    assert ids(engine, either(Token("^loket"), Every((Token("balie"), Token("~loket"))))) == [1, 3]
    assert ids(engine, Token("=loket", is_beginning=True)) == [2]
    assert ids(engine, Token("lok")) == []


def test_several_at_once_in_their_order_and_bounded(engine: Engine) -> None:
    with engine.filling(EDITION):
        write(engine, {pk: f"loket n{pk % 2}" for pk in range(1, 21)})
    found = engine.postings(EDITION, [Token("n0"), Token("geen"), Token("loket")], Reach(), 5)
    assert found == [[2, 4, 6, 8, 10], [], [1, 2, 3, 4, 5]]


def test_nobody_finds_what_is_kept_from_them(engine: Engine) -> None:
    write(engine, dict.fromkeys([1, 2, 3], "loket"), entry(2, audience="g3"), entry(3, audience="g4"))
    assert ids(engine, Token("loket")) == [1]
    assert ids(engine, Token("loket"), audiences=("", "g3")) == [1, 2]
    assert sum(engine.tally(EDITION, Token("loket"), Reach(), 100).values()) == 1
    assert engine.newest(EDITION, Token("loket"), Reach(), 100) == [1]


def test_filters_phrases_and_what_must_not_occur(engine: Engine) -> None:
    write(
        engine,
        {1: "loket :theme:a :phase:x", 2: "loket :theme:b :phase:x zorg", 3: "loket :theme:a :phase:y"},
        entry(1, "het ene loket"),
        entry(2, "ene loket meer"),
        entry(3, "loket ene", title=" over het oude loket "),
    )
    word = Token("loket")
    assert ids(engine, word, filters=((":theme:a",),)) == [1, 3]
    assert ids(engine, word, filters=((":theme:a", ":theme:b"), (":phase:x",))) == [1, 2]
    assert ids(engine, word, without=("zorg",)) == [1, 3]
    assert ids(engine, word, phrases=(("ene", "loket"),)) == [1, 2]
    assert ids(engine, word, phrases=(("oude", "loket"),)) == [3]
    assert ids(engine, word, without_phrases=(("ene", "loket"),)) == [3]
    assert ids(engine, Either((word, Token("zorg"))), filters=((":phase:y",),), without=("zorg",)) == [3]


def test_numbers_by_facets_up_to_a_bound(engine: Engine) -> None:
    packed = pack({"kind": ["Artikel"], "theme": ["zorg", "wonen"], "tag": ["niet geteld"]})
    write(engine, dict.fromkeys(range(1, 8), "loket"), *(entry(pk, facets=packed) for pk in range(1, 4)))
    tally = engine.tally(EDITION, Token("loket"), Reach(), 100)
    assert tally == {packed: 3, "": 4}
    assert unpack(tally)["theme"] == {"zorg": 3, "wonen": 3}
    assert unpack(tally)["kind"] == {"Artikel": 3}
    assert sum(engine.tally(EDITION, Token("loket"), Reach(), 5).values()) == 5


def test_numbers_by_facets_of_ids_that_are_far_apart(engine: Engine) -> None:
    facets = {1: "a", 4_095: "b", 4_096: "b", 4_097: "a", 50_000: "c", 9_000_000: "b"}
    write(engine, dict.fromkeys(facets, "loket"), *(entry(pk, facets=packed) for pk, packed in facets.items()))
    assert engine.tally(EDITION, Token("loket"), Reach(), 100) == {"a": 2, "b": 3, "c": 1}
    write(engine, {4_096: "loket"}, entry(4_096, facets="nieuw"))
    engine.remove(EDITION, [50_000])
    assert engine.tally(EDITION, Token("loket"), Reach(), 100) == {"a": 2, "b": 2, "nieuw": 1}
    assert [one.facets for one in engine.entries(EDITION, 0, 100)] == ["a", "b", "nieuw", "a", "b"]


def test_the_newest_first(engine: Engine) -> None:
    dates = [datetime(2026, 1, 1, tzinfo=UTC), None, datetime(2026, 3, 1, tzinfo=UTC), datetime(1960, 1, 1, tzinfo=UTC)]
    write(engine, dict.fromkeys(range(1, 5), "loket"), *(entry(pk, date=date) for pk, date in enumerate(dates, 1)))
    assert engine.newest(EDITION, Token("loket"), Reach(), 10) == [3, 1, 4, 2]
    assert engine.newest(EDITION, Token("loket"), Reach(), 2) == [3, 1]


def test_what_is_written_again_or_removed_is_no_longer_found(engine: Engine) -> None:
    with engine.filling(EDITION):
        write(engine, {1: "loket", 2: "loket"})
    write(engine, {1: "balie"}, entry(1, "nieuw"))
    engine.remove(EDITION, [2, 77])
    assert ids(engine, any_of("loket", "balie")) == [1]
    assert engine.texts(EDITION, [1, 2], 4)[1].text == " nie"
    assert list(engine.texts(EDITION, [1, 2], 4)) == [1]


def test_what_is_kept_is_read_in_parts_whether_it_can_be_found_or_not(engine: Engine) -> None:
    date = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)
    facets = {"facets": pack({"kind": ["Artikel"]}), "filters": ":kind:artikel :within:3"}
    kept = [entry(1, "het ene", date=date, weight=2, **facets), entry(2, audience="g3"), entry(4)]
    engine.write(EDITION, kept[::-1])
    assert engine.entries(EDITION, 0, 2) == kept[:2]
    assert engine.entries(EDITION, 2, 2) == kept[2:]
    assert engine.entries(EDITION, 4, 2) == []
    assert engine.indexed(EDITION, [1, 2, 3, 4]) == set()
    engine.index(EDITION, [(kept[1], "balie"), (kept[2], "")])
    assert engine.indexed(EDITION, [1, 2, 3, 4]) == {2, 4}


def test_what_is_found_and_was_never_written_is_known(engine: Engine) -> None:
    write(engine, {1: "loket", 2: "loket"})
    assert engine.strays(EDITION) == []
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_text_{EDITION} WHERE id = 2")
    assert engine.strays(EDITION) == [2]
    assert engine.indexed(EDITION, [1]) == {1}


@pytest.mark.postgresql
@pytest.mark.parametrize("values", ["audience = 'g3'", "facets = 'x'", "date = now()"])
def test_what_is_found_as_something_else_is_known(engine: Engine, values: str) -> None:
    write(engine, {1: "loket", 2: "loket"})
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE search_token_{EDITION} SET {values} WHERE id = 2")
    assert engine.indexed(EDITION, [1, 2]) == {1}


@pytest.mark.sqlite
def test_what_was_filled_merges_again_afterwards(engine: Engine) -> None:
    with engine.filling(EDITION):
        write(engine, {1: "loket"})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT k, v FROM search_token_{EDITION}_config WHERE k LIKE '%merge'")
        assert dict(cursor.fetchall()) == {"automerge": 4, "crisismerge": 16}


def test_an_edition_is_dropped_with_all_its_tables(engine: Engine) -> None:
    before = set(connection.introspection.table_names())
    engine.create(EDITION + 1)
    engine.drop(EDITION + 1)
    engine.drop(EDITION + 1)
    assert set(connection.introspection.table_names()) == before
