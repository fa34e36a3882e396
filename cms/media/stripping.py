"""Taking out of a photo what a camera put in: place, time, make, thumbnails.

The pixels and the colour profile stay byte for byte. Of the metadata only the orientation survives, since without it
a photo would lie on its side. GIF has no place for such data and is left alone.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import Image

_ORIENTATION = 0x0112
_JPEG_START, _JPEG_END, _JPEG_SCAN = 0xD8, 0xD9, 0xDA
# Application segments that a decoder needs: JFIF, the colour profile, and Adobe's word on colour transformation.
_JPEG_KEPT = (b"JFIF\x00", b"ICC_PROFILE\x00", b"Adobe")
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = {b"eXIf", b"iTXt", b"tEXt", b"zTXt", b"tIME"}
_WEBP_DROPPED = {b"EXIF", b"XMP "}
_WEBP_METADATA_FLAGS = 0x0C


def strip_metadata(data: bytes, image_format: str) -> bytes:
    """Return the image `data` without metadata; `image_format` is Pillow's name, such as 'JPEG'.

    What follows after the end of the image is cut off too. Raises ValueError for a file that is not well-formed.
    """
    strip = _STRIPPERS.get(image_format)
    if strip is None:
        return data
    try:
        return strip(data, _orientation(data))
    except (struct.error, IndexError) as error:
        raise ValueError("The image ends too early.") from error


def _orientation(data: bytes) -> bytes:
    """Return Exif data that tells the orientation and nothing else; empty when the picture is upright."""
    with Image.open(BytesIO(data)) as image:
        orientation = image.getexif().get(_ORIENTATION, 1)
    if orientation not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    return exif.tobytes()


def _strip_jpeg(data: bytes, exif: bytes) -> bytes:
    """Keep the segments of a JPEG (ITU-T T.81, annex B) that a decoder needs."""
    out = bytearray(b"\xff\xd8")
    if exif:
        out += b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    position = 2
    while True:
        if data[position] != 0xFF:
            raise ValueError("A segment does not begin with a marker.")
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if marker == _JPEG_END:
            return bytes(out + b"\xff\xd9")
        end = position + 2 + struct.unpack_from(">H", data, position + 2)[0]
        is_application, is_comment = 0xE0 <= marker <= 0xEF, marker == 0xFE
        if not is_comment and (not is_application or data[position + 4 : end].startswith(_JPEG_KEPT)):
            out += data[position:end]
        if marker == _JPEG_SCAN:
            scan_end = _end_of_scan(data, end)
            out += data[end:scan_end]
            end = scan_end
        position = end


def _end_of_scan(data: bytes, position: int) -> int:
    """Return where the coded pixels that begin at `position` end: at the next marker that is not part of them."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0:
            raise ValueError("The image ends too early.")
        follower = data[position + 1]
        if follower not in (0x00, 0xFF) and not 0xD0 <= follower <= 0xD7:
            return position
        position += 1 if follower == 0xFF else 2


def _strip_png(data: bytes, exif: bytes) -> bytes:
    """Keep the chunks of a PNG (ISO/IEC 15948) that are not text, time or Exif."""
    out = bytearray(_PNG_SIGNATURE)
    position = len(_PNG_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if end > len(data):
            raise ValueError("The image ends too early.")
        if kind not in _PNG_DROPPED:
            out += data[position:end]
        if kind == b"IHDR" and exif:
            chunk = b"eXIf" + exif.removeprefix(b"Exif\x00\x00")
            out += struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        position = end
    return bytes(out)


def _strip_webp(data: bytes, exif: bytes) -> bytes:
    """Keep the chunks of a WebP (RFC 9649) that are neither Exif nor XMP."""
    out = bytearray()
    for kind, chunk in _riff_chunks(data):
        if kind in _WEBP_DROPPED:
            continue
        body = chunk
        if kind == b"VP8X":
            flags = chunk[0] & ~_WEBP_METADATA_FLAGS | (0x08 if exif else 0)
            body = bytes([flags]) + chunk[1:]
        out += _riff_chunk(kind, body)
    if exif:
        out += _riff_chunk(b"EXIF", exif.removeprefix(b"Exif\x00\x00"))
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + bytes(out)


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of each chunk in a RIFF file."""
    end = min(len(data), struct.unpack_from("<I", data, 4)[0] + 8)
    position = 12
    while position + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, position)
        if position + 8 + length > len(data):
            raise ValueError("The image ends too early.")
        yield kind, data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2


def _riff_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a RIFF file, padded to an even length."""
    return kind + struct.pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)


_STRIPPERS: dict[str, Callable[[bytes, bytes], bytes]] = {
    "JPEG": _strip_jpeg,
    "PNG": _strip_png,
    "WEBP": _strip_webp,
}
