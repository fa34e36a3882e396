"""How often one address may use a public form, and forgetting who did."""

import ipaddress
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.robots.models import Attempt

# What a form says when `allow` refuses.
TOO_MANY = (
    "Vanaf uw internetverbinding is dit formulier te vaak achter elkaar verstuurd. "
    "Wacht een uur en verstuur het dan opnieuw. Wat u invulde staat er nog."
)

_KEPT_FOR = timedelta(days=1)
# A household or an office has one network of this size, and any address in it.
_IPV6_NETWORK = 64


def allow(request: HttpRequest, purpose: str, limit: int, window: timedelta) -> bool:
    """Return whether the visitor's address used `purpose` (at most 40 characters) less than `limit` times in `window`.

    If so, this use is counted; a refused one isn't, so that waiting helps. `window` is at most a day, and counting
    begins anew at midnight UTC. To be called outside a transaction: others must see the count at once, and a count
    must stay when what follows fails; raises RuntimeError inside one. Simultaneous requests never get more than `limit`
    together. Raises PermissionDenied when the server tells no address.
    """
    now = timezone.now()
    visitor = visitor_of(request, now)
    with transaction.atomic(durable=True):
        attempt = Attempt.objects.create(purpose=purpose, visitor=visitor, made_at=now)
    # Written down before it is counted: of two at once at least one sees the other.
    used = Attempt.objects.filter(visitor=visitor, purpose=purpose, made_at__gt=now - window).count()
    if used > limit:
        attempt.delete()
    return used <= limit


def visitor_of(request: HttpRequest, now: datetime) -> str:
    """Return a hash of the visitor's address that nobody can turn back and that is another one every day (UTC).

    Behind a proxy it is the address that the proxy tells, when settings trust it (see TRUST_PROXY in production).
    """
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        address = ipaddress.ip_network(f"{address}/{_IPV6_NETWORK}", strict=False).network_address
    return salted_hmac(f"cms.robots {now:%Y-%m-%d}", str(address), algorithm="sha256").hexdigest()


def forget_on_tick(now: datetime, **_signal: Any) -> None:
    """Erase every attempt of more than a day ago."""
    Attempt.objects.filter(made_at__lt=now - _KEPT_FOR).delete()
