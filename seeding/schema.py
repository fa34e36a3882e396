"""The form of the demo content: what stands in each front matter and table."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl

from cms.media.models import Language
from cms.users.roles import ROLES
from events.agenda.enums import MeetingKind, SessionMode, SessionState
from events.registration.enums import QuestionKind, Score
from events.speaking.enums import EngagementState
from events.speaking.requests.enums import Flexibility, Step
from search.models import Direction
from seeding.moments import Moment, PastMoment

Title = Annotated[str, Field(min_length=2, max_length=70)]
Line = Annotated[str, Field(min_length=1, max_length=250)]
Name = Annotated[str, Field(min_length=2, max_length=100)]
# Nobody can have such an address (RFC 2606).
Address = Annotated[str, Field(pattern=r"^[a-z0-9.-]+@[a-z0-9.-]+\.example$")]


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


class Synonym(Record):
    asked: Annotated[str, Field(min_length=1, max_length=60)]
    meant: Annotated[str, Field(min_length=1, max_length=60)]
    direction: Direction


class Recommendation(Record):
    questions: Annotated[list[Annotated[str, Field(min_length=1, max_length=100)]], Field(min_length=1, max_length=9)]
    page: str
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class Search(Record):
    synonyms: list[Synonym]
    recommendations: list[Recommendation]


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


class Question(Record):
    text: Line
    kind: QuestionKind = QuestionKind.TEXT
    options: list[str] = []
    required: bool = False


class Party(Record):
    """Who registered `at` what moment, with whom, and what came of it."""

    at: PastMoment
    name: Name
    email: Address
    organisation: str
    colleagues: list[Name] = []
    # One for each of the session's questions, in their order; fewer when the last are left open.
    answers: list[str] = []
    dietary: str = ""
    access: str = ""
    cancelled: PastMoment | None = None
    # What the mail server answered to the mail, when it refused it.
    refused: str = ""
    # Who of a session that is over did not come.
    absent: list[str] = []


class Evaluation(Record):
    overall: Score
    useful: Score | None = None
    organised: Score | None = None
    liked: str = ""
    missed: str = ""


class People(Record):
    """Who registered for one session of a workshop: its first, unless `session` says another."""

    session: Annotated[int, Field(ge=1)] = 1
    questions: list[Question] = []
    parties: list[Party]
    evaluations: list[Evaluation] = []


class RequestStep(Record):
    """What happened to a request; `alternative` goes with a refusal, what stands below it is planned."""

    at: PastMoment
    step: Step
    text: str = ""
    alternative: str = ""
    due: int | None = None
    speaker: str | None = None
    start: Moment | None = None
    end: Moment | None = None


class SpeakingRequest(Record):
    key: str
    received: PastMoment
    organisation_name: Name
    contact_name: Name
    email: Address
    phone: str = ""
    occasion: Annotated[str, Field(max_length=160)]
    topic: Annotated[str, Field(max_length=200)]
    audience: Annotated[str, Field(max_length=120)]
    audience_size: Annotated[int, Field(ge=1)]
    place: Annotated[str, Field(max_length=120)]
    date: Annotated[int, Field(ge=1)]
    hours: str = ""
    flexibility: Flexibility
    wished_speaker: str | None = None
    message: str = ""
    steps: list[RequestStep] = []
