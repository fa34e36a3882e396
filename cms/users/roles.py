"""The roles of the bureau's staff: one table of what each may do, and the step that keeps the groups equal to it.

Whether somebody may publish in a part of the tree is also a matter of 'vier ogen': see cms.pages.permissions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

# The groups that Wagtail brings; a role of ours takes their place.
_WAGTAILS_OWN = ["Moderators", "Editors"]
_EVERY_PAGE = "de hele site"


def on(*models: str, actions: Iterable[str] = ("add", "change", "delete")) -> list[str]:
    """Return the names of `actions` on `models`: 'taxonomy.theme' gives 'taxonomy.add_theme' and so on."""
    names = [model.split(".") for model in models]
    return [f"{app}.{action}_{name}" for app, name in names for action in actions]


@dataclass(frozen=True)
class Role:
    """What somebody with this role may do.

    `pages` gives the actions on pages for each top of a part of the tree: _EVERY_PAGE, or the class of the
    page at its top ('agenda.AgendaPage'). `collections` are permissions on all images and documents,
    `models` permissions as Django names them.
    """

    name: str
    label: str
    purpose: str
    pages: Mapping[str, list[str]]
    collections: list[str]
    models: list[str] = field(default_factory=list)


_WRITING = ["add", "change", "publish", "lock"]
_EVERYTHING = [*_WRITING, "bulk_delete", "unlock"]
_ADMIN = ["wagtailadmin.access_admin"]
_MEDIA = on("wagtailimages.image", "wagtaildocs.document", actions=["add", "change", "choose"])
_AGENDA = on("agenda.eventsession")
_MAIL = on("mail.outgoingmessage", actions=["view", "change"])
_REQUESTS = on("speaking.speakingrequest", actions=["view", "change"])
_REGISTRATIONS = on("registration.registration", actions=["view", "change"])
_SEARCH = [*on("search.synonym", "search.bestbet"), *on("search.questioncount", actions=["view"])]

ROLES = [
    Role(
        name="redacteur",
        label="Redacteur",
        purpose="Schrijft, ordent en publiceert; dient in waar vier ogen geldt.",
        pages={_EVERY_PAGE: _WRITING},
        collections=_MEDIA,
        models=[*_ADMIN, *on("agenda.eventsession", actions=["add", "change"])],
    ),
    Role(
        name="eindredacteur",
        label="Eindredacteur",
        purpose="Doet wat een redacteur doet, keurt overal goed en houdt begrippen, trefwoorden en het zoeken bij.",
        pages={_EVERY_PAGE: _EVERYTHING},
        collections=_MEDIA,
        models=[
            *_ADMIN,
            *on("taxonomy.glossaryterm", "taggit.tag"),
            *_SEARCH,
            *on("agenda.eventsession", actions=["add", "change"]),
        ],
    ),
    Role(
        name="evenementbeheerder",
        label="Evenementbeheerder",
        purpose="Houdt de agenda, de bijeenkomsten, de aanmeldingen en de sprekers bij, en behandelt spreekverzoeken.",
        pages={"agenda.AgendaPage": _EVERYTHING, "speaking.SpeakerIndexPage": _EVERYTHING},
        collections=on("wagtailimages.image", "wagtaildocs.document", actions=["add", "choose"]),
        models=[*_ADMIN, *_AGENDA, *_MAIL, *_REQUESTS, *_REGISTRATIONS],
    ),
    Role(
        name="beheerder",
        label="Beheerder",
        purpose="Mag alles: ook gebruikers, instellingen, werkstromen, indeling, omleidingen en noodpublicatie.",
        pages={_EVERY_PAGE: _EVERYTHING},
        collections=[*_MEDIA, *on("wagtailcore.collection")],
        models=[
            *_ADMIN,
            *_AGENDA,
            *_MAIL,
            *_REQUESTS,
            *_REGISTRATIONS,
            *_SEARCH,
            *on("taxonomy.theme", "taxonomy.phase", "taxonomy.organisation", "taxonomy.glossaryterm", "taggit.tag"),
            *on("users.user"),
            *on("home.sitesettings", "wagtailcore.site", actions=["change"]),
            *on("wagtailcore.workflow", "wagtailcore.task", "wagtailredirects.redirect"),
            "editorial.emergency_publish",
        ],
    ),
]


def sync_roles() -> None:
    """Make the groups equal to the table, and remove Wagtail's own where nobody is in them; idempotent.

    A permission that doesn't exist (yet) is left out, and so is a part of the tree that nobody made yet:
    it is given when its top is made.
    """
    with transaction.atomic():
        for role in ROLES:
            group, _created = Group.objects.get_or_create(name=role.name)
            group.permissions.set(_permissions(role.models))
            _keep(GroupPagePermission, group, "page", _page_permissions(role))
            _keep(GroupCollectionPermission, group, "collection", _collection_permissions(role))
        Group.objects.filter(name__in=_WAGTAILS_OWN, user=None).delete()


def give_part(sender: type[Model], created: bool, **_signal: Any) -> None:
    """Give the roles their permissions on a page that was just made, when it tops a part that a role works in."""
    working_in = {role.name: role for role in ROLES if sender._meta.label in role.pages} if created else {}
    for group in Group.objects.filter(name__in=working_in) if working_in else ():
        _keep(GroupPagePermission, group, "page", _page_permissions(working_in[group.name]))


def _permissions(names: Iterable[str]) -> list[Permission]:
    """Return the permissions with `names` ('app.codename') that exist."""
    wanted = Q()
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def _page_permissions(role: Role) -> set[tuple[int, int]]:
    """Return (page, permission) for every top of a part that exists."""
    page_model = apps.get_model("pages.BasePage")
    return {
        (page, permission.pk)
        for top, actions in role.pages.items()
        for page in (
            page_model.objects.filter(depth=1) if top == _EVERY_PAGE else apps.get_model(top).objects
        ).values_list("pk", flat=True)
        for permission in _permissions(f"pages.{action}_basepage" for action in actions)
    }


def _collection_permissions(role: Role) -> set[tuple[int, int]]:
    """Return (collection, permission) on the collection that holds all others."""
    roots = Collection.objects.filter(depth=1).values_list("pk", flat=True)
    return {(root, permission.pk) for root in roots for permission in _permissions(role.collections)}


def _keep(model: Any, group: Group, target: str, wanted: set[tuple[int, int]]) -> None:
    """Make the rows of `model` for `group` exactly `wanted`: pairs of what `target` names and a permission."""
    rows = {(getattr(row, f"{target}_id"), row.permission_id): row for row in model.objects.filter(group=group)}
    model.objects.filter(pk__in=[row.pk for pair, row in rows.items() if pair not in wanted]).delete()
    model.objects.bulk_create(
        model(**{"group": group, f"{target}_id": pair[0], "permission_id": pair[1]}) for pair in wanted - set(rows)
    )


def roles_table() -> str:
    """Return the table of roles as Markdown, as docs/roles.md shows it."""
    rows = {
        "Pagina's": [
            _listed(f"{top}: {', '.join(sorted(acts))}" for top, acts in role.pages.items()) for role in ROLES
        ],
        "Beelden en documenten": [_listed(sorted(role.collections)) for role in ROLES],
        "Overig": [_listed(sorted(role.models)) for role in ROLES],
    }
    head = ["Waarop", *(role.label for role in ROLES)]
    lines = [head, ["---"] * len(head), ["Waarvoor", *(role.purpose for role in ROLES)]]
    lines += [[label, *cells] for label, cells in rows.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _listed(items: Iterable[str]) -> str:
    return "<br>".join(f"`{item}`" for item in items)
