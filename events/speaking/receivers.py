"""What speaking tells others."""

from typing import TYPE_CHECKING, Any

from cms.pages.findable_pages import PageSource
from cms.pages.findables import say_changed

if TYPE_CHECKING:
    from events.speaking.models import EngagementSpeaker


def name_talk(*, instance: "EngagementSpeaker", **_signal: Any) -> None:
    """Let a talk be found no longer by a speaker who is deleted."""
    say_changed(PageSource.name, [instance.page_id])
