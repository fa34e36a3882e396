"""The page that answers questions, the suggestions while somebody types one, and the feed of one."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views import View
from django.views.decorators.http import conditional_page

from cms.pages.audiences import EVERYBODY
from cms.pages.routing import site_of
from cms.serving.page_cache import BROWSER_SECONDS, is_personal
from home.navigation import chrome
from search.finding.appearing import appeared
from search.finding.results import Order
from search.finding.suggesting import suggest
from search.insight.counting import note
from search.models import Edition
from search.site.asking import Asking, audiences_of, hit_row, within_of
from search.site.kinds import kind_of
from search.site.ways_on import advice, told_of_mending, ways_on


def let_be_kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the browser of who isn't logged in keep `response` as long as it keeps the site's pages.

    The site's own page cache keeps no answers to questions: there is no end to them, they would push out the pages
    that many read, and a question that is answered from there wouldn't be counted. A question costs a few
    milliseconds, so that little is lost.
    """
    if not is_personal(request):
        patch_cache_control(response, public=True, max_age=BROWSER_SECONDS)
    return response


@method_decorator(conditional_page, name="dispatch")
class SearchView(View):
    """Search everything that the visitor may see."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the answers to the question, or ask for one."""
        asking = Asking(request)
        context: dict[str, Any] = {
            "asking": asking,
            "question": asking.question.typed,
            "search_value": asking.question.typed,
            "search_url": reverse("search"),
            "advice": advice(asking.question),
        }
        if asking.question:
            context |= self._answers(asking)
            # Staff who look at what visitors asked would keep rare questions from being forgotten.
            if asking.is_bare and asking.question.is_plain and not request.user.is_authenticated:
                note(asking.question.typed, is_found=bool(asking.results.hits or asking.recommended))
        return let_be_kept(request, TemplateResponse(request, "search/search.html", context))

    def _answers(self, asking: Asking) -> dict[str, Any]:
        results = asking.results
        return {
            "results": results,
            "hits": [hit_row(hit) for hit in results.hits],
            "recommended": [
                {"title": one.document.title, "url": one.document.url, "description": one.reason}
                for one in asking.recommended
            ],
            "told_of_mending": results.is_mended
            and told_of_mending(results.did_you_mean, is_recommended=bool(asking.recommended)),
            "advice": advice(asking.question, is_recommended=bool(asking.recommended)),
            "ways_on": [] if results.hits else ways_on(),
        }


@method_decorator(conditional_page, name="dispatch")
class SuggestionsView(View):
    """Titles that somebody who is still typing may mean, by kind, as JSON."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return `groups`: of each kind its label and its suggestions, whose titles are lists of [text, is_match]."""
        edition = Edition.live()
        found = suggest(
            request.GET.get("q", ""),
            audiences=audiences_of(request, edition),
            within=within_of(request),
            edition=edition,
        )
        groups = [
            {
                "label": kind_of(kind).label,
                "suggestions": [{"title": one.title, "context": one.context, "url": one.url} for one in suggestions],
            }
            for kind, suggestions in found.items()
        ]
        return let_be_kept(request, JsonResponse({"groups": groups}))


class _Feed(Atom1Feed):
    """An Atom feed that needs a moment `begun`: without entries, nothing in it changed since."""

    def latest_post_date(self) -> datetime:
        """Return when the feed last changed, the same for whoever asks."""
        return super().latest_post_date() if self.items else self.feed["begun"]


@method_decorator(conditional_page, name="dispatch")
class FeedView(View):
    """What appeared last of the answers to a question, of what everybody may see, as an Atom feed.

    A feed tells what is new. So an entry's moment is when the page was first published, or the document added: a
    meeting shows up once, when it is announced, and not by when it takes place; a correction brings nothing back.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the feed of what the address asks; without entries when it asks nothing."""
        asking = Asking(request, audiences=(EVERYBODY,))
        name = asking.question.typed or "alles"
        site = site_of(request)
        feed = _Feed(
            title=_plain(f"Zoeken naar {name}"),
            link=request.build_absolute_uri(asking.url()),
            feed_url=request.build_absolute_uri(asking.feed_url),
            description=None,
            language="nl",
            author_name=_plain(chrome(site).site.name) if site else request.get_host(),
            begun=asking.edition.created_at if asking.edition else datetime.fromtimestamp(0, UTC),
        )
        hits = asking.ask(Order.APPEARANCE).hits
        moments = appeared([hit.document.pk for hit in hits])
        for hit in hits:
            if moment := moments.get(hit.document.pk):
                url = request.build_absolute_uri(hit.document.url)
                text = hit.document.summary or "".join(piece.text for piece in hit.snippet)
                feed.add_item(
                    title=_plain(hit.document.title),
                    link=url,
                    description=escape(_plain(text)),
                    unique_id=url,
                    updateddate=moment,
                )
        answer = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
        return let_be_kept(request, answer)


def _plain(text: str) -> str:
    """Return `text` without the control characters that XML doesn't know."""
    return "".join(character if character.isprintable() else " " for character in text)
