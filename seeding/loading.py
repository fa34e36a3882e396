"""Putting the demo on the site, in one transaction: all of it or nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files import File
from django.core.files.images import ImageFile
from django.db import transaction

from cms.editorial.services import PublishingMode, assign_workflow
from cms.media.models import SiteDocument, SiteImage
from cms.pages.models import BasePage
from cms.taxonomy.models import GlossaryTerm, Phase, Theme
from cms.users.models import User
from home.models import HomePage, SiteSettings
from seeding import schema
from seeding.builders import PageBuilder
from seeding.curating import write_search
from seeding.ledger import Ledger
from seeding.models import SeedingRun
from seeding.people import write_people
from seeding.requests import write_requests
from seeding.source import DemoContent
from seeding.tree import TRUNKS

# The demo's dates stay where they are for a week, so that starting again costs nothing.
_FRESH_FOR = timedelta(days=7)
# Parts of the tree in which somebody else approves, from the start.
_FOUR_EYES = ("tree:handboeken", "page:pages/privacy", "page:pages/toegankelijkheid")

_PORTRAIT = "portret-"

Progress = Callable[[str], None]


def is_loaded(digest: str, today: date) -> bool:
    """Return whether the demo with this fingerprint was loaded less than a week before `today`."""
    return SeedingRun.objects.filter(digest=digest, loaded_on__gt=today - _FRESH_FOR).exists()


@transaction.atomic
def load(content: DemoContent, today: date, progress: Progress) -> Ledger:
    """Load `content`, with its days counted from `today`; return the ledger with what became of everything.

    Raise DemoContentError when who registers, or asks for a speaker, is refused; then nothing is loaded.
    """
    ledger = Ledger()
    progress("Afbeeldingen")
    pictures = {name: _picture(ledger, content, name) for name in content.pictures}
    progress("Documenten")
    documents = {name: _document(ledger, content, name) for name in content.files}
    progress("Thema's, fasen en begrippen")
    _filing(ledger, content, pictures)
    _accounts(ledger, content)
    author = _account(ledger, content, "redacteur")
    progress("Pagina's")
    home = HomePage.objects.get()
    trunks = _trunks(ledger, home, pictures)
    _keep_four_eyes(ledger)
    builder = PageBuilder(
        ledger,
        content,
        trunks=trunks | {"home": home},
        pictures=pictures,
        documents=documents,
        today=today,
        author=author,
    )
    builder.build(progress)
    progress("Aanmeldingen en spreekverzoeken")
    handler = _account(ledger, content, "evenementbeheerder")
    write_people(ledger, content, builder.sessions, today, handler)
    if handler:
        write_requests(ledger, content, builder.page, today, handler)
    write_search(ledger, content.search, builder.page)
    _settings(ledger, content, builder)
    _home(ledger, content, home, builder)
    _keep_four_eyes(ledger)
    SeedingRun.objects.all().delete()
    SeedingRun.objects.create(digest=content.digest, loaded_on=today)
    return ledger


def _picture(ledger: Ledger, content: DemoContent, name: str) -> SiteImage | None:
    def make(image: SiteImage | None) -> SiteImage:
        path = content.pictures[name]
        if image is None:
            with path.open("rb") as file:
                image = SiteImage(title=name.replace("-", " ").capitalize(), file=ImageFile(file, path.name))
                image.description = content.alt_texts[name]
                image.credit = settings.WAGTAIL_SITE_NAME
                if name.startswith(_PORTRAIT):
                    _keep_face(image)
                image.full_clean()
                image.save()
        else:
            image.description = content.alt_texts[name]
            image.save()
        return image

    return ledger.write(f"picture:{name}", make)


def _document(ledger: Ledger, content: DemoContent, name: str) -> SiteDocument | None:
    def make(document: SiteDocument | None) -> SiteDocument:
        data, path = content.documents[name], content.files[name]
        document = document or SiteDocument()
        document.title, document.language, document.is_accessible = data.title, data.language, data.is_accessible
        if document.pk is None:
            with path.open("rb") as file:
                document.file = File(file, path.name)
                document.full_clean()
                document.save()
        else:
            document.save()
        return document

    return ledger.write(f"document:{name}", make)


def _keep_face(portrait: SiteImage) -> None:
    """Have crops keep the face: half as wide and half as high as the picture, a little above its middle."""
    portrait.focal_point_x, portrait.focal_point_y = portrait.width // 2, portrait.height * 2 // 5
    portrait.focal_point_width, portrait.focal_point_height = portrait.width // 2, portrait.height // 2


def _filing(ledger: Ledger, content: DemoContent, pictures: dict[str, SiteImage | None]) -> None:
    for position, theme in enumerate(content.themes):
        ledger.write_row(
            f"theme:{theme.slug}",
            Theme,
            {"slug": theme.slug},
            title=theme.title,
            description=theme.description,
            position=position,
            image=pictures.get(theme.illustration),
        )
    for position, phase in enumerate(content.phases):
        ledger.write_row(
            f"phase:{phase.slug}",
            Phase,
            {"slug": phase.slug},
            title=phase.title,
            description=phase.description,
            position=position,
        )
    for term in content.terms:
        ledger.write_row(
            f"term:{term.term}",
            GlossaryTerm,
            {"term": term.term},
            also=", ".join(term.also),
            explanation=term.explanation,
        )


def _accounts(ledger: Ledger, content: DemoContent) -> None:
    """Make the demo's accounts, only where the settings give them a password."""
    if not settings.DEMO_PASSWORD:
        return
    for data in content.accounts:

        def make(user: User | None, data: schema.Account = data) -> User:
            user = user or User.objects.filter(email=data.email).first() or User(email=data.email)
            user.first_name, user.last_name = data.first_name, data.last_name
            if not user.has_usable_password() or not user.pk:
                user.set_password(settings.DEMO_PASSWORD)
            user.save()
            user.groups.set([Group.objects.get(name=data.role)])
            return user

        ledger.write(f"account:{data.email}", make)


