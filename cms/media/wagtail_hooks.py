"""What Wagtail does with many documents at once, without a signal for any of them."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.pages.findables import say_things_changed


@hooks.register("after_bulk_action")
def let_moved_documents_be_found(_request: HttpRequest, _action: str, objects: list[Any], _view: Any) -> None:
    """Name what was put in another collection or got tags: who may see it may be others now."""
    say_things_changed(objects)
