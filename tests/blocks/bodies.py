"""Bodies to test with."""

import io
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model

from cms.blocks.body import BodyBlock
from cms.media.models import SiteDocument, SiteImage

BODY = BodyBlock()


def stream(*blocks: tuple[str, Any]) -> StreamValue:
    """Return a body as it comes from the database."""
    return StreamValue(BODY, raw(*blocks), is_lazy=True)


def raw(*blocks: tuple[str, Any]) -> list[dict[str, Any]]:
    """Return blocks as the database keeps them."""
    return [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in blocks]


def items(*values: Any) -> list[dict[str, Any]]:
    """Return a list within a block as the database keeps it."""
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


def make_image(width: int = 160, **fields: Any) -> SiteImage:
    """Make a picture of so many pixels wide."""
    file = io.BytesIO()
    Image.new("RGB", (width, width * 9 // 16), "teal").save(file, "PNG")
    filled = {"title": "Balie", "description": "Een vrouw helpt een man aan de balie.", **fields}
    return get_image_model().objects.create(file=ImageFile(file, name="balie.png"), **filled)


def make_document(name: str = "plan.pdf", **fields: Any) -> SiteDocument:
    """Make a small document."""
    return SiteDocument.objects.create(
        **{
            "title": "Plan van aanpak",
            "file_size": 3009,
            "file": ContentFile(b"%PDF-1.7 " + b"x" * 3000, name=name),
            **fields,
        }
    )
