"""The text of a PDF or Word file, read in a process of its own that may use little and is killed when it takes long.

What is read was made by anybody's program: it may be damaged, endless or made to hurt. The process has no database and
no settings; it gets the file on its standard input and answers with one JSON object.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO
from zipfile import ZipFile

# What is kept of a text; what reading may use.
MOST_CHARACTERS = 250_000
MOST_PAGES = 500
MOST_UNPACKED = 60 * 1024 * 1024
MOST_MEMORY = 1024 * 1024 * 1024
MOST_PROCESSOR_SECONDS = 20
MOST_SECONDS = 40


class Outcome(StrEnum):
    """How reading a file ended."""

    READ = "read"
    CUT = "cut"
    EMPTY = "empty"
    PROTECTED = "protected"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Extract:
    """What was read of a file."""

    outcome: Outcome
    text: str = ""


def extract(file: IO[bytes], extension: str) -> Extract:
    """Return the text of `file`, a real file at its beginning; never raises for what is in it.

    `extension` is 'pdf' or 'docx'.
    """
    command = [sys.executable, "-m", "cms.media.extraction", extension]
    root = Path(__file__).resolve().parents[2]
    try:
        answer = subprocess.run(  # noqa: S603 - our own module, and one of two words
            command, stdin=file, capture_output=True, timeout=MOST_SECONDS, cwd=root, env={}, check=True
        ).stdout
        values = json.loads(answer)
    except (subprocess.SubprocessError, OSError, ValueError):
        return Extract(Outcome.UNREADABLE)
    return Extract(Outcome(values["outcome"]), values["text"])


def _limit_ourselves() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _read(file: IO[bytes], extension: str) -> Extract:
    """Return the text of `file`, cut where it is long enough."""
    pieces: list[str] = []
    length = 0
    for piece in {"pdf": _pages, "docx": _paragraphs}[extension](file):
        # No database keeps NUL or half a sign.
        text = " ".join(piece.replace("\0", " ").encode("utf-8", "ignore").decode().split())
        if text:
            pieces.append(text)
            length += len(text) + 1
        if length > MOST_CHARACTERS:
            return Extract(Outcome.CUT, "\n".join(pieces)[:MOST_CHARACTERS])
    return Extract(Outcome.READ if pieces else Outcome.EMPTY, "\n".join(pieces))


class ProtectedError(Exception):
    """The file asks for a password."""


def _pages(file: IO[bytes]) -> Iterator[str]:
    """Yield the text of each page of a PDF; of one that can't be read, nothing."""
    from pypdf import PdfReader  # noqa: PLC0415 - only within the limits
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError  # noqa: PLC0415

    try:
        pages = PdfReader(file).pages
        total = len(pages)
    except (DependencyError, FileNotDecryptedError, WrongPasswordError) as error:
        raise ProtectedError from error
    for number in range(min(total, MOST_PAGES)):
        try:
            yield pages[number].extract_text()
        except Exception:  # noqa: S112 - pypdf raises nearly anything on a damaged page; the others are read
            continue


def _paragraphs(file: IO[bytes]) -> Iterator[str]:
    """Yield the paragraphs of a Word file and the cells of its tables, in their order."""
    from docx import Document  # noqa: PLC0415 - only within the limits
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    if sum(entry.file_size for entry in ZipFile(file).infolist()) > MOST_UNPACKED:
        raise MemoryError
    file.seek(0)
    for block in Document(file).iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                yield from (cell.text for cell in row.cells)


def main() -> None:
    """Read the file on standard input and write what was found; ends with an error where that can't be done."""
    _limit_ourselves()
    file = sys.stdin.buffer
    try:
        found = _read(file, sys.argv[1])
    except ProtectedError:
        found = Extract(Outcome.PROTECTED)
    json.dump(asdict(found), sys.stdout)


if __name__ == "__main__":
    main()
