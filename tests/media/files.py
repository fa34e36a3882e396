"""Files to upload: honest ones, broken ones and traps."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

CAMERA, ORIENTATION, GPS = 0x0110, 0x0112, 0x8825


def picture(image_format: str = "JPEG", size: tuple[int, int] = (64, 40), *, orientation: int = 1) -> bytes:
    """A picture with everything in it that a telephone writes: its make and where it was taken."""
    image = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    exif[CAMERA], exif[ORIENTATION] = "Telefoon van Ineke", orientation
    exif.get_ifd(GPS).update({1: "N", 2: (IFDRational(52), IFDRational(30), IFDRational(0)), 3: "E"})
    out = BytesIO()
    image.save(out, image_format, exif=exif, **({"quality": 90} if image_format != "PNG" else {}))
    return out.getvalue()


def animation(frames: int, size: tuple[int, int] = (4, 4)) -> bytes:
    """A GIF of so many different frames."""
    images = [Image.new("L", size, number % 256) for number in range(frames)]
    out = BytesIO()
    images[0].save(out, "GIF", save_all=True, append_images=images[1:], duration=10)
    return out.getvalue()


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_bomb(width: int, height: int) -> bytes:
    """A tiny PNG that says it is huge."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + png_chunk(b"IEND", b"")
    )


def png_text_bomb() -> bytes:
    """A PNG whose comment unpacks to a hundred megabytes."""
    whole = picture("PNG")
    comment = png_chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"\x00" * 100_000_000))
    return whole[:33] + comment + whole[33:]


def zipped(entries: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def ooxml(folder: str, **more: bytes) -> bytes:
    """An Office file with `folder` as its main folder, and more entries by name."""
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped({"[Content_Types].xml": types, f"{folder}/main.xml": b"<x/>", **more})


def odf(kind: str, **more: bytes) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": mimetype, "content.xml": b"<x/>", **more})


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 100
