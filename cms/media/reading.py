"""Reading the documents that were uploaded, in the background, so that visitors find them by what is in them."""

import logging
import tempfile
import time
from shutil import copyfileobj
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet

from cms.media.extraction import Extract, Outcome, extract
from cms.media.models import READABLE, DocumentReading, SiteDocument

logger = logging.getLogger(__name__)

# Seconds that one tick of the worker spends on it at most, but for the document in hand.
MOST_SECONDS = 20


def unread() -> QuerySet[SiteDocument]:
    """Return the documents whose file wasn't read yet, the oldest first."""
    kinds = Q()
    for kind in READABLE:
        kinds |= Q(file__iendswith=f".{kind}")
    current = Q(reading__isnull=False, reading__file_name=F("file"))
    return SiteDocument.objects.filter(kinds).exclude(current).order_by("pk")


def read_due(**_signal: Any) -> int:
    """Read documents that wait until the time for it is over; return how many. Each is tried once."""
    ends, number = time.monotonic() + MOST_SECONDS, 0
    while time.monotonic() < ends and (document := unread().first()):
        read(document)
        number += 1
    return number


def read(document: SiteDocument) -> None:
    """Read the file of `document` and keep its text, whatever is in it."""
    name = document.file.name
    found = _extract(document)
    DocumentReading.objects.update_or_create(
        document=document, defaults={"file_name": name, "state": found.outcome.value, "text": found.text}
    )


def _extract(document: SiteDocument) -> Extract:
    """Return what can be read of a copy of the file: storage may be elsewhere, and a process reads files."""
    try:
        with tempfile.TemporaryFile() as copy, document.file.storage.open(document.file.name) as file:
            if file.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
                return Extract(Outcome.UNREADABLE)
            copyfileobj(file, copy)
            copy.seek(0)
            return extract(copy, document.file_extension)
    except OSError:
        logger.warning("The file of document %s is not there.", document.pk)
        return Extract(Outcome.UNREADABLE)