def _account(ledger: Ledger, content: DemoContent, role: str) -> User | None:
    """Return the demo's account with this role; None where accounts are not made, or it is gone."""
    email = next((data.email for data in content.accounts if data.role == role), None)
    return ledger.find(f"account:{email}") if settings.DEMO_PASSWORD else None


def _trunks(ledger: Ledger, home: HomePage, pictures: dict[str, SiteImage | None]) -> dict[str, BasePage]:
    trunks: dict[str, BasePage] = {}
    for trunk in TRUNKS:
        parent = trunks[trunk.parent] if trunk.parent else home

        def make(page: BasePage | None, trunk: Any = trunk, parent: BasePage = parent) -> BasePage:
            page = page or trunk.page_class.objects.child_of(parent).filter(slug=trunk.slug).first()
            if page is None:
                page = trunk.page_class(slug=trunk.slug, title=trunk.title, summary=trunk.summary)
                page.show_in_menus = trunk.in_menu
                page.image = pictures.get(trunk.picture)
                parent.add_child(instance=page)
                page.save_revision().publish()
                page.refresh_from_db()
            return page

        trunks[trunk.key] = ledger.write(f"tree:{trunk.key}", make)
        parent.refresh_from_db()
    return {key: page for key, page in trunks.items() if page is not None}


def _keep_four_eyes(ledger: Ledger) -> None:
    """Put the parts that begin under 'vier ogen' there, unless a beheerder has decided on them already."""
    for key in _FOUR_EYES:
        page = ledger.find(key)
        if page is not None and not hasattr(page, "workflowpage"):
            assign_workflow(page, PublishingMode.FOUR_EYES)


def _settings(ledger: Ledger, content: DemoContent, builder: PageBuilder) -> None:
    def make(site_settings: SiteSettings | None) -> SiteSettings:
        data = content.site
        site_settings = site_settings or SiteSettings.for_site(HomePage.objects.get().get_site())
        site_settings.name, site_settings.tagline = data.name, data.tagline
        site_settings.footer_text = data.footer_text
        for name in schema.Contact.model_fields:
            target = {"email": "contact_email", "phone": "contact_phone"}.get(name, name)
            setattr(site_settings, target, getattr(data.contact, name))
        site_settings.social = [("link", {"name": link.name, "url": str(link.url)}) for link in data.social]
        site_settings.contact_page = builder.page("pages/contact")
        site_settings.full_clean()
        site_settings.save()
        site_settings.footer_pages.set(
            [
                page
                for demo_id in ("pages/privacy", "pages/toegankelijkheid")
                if (page := builder.page(demo_id)) is not None
            ]
        )
        return site_settings

    ledger.write("settings", make)


def _home(ledger: Ledger, content: DemoContent, home: HomePage, builder: PageBuilder) -> None:
    def make(_home: HomePage | None) -> HomePage:
        page = HomePage.objects.get(pk=home.pk)
        page.lead = content.site.introduction
        page.summary = content.site.introduction
        page.title = page.draft_title = content.site.headline
        page.image = builder.pictures.get("welkom")
        page.highlight = builder.page("handbooks/knip-front-en-backoffice")
        targets = [
            (way, builder.trunks.get(way.link) or builder.page(way.link.removeprefix("pagina:")))
            for way in content.site.ways_of_working
        ]
        page.entrances = [
            ("entrance", {"title": way.title, "text": way.text, "page": target})
            for way, target in targets
            if target is not None
        ]
        page.full_clean()
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    ledger.write("home", make)
