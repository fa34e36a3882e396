"""Every way to upload a picture asks for its description and keeps out what doesn't belong."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from cms.media.images import MAX_FRAMES
from cms.media.models import SiteImage
from tests.factories import UserFactory
from tests.media.files import GPS, HTML, SVG, animation, picture, png_bomb, png_text_bomb

DAMAGED = "geen afbeelding of het is beschadigd"


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


def upload(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def fields(prefix: str = "", **changed: Any) -> dict[str, Any]:
    filled = {
        "title": "Balie",
        "description": "Een medewerker helpt een bezoeker aan de balie.",
        "licence": "own",
        "collection": Collection.get_first_root_node().pk,
        "tags": "",
        **changed,
    }
    return {f"{prefix}{name}": value for name, value in filled.items()}


def has_place(image: SiteImage) -> bool:
    with image.file.open() as file:
        return bool(Image.open(BytesIO(file.read())).getexif().get_ifd(GPS))


def test_adding_one(client: Client) -> None:
    url = reverse("wagtailimages:add")
    response = client.post(url, {**fields(description=""), "file": upload(picture())})
    assert "Beschrijf wat er te zien is" in response.content.decode()
    assert not SiteImage.objects.exists()
    client.post(url, {**fields(), "file": upload(picture())})
    assert not has_place(SiteImage.objects.get())


def test_decoration_needs_no_description(client: Client) -> None:
    data = {**fields(description="", is_decorative="on"), "file": upload(picture())}
    client.post(reverse("wagtailimages:add"), data)
    assert SiteImage.objects.get().default_alt_text == ""


def test_adding_several_asks_for_a_description_of_each(client: Client) -> None:
    root = Collection.get_first_root_node().pk
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Balie", "collection": root, "files[]": upload(picture())},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert answer["success"]
    assert not SiteImage.objects.exists()
    stored = UploadedFile.objects.get()
    prefix = f"uploaded-image-{stored.pk}-"
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[stored.pk])
    refused = client.post(url, fields(prefix, description=" ")).json()
    assert not refused["success"]
    assert "Beschrijf wat er te zien is" in refused["form"]
    assert client.post(url, fields(prefix)).json()["success"]
    image = SiteImage.objects.get()
    assert not has_place(image)
    assert image.file_size == image.file.size
    # Changing it on the same screen asks again.
    prefix = f"image-{image.pk}-"
    url = reverse("wagtailimages:edit_multiple", args=[image.pk])
    assert not client.post(url, fields(prefix, description="")).json()["success"]


def test_the_chooser_asks_for_a_description_too(client: Client) -> None:
    url = reverse("wagtailimages_chooser:create")
    prefix = "image-chooser-upload-"
    refused = client.post(url, {**fields(prefix, description=""), f"{prefix}file": upload(picture())}).json()
    assert refused["step"] == "reshow_creation_form"
    assert "Beschrijf wat er te zien is" in refused["htmlFragment"]
    chosen = client.post(url, {**fields(prefix), f"{prefix}file": upload(picture())}).json()
    assert chosen["step"] == "chosen"
    assert not has_place(SiteImage.objects.get())


def test_editing_can_change_the_file_but_not_lose_the_description(client: Client) -> None:
    client.post(reverse("wagtailimages:add"), {**fields(), "file": upload(picture())})
    image = SiteImage.objects.get()
    url = reverse("wagtailimages:edit", args=[image.pk])
    assert "Beschrijf wat er te zien is" in client.post(url, fields(description="")).content.decode()
    assert client.post(url, fields(title="Loket")).status_code == 302
    assert client.post(url, {**fields(), "file": upload(picture(size=(30, 20)))}).status_code == 302
    image.refresh_from_db()
    assert (image.width, image.height) == (30, 20)
    assert not has_place(image)
    assert (
        "te veel beeldpunten"
        in client.post(url, {**fields(), "file": upload(png_bomb(9_000, 9_000), "groot.png")}).content.decode()
    )


def test_a_large_upload_that_django_keeps_on_disk_is_stripped_too(client: Client, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    client.post(reverse("wagtailimages:add"), {**fields(), "file": upload(picture())})
    image = SiteImage.objects.get()
    assert not has_place(image)
    assert image.file_size == image.file.size


REFUSED = [
    ("svg", "logo.svg", SVG, "Kies een van deze soorten"),
    ("svg under another name", "logo.png", SVG, "van de soort svg"),
    ("a page under another name", "foto.jpg", HTML, "De naam eindigt op .jpg, maar"),
    ("png under another name", "foto.JPG", picture("PNG"), "van de soort png. Sla het opnieuw op als .jpg."),
    ("png under the longer name", "foto.jpeg", picture("PNG"), "De naam eindigt op .jpeg, maar"),
    ("bomb", "groot.png", png_bomb(50_000, 50_000), "te veel beeldpunten"),
    ("bomb under Pillow's own limit", "groot.png", png_bomb(7_000, 7_000), "te veel beeldpunten"),
    ("a bomb in a comment", "tekst.png", png_text_bomb(), DAMAGED),
    ("half a photo", "foto.jpg", picture(size=(300, 300))[:4_000], DAMAGED),
    ("too many frames", "film.gif", animation(MAX_FRAMES + 1), "te veel beelden"),
    ("nothing", "leeg.jpg", b"", "leeg"),
]


@pytest.mark.parametrize(
    ("name", "content", "reason"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
@pytest.mark.parametrize("way", ["add", "multiple", "chooser"])
def test_what_does_not_belong_is_refused_with_the_reason(
    client: Client, way: str, name: str, content: bytes, reason: str
) -> None:
    if way == "add":
        answer = client.post(reverse("wagtailimages:add"), {**fields(), "file": upload(content, name)})
        text = answer.content.decode()
    elif way == "multiple":
        answer = client.post(
            reverse("wagtailimages:add_multiple"),
            {"title": "Balie", "collection": 1, "files[]": upload(content, name)},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        text = answer.json()["error_message"]
    else:
        prefix = "image-chooser-upload-"
        answer = client.post(
            reverse("wagtailimages_chooser:create"), {**fields(prefix), f"{prefix}file": upload(content, name)}
        )
        text = answer.json()["htmlFragment"]
    assert reason in text
    assert not SiteImage.objects.exists()
    assert not UploadedFile.objects.exists()


def test_many_frames_count_as_many_pixels(client: Client, settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000
    data = {**fields(), "file": upload(animation(5, (20, 20)), "film.gif")}
    assert "te veel beeldpunten" in client.post(reverse("wagtailimages:add"), data).content.decode()


def test_too_many_bytes_are_refused(client: Client, settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1_000
    data = {**fields(), "file": upload(picture(size=(300, 300)))}
    assert "Het mag hoogstens" in client.post(reverse("wagtailimages:add"), data).content.decode()
