"""PDF and Word files to read: honest ones, damaged ones and traps."""

import zlib
from io import BytesIO

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject

from tests.media.files import zipped


def _page(writer: PdfWriter, stream: StreamObject) -> None:
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page = writer.add_blank_page(width=300, height=300)
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream)


def pdf(*pages: str, password: str = "", owner: str = "") -> bytes:
    """A PDF with a line of text on each page; who has the password of its owner may change it, others read it."""
    writer = PdfWriter()
    for text in pages:
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode("latin-1"))
        _page(writer, stream)
    if password or owner:
        writer.encrypt(password, owner or None, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_bomb(megabytes: int) -> bytes:
    """A small PDF whose one page unpacks to so many megabytes of drawing."""
    writer = PdfWriter()
    stream = StreamObject()
    stream._data = zlib.compress(b"BT /F1 1 Tf (a) Tj ET " * (megabytes * 1024 * 1024 // 22), 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    _page(writer, stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str, cells: tuple[str, ...] = ()) -> bytes:
    """A Word file with paragraphs, and a table of one row below them."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if cells:
        table = document.add_table(rows=1, cols=len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def word_bomb(megabytes: int) -> bytes:
    """A small Word file that says to hold so many megabytes of text."""
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b"<a>" + b" " * (megabytes * 1024 * 1024) + b"</a>",
        }
    )
