"""Every way to upload a document looks inside it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, UploadedFile

from cms.media.documents import MAX_ENTRIES
from cms.media.models import SiteDocument
from tests.factories import UserFactory
from tests.media.files import EXE, HTML, PDF, SVG, odf, ooxml, picture, zipped

FITS = {
    "folder.pdf": PDF,
    "brief.docx": ooxml("word"),
    "dia.pptx": ooxml("ppt"),
    "lijst.xlsx": ooxml("xl"),
    "brief.odt": odf("text"),
    "lijst.ods": odf("spreadsheet"),
    "dia.odp": odf("presentation"),
    "tekst.txt": "Eén loket voor iedereen.\r\n".encode(),
    "oud.txt": "Eén loket".encode("cp1252"),
    "excel.csv": "naam;aantal\nZwolle;één".encode("utf-16"),
    "lijst.csv": b"\xef\xbb\xbfnaam;aantal\r\nZwolle;3\r\n",
    "pakket.zip": zipped({"map/": b"", "map/folder.pdf": PDF, "foto.JPG": picture()}),
    "HOOFD.PDF": PDF,
}
MISMATCH, KIND, MACROS, BOMB = (
    "De inhoud van dit bestand is geen",
    "Dit soort bestand kan hier niet",
    "macro",
    "te veel",
)
REFUSED = {
    "html": ("pagina.html", HTML, KIND),
    "svg": ("logo.svg", SVG, KIND),
    "exe": ("programma.exe", EXE, KIND),
    "no extension": ("bestand", PDF, KIND),
    "docm": ("brief.docm", ooxml("word"), KIND),
    "double extension": ("folder.pdf.html", PDF, KIND),
    "html as pdf": ("pagina.pdf", HTML, MISMATCH),
    "html as txt": ("pagina.txt", HTML, MISMATCH),
    "html as csv after a mark": ("pagina.csv", b"\xef\xbb\xbf \n<script>alert(1)</script>", MISMATCH),
    "svg as txt": ("logo.txt", SVG, MISMATCH),
    "exe as pdf": ("programma.pdf", EXE, MISMATCH),
    "exe as txt": ("programma.txt", EXE, MISMATCH),
    "exe as docx": ("programma.docx", EXE, MISMATCH),
    "pdf as docx": ("folder.docx", PDF, MISMATCH),
    "zip as docx": ("pakket.docx", zipped({"folder.pdf": PDF}), MISMATCH),
    "xlsx as docx": ("lijst.docx", ooxml("xl"), MISMATCH),
    "ods as odt": ("lijst.odt", odf("spreadsheet"), MISMATCH),
    "half a docx": ("half.docx", ooxml("word")[:80], MISMATCH),
    "docx with macros": ("brief.docx", ooxml("word", **{"word/vbaProject.bin": b"x"}), MACROS),
    "odt with macros": ("brief.odt", odf("text", **{"Basic/Standard/script-lb.xml": b"x"}), MACROS),
    "exe in zip": ("pakket.zip", zipped({"map/x.exe": EXE}), "x.exe"),
    "zip in zip": ("pakket.zip", zipped({"x.zip": zipped({})}), "x.zip"),
    "zip bomb": ("pakket.zip", zipped({"x.txt": b"\x00" * 20_000_000}), BOMB),
    "docx bomb": ("brief.docx", ooxml("word", **{"word/x.xml": b"\x00" * 20_000_000}), BOMB),
    "many entries": ("pakket.zip", zipped({f"{number}.txt": b"" for number in range(MAX_ENTRIES + 1)}), BOMB),
    "nothing": ("leeg.pdf", b"", "leeg"),
}


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


def fields(prefix: str = "", **changed: Any) -> dict[str, Any]:
    root = Collection.get_first_root_node().pk
    filled = {"title": "Folder", "language": "nl", "collection": root, "tags": "", **changed}
    return {f"{prefix}{name}": value for name, value in filled.items()}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("name", FITS)
def test_what_fits_is_accepted_and_served_as_a_download(
    client: Client, name: str, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    response = client.post(reverse("wagtaildocs:add"), {**fields(), "file": upload(name, FITS[name])})
    assert response.status_code == 302, response.content.decode()
    document = SiteDocument.objects.get()
    served = Client().get(document.url)
    assert served.status_code == 200
    assert served["Content-Disposition"].startswith("attachment;")
    assert served["X-Content-Type-Options"] == "nosniff"
    assert b"".join(served) == FITS[name]


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("way", ["add", "multiple", "chooser"])
def test_what_does_not_fit_is_refused_with_the_reason(
    client: Client, way: str, name: str, content: bytes, reason: str
) -> None:
    if way == "add":
        response = client.post(reverse("wagtaildocs:add"), {**fields(), "file": upload(name, content)})
        text = response.content.decode()
    elif way == "multiple":
        text = send_one_of_several(client, name, content)["error_message"]
    else:
        prefix = "document-chooser-upload-"
        response = client.post(
            reverse("wagtaildocs_chooser:create"), {**fields(prefix), f"{prefix}file": upload(name, content)}
        )
        text = response.json()["htmlFragment"]
    assert reason in text
    assert not SiteDocument.objects.exists()
    assert not UploadedFile.objects.exists()


def send_one_of_several(client: Client, name: str, content: bytes) -> dict[str, Any]:
    return client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Folder", "collection": Collection.get_first_root_node().pk, "files[]": upload(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()


def test_adding_several_asks_what_is_missing(client: Client) -> None:
    assert send_one_of_several(client, "folder.pdf", PDF)["success"]
    stored = UploadedFile.objects.get()
    url = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[stored.pk])
    prefix = f"uploaded-document-{stored.pk}-"
    assert not client.post(url, fields(prefix, title="")).json()["success"]
    assert client.post(url, fields(prefix)).json()["success"]
    assert SiteDocument.objects.get().file.read() == PDF


def test_the_chooser_takes_what_fits(client: Client) -> None:
    prefix = "document-chooser-upload-"
    data = {**fields(prefix), f"{prefix}file": upload("folder.pdf", PDF)}
    assert client.post(reverse("wagtaildocs_chooser:create"), data).json()["step"] == "chosen"


def test_a_new_file_for_an_old_document_is_checked(client: Client) -> None:
    client.post(reverse("wagtaildocs:add"), {**fields(), "file": upload("folder.pdf", PDF)})
    document = SiteDocument.objects.get()
    url = reverse("wagtaildocs:edit", args=[document.pk])
    refused = client.post(url, {**fields(), "file": upload("folder.pdf", HTML)})
    assert MISMATCH in refused.content.decode()
    assert client.post(url, fields(title="Andere naam")).status_code == 302
    document.refresh_from_db()
    assert document.file.read() == PDF


def test_too_many_bytes_are_refused(client: Client, settings: Any) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    data = {**fields(), "file": upload("tekst.txt", b"a" * 101)}
    assert "Het mag hoogstens" in client.post(reverse("wagtaildocs:add"), data).content.decode()


def test_a_zip64_and_a_swollen_directory_are_refused_before_they_are_read(client: Client) -> None:
    whole = zipped({"folder.pdf": PDF})
    end = whole.rfind(b"PK\x05\x06")
    zip64 = whole[:end] + b"PK\x06\x07" + b"\x00" * 16 + whole[end:]
    swollen = whole[: end + 12] + b"\xff\xff\xff\x00" + whole[end + 16 :]
    for content in (zip64, swollen):
        response = client.post(reverse("wagtaildocs:add"), {**fields(), "file": upload("pakket.zip", content)})
        assert BOMB in response.content.decode()
