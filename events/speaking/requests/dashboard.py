"""What waits on the dashboard of who handles requests."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format

from cms.editorial.dashboard import MOST_ROWS, Row, WaitingPanel
from events.speaking.requests.models import SpeakingRequest


class RequestsPanel(WaitingPanel):
    """Requests that the user handles, or nobody yet."""

    name = "speaking-requests"
    heading = "Spreekverzoeken"
    nothing = "Er is geen spreekverzoek dat op u wacht."
    more_url_name = "speaking_requests:index"
    order = 150

    def rows(self, user: Any) -> Sequence[Row]:
        """Return the requests, the user's own first, then what must be done first."""
        requests = SpeakingRequest.objects.unfinished().filter(Q(owner=user) | Q(owner=None))
        own_first = F("owner").asc(nulls_last=True)
        return [
            Row(str(request), reverse("speaking_requests:detail", args=[request.pk]), _note(request))
            for request in requests.order_by(own_first, F("due_on").asc(nulls_last=True), "pk")[: MOST_ROWS + 1]
        ]


def _note(request: SpeakingRequest) -> str:
    status = request.get_status_display().lower()
    return f"{status}, voor {date_format(request.due_on, 'j F Y')}" if request.due_on else status
