"""The text of documents is read within limits, whatever somebody uploaded."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from cms.media import extraction
from cms.media.extraction import Extract, Outcome, extract
from tests.media.papers import pdf, pdf_bomb, word, word_bomb


@pytest.fixture
def read(tmp_path: Any) -> Callable[[bytes, str], Extract]:
    """Read the text of a file with this content."""

    def of(content: bytes, extension: str) -> Extract:
        path = tmp_path / "stuk"
        path.write_bytes(content)
        with path.open("rb") as file:
            return extract(file, extension)

    return of


Read = Callable[[bytes, str], Extract]


def test_a_pdf_is_read_page_by_page(read: Read) -> None:
    assert read(pdf("De balie is open", "tot vijf uur"), "pdf") == Extract(
        Outcome.READ, "De balie is open\ntot vijf uur"
    )


def test_a_word_file_is_read_with_its_tables(read: Read) -> None:
    found = read(word("De balie", "is open", cells=("maandag", "vijf uur")), "docx")
    assert found == Extract(Outcome.READ, "De balie\nis open\nmaandag\nvijf uur")


def test_a_file_without_text_says_so(read: Read) -> None:
    assert read(pdf(""), "pdf").outcome == Outcome.EMPTY
    assert read(word(), "docx").outcome == Outcome.EMPTY


def test_a_pdf_with_a_password_stays_closed_and_one_without_to_read_it_is_read(read: Read) -> None:
    assert read(pdf("geheim", password="wachtwoord"), "pdf") == Extract(Outcome.PROTECTED)
    assert read(pdf("openbaar", owner="wachtwoord"), "pdf") == Extract(Outcome.READ, "openbaar")


def test_a_long_text_is_cut(read: Read) -> None:
    found = read(word(*["woord " * 5000] * 12), "docx")
    assert found.outcome == Outcome.CUT
    assert len(found.text) == extraction.MOST_CHARACTERS


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (b"", "pdf"),
        (b"%PDF-1.7 en dan niets", "pdf"),
        (pdf("De balie")[:200], "pdf"),
        (b"PK\x03\x04 geen zip", "docx"),
        (word("De balie")[:-300], "docx"),
        (word_bomb(80), "docx"),
    ],
    ids=["leeg", "kop", "afgebroken", "geen zip", "afgebroken zip", "bom"],
)
def test_a_damaged_file_is_unreadable(read: Read, content: bytes, extension: str) -> None:
    assert read(content, extension) == Extract(Outcome.UNREADABLE)


def test_a_bomb_ends_within_its_limits(read: Read) -> None:
    began = time.monotonic()
    assert read(pdf_bomb(400), "pdf").outcome in {Outcome.UNREADABLE, Outcome.EMPTY, Outcome.CUT}
    assert time.monotonic() - began < extraction.MOST_SECONDS


def test_what_takes_too_long_is_killed(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MOST_SECONDS", 0.01)
    assert read(pdf("De balie"), "pdf") == Extract(Outcome.UNREADABLE)
