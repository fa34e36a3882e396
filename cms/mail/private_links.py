"""Links that are their own key: signed, never stored, and gone when their generation is raised."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing


@dataclass(frozen=True)
class PrivateLink:
    """What a private link opens: the thing with `public_id`, for as long as its generation stays `generation`.

    `name` says who builds it (see `register_link`), `path` what below that thing it opens.
    """

    name: str
    public_id: str
    generation: int
    path: str = ""


_builders: dict[str, Callable[[PrivateLink], str]] = {}


def register_link(name: str, build: Callable[[PrivateLink], str]) -> None:
    """Let `build` make the address of links called `name`: a path on this site, or a whole address."""
    _builders[name] = build


def address_of(link: PrivateLink) -> str:
    """Return the whole address of `link`, with its signature; raise KeyError where nobody registered its name."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, _builders[link.name](link))


def sign(name: str, public_id: str, generation: int) -> str:
    """Return the token that opens `public_id`: the same each time, safe in a URL."""
    return _signer(name).sign_object([public_id, generation])


def unsign(name: str, token: str) -> tuple[str, int]:
    """Return (public_id, generation) of `token`; raise django.core.signing.BadSignature when we never made it."""
    public_id, generation = _signer(name).unsign_object(token)
    return public_id, generation


def _signer(name: str) -> signing.Signer:
    """Return the signer of links called `name`: a token of one kind never opens another."""
    return signing.Signer(salt=f"cms.mail.private_links.{name}")
