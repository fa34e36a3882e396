"""Roles: one table, kept in the groups and on paper; each role sees only its menus."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management.sql import emit_post_migrate_signal
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Task, Workflow, WorkflowPage

from cms.editorial.workflows import sync_workflows
from cms.pages.models import BasePage
from cms.users.models import User
from cms.users.roles import ROLES, roles_table, sync_roles
from events.agenda.models import AgendaPage
from home.models import HomePage
from tests.factories import AgendaPageFactory, SpeakerIndexPageFactory, UserFactory, WorkshopPageFactory

ROLE_NAMES = [role.name for role in ROLES]


def everything() -> list:
    """Return all rows that say who may do what."""
    return [
        sorted(Group.objects.values_list("pk", "name")),
        sorted(Group.permissions.through.objects.values_list("pk", "group", "permission")),
        sorted(GroupPagePermission.objects.values_list("pk", "group", "page", "permission")),
        sorted(GroupCollectionPermission.objects.values_list("pk", "group", "collection", "permission")),
        sorted(Workflow.objects.values_list("pk", "name", "active")),
        sorted(Task.objects.values_list("pk", "name", "active")),
        sorted(WorkflowPage.objects.values_list("page", "workflow")),
    ]


def test_a_new_site_has_the_roles_and_none_of_wagtails(db: None) -> None:
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(ROLE_NAMES)
    assert sorted(Workflow.objects.values_list("name", flat=True)) == ["Direct", "Vier ogen"]


def test_migrating_again_changes_nothing(home: HomePage) -> None:
    AgendaPageFactory()
    before = everything()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert everything() == before


def test_what_was_changed_by_hand_is_mended(db: None) -> None:
    before = everything()
    redacteur = Group.objects.get(name="redacteur")
    redacteur.permissions.add(Permission.objects.get(codename="add_user"))
    redacteur.page_permissions.first().delete()
    redacteur.collection_permissions.all().delete()
    sync_roles()
    assert [sorted(row[1:] for row in rows) for rows in everything()] == [
        sorted(row[1:] for row in rows) for rows in before
    ]


def test_wagtails_groups_stay_while_somebody_is_in_them(db: None) -> None:
    group = Group.objects.create(name="Editors")
    Group.objects.create(name="Moderators")
    UserFactory().groups.add(group)
    sync_roles()
    assert set(Group.objects.values_list("name", flat=True)) == {*ROLE_NAMES, "Editors"}


def test_workflows_keep_what_a_beheerder_changed(db: None) -> None:
    task = Task.objects.get().specific
    task.groups.set(Group.objects.filter(name="beheerder"))
    sync_workflows()
    assert [group.name for group in task.groups.all()] == ["beheerder"]


def test_every_permission_in_the_table_exists(db: None) -> None:
    known = {f"{app}.{name}" for app, name in Permission.objects.values_list("content_type__app_label", "codename")}
    for role in ROLES:
        assert set(role.models) <= known
        assert set(role.collections) <= known
        for top, actions in role.pages.items():
            assert {f"pages.{action}_basepage" for action in actions} <= known
            assert top == "de hele site" or issubclass(apps.get_model(top), BasePage)


def test_a_permission_that_is_not_there_yet_is_left_out(db: None) -> None:
    Permission.objects.filter(codename="emergency_publish").delete()
    sync_roles()
    assert not UserFactory(role="beheerder").has_perm("editorial.emergency_publish")
    assert UserFactory(role="beheerder").has_perm("users.change_user")


def test_the_page_in_the_documentation_shows_this_table() -> None:
    assert roles_table() in (Path(__file__).parents[2] / "docs/roles.md").read_text()


EVERYBODY = {"explorer", "images", "documents", "reports", "help"}
MENUS = {
    "redacteur": EVERYBODY,
    "eindredacteur": {*EVERYBODY, "indeling", "trefwoorden", "zoekmachine"},
    "evenementbeheerder": {*EVERYBODY, "post", "spreekverzoeken", "aanmeldingen"},
    "beheerder": {
        *EVERYBODY,
        "indeling",
        "trefwoorden",
        "zoekmachine",
        "settings",
        "post",
        "spreekverzoeken",
        "aanmeldingen",
    },
}
SETTINGS = {"users", "workflows", "workflow-tasks", "collections", "redirects", "sites", "gegevens-van-de-site"}


def shown(items: object, request: HttpRequest) -> dict[str, object]:
    """Return the items of a menu that `request` sees, by name."""
    return {item.name: item for item in items.menu_items_for_request(request)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_each_role_sees_only_its_menus(home: HomePage, role: str, rf: RequestFactory) -> None:
    AgendaPageFactory()
    # The address loads the screens, and with them their items in the menu.
    request = rf.get(reverse("wagtailadmin_home"))
    request.user = UserFactory(role=role)
    top = shown(admin_menu, request)
    assert set(top) == MENUS[role]
    if "settings" in top:
        settings = shown(top["settings"].menu, request)  # type: ignore[attr-defined]
        assert settings.keys() >= SETTINGS
        assert not settings.keys() & {"groups", "locales", "api-tokens"}


ADDRESSES = {
    "wagtailusers_users:index": {"beheerder"},
    "wagtailusers_users:add": {"beheerder"},
    "wagtailadmin_workflows:index": {"beheerder"},
    "wagtailadmin_workflows:task_index": {"beheerder"},
    "wagtailredirects:index": {"beheerder"},
    "wagtailimages:index": set(ROLE_NAMES),
    "wagtailusers_groups:index": set(),
}


@pytest.mark.parametrize("role", ROLE_NAMES)
@pytest.mark.parametrize("name", ADDRESSES)
def test_who_opens_what(home: HomePage, logged_in: Callable[[str], Client], role: str, name: str) -> None:
    response = logged_in(role).get(reverse(name))
    assert (response.status_code == 200) is (role in ADDRESSES[name])


def test_the_beheerder_makes_a_user_with_a_role_without_being_a_superuser(
    home: HomePage, logged_in: Callable[[str], Client]
) -> None:
    data = {
        "email": "nieuw@ol2000.example",
        "first_name": "Nel",
        "last_name": "de Boer",
        "password1": "een-lang-wachtwoord-93",
        "password2": "een-lang-wachtwoord-93",
        "groups": [Group.objects.get(name="redacteur").pk],
    }
    response = logged_in("beheerder").post(reverse("wagtailusers_users:add"), data)
    assert response.status_code == 302
    user = User.objects.get(email="nieuw@ol2000.example")
    assert [group.name for group in user.groups.all()] == ["redacteur"]
    assert not user.is_superuser


def test_the_evenementbeheerder_works_in_agenda_and_speakers_only(home: HomePage) -> None:
    user = UserFactory(role="evenementbeheerder")
    agenda, speakers = AgendaPageFactory(), SpeakerIndexPageFactory()
    for page in (agenda, speakers, WorkshopPageFactory()):
        tester = page.permissions_for_user(user)
        assert tester.can_edit()
        assert tester.can_publish()
    tester = home.permissions_for_user(user)
    assert not tester.can_edit()
    assert not tester.can_publish()
    assert not tester.can_add_subpage()


def test_a_part_that_is_made_later_is_given_at_once(home: HomePage) -> None:
    user = UserFactory(role="evenementbeheerder")
    agenda = AgendaPage(title="Agenda", slug="agenda", summary="Alles.")
    home.add_child(instance=agenda)
    assert agenda.permissions_for_user(user).can_add_subpage()


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_nobody_with_a_role_is_a_superuser(db: None, role: str) -> None:
    user = UserFactory(role=role)
    assert not user.is_superuser
    assert user.has_perm("wagtailadmin.access_admin")
