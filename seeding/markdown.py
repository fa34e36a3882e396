"""From Markdown to the blocks of a page's body, as the database keeps them.

The dialect is told in demo/README.md: Markdown, with blocks between `::: name` and `:::`, tables under a caption,
and links to other pages by id (`pagina:articles/een-balie`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from uuid import uuid4

from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False})
_PAGE_LINK = re.compile(r'<a href="pagina:([^"]+)">')
_OPEN = re.compile(r"^:::\s*([\w-]+)\s*(.*)$")
_ITEM = re.compile(r"^###\s+(.+)$")
_CAPTION = re.compile(r"^Tabel:\s*(.+)$")
_EXTERNAL = re.compile(r"^\[(.+)\]\((https?://\S+)\)$")
_HEADING = re.compile(r"^(#{1,6})\s")

# Return the primary key of the page with an id; 0 for one that is gone, so that a link to it becomes plain text.
PageKey = Callable[[str], int]
# Return the primary key of an illustration or a document by its name; raise KeyError for one that doesn't exist.
FileKey = Callable[[str], int]
Block = dict[str, Any]


@dataclass(frozen=True)
class Keys:
    """How a body finds what it refers to."""

    page: PageKey
    image: FileKey
    document: FileKey


class BodyError(ValueError):
    """A body can't be read; `line` counts from 1 at the first line of the body."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Piece:
    """A stretch of a body: running text, a table or a block; `line` is where it begins."""

    kind: str
    argument: str
    lines: list[str]
    line: int


def page_ids(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, id) for every link to a page in the Markdown `text`."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in re.findall(r"pagina:([\w/-]+)", line):
            yield number, found


class _Splitter:
    """Cuts a body in pieces, line by line."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.pieces: list[Piece] = []
        self.running: list[str] = []
        self.at = 0
        self.level = 1

    def split(self) -> list[Piece]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if opened := _OPEN.match(line):
                self._block(opened[1], opened[2].strip())
            elif caption := _CAPTION.match(line):
                self._table(caption[1].strip())
            else:
                self._check_running(line)
                self.running.append(line)
                self.at += 1
        self._flush()
        return self.pieces

    def _flush(self) -> None:
        if any(line.strip() for line in self.running):
            self.pieces.append(Piece("text", "", self.running, self.at - len(self.running) + 1))
        self.running = []

    def _block(self, kind: str, argument: str) -> None:
        self._flush()
        start = self.at + 1
        end = next((number for number in range(start, len(self.lines)) if self.lines[number].strip() == ":::"), None)
        if end is None or any(_OPEN.match(line) for line in self.lines[start:end]):
            raise BodyError(start, f"Blok '{kind}' wordt niet gesloten met ':::'.")
        self.pieces.append(Piece(kind, argument, self.lines[start:end], start))
        self.at = end + 1

    def _table(self, caption: str) -> None:
        self._flush()
        start = self.at + 1
        while start < len(self.lines) and not self.lines[start].strip():
            start += 1
        rows = list(takewhile(lambda line: line.lstrip().startswith("|"), self.lines[start:]))
        if len(rows) < 3:
            raise BodyError(self.at + 1, "Na 'Tabel: …' hoort een tabel met een kop en ten minste één rij.")
        self.pieces.append(Piece("table", caption, rows, self.at + 1))
        self.at = start + len(rows)

    def _check_running(self, line: str) -> None:
        if heading := _HEADING.match(line):
            depth = len(heading[1])
            if depth == 1 or depth > self.level + 1:
                raise BodyError(self.at + 1, "Een kop slaat een niveau over: begin met '##', daarna '###'.")
            self.level = depth
        if line.lstrip().startswith("|"):
            raise BodyError(self.at + 1, "Boven een tabel hoort een regel 'Tabel: …' met het bijschrift.")


def split(text: str) -> list[Piece]:
    """Cut a body in pieces.

    Raise BodyError for a block that isn't closed, a skipped level of heading, or a table without caption.
    """
    return _Splitter(text).split()


def to_html(lines: list[str], page_key: PageKey) -> str:
    """Return the rich text, as the database keeps it, of some lines of Markdown."""
    html = _markdown.render("\n".join(lines)).strip()
    html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
    html = html.replace("<em>", "<i>").replace("</em>", "</i>")
    return _PAGE_LINK.sub(lambda match: f'<a linktype="page" id="{page_key(match[1])}">', html)


def to_blocks(text: str, keys: Keys) -> list[Block]:
    """Return the blocks of the body `text`; raise BodyError for a block that doesn't exist or lacks something."""
    blocks: list[Block] = []
    for piece in split(text):
        make = _MAKERS.get(piece.kind)
        if make is None:
            raise BodyError(piece.line, f"Blok '{piece.kind}' bestaat niet; er zijn: {', '.join(sorted(_MAKERS))}.")
        if block := make(piece, keys):
            blocks.append(block)
    return blocks


