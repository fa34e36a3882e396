"""What a browser of a person sends along with a public form."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.robots.forms import signed_moment


def as_human(data: dict[str, Any], seconds: float = 60) -> dict[str, Any]:
    """Return `data` as sent `seconds` after the form was shown, with the trap left empty."""
    return {"moment": signed_moment(timezone.now() - timedelta(seconds=seconds)), "webadres": "", **data}
