"""From the demo's files to pages: first every page at its place, then, when all can be linked to, their content."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from django.db.models import Model

from cms.media.models import SiteDocument, SiteImage
from cms.pages.models import BasePage
from cms.taxonomy.models import Organisation, Phase, Theme
from cms.users.models import User
from events.agenda.models import EventSession, WorkshopPage
from events.speaking.models import EngagementSpeaker, SpeakerEngagementPage, SpeakerPage, SpeakerTopic
from home.models import ContentPage
from kennisbank.articles.models import ArticlePage
from kennisbank.handbooks.models import ChapterPage, HandbookPage
from kennisbank.projects.models import ProjectPage, ProjectStoryPage
from seeding import schema
from seeding.ledger import Ledger, session_key
from seeding.markdown import Keys, to_blocks
from seeding.moments import day_from, moment_from, published_at
from seeding.people import take_away_people
from seeding.source import DemoContent, DemoPage

# What each kind of front matter becomes, and under which page of the skeleton it stands.
PAGE_CLASSES: dict[type[schema.Page], tuple[type[BasePage], str]] = {
    schema.ContentPage: (ContentPage, "home"),
    schema.Handbook: (HandbookPage, "handboeken"),
    schema.Chapter: (ChapterPage, ""),
    schema.Article: (ArticlePage, "artikelen"),
    schema.Project: (ProjectPage, "projecten"),
    schema.Story: (ProjectStoryPage, ""),
    schema.Speaker: (SpeakerPage, "sprekers"),
    schema.Workshop: (WorkshopPage, "agenda"),
    schema.Engagement: (SpeakerEngagementPage, "agenda"),
}


def _key_of(thing: Model | None) -> int:
    """Return the primary key of what is still there, or 0."""
    return thing.pk if thing else 0


class PageBuilder:
    """Makes the demo's pages; `page(id)` finds them."""

    def __init__(
        self,
        ledger: Ledger,
        content: DemoContent,
        *,
        trunks: dict[str, BasePage],
        pictures: Mapping[str, SiteImage | None],
        documents: Mapping[str, SiteDocument | None],
        today: date,
        author: User | None,
    ) -> None:
        self.ledger = ledger
        self.content = content
        self.trunks = trunks
        self.pictures = pictures
        self.documents = documents
        self.today = today
        self.author = author
        self.pages: dict[str, BasePage] = {}
        # The sessions that were written in this run, by their key in the ledger.
        self.sessions: dict[str, EventSession] = {}
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        self.phases = {phase.slug: phase for phase in Phase.objects.all()}
        self.organisations = {organisation.name: organisation for organisation in Organisation.objects.all()}

    def page(self, demo_id: str) -> BasePage | None:
        """Return the page made from the file with this id, or None when there is none any more."""
        return self.pages.get(demo_id)

    def _page_key(self, demo_id: str) -> int:
        return _key_of(self.pages.get(demo_id))

    def build(self, progress: Callable[[str], None]) -> None:
        """Make or renew every page that nobody has changed."""
        writable = [page for page in self.content.pages if self._place(page)]
        for number, demo_page in enumerate(writable, 1):
            self._fill(demo_page)
            if number % 25 == 0 or number == len(writable):
                progress(f"Pagina's: {number} van {len(writable)}")

    def _place(self, demo: DemoPage) -> bool:
        """Make the page of `demo` at its place if it isn't there; return whether its content is ours to write."""
        key = f"page:{demo.id}"
        writable = self.ledger.may_write(key)
        page = self.ledger.find(key)
        if writable and page is None:
            parent = self.pages.get(demo.parent) if demo.parent else self.trunks.get(PAGE_CLASSES[type(demo.meta)][1])
            if parent is None:
                return False
            page_class = PAGE_CLASSES[type(demo.meta)][0]
            page = page_class(slug=demo.slug, title=demo.meta.title, summary=demo.meta.summary, live=False)
            page.owner = self.author
            self._describe(page, demo)
            parent = type(parent).objects.get(pk=parent.pk)
            parent.add_child(instance=page)
        if page is not None:
            self.pages[demo.id] = page
        return writable and page is not None

    def _describe(self, page: BasePage, demo: DemoPage) -> None:
        """Give `page` the fields of its own kind."""
        meta: Any = demo.meta
        page.title = meta.title
        page.summary = meta.summary
        page.phase = self.phases.get(meta.phase)
        page.image = self.pictures.get(meta.illustration)
        page.review_by = None if meta.review_by is None else day_from(self.today, meta.review_by)
        page.first_published_at = published_at(self.today, meta.published)
        _DESCRIBERS[type(meta)](self, page, meta)

    def _fill(self, demo: DemoPage) -> None:
        """Write the content of a page that stands at its place, and publish it or leave it as its status says."""
        existed = f"page:{demo.id}" in self.ledger.entries
        page = self.pages[demo.id]
        page.refresh_from_db(fields=["numchild"])  # pages have been put below it since
        self._describe(page, demo)
        page.themes.set([self.themes[slug] for slug in demo.meta.themes if slug in self.themes])
        page.tags.set(demo.meta.tags)
        page.body = page.body.stream_block.to_python(
            to_blocks(
                demo.body,
                Keys(
                    self._page_key,
                    lambda name: _key_of(self.pictures.get(name)),
                    lambda name: _key_of(self.documents.get(name)),
                ),
            )
        )
        if isinstance(demo.meta, schema.Workshop):
            self._sessions(page, demo)
        page.full_clean()
        self._finish(page, demo.meta.status)
        page.refresh_from_db()
        self.ledger.record(f"page:{demo.id}", page)
        self.ledger.count(existed=existed)

    def _finish(self, page: BasePage, status: str) -> None:
        """Publish the page, or leave it as a draft, submitted for approval, or planned for in three days."""
        if status == "scheduled":
            page.go_live_at = moment_from(self.today, "3 09:00")
        revision = page.save_revision(user=self.author, clean=False)
        if status in ("live", "scheduled"):
            # The demo is the bureau's own first content: it begins published, also where two people must agree.
            revision.publish(user=self.author, skip_permission_checks=True)
            BasePage.objects.filter(pk=page.pk).update(last_published_at=page.first_published_at)
        elif status == "submitted" and not page.workflow_in_progress and (workflow := page.get_workflow()):
            workflow.start(page, self.author)

    def _sessions(self, page: BasePage, demo: DemoPage) -> None:
        """Write the sessions of a workshop; one that staff changed, or people registered for, stays as it is."""
        meta: Any = demo.meta
        keys = [session_key(demo.id, number) for number in range(1, len(meta.sessions) + 1)]
        # Those of a demo that did not keep them in its ledger yet.
        older = [] if self.ledger.entries.keys() & set(keys) else list(page.sessions.order_by("pk"))
        for key, data, old in zip_longest(keys, meta.sessions, older[: len(keys)]):
            if not self.ledger.may_write(key):
                continue
            session, venue = self.ledger.find(key) or old, data.venue
            values = {
                "start": moment_from(self.today, data.start),
                "end": moment_from(self.today, data.end),
                "mode": data.mode,
                "state": data.state,
                "online_link": str(data.online_link or ""),
                "venue_name": venue.name if venue else "",
                "venue_address": venue.address if venue else "",
                "venue_city": venue.city if venue else "",
                "takes_registrations": data.places is not None,
                "capacity": data.places,
            }
            self.sessions[key], created = EventSession.objects.update_or_create(
                pk=session and session.pk, page=page, defaults=values
            )
            self.ledger.count(existed=not created)
        for key in self.ledger.entries.keys() - set(keys):
            if key.startswith(session_key(demo.id, "")) and self.ledger.may_write(key):
                take_away_people(self.ledger.find(key))
                self.ledger.find(key).delete()


