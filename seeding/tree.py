"""The pages under which the demo's pages stand."""

from dataclasses import dataclass

from cms.pages.models import BasePage
from events.agenda.models import AgendaPage
from events.speaking.models import SpeakerIndexPage
from kennisbank.articles.models import ArticleIndexPage
from kennisbank.handbooks.models import GlossaryPage, HandbookSeriesPage
from kennisbank.overview.models import KennisbankPage
from kennisbank.projects.models import ProjectIndexPage


@dataclass(frozen=True)
class Trunk:
    """One page of the skeleton: its key, class, place and words."""

    key: str
    page_class: type[BasePage]
    parent: str | None
    slug: str
    title: str
    summary: str
    picture: str
    in_menu: bool = False


TRUNKS = [
    Trunk(
        "kennisbank",
        KennisbankPage,
        None,
        "kennisbank",
        "Kennisbank",
        "Handboeken, artikelen, projecten en verhalen over één loket voor alles, bij elkaar en op onderwerp te zoeken.",
        "dossier",
        in_menu=True,
    ),
    Trunk(
        "handboeken",
        HandbookSeriesPage,
        "kennisbank",
        "handboeken",
        "Handboeken",
        "De reeks voor wie één loket invoert: van draagvlak tot digitale dienstverlening, hoofdstuk voor hoofdstuk.",
        "draagvlak",
    ),
    Trunk(
        "artikelen",
        ArticleIndexPage,
        "kennisbank",
        "artikelen",
        "Artikelen",
        "Korte stukken over één onderwerp, geschreven door onze adviseurs en in een paar minuten te lezen.",
        "scherm",
    ),
    Trunk(
        "begrippen",
        GlossaryPage,
        "kennisbank",
        "begrippen",
        "Begrippen",
        "De woorden die u in de Kennisbank tegenkomt, in gewone taal uitgelegd.",
        "gegevens-en-informatie",
    ),
    Trunk(
        "projecten",
        ProjectIndexPage,
        None,
        "projecten",
        "Projecten",
        "Voorhoedegemeenten bouwen hun eigen loket. Zie wat zij doen, wat het oplevert en wat er misging.",
        "kaart",
        in_menu=True,
    ),
    Trunk(
        "agenda",
        AgendaPage,
        None,
        "agenda",
        "Agenda",
        "Workshops, bijeenkomsten en spreekbeurten van het programmabureau, om bij te leren en elkaar te ontmoeten.",
        "bijeenkomst",
        in_menu=True,
    ),
    Trunk(
        "sprekers",
        SpeakerIndexPage,
        None,
        "sprekers",
        "Sprekers",
        "Onze adviseurs vertellen graag over één loket: voor uw raad, uw directie of uw hele afdeling.",
        "gesprek",
        in_menu=True,
    ),
]
