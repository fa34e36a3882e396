"""What an uploaded document must be: of a kind that we allow, and inside what its name says."""

import re
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from wagtail.documents.fields import WagtailDocumentField

# The largest honest office file unpacks to a few times its size; XML alone reaches about 1:40.
MAX_UNPACKED = 250 * 1024 * 1024
MAX_RATIO = 100
MAX_ENTRIES = 2_000
# No name in an honest file comes near 512 bytes.
_MAX_DIRECTORY = MAX_ENTRIES * 512
_END_OF_DIRECTORY = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_START = 4_096

_MAIN_FOLDERS = {"docx": "word/", "pptx": "ppt/", "xlsx": "xl/"}
_ODF_TYPES = {
    "odp": b"application/vnd.oasis.opendocument.presentation",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odt": b"application/vnd.oasis.opendocument.text",
}
_MACROS = re.compile(r"(^|/)(vbaproject\.bin|basic/|scripts/)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*<\s*(!doctype|\?xml|!--|html|head|body|script|svg|iframe|style|meta|a|p|div|table)\b", re.I)


class SiteDocumentField(WagtailDocumentField):
    """Wagtail's field for the file of a document, which looks inside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, size = ", ".join(settings.WAGTAILDOCS_EXTENSIONS), filesizeformat(self.max_upload_size)
        self.help_text = f"Een bestand van de soort {kinds}, hoogstens {size}."
        self.widget.attrs["accept"] = ",".join(f".{kind}" for kind in settings.WAGTAILDOCS_EXTENSIONS)
        self.error_messages |= {
            "file_too_large": "Dit bestand is te groot (%(file_size)s). Het mag hoogstens %(max_filesize)s zijn.",
            "file_too_large_unknown_size": f"Dit bestand is te groot. Het mag hoogstens {size} zijn.",
        }

    def to_python(self, data: Any) -> UploadedFile | None:
        """Return the upload; raise ValidationError when it isn't what its name says."""
        upload = super().to_python(data)
        if upload is not None:
            check_document(upload)
        return upload


def check_document(upload: UploadedFile) -> None:
    """Raise ValidationError, in words for whoever uploads, unless the content of `upload` fits its extension."""
    extension = _extension(upload.name or "")
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        kinds = ", ".join(settings.WAGTAILDOCS_EXTENSIONS)
        raise ValidationError(f"Dit soort bestand kan hier niet. Kies een van deze soorten: {kinds}.", code="extension")
    upload.seek(0)
    try:
        _check_for(extension)(upload, extension)
    except (
        BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        KeyError,
        struct.error,
        zlib.error,
    ) as error:
        raise _mismatch(extension) from error
    finally:
        upload.seek(0)


def _check_for(extension: str) -> Callable[[IO[bytes], str], None]:
    """Return the check for files with `extension`."""
    if extension in _MAIN_FOLDERS:
        return _check_ooxml
    if extension in _ODF_TYPES:
        return _check_odf
    return {"pdf": _check_pdf, "zip": _check_zip}.get(extension, _check_text)


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def _mismatch(extension: str) -> ValidationError:
    return ValidationError(
        f"De inhoud van dit bestand is geen {extension}, of het bestand is beschadigd of met een wachtwoord beveiligd. "
        f"Open het in het programma waarin het gemaakt is en sla het opnieuw op als .{extension}.",
        code="mismatch",
    )


def _check_pdf(file: IO[bytes], extension: str) -> None:
    if not file.read(8).startswith(b"%PDF-"):
        raise _mismatch(extension)


def _check_text(file: IO[bytes], extension: str) -> None:
    """Take text in UTF-8, Windows-1252 or marked UTF-16 that is not a web page under another name."""
    text = _decoded(file.read())
    if text is None or _CONTROL.search(text) or _MARKUP.match(text[:_START]):
        raise _mismatch(extension)


def _decoded(data: bytes) -> str | None:
    """Return `data` as text; None when it isn't text in an encoding that office programs write."""
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return None


def _check_ooxml(file: IO[bytes], extension: str) -> None:
    """Take Office Open XML (ECMA-376): a zip with a list of content types and a main folder, without macros."""
    with _open_zip(file) as archive:
        names = archive.namelist()
        with archive.open("[Content_Types].xml") as part:
            types = part.read(1024 * 1024)
        folder = _MAIN_FOLDERS[extension]
        if b"<Types" not in types or not any(name.startswith(folder) for name in names):
            raise _mismatch(extension)
        _refuse_macros(names, types)


def _check_odf(file: IO[bytes], extension: str) -> None:
    """Take OpenDocument (ISO/IEC 26300): a zip that says its own type, without macros."""
    with _open_zip(file) as archive:
        with archive.open("mimetype") as part:
            if part.read(200).strip() != _ODF_TYPES[extension]:
                raise _mismatch(extension)
        _refuse_macros(archive.namelist())


def _check_zip(file: IO[bytes], _extension_of_zip: str) -> None:
    """Take a zip whose files could have been uploaded by themselves, without another zip among them."""
    allowed = {*settings.WAGTAILDOCS_EXTENSIONS, *settings.WAGTAILIMAGES_EXTENSIONS} - {"zip"}
    with _open_zip(file) as archive:
        for entry in archive.infolist():
            if not entry.is_dir() and _extension(entry.filename) not in allowed:
                name = PurePosixPath(entry.filename).name[:80]
                raise ValidationError(
                    f"In dit zipbestand zit “{name}”. Dat soort bestand kan hier niet.", code="zip_member"
                )


def _refuse_macros(names: list[str], types: bytes = b"") -> None:
    if b"macroEnabled" in types or any(_MACROS.search(name) for name in names):
        raise ValidationError(
            "In dit bestand zitten macro's. Sla het op zonder macro's en probeer het opnieuw.", code="macros"
        )


def _open_zip(file: IO[bytes]) -> ZipFile:
    """Open a zip whose directory and declared sizes are within bounds; raise ValidationError otherwise."""
    too_much = ValidationError(
        "Dit bestand bevat uitgepakt te veel. Verklein de afbeeldingen erin, of verdeel het over meer bestanden.",
        code="zip_bomb",
    )
    if _directory_size(file) > _MAX_DIRECTORY:
        raise too_much
    archive = ZipFile(file)
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1024):
        archive.close()
        raise too_much
    return archive


def _directory_size(file: IO[bytes]) -> int:
    """Return the size in bytes of a zip's directory, read before `zipfile` takes all of it into memory.

    A zip64 counts as too large: no file that may be uploaded needs it.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    end = len(tail) - 22 if tail[-22:-18] == _END_OF_DIRECTORY else tail.rfind(_END_OF_DIRECTORY)
    if end < 0:
        raise BadZipFile
    if tail[max(0, end - 20) :].startswith(_ZIP64_LOCATOR):
        return _MAX_DIRECTORY + 1
    return int(struct.unpack_from("<I", tail, end + 12)[0])
