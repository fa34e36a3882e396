"""Asking for one's private links again: the same answer for every address."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cms.mail.private_pages import private
from cms.robots.services import TOO_MANY, allow
from events.registration import services
from events.registration.visitors.forms import LinkAgainForm

_LIMIT, _WINDOW = 5, timedelta(hours=1)


@private
def link_again(request: HttpRequest) -> HttpResponse:
    """Show the form, and send what is asked for to who is known; nothing here tells whether that was anybody."""
    form = LinkAgainForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        if allow(request, "registration.link", _LIMIT, _WINDOW):
            services.send_links(form.cleaned_data["email"])
            return redirect("registration:link_sent")
        form.add_error(None, TOO_MANY)
        status = 429
    return render(request, "events/registration/link_again.html", {"form": form}, status=status)