def _content_page(_builder: PageBuilder, page: Any, meta: schema.ContentPage) -> None:
    page.show_in_menus = meta.in_menu


def _handbook(builder: PageBuilder, page: Any, meta: schema.Handbook) -> None:
    page.edition, page.audience, page.authors = meta.edition, meta.audience, ", ".join(meta.authors)
    page.edition_date = day_from(builder.today, meta.published)


def _chapter(builder: PageBuilder, page: Any, meta: schema.Chapter) -> None:
    page.reviewed_on = None if meta.reviewed is None else day_from(builder.today, meta.reviewed)


def _article(_builder: PageBuilder, page: Any, meta: schema.Article) -> None:
    page.authors = ", ".join(meta.authors)


def _project(builder: PageBuilder, page: Any, meta: schema.Project) -> None:
    page.organisation = builder.organisations[meta.organisation]
    page.partners = ", ".join(meta.partners)
    page.started_on = day_from(builder.today, meta.started)
    page.ended_on = None if meta.ended is None else day_from(builder.today, meta.ended)
    page.results = [("figure", {"value": figure.value, "label": figure.label, "note": ""}) for figure in meta.figures]
    page.contact_name, page.contact_role, page.contact_email = meta.contact.name, meta.contact.role, meta.contact.email


def _story(_builder: PageBuilder, _page: Any, _meta: schema.Story) -> None:
    """Leave it: a story has nothing but what every page has."""


def _speaker(_builder: PageBuilder, page: Any, meta: schema.Speaker) -> None:
    page.role = meta.role
    page.topics = [SpeakerTopic(text=text, sort_order=number) for number, text in enumerate(meta.topics)]


def _workshop(_builder: PageBuilder, page: Any, meta: schema.Workshop) -> None:
    page.meeting_kind, page.audience = meta.kind, meta.audience


def _engagement(builder: PageBuilder, page: Any, meta: schema.Engagement) -> None:
    page.start, page.end = moment_from(builder.today, meta.start), moment_from(builder.today, meta.end)
    page.state, page.occasion, page.organiser = meta.state, meta.occasion, meta.organiser
    page.audience, page.place = meta.audience, meta.place
    page.organisation = builder.organisations.get(meta.organisation or "")
    speakers = [(builder.page(f"speakers/{each.speaker}"), each.role) for each in meta.speakers]
    page.speakers = [
        EngagementSpeaker(speaker=speaker, role=role, sort_order=number)
        for number, (speaker, role) in enumerate(speakers)
        if speaker is not None
    ]


_DESCRIBERS: dict[type[schema.Page], Callable[[PageBuilder, Any, Any], None]] = {
    schema.ContentPage: _content_page,
    schema.Handbook: _handbook,
    schema.Chapter: _chapter,
    schema.Article: _article,
    schema.Project: _project,
    schema.Story: _story,
    schema.Speaker: _speaker,
    schema.Workshop: _workshop,
    schema.Engagement: _engagement,
}