def _text(piece: Piece, keys: Keys) -> Block:
    return {"type": "text", "value": to_html(piece.lines, keys.page)}


def _callout(piece: Piece, keys: Keys) -> Block:
    value = {"kind": piece.kind, "title": piece.argument, "text": to_html(piece.lines, keys.page)}
    return {"type": "callout", "value": value}


def _quote(piece: Piece, _keys: Keys) -> Block:
    if not piece.argument:
        raise BodyError(piece.line, "Een citaat heeft een naam nodig: '::: citaat Naam, functie'.")
    name, _comma, role = piece.argument.partition(", ")
    text = " ".join(line.strip() for line in piece.lines if line.strip())
    return {"type": "quote", "value": {"text": text, "name": name, "role": role}}


def _item(value: dict[str, Any]) -> Block:
    """Return one entry of a list block; only with an id does Wagtail take it for one."""
    return {"type": "item", "value": value, "id": str(uuid4())}


def _titled_items(piece: Piece, page_key: PageKey) -> list[Block]:
    items: list[tuple[str, list[str]]] = []
    for line in piece.lines:
        if title := _ITEM.match(line):
            items.append((title[1].strip(), []))
        elif items:
            items[-1][1].append(line)
        elif line.strip():
            raise BodyError(piece.line, f"In '{piece.kind}' begint elk deel met '### Titel'.")
    return [_item({"title": title, "text": to_html(lines, page_key)}) for title, lines in items]


def _steps(piece: Piece, keys: Keys) -> Block:
    return {"type": "steps", "value": {"steps": _titled_items(piece, keys.page)}}


def _accordion(piece: Piece, keys: Keys) -> Block:
    return {"type": "accordion", "value": {"items": _titled_items(piece, keys.page)}}


def _figures(piece: Piece, _keys: Keys) -> Block:
    figures = []
    for line in filter(None, (line.strip() for line in piece.lines)):
        value, *rest = (part.strip() for part in line.removeprefix("-").split("|"))
        if not rest:
            raise BodyError(piece.line, "Een cijfer schrijft u als '- 34% | wat het telt | toelichting'.")
        figure = {"value": value, "label": rest[0], "note": rest[1] if len(rest) > 1 else ""}
        figures.append(_item(figure))
    return {"type": "figures", "value": {"figures": figures}}


def _image(piece: Piece, keys: Keys) -> Block | None:
    caption = " ".join(line.strip() for line in piece.lines if line.strip())
    try:
        key = keys.image(piece.argument)
    except KeyError as error:
        raise BodyError(piece.line, f"Illustratie '{piece.argument}' bestaat niet.") from error
    return {"type": "image", "value": {"image": key, "caption": caption}} if key else None


def _downloads(piece: Piece, keys: Keys) -> Block | None:
    names = [name for line in piece.lines if (name := line.strip().removeprefix("- "))]
    try:
        there = [key for name in names if (key := keys.document(name))]
    except KeyError as error:
        raise BodyError(piece.line, f"Document {error} bestaat niet.") from error
    documents = [{"type": "item", "value": key, "id": str(uuid4())} for key in there]
    value = {"title": piece.argument or "Downloads", "documents": documents}
    return {"type": "downloads", "value": value} if there else None


def _links(piece: Piece, keys: Keys) -> Block:
    links = []
    for line in filter(None, (line.strip().removeprefix("- ") for line in piece.lines)):
        if external := _EXTERNAL.match(line):
            value = {"page": None, "address": external[2], "text": external[1]}
        elif line.startswith("pagina:"):
            key = keys.page(line.removeprefix("pagina:"))
            if not key:
                continue
            value = {"page": key, "address": "", "text": ""}
        else:
            raise BodyError(piece.line, "Een link is 'pagina:id' of '[tekst](https://…)'.")
        links.append(_item(value))
    return {"type": "links", "value": {"title": piece.argument or "Lees verder", "links": links}}


def _table(piece: Piece, keys: Keys) -> Block:
    heading, _rule, *rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in piece.lines)
    if any(len(row) != len(heading) for row in rows):
        raise BodyError(piece.line, "Elke rij van een tabel heeft evenveel cellen als de kop.")
    html = [[_cell(cell, keys.page) for cell in row] for row in rows]
    columns = [{"type": "rich_text", "heading": title} for title in heading]
    return {
        "type": "table",
        "value": {"columns": columns, "rows": [{"values": row} for row in html], "caption": piece.argument},
    }


def _cell(cell: str, page_key: PageKey) -> str:
    return to_html([cell], page_key) if cell else ""


_MAKERS: dict[str, Callable[[Piece, Keys], Block | None]] = {
    "text": _text,
    "table": _table,
    "tip": _callout,
    "let-op": _callout,
    "voorbeeld": _callout,
    "citaat": _quote,
    "stappen": _steps,
    "uitklap": _accordion,
    "cijfers": _figures,
    "afbeelding": _image,
    "downloads": _downloads,
    "lees-verder": _links,
}
