"""The form of the demo content: what stands in each front matter and table."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl

from cms.media.models import Language
from cms.users.roles import ROLES
from events.agenda.enums import MeetingKind, SessionMode, SessionState
from events.speaking.enums import EngagementState
from seeding.moments import Moment

Title = Annotated[str, Field(min_length=2, max_length=70)]
Line = Annotated[str, Field(min_length=1, max_length=250)]


def _known_role(name: str) -> str:
    names = [role.name for role in ROLES]
    if name not in names:
        raise ValueError(f"choose one of {', '.join(names)}")
    return name


class Record(BaseModel):
    """Something with known fields only, so that a misspelled one is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Theme(Record):
    slug: str
    title: str
    description: str
    illustration: str


class Phase(Record):
    slug: str
    title: str
    description: str


class Term(Record):
    term: Annotated[str, Field(max_length=80)]
    also: list[str] = []
    explanation: Annotated[str, Field(max_length=500)]


class Document(Record):
    title: Title
    language: Language
    is_accessible: bool


class Account(Record):
    email: str
    first_name: str
    last_name: str
    role: Annotated[str, AfterValidator(_known_role)]


class Contact(Record):
    email: str
    phone: str
    postal_address: str
    visiting_address: str
    opening_hours: str


class Social(Record):
    name: str
    url: HttpUrl


class WayOfWorking(Record):
    title: Title
    text: Annotated[str, Field(max_length=160)]
    link: str


class Site(Record):
    name: str
    tagline: str
    headline: Title
    introduction: Annotated[str, Field(max_length=300)]
    contact: Contact
    social: list[Social]
    footer_text: Annotated[str, Field(max_length=400)]
    ways_of_working: list[WayOfWorking]


class Page(Record):
    """What the front matter of every page may hold; days are relative to today."""

    title: Title
    summary: Annotated[str, Field(min_length=80, max_length=200)]
    themes: list[str] = []
    phase: str | None = None
    tags: list[Annotated[str, Field(max_length=40)]] = []
    published: Annotated[int, Field(le=0)]
    review_by: int | None = None
    illustration: str | None = None
    status: Literal["live", "draft", "submitted", "scheduled"] = "live"


class ContentPage(Page):
    in_menu: bool


class Handbook(Page):
    edition: str
    authors: list[str]
    audience: Line


class Chapter(Page):
    reviewed: Annotated[int, Field(le=0)] | None = None


class Article(Page):
    authors: list[str]


class Figure(Record):
    value: Annotated[str, Field(max_length=20)]
    label: Annotated[str, Field(max_length=80)]


class ContactPerson(Record):
    name: str
    role: str
    email: str


class Project(Page):
    organisation: str
    partners: list[str]
    started: Annotated[int, Field(le=0)]
    ended: Annotated[int, Field(le=0)] | None = None
    figures: list[Figure]
    contact: ContactPerson


class Story(Page):
    pass


class Speaker(Page):
    role: str
    topics: list[Annotated[str, Field(max_length=120)]]


class Venue(Record):
    name: str
    address: str
    city: str


class Session(Record):
    start: Moment
    end: Moment
    mode: SessionMode
    venue: Venue | None = None
    online_link: HttpUrl | None = None
    state: SessionState
    # Without a number of places nobody can register here.
    places: int | None = None


class Workshop(Page):
    kind: MeetingKind
    audience: Line
    sessions: list[Session]


class EngagementSpeaker(Record):
    speaker: str
    role: str = ""


class Engagement(Page):
    speakers: list[EngagementSpeaker]
    occasion: str
    organiser: str
    organisation: str | None = None
    audience: str
    place: str
    start: Moment
    end: Moment
    state: EngagementState
