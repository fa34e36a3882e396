"""Two who take a step at once on PostgreSQL, with the lock and, as a control, without."""

import threading
import time
from typing import Any

import pytest
from django.db import connection

from cms.mail.models import OutgoingMessage
from events.speaking.requests import services
from events.speaking.requests.errors import RequestRefusedError
from events.speaking.requests.querysets import SpeakingRequestQuerySet
from tests.speaking.asking import make_request

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("locked", [True, False])
def test_of_many_who_withdraw_at_once_one_does(monkeypatch: pytest.MonkeyPatch, *, locked: bool) -> None:
    request = make_request()
    if not locked:
        monkeypatch.setattr(SpeakingRequestQuerySet, "select_for_update", lambda self: self)
    write = services._written

    def write_slowly(*args: Any) -> Any:
        time.sleep(0.3)
        return write(*args)

    monkeypatch.setattr(services, "_written", write_slowly)
    together, refused = threading.Barrier(6), []

    def withdraw() -> None:
        together.wait(10)
        try:
            services.withdraw(request)
        except RequestRefusedError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=withdraw) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    taken = request.steps.filter(step="withdrawn").count()
    assert taken == 6 - len(refused)
    assert OutgoingMessage.objects.filter(template="speaking/withdrawn").count() == taken
    assert (taken == 1) == locked
