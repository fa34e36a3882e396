"""Where somebody can go on who found nothing: to people, and to what can be browsed."""

from cms.pages.addresses import ADDRESS_FIELDS, addresses_of
from cms.pages.generation import per_generation
from cms.pages.kinds import content_type_ids
from cms.pages.models import BasePage
from events.agenda.models import AgendaPage
from events.speaking.models import SpeakerIndexPage
from kennisbank.overview.models import KennisbankPage
from search.analysis.question import Question

_WAYS: dict[type[BasePage], tuple[str, str]] = {
    SpeakerIndexPage: ("Vraag een spreker", "Iemand die het zelf deed, komt erover vertellen."),
    AgendaPage: ("Kom naar een bijeenkomst", "Stel uw vraag aan ons en aan andere gemeenten. Zie de agenda."),
    KennisbankPage: ("Blader door de Kennisbank", "Alle handboeken, artikelen en projecten bij elkaar."),
}
_ASK = "Komt u er niet uit? Leg uw vraag voor aan een adviseur van ons bureau."


def advice(question: Question, *, is_recommended: bool = False) -> dict[str, str]:
    """Return `title` and `text` for who asked `question` and found nothing, or only what editors recommend."""
    if not question.words and question.excluded:
        title, text = "Typ ook een woord om te zoeken", "Een woord met een min ervoor laat alleen resultaten weg."
        text = f"{text} Zet er een woord bij dat u zoekt, bijvoorbeeld: loket -balie."
    elif not question.words:
        title, text = "Typ een woord", "In uw vraag staat geen woord. Typ een woord of een paar woorden."
    elif is_recommended:
        title, text = "Verder niets gevonden", "Staat uw antwoord niet in wat wij hierboven aanbevelen?"
        text = f"{text} Probeer een ander woord. {_ASK}"
    elif question.is_vague:
        title, text = "Niets gevonden", "Zoek op een woord dat zegt waar het over gaat, bijvoorbeeld: balie."
        text = f"{text} {_ASK}"
    else:
        title, text = "Niets gevonden", f"Probeer een ander of een korter woord. {_ASK}"
    return {"title": title, "text": text}


def told_of_mending(meant: str, *, is_recommended: bool) -> str:
    """Return what to say to who found nothing and was answered as if they had typed `meant`."""
    if is_recommended:
        return f"Met wat u typte, vonden wij alleen wat hieronder is aanbevolen. Wij zochten ook op: {meant}"
    return f"Wij vonden niets met wat u typte, en zochten op: {meant}"


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
