"""Pages come into the index, change in it and leave it, whichever way an editor does that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import PageViewRestriction, Site, get_page_models
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.pages.findable_pages import PageSource
from cms.pages.models import BasePage
from cms.taxonomy.models import GlossaryTerm, Organisation, Phase, Theme
from cms.taxonomy.services import merge_tags, rename_tag
from cms.worker.services import work
from events.agenda import services as sessions
from events.speaking.models import EngagementSpeaker
from home.models import ContentPage, HomePage
from tests import factories
from tests.editor import create_page, edit_page
from tests.factories import (
    ArticlePageFactory,
    ChapterPageFactory,
    ContentPageFactory,
    EventSessionFactory,
    GlossaryPageFactory,
    GlossaryTermFactory,
    HandbookPageFactory,
    OrganisationFactory,
    PageFactory,
    PhaseFactory,
    ProjectPageFactory,
    ProjectStoryPageFactory,
    SpeakerEngagementPageFactory,
    SpeakerPageFactory,
    ThemeFactory,
    UserFactory,
    WorkshopPageFactory,
)
from tests.search.indexing.looking import VISITOR, assert_kept, found, key_of, rows_for, shows

KINDS = [page_class for page_class in get_page_models() if page_class not in {BasePage, HomePage}]
FACTORIES = {
    factory._meta.model: factory
    for factory in vars(factories).values()
    if isinstance(factory, type) and issubclass(factory, PageFactory) and factory is not PageFactory
}


def row_of(page: BasePage) -> Any:
    return rows_for(VISITOR).get(key=key_of(page))


@pytest.mark.parametrize("page_class", KINDS, ids=lambda page_class: page_class.__name__)
def test_every_kind_of_page_is_found_by_its_title(page_class: type[BasePage], editor: Client) -> None:
    parent = FACTORIES[page_class].default_parent()
    answer = create_page(editor, page_class, parent, title="Zwanenhals in het loket", slug="zwanenhals")
    assert answer.status_code == 302, answer.context["form"].errors
    page = page_class.objects.get(slug="zwanenhals")
    assert found("zwanenhals") == {key_of(page)}
    assert rows_for(VISITOR).get(key=key_of(page)).url == page.url
    assert edit_page(editor, page, title="Hazewind in het loket").status_code == 302
    assert found("hazewind") == {key_of(page)}
    assert not shows("zwanenhals in")
    assert_kept()


def test_the_home_page_is_found(home: HomePage) -> None:
    assert key_of(home) in found(home.title)


def test_a_page_is_found_by_what_its_body_says(editor: Client, home: HomePage) -> None:
    body = streamfield([("text", rich_text("<h2>Wachtrij</h2><p>De <b>kandelaar</b> &amp; meer.</p>"))])
    create_page(editor, ContentPage, home, body=body)
    page = ContentPage.objects.get(slug="nieuwe-pagina")
    assert found("kandelaar") == {key_of(page)}
    assert "<" not in row_of(page).body
    assert "&amp;" not in row_of(page).body


def test_a_draft_is_not_found_and_a_change_only_when_it_is_published(editor: Client, home: HomePage) -> None:
    create_page(editor, ContentPage, home, action="", title="Zwanenhals")
    assert not shows("zwanenhals")
    page = ContentPage.objects.get(slug="nieuwe-pagina")
    edit_page(editor, page)
    assert shows("zwanenhals")
    edit_page(editor, page, action="", title="Hazewind")
    assert not shows("hazewind")
    assert found("zwanenhals") == {key_of(page)}
    assert_kept()


def unpublish(client: Client, page: BasePage, **fields: Any) -> None:
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), fields)


def unpublish_with_what_is_below(client: Client, page: BasePage) -> None:
    unpublish(client, page, include_descendants="on")


def unpublish_in_bulk(client: Client, page: BasePage) -> None:
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "unpublish"])
    client.post(f"{url}?id={page.pk}", {"include_descendants": "on"})


def delete(client: Client, page: BasePage) -> None:
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def delete_in_bulk(client: Client, page: BasePage) -> None:
    client.post(f"{reverse('wagtail_bulk_action', args=['pages', 'basepage', 'delete'])}?id={page.pk}")


def expire(client: Client, page: BasePage) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(hours=1))
    for below in page.get_descendants().specific():
        below.expire_at = timezone.now() + timedelta(hours=1)
        below.save_revision().publish()
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        work(timezone.now())


def ask_to_log_in(client: Client, page: BasePage) -> None:
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), {"restriction_type": "login"})


def ask_a_password(client: Client, page: BasePage) -> None:
    fields = {"restriction_type": "password", "password": "geheim"}
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), fields)


def keep_for_a_group(client: Client, page: BasePage) -> None:
    fields = {"restriction_type": "groups", "groups": [Group.objects.get_or_create(name="Klankbord")[0].pk]}
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), fields)


def move_below_what_is_kept(client: Client, page: BasePage) -> None:
    kept = ContentPageFactory(title="Kelder")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, kept.pk]))


def move_in_bulk_below_what_is_kept(client: Client, page: BasePage) -> None:
    kept = ContentPageFactory(title="Kelder")
    PageViewRestriction.objects.create(page=kept, restriction_type="password", password="geheim")
    url = f"{reverse('wagtail_bulk_action', args=['pages', 'basepage', 'move'])}?id={page.pk}"
    client.post(url, {"chooser": kept.pk, "move_applicable": "on"})


GOING = [
    unpublish_with_what_is_below,
    unpublish_in_bulk,
    delete,
    delete_in_bulk,
    expire,
    ask_to_log_in,
    ask_a_password,
    keep_for_a_group,
    move_below_what_is_kept,
    move_in_bulk_below_what_is_kept,
]


@pytest.mark.parametrize("go", GOING, ids=lambda go: go.__name__)
def test_what_goes_takes_along_what_is_below_it_and_leaves_no_trace(
    go: Callable[[Client, BasePage], None], editor: Client, home: HomePage
) -> None:
    theme = ThemeFactory(title="Bliksem", slug="bliksem")
    page = ContentPageFactory(parent=home, title="Zwanenhals", themes=[theme], tags=["zwanentag"])
    body = streamfield([("text", rich_text("<p>Een zwanenlijf.</p>"))])
    create_page(editor, ContentPage, page, title="Zwanenstaart", slug="zwanenstaart", body=body)
    assert len(found("zwanenhals") | found("zwanenstaart") | found("zwanenlijf")) == 2
    go(editor, page)
    for word in ("zwanenhals", "zwanenstaart", "zwanenlijf", "zwanentag", "bliksem"):
        assert not shows(word), word
    assert_kept()


def test_what_was_kept_from_visitors_comes_back(editor: Client, home: HomePage) -> None:
    page = ContentPageFactory(parent=home, title="Zwanenhals")
    ContentPageFactory(parent=page, title="Zwanenstaart")
    for close in (ask_a_password, ask_to_log_in, keep_for_a_group):
        close(editor, page)
        assert not shows("zwanenstaart")
    editor.post(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), {"restriction_type": "none"})
    assert found("zwanenstaart")
    assert_kept()


def test_a_draft_above_that_is_restricted_hides_what_is_below(editor: Client, home: HomePage) -> None:
    page = ContentPageFactory(parent=home)
    ContentPageFactory(parent=page, title="Zwanenstaart")
    unpublish(editor, page)
    assert found("zwanenstaart")
    ask_to_log_in(editor, page)
    assert not shows("zwanenstaart")
    assert_kept()


def test_a_draft_above_that_moves_takes_the_addresses_below_along(editor: Client, home: HomePage) -> None:
    page, elsewhere = ContentPageFactory(parent=home), ContentPageFactory(parent=home)
    below = ContentPageFactory(parent=page, title="Zwanenstaart")
    unpublish(editor, page)
    editor.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, elsewhere.pk]))
    below.refresh_from_db()
    assert row_of(below).url == below.url
    assert_kept()


def test_who_may_see_what_is_kept_finds_it(editor: Client, home: HomePage) -> None:
    page = ContentPageFactory(parent=home, title="Zwanenhals")
    below = ContentPageFactory(parent=page, title="Zwanenstaart")
    member, other, superuser = UserFactory(), UserFactory(), UserFactory(is_superuser=True)
    keep_for_a_group(editor, page)
    member.groups.add(Group.objects.get(name="Klankbord"))
    ask_to_log_in(editor, below)
    assert found("zwanenstaart", member) == {key_of(below)}
    assert not shows("zwanenstaart", other)
    assert found("zwanenstaart", superuser) == {key_of(below)}
    Group.objects.get(name="Klankbord").delete()
    assert_kept()
    assert not shows("zwanenhals", member)
    ask_a_password(editor, page)
    assert not shows("zwanenhals", superuser)


def test_a_page_is_published_and_taken_down_when_that_was_planned(editor: Client, home: HomePage) -> None:
    moment = f"{timezone.localtime() + timedelta(hours=1):%Y-%m-%d %H:%M}"
    end = f"{timezone.localtime() + timedelta(hours=3):%Y-%m-%d %H:%M}"
    create_page(editor, ContentPage, home, title="Zwanenhals", go_live_at=moment, expire_at=end)
    assert not shows("zwanenhals")
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        work(timezone.now())
        assert found("zwanenhals")
    with time_machine.travel(timezone.now() + timedelta(hours=4), tick=False):
        work(timezone.now())
        assert not shows("zwanenhals")
    assert_kept()


def test_a_new_address_reaches_everything_below(editor: Client, home: HomePage) -> None:
    page = ContentPageFactory(parent=home, slug="oud")
    below = ContentPageFactory(parent=ContentPageFactory(parent=page))
    edit_page(editor, page, slug="nieuw")
    below.refresh_from_db()
    assert row_of(below).url == below.url
    assert "/nieuw/" in below.url
    assert_kept()


def test_moving_reaches_everything_below(editor: Client, home: HomePage) -> None:
    page, elsewhere = ContentPageFactory(parent=home), ContentPageFactory(parent=home)
    below = ContentPageFactory(parent=page)
    editor.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, elsewhere.pk]))
    assert elsewhere.pk in row_of(below).within
    assert_kept()


def test_reordering_chapters_writes_nothing(editor: Client) -> None:
    handbook = HandbookPageFactory()
    chapters = [ChapterPageFactory(parent=handbook) for _ in range(3)]
    before = list(rows_for(VISITOR).order_by("pk").values())
    editor.post(f"{reverse('wagtailadmin_pages:set_page_position', args=[chapters[2].pk])}?position=0")
    assert list(rows_for(VISITOR).order_by("pk").values()) == before
    assert_kept()


def test_a_chapter_says_its_handbook_while_that_is_published(editor: Client) -> None:
    handbook = HandbookPageFactory(title="Zwanenboek", themes=[ThemeFactory(title="Bliksem", slug="bliksem")])
    section = ChapterPageFactory(parent=ChapterPageFactory(parent=handbook))
    assert row_of(section).context == "Zwanenboek"
    assert row_of(section).themes == [["bliksem", "Bliksem"]]
    edit_page(editor, handbook, title="Hazenboek")
    assert row_of(section).context == "Hazenboek"
    unpublish(editor, handbook)
    assert row_of(section).context == ""
    assert not shows("hazenboek")
    assert_kept()


def test_a_project_has_its_municipality_and_a_story_its_project(editor: Client) -> None:
    project = ProjectPageFactory(title="Zwanenloket", organisation=OrganisationFactory(name="Urk", province="PV24"))
    story = ProjectStoryPageFactory(parent=project)
    assert (row_of(project).organisation, row_of(project).province) == ("Urk", "PV24")
    assert found("Flevoland") == {key_of(project), key_of(story)}
    assert row_of(story).context == "Zwanenloket"
    organisation = Organisation.objects.get(name="Urk")
    organisation.name = "Hindeloopen"
    organisation.save()
    assert found("Hindeloopen") == {key_of(project), key_of(story)}
    edit_page(editor, project, organisation=OrganisationFactory(name="Sneek", province="PV21").pk)
    assert (row_of(story).organisation, row_of(story).province) == ("Sneek", "PV21")
    unpublish(editor, project)
    assert not shows("zwanenloket")
    assert not found("Sneek")
    assert_kept()


def test_stories_take_as_many_queries_however_many_projects_they_are_from() -> None:
    stories = [ProjectStoryPageFactory(parent=ProjectPageFactory(organisation=OrganisationFactory())) for _ in range(6)]
    numbers = []
    for some in (stories[:1], stories):
        with CaptureQueriesContext(connection) as captured:
            assert all(one.organisation for one in PageSource().findables([story.pk for story in some]))
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_a_workshop_is_found_by_the_place_of_its_sessions_and_never_by_a_secret_link() -> None:
    workshop = WorkshopPageFactory()
    session = EventSessionFactory(page=workshop, venue_city="Hindeloopen", state="draft", online_link="https://a.nl/b1")
    assert not shows("hindeloopen")
    sessions.schedule(session)
    assert found("hindeloopen") == {key_of(workshop)}
    assert row_of(workshop).date == session.start
    assert not shows("a.nl/b1")
    sessions.cancel(session)
    assert_kept()
    session.delete()
    assert not shows("hindeloopen")


def test_a_talk_is_found_by_who_speaks_while_visitors_may_know_that(editor: Client) -> None:
    speaker = SpeakerPageFactory(title="Roos Zwanenberg")
    talk = SpeakerEngagementPageFactory()
    talk.speakers.add(EngagementSpeaker(speaker=speaker))
    talk.save_revision().publish()
    assert key_of(talk) in found("zwanenberg")
    edit_page(editor, speaker, title="Roos Hazenberg")
    assert key_of(talk) in found("hazenberg")
    ask_to_log_in(editor, speaker)
    assert not shows("hazenberg")
    assert_kept()
    editor.post(reverse("wagtailadmin_pages:set_privacy", args=[speaker.pk]), {"restriction_type": "none"})
    assert key_of(talk) in found("hazenberg")
    delete(editor, speaker)
    assert not shows("hazenberg")
    assert_kept()


def test_a_speaker_is_found_by_what_she_can_speak_on(editor: Client) -> None:
    speaker = SpeakerPageFactory()
    speaker.topics.create(text="Zwanenhalzen")
    speaker.save_revision().publish()
    assert found("zwanenhalzen") == {key_of(speaker)}


def test_terms_are_found_on_the_glossary_and_only_while_visitors_see_that(editor: Client) -> None:
    term = GlossaryTermFactory(term="Zwanenhals", also="zwanennek")
    assert not shows("zwanenhals")
    glossary = GlossaryPageFactory()
    assert found("zwanennek") == {f"term:{term.pk}"}
    assert rows_for(VISITOR).get(key=f"term:{term.pk}").url == f"{glossary.url}#begrip-zwanenhals"
    term.term = "Hazenlip"
    term.save()
    assert found("hazenlip")
    for hide in (ask_to_log_in, unpublish, delete):
        hide(editor, glossary)
        assert not shows("hazenlip")
        assert_kept()
        if hide is not delete:
            editor.post(reverse("wagtailadmin_pages:set_privacy", args=[glossary.pk]), {"restriction_type": "none"})
            edit_page(editor, glossary)
            assert found("hazenlip")
    GlossaryTerm.objects.all().delete()
    assert_kept()


def test_what_pages_are_filed_under_is_renamed_merged_and_deleted_in_the_index_too() -> None:
    theme, phase = ThemeFactory(title="Bliksem"), PhaseFactory(title="Aanloop")
    page = ArticlePageFactory(themes=[theme], tags=["zwaan", "gans"], phase=phase)
    theme.title, phase.title = "Donder", "Afloop"
    theme.save()
    phase.save()
    rename_tag(Tag.objects.get(name="zwaan"), "eend")
    assert found("donder") == found("afloop") == found("eend") == {key_of(page)}
    merge_tags(Tag.objects.get(name="gans"), [Tag.objects.get(name="eend")])
    assert [name for _slug, name in row_of(page).tags] == ["gans"]
    assert_kept()
    for model in (Theme, Phase):
        for subject in model.objects.all():
            subject.delete()
    Tag.objects.get(name="gans").delete()
    assert (row_of(page).themes, row_of(page).phase, row_of(page).tags) == ([], "", [])
    assert_kept()


@pytest.mark.parametrize("say", ["add", "remove", "set", "clear"])
def test_a_theme_that_gets_and_loses_its_pages_is_followed(say: str) -> None:
    theme, page = ThemeFactory(title="Bliksem"), ArticlePageFactory()
    theme.pages.add(page)
    assert found("bliksem") == {key_of(page)}
    {
        "add": lambda: page.themes.set([]) or page.save(),
        "remove": lambda: theme.pages.remove(page),
        "set": lambda: theme.pages.set([]),
        "clear": theme.pages.clear,
    }[say]()
    assert not shows("bliksem")
    assert_kept()


def test_an_alias_is_kept_from_whom_its_page_is(editor: Client, home: HomePage) -> None:
    page = ContentPageFactory(parent=home, title="Zwanenhals")
    alias = page.create_alias(parent=home, update_slug="alias")
    ContentPageFactory(parent=ContentPage.objects.get(pk=alias.pk), title="Zwanenstaart")
    assert found("zwanenhals") == {key_of(page), key_of(alias)}
    ask_to_log_in(editor, page)
    assert not shows("zwanenhals")
    assert not shows("zwanenstaart")
    assert_kept()
    delete(editor, page)
    assert_kept()
    assert found("zwanenstaart")


def test_another_root_of_the_site_changes_all_addresses(home: HomePage) -> None:
    page = ContentPageFactory(parent=ContentPageFactory(parent=home))
    site = Site.objects.get()
    site.root_page = page.get_parent()
    site.save()
    assert row_of(page).url == f"/{page.slug}/"
    assert not rows_for(VISITOR).filter(key=key_of(home)).exists()


def test_an_approved_page_is_found(editor: Client, home: HomePage) -> None:
    revision = ContentPageFactory(parent=home, live=False, title="Zwanenhals").get_latest_revision()
    assert not shows("zwanenhals")
    revision.publish()
    assert found("zwanenhals")
