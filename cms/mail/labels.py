"""What staff read instead of the names that the code uses: the kinds of messages, and whom they are about."""

from collections.abc import Callable, Mapping

from cms.mail.models import OutgoingMessage

_kinds: dict[str, str] = {}
_subjects: dict[str, Callable[[str], str]] = {}


def name_kinds(kinds: Mapping[str, str]) -> None:
    """Say in Dutch what messages made from each template are: {"registration_confirmed": "Plaats bevestigd"}."""
    _kinds.update(kinds)


def register_subject(kind: str, address: Callable[[str], str]) -> None:
    """Let `address` make the admin's address of what messages about '<kind>:<id>' are about, from that id."""
    _subjects[kind] = address


def kind_of(template: str) -> str:
    """Return what staff call messages made from `template`."""
    return _kinds.get(template, template)


def subject_url(message: OutgoingMessage) -> str:
    """Return where staff see whom or what `message` is about; empty when there is no such screen."""
    kind, _, name = message.subject_of.partition(":")
    return _subjects[kind](name) if kind in _subjects else ""
