"""What came of sessions: who was there, what they thought of it, and whom the bureau reached."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from cms.pages.models import BasePage
from cms.taxonomy.models import Province, SizeClass
from events.agenda.models import EventSession
from events.registration.enums import Attendance, Score
from events.registration.models import Attendee, Evaluation, KeptCount, Registration

# What is counted, and by what.
_KEPT = ("province", "size_class", "registrations", "people", "attended")
# The questions of an evaluation that are answered with a score.
_SCORED = ("overall", "useful", "organised")
# Fewer opinions could be led back to somebody.
FEWEST_OPINIONS = 3
UNKNOWN = "Geen gemeente of onbekend"


@dataclass(frozen=True)
class Presence:
    """How many people of a session were there."""

    people: int
    attended: int
    no_show: int
    walk_ins: int

    @property
    def unknown(self) -> int:
        """Return of how many nobody noted whether they came."""
        return self.people - self.attended - self.no_show


@dataclass(frozen=True)
class Bar:
    """One answer of a chart: how many gave it, and which share of all that is, in percent."""

    label: str
    count: int
    percent: int


@dataclass(frozen=True)
class Chart:
    """How a question was answered."""

    question: str
    average: str
    bars: list[Bar]


@dataclass
class Reach:
    """Who was reached in one province, size of municipality or theme."""

    kind: str
    label: str
    sessions: int = 0
    registrations: int = 0
    people: int = 0
    attended: int = 0
    _seen: set[Any] = field(default_factory=set, repr=False)

    def add(self, row: dict[str, Any]) -> None:
        """Add a row of numbers."""
        self._seen.add(row["session"])
        self.sessions = len(self._seen)
        for name in ("registrations", "people", "attended"):
            setattr(self, name, getattr(self, name) + row[name])


def presence(session: EventSession) -> Presence:
    """Return who was at `session`, of the registrations that are still kept; one query."""
    places = Registration.objects.filter(session=session).confirmed()
    found = Attendee.objects.filter(registration__in=places).aggregate(
        people=Count("pk"),
        attended=Count("pk", filter=Q(attendance=Attendance.ATTENDED)),
        no_show=Count("pk", filter=Q(attendance=Attendance.NO_SHOW)),
        walk_ins=Count("pk", filter=Q(is_walk_in=True)),
    )
    return Presence(**found)


def charts(evaluations: Iterable[Evaluation]) -> list[Chart]:
    """Return one chart for each question that was answered with a score; none for too few opinions."""
    opinions = list(evaluations)
    if len(opinions) < FEWEST_OPINIONS:
        return []
    return [_chart(name, [getattr(opinion, name) for opinion in opinions]) for name in _SCORED]


def _chart(name: str, given: list[int | None]) -> Chart:
    scores = [score for score in given if score is not None]
    counts = Counter(scores)
    average = f"{sum(scores) / len(scores):.1f}".replace(".", ",") if scores else "geen antwoorden"
    bars = [
        Bar(str(score.label), counts[score.value], round(100 * counts[score.value] / len(scores)) if scores else 0)
        for score in reversed(Score)
    ]
    question = Evaluation._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return Chart(str(question), average, bars)


def reach(sessions: QuerySet[EventSession], gone: QuerySet[KeptCount]) -> list[Reach]:
    """Return whom `sessions` reached: by province, by size of municipality and by theme; five queries.

    What was erased is counted too, and so is what is kept of sessions that are `gone` themselves. Who comes from no
    municipality has no province and no size. A session with two themes counts for both.
    """
    rows = [*_live(sessions), *_kept(sessions)]
    themes: dict[Any, list[str]] = {**_themes(sessions)}
    for count in gone:
        key = (count.title, count.start)
        themes[key] = count.themes
        rows.append({"session": key, **{name: getattr(count, name) for name in _KEPT}})
    provinces = _grouped(
        rows, "Provincie", [*Province.labels, UNKNOWN], lambda row: [_label(Province, row["province"])]
    )
    sizes = _grouped(rows, "Grootte", [*SizeClass.labels, UNKNOWN], lambda row: [_label(SizeClass, row["size_class"])])
    titles = sorted({title for titles in themes.values() for title in titles})
    by_theme = _grouped(rows, "Thema", titles, lambda row: themes.get(row["session"], []))
    return [*provinces, *sizes, *by_theme]


def _live(sessions: QuerySet[EventSession]) -> list[dict[str, Any]]:
    places = Registration.objects.confirmed().filter(session__in=sessions).order_by()
    group = ("session", "organisation__province", "organisation__size_class")
    # Two sums over two tables can't be taken in one go: people would count once for each that came.
    came = Attendee.objects.filter(registration__in=places, attendance=Attendance.ATTENDED).order_by()
    keys = tuple(f"registration__{name}" for name in group)
    attended = {tuple(row[key] for key in keys): row["n"] for row in came.values(*keys).annotate(n=Count("pk"))}
    return [
        {
            "session": row["session"],
            "province": row["organisation__province"] or "",
            "size_class": row["organisation__size_class"] or "",
            "registrations": row["n"],
            "people": row["people"],
            "attended": attended.get(tuple(row[name] for name in group), 0),
        }
        for row in places.values(*group).annotate(n=Count("pk"), people=Sum("confirmed_seats"))
    ]


def _kept(sessions: QuerySet[EventSession]) -> list[dict[str, Any]]:
    return list(KeptCount.objects.filter(session__in=sessions).values("session", *_KEPT))


def counts_of_gone() -> QuerySet[KeptCount]:
    """Return the numbers of sessions whose page was deleted."""
    return KeptCount.objects.filter(session=None)


def themes_of(page_id: int) -> list[str]:
    """Return the titles of the themes of a page; one query."""
    pairs = BasePage.themes.through.objects.filter(basepage=page_id)
    return list(pairs.values_list("theme__title", flat=True))


def _themes(sessions: QuerySet[EventSession]) -> dict[int, list[str]]:
    """Return the titles of the themes of each session's page, by the session."""
    titles: dict[int, list[str]] = {}
    pairs = BasePage.themes.through.objects.filter(basepage__in=sessions.order_by().values("page"))
    by_page: dict[int, list[str]] = {}
    for page, title in pairs.values_list("basepage", "theme__title"):
        by_page.setdefault(page, []).append(title)
    for pk, page in sessions.order_by().values_list("pk", "page"):
        titles[pk] = by_page.get(page, [])
    return titles


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else UNKNOWN


def _grouped(rows: list[dict[str, Any]], kind: str, labels: list[str], of: Any) -> list[Reach]:
    """Return the numbers of each of `labels`, also where they are nought: who is missing shows too."""
    found = {label: Reach(kind, label) for label in labels}
    for row in rows:
        for label in of(row):
            found[label].add(row)
    return list(found.values())
