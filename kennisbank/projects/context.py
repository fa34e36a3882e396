"""What the templates of projects show."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.formats import date_format, number_format

from cms.listing import Listing, Nouns
from cms.listing.subjects import phase_choices, theme_choices
from cms.pages.cards import Card
from cms.pages.models import BasePage
from cms.pages.querysets import BasePageQuerySet
from kennisbank.projects.atlas import Spot, atlas
from kennisbank.projects.facets import FACETS, ON_MAP, VIEW
from kennisbank.projects.forms import LikenessForm, municipality_options
from kennisbank.projects.likeness import Match, Wish, facts_of, nearest

if TYPE_CHECKING:
    from kennisbank.projects.models import ProjectPage, ProjectStoryPage

# No more than these are drawn: there are fewer municipalities.
_MOST_ON_MAP = 500
_MOST_ALIKE = 6
_MOST_NEIGHBOURS = 3


def overview(projects: BasePageQuerySet, request: HttpRequest) -> dict[str, Any]:
    """Return the list of projects, and its map when that is asked for."""
    listing = Listing(projects.for_cards(), FACETS, request, switch=VIEW, nouns=Nouns("project", "projecten"))
    shown: dict[str, Any] = {"listing": listing, "municipality_options": municipality_options()}
    if listing.way is ON_MAP:
        on_map = projects.filter(pk__in=listing.rows.values("pk")).select_related("organisation", "phase")
        spots = [
            _spot(page, request) for page in on_map.defer("body", "results").order_by("title", "pk")[:_MOST_ON_MAP]
        ]
        shown["atlas"] = atlas(spots, [choice.label for choice in phase_choices()])
    else:
        shown["cards"] = [page.get_card(request) for page in listing.pages]
    return shown


def cards_of(pks: list[int], request: HttpRequest) -> list[Card]:
    """Return the cards of the pages with these primary keys, in this order."""
    pages = BasePage.objects.for_cards().in_bulk(pks)
    return [pages[pk].get_card(request) for pk in pks if pk in pages]


def _spot(page: "ProjectPage", request: HttpRequest) -> Spot:
    return Spot(
        title=page.title,
        url=page.get_url(request) or "",
        municipality=page.organisation.name if page.organisation else "",
        phase=page.phase.title if page.phase else "",
        point=page.organisation.map_point if page.organisation else None,
    )


def likeness_context(projects: BasePageQuerySet, request: HttpRequest) -> dict[str, Any]:
    """Return the form for a municipality, and the projects that are most like it, each with the reason."""
    form = LikenessForm(request.GET)
    found = []
    if form.is_valid():
        others = projects.exclude(organisation__cbs_code=form.cleaned_data["gemeente"].code)
        found = nearest(form.wish, facts_of(others), _MOST_ALIKE)
    cards = cards_of([match.pk for match in found], request)
    return {
        "form": form,
        "is_asked": bool(request.GET),
        "municipality": form.cleaned_data.get("gemeente"),
        "municipality_options": municipality_options(form.cleaned_data.get("gemeente")),
        "subjects": [
            _options("thema", "Thema's die u bezighouden", theme_choices(), form),
            _options("fase", "De fase waarin u zit", phase_choices(), form),
        ],
        "unknown": [value for name in ("thema", "fase") for value in form.cleaned_data[name].unknown],
        "matches": [because(match, card) for match, card in zip(found, cards, strict=True)],
    }


def because(match: Match, card: Card) -> Card:
    """Return the card of a project that was found, with the reason in the place of its summary."""
    return replace(card, summary=match.reason and f"{match.reason}.")


def _options(name: str, label: str, choices: Any, form: LikenessForm) -> dict[str, Any]:
    chosen = form.cleaned_data[name].choices
    return {
        "name": name,
        "label": label,
        "options": [
            {"value": choice.value, "label": choice.label, "is_selected": choice in chosen} for choice in choices
        ],
    }


def project_context(page: "ProjectPage", projects: BasePageQuerySet, request: HttpRequest) -> dict[str, Any]:
    """Return facts, phases, stories (newest first) and the projects that are most like `page`."""
    alike = nearest(wish_of(page), facts_of(projects.exclude(pk=page.pk)), _MOST_NEIGHBOURS)
    rank = {match.pk: match for match in alike}
    is_story = Q(path__startswith=page.path, depth=page.depth + 1)
    # Stories and neighbours come from the same table, so one look-up serves both.
    below_or_alike = BasePage.objects.visible_to(request.user).filter(is_story | Q(pk__in=rank))
    found = list(below_or_alike.order_by(F("date").desc(nulls_last=True), "-pk").for_cards())
    stories = [other for other in found if other.pk not in rank]
    neighbours = {other.pk: other for other in found if other.pk in rank}
    return {
        "facts": project_facts(page),
        "phases": phase_bar(page),
        "results": [block.value for block in page.results],
        "stories": [story.get_card(request) for story in stories],
        "neighbours": [because(match, neighbours[match.pk].get_card(request)) for match in alike],
    }


def wish_of(page: "ProjectPage") -> Wish:
    """Return what a project like `page` would have: its municipality's size and province, its themes and phase."""
    organisation = page.organisation
    return Wish(
        organisation.inhabitants if organisation else None,
        organisation.province if organisation else "",
        {theme.slug: theme.title for theme in page.filing.themes},
        {page.phase.slug: page.phase.title} if page.phase else {},
        page.organisation_id,
    )


