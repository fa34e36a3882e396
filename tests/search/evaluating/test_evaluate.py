"""Measuring how well the search finds, with a collection of one's own."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from search.evaluating import measuring
from search.evaluating.figures import figures_of
from search.models import Edition, SearchDocument, Term

DOCUMENTS = [
    {"_id": "a", "title": "Het loket", "text": "Waar u alles regelt.", "authority": "genegeerd"},
    {"_id": "b", "title": "", "text": "Een paspoort vraagt u aan bij het loket."},
    {"_id": "c", "title": "Afval"},
    {"_id": "d", "title": "x " * 300 + "kampeerterrein", "text": "\0"},
]
QUESTIONS = [
    {"_id": "1", "text": "paspoort aanvragen"},
    {"_id": "2", "text": "kampeerterrein", "overlap": True},
    {"_id": "3", "text": "niet beoordeeld"},
    {"_id": "4", "text": "qqq zzz"},
]
JUDGEMENTS = ["query-id\tcorpus-id\tscore", "1\tb\t2", "1\ta\t1", "2\td\t1", "2\tc\t0", "4\tc\t1"]


def write(folder: Path, **lines: list[str]) -> dict[str, Path]:
    """Write the three files; `lines` replace those of a file."""
    content = {
        "corpus": list(map(json.dumps, DOCUMENTS)),
        "queries": list(map(json.dumps, QUESTIONS)),
        "qrels": JUDGEMENTS,
    } | lines
    files = {name: folder / f"{name}.txt" for name in content}
    for name, path in files.items():
        path.write_text("\n".join(content[name]) + "\n")
    return files


def evaluate(files: dict[str, Path], errors: StringIO | None = None) -> dict[str, float]:
    output = StringIO()
    call_command("search_evaluate", **files, stdout=output, stderr=errors or StringIO())
    return json.loads(output.getvalue())


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("search_")}


@pytest.mark.django_db
def test_figures_of_a_collection_that_leaves_nothing_behind(tmp_path: Path) -> None:
    before = tables(), Edition.objects.count()
    figures = evaluate(write(tmp_path))
    assert figures.pop("p50_ms") > 0
    assert figures.pop("p95_ms") > 0
    assert figures == {
        "success_at_1": 0.6667,
        "recall_at_10": 0.5,
        "mrr_at_10": 0.6667,
        "ndcg_at_10": pytest.approx(0.587, abs=0.01),
        "zero_results": 0.3333,
        "documents": 4,
        "queries": 3,
    }
    assert (tables(), Edition.objects.count()) == before
    assert not SearchDocument.objects.filter(key__in=["0", "1", "2", "3"]).exists()
    assert not Term.objects.filter(word="kampeerterrein").exists()


@pytest.mark.django_db
def test_judgements_about_what_is_not_there_are_left_out_and_told(tmp_path: Path) -> None:
    whole, errors = evaluate(write(tmp_path)), StringIO()
    strange = ["1\tz\t1", "9\ta\t1", "9\tz\t0", "8\ta\t1"]
    figures = evaluate(write(tmp_path, qrels=[*JUDGEMENTS, *strange]), errors)
    for timing in ("p50_ms", "p95_ms"):
        del whole[timing], figures[timing]
    assert figures == whole
    told = errors.getvalue().splitlines()
    assert told[0] == "Judgements left out: 4"
    assert told[1].endswith("qrels.txt, line 7: document 'z' is not in corpus.txt")
    assert told[2].endswith("qrels.txt, line 8: question '9' is not in queries.txt")
    assert told[4:] == ["…"]


@pytest.mark.django_db
def test_nothing_is_left_behind_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(measuring, "search", fails)
    before = tables(), Edition.objects.count()
    with pytest.raises(KeyboardInterrupt):
        evaluate(write(tmp_path))
    assert (tables(), Edition.objects.count()) == before


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ({"corpus": ['{"_id": "a"}', "{"]}, "corpus.txt, line 2: not JSON"),
        ({"corpus": ["[1]"]}, "corpus.txt, line 1: not a JSON object"),
        ({"corpus": ['{"title": "x"}']}, "corpus.txt, line 1: '_id' is not a text"),
        ({"corpus": ['{"_id": "a", "text": 3}']}, "corpus.txt, line 1: 'text' is not a text"),
        ({"corpus": ['{"_id": "a"}', "", '{"_id": "a"}']}, "corpus.txt, line 3: 'a' stands there twice"),
        ({"queries": ['{"_id": "1"}']}, "queries.txt, line 1: 'text' is not a text"),
        ({"qrels": ["1 a 1"]}, "qrels.txt, line 1: not a question, a document and a score"),
        ({"qrels": ["query-id\tcorpus-id\tscore", "1\ta\tveel"]}, "qrels.txt, line 2: 'veel' is not a number"),
        ({"qrels": ["1\ta\tnan"]}, "qrels.txt, line 1: 'nan' is not a number"),
        ({"qrels": ["1\tz\t1"]}, "no question has a right answer"),
        ({"qrels": ["1\ta\t0"]}, "no question has a right answer"),
    ],
)
def test_what_is_wrong_is_told_with_its_file_and_line(
    tmp_path: Path, lines: dict[str, list[str]], message: str
) -> None:
    with pytest.raises(CommandError, match=message.replace("(", r"\(").replace("[", r"\[")):
        evaluate(write(tmp_path, **lines))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    files = write(tmp_path) | {"corpus": tmp_path / "weg.jsonl"}
    with pytest.raises(CommandError, match=r"weg\.jsonl: No such file"):
        evaluate(files)


def test_figures_by_hand() -> None:
    figures = figures_of({"q": {"a": 2, "b": 1}, "r": {"c": 1}}, {"q": ["x", "b", "a"], "r": []})
    assert figures["success_at_1"] == 0
    assert figures["recall_at_10"] == 0.5
    assert figures["mrr_at_10"] == 0.25
    assert figures["ndcg_at_10"] == pytest.approx((1 / 1.58496 + 2 / 2) / (2 + 1 / 1.58496) / 2, abs=1e-4)
    assert figures["zero_results"] == 0.5
