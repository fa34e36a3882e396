"""The form with which visitors ask for a speaker, and the page on which they follow what becomes of it."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View

from cms.mail.private_links import unsign
from cms.mail.private_pages import private
from cms.pages.filing import path_to
from cms.robots.services import TOO_MANY, allow
from events.speaking.requests import services
from events.speaking.requests.display import agreed, public_steps, situation, wishes
from events.speaking.requests.enums import Step
from events.speaking.requests.errors import RequestRefusedError
from events.speaking.requests.forms import AnswerForm, RequestForm, public_speakers
from events.speaking.requests.mails import LINK_NAME
from events.speaking.requests.models import SpeakingRequest

if TYPE_CHECKING:
    from cms.pages.models import BasePage

# From one address: an office with one connection asks for no more speakers than this.
_LIMIT, _WINDOW = 10, timedelta(hours=1)


@private
def ask(request: HttpRequest, page: "BasePage") -> HttpResponse:
    """Show the form below `page` (the list of speakers, or the speaker who is wished), and keep what is sent."""
    form = RequestForm(request.POST) if request.method == "POST" else RequestForm(initial=_wish(page))
    status = 200
    if form.is_valid():
        if allow(request, "speaking.request", _LIMIT, _WINDOW):
            services.submit(form.values, form.cleaned_data["key"])
            return redirect(f"{page.get_url(request)}aanvragen/verstuurd/")
        form.add_error(None, TOO_MANY)
        status = 429
    context = {"page": page, "form": form, "breadcrumbs": _path(page, request, "Spreker aanvragen")}
    return render(request, "events/speaking/request_form.html", context, status=status)


@private
def sent(request: HttpRequest, page: "BasePage") -> HttpResponse:
    """Say what happens now; nothing here tells who asked what."""
    context = {"page": page, "breadcrumbs": _path(page, request, "Aanvraag verstuurd")}
    return render(request, "events/speaking/request_sent.html", context)


def _wish(page: "BasePage") -> dict[str, Any]:
    return {"wished_speaker": public_speakers().filter(pk=page.pk).first()}


def _path(page: "BasePage", request: HttpRequest, title: str) -> list[dict[str, str]]:
    """Return the breadcrumb of what stands below `page`."""
    here = {"title": page.title, "url": page.get_url(request) or ""}
    return [*path_to(page, request)[:-1], here, {"title": title, "url": ""}]


@method_decorator(private, "dispatch")
class StatusView(View):
    """The request of whoever has the link: what was asked, where it stands, and what they can do."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show it; nothing changes."""
        found = _find(token)
        return _show(request, found, AnswerForm()) if found else _no_such_link(request)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Withdraw, or keep an answer, and show the page again."""
        found = _find(token)
        if found is None:
            return _no_such_link(request)
        form = AnswerForm(request.POST)
        try:
            if request.POST.get("step") == Step.WITHDRAWN:
                services.withdraw(found)
            elif form.is_valid():
                services.answer(found, form.cleaned_data["text"])
            else:
                return _show(request, found, form)
        except RequestRefusedError as refusal:
            form = AnswerForm(request.POST)
            return _show(request, _find(token) or found, form, refusal=str(refusal), status=409)
        return redirect("speaking_request", token=token)


def _find(token: str) -> SpeakingRequest | None:
    """Return the request that `token` opens, or None."""
    try:
        public_id, generation = unsign(LINK_NAME, token)
    except BadSignature:
        return None
    found = SpeakingRequest.objects.filter(public_id=public_id, link_generation=generation)
    return found.select_related("wished_speaker", "speaker").first()


def _no_such_link(request: HttpRequest) -> HttpResponse:
    return render(request, "events/speaking/request_unknown.html", status=404)


def _show(
    request: HttpRequest, found: SpeakingRequest, form: AnswerForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "asked": found,
        "situation": situation(found),
        "agreed": agreed(found),
        "wishes": wishes(found),
        "steps": public_steps(found),
        "form": form,
        "refusal": refusal,
        "may_answer": found.may(Step.ANSWERED),
        "may_withdraw": found.may(Step.WITHDRAWN),
    }
    return render(request, "events/speaking/request_status.html", context, status=status)
