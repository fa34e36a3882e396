"""Where somebody can go on who found nothing: to people, and to what can be browsed."""

from cms.pages.addresses import ADDRESS_FIELDS, addresses_of
from cms.pages.generation import per_generation
from cms.pages.kinds import content_type_ids
from cms.pages.models import BasePage
from events.agenda.models import AgendaPage
from events.speaking.models import SpeakerIndexPage
from kennisbank.overview.models import KennisbankPage

_WAYS: dict[type[BasePage], tuple[str, str]] = {
    SpeakerIndexPage: ("Vraag een spreker", "Iemand die het zelf deed, komt erover vertellen."),
    AgendaPage: ("Kom naar een bijeenkomst", "Stel uw vraag aan ons en aan andere gemeenten. Zie de agenda."),
    KennisbankPage: ("Blader door de Kennisbank", "Alle handboeken, artikelen en projecten bij elkaar."),
}
_ASK = "Komt u er niet uit? Leg uw vraag voor aan een adviseur van ons bureau."


def advice(*, is_recommended: bool) -> dict[str, str]:
    """Return `title` and `text` for who found nothing, or nothing but what editors recommend."""
    if is_recommended:
        text = f"Staat uw antwoord niet in wat wij hierboven aanbevelen? Probeer een ander woord. {_ASK}"
        return {"title": "Verder niets gevonden", "text": text}
    text = f"Probeer een ander of een korter woord. {_ASK}"
    return {"title": "Niets gevonden", "text": text}


@per_generation
def ways_on() -> list[dict[str, str]]:
    """Return the context `links` of components/link_list.html; one query, and none until something changes."""
    pages = BasePage.objects.visible().filter(content_type__in=content_type_ids(list(_WAYS)))
    pages = list(pages.only("content_type", *ADDRESS_FIELDS))
    addresses = addresses_of(pages)
    found = {page.specific_class: addresses[page.pk] for page in pages}
    return [
        {"title": title, "url": found[page_class], "description": text}
        for page_class, (title, text) in _WAYS.items()
        if page_class in found
    ]