def project_facts(page: "ProjectPage") -> list[dict[str, str]]:
    """Return who, where and when, as components/data_list.html shows it."""
    organisation = page.organisation
    inhabitants = organisation.inhabitants if organisation else None
    pairs = [
        ("Gemeente" if organisation and organisation.is_municipality else "Organisatie", organisation),
        ("Provincie", organisation.get_province_display() if organisation else ""),
        ("Inwoners", number_format(inhabitants, force_grouping=True) if inhabitants else ""),
        ("Periode", period(page)),
        ("Partners", page.partners),
    ]
    return [{"label": label, "value": str(value)} for label, value in pairs if value]


def period(page: "ProjectPage") -> str:
    """Return from when until when the project runs, in words; '' when neither is known."""
    start = date_format(page.started_on, "F Y") if page.started_on else ""
    end = date_format(page.ended_on, "F Y") if page.ended_on else ""
    if start and end:
        return f"{start} tot en met {end}"
    return f"sinds {start}" if start else f"tot en met {end}" if end else ""


def phase_bar(page: "ProjectPage") -> list[dict[str, Any]]:
    """Return how far the project is, as components/phase_bar.html shows it; nothing without a phase."""
    choices = list(phase_choices())
    slugs = [choice.value for choice in choices]
    if page.phase is None or page.phase.slug not in slugs:
        return []
    now = slugs.index(page.phase.slug)
    return [
        {"title": choice.label, "is_current": number == now, "is_done": number < now}
        for number, choice in enumerate(choices)
    ]


def neighbours_in_time(page: "ProjectStoryPage", request: HttpRequest) -> dict[str, Any]:
    """Return the project of a story, and the stories of that project before and after it by date."""
    parent = page.get_parent()
    project = {"title": parent.title, "url": parent.get_url(request), "municipality": parent.card_note}
    stories = list(
        BasePage.objects.visible_to(request.user)
        .filter(path__startswith=parent.path, depth=page.depth)
        .order_by(F("date").asc(nulls_first=True), "pk")
    )
    place = next((number for number, story in enumerate(stories) if story.pk == page.pk), None)
    links = [{"title": story.title, "url": story.get_url(request)} for story in stories]
    return {
        "project": project if parent.live else None,
        "previous": links[place - 1] if place else None,
        "next": links[place + 1] if place is not None and place + 1 < len(links) else None,
    }
