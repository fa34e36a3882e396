"""Pages as they are found: many of them gathered at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from cms.pages.addresses import ADDRESS_FIELDS, addresses_of
from cms.pages.audiences import EVERYBODY, audience_of
from cms.pages.findables import Findable, Key, Label
from cms.pages.restrictions import Restriction, read_restrictions

if TYPE_CHECKING:
    from cms.pages.models import BasePage

# What visitors call a page whose class has no kind of its own: lists, and the home page.
KIND = "pagina"
_PARAGRAPHS = "\n\n"


class PageSource:
    """Every published page below the root of the tree."""

    name = "page"

    @property
    def model(self) -> "type[BasePage]":
        """Return the base page."""
        return _pages()

    def ids(self) -> Iterable[int]:
        """Return the ids of the published pages."""
        return _pages().objects.live().filter(depth__gt=1).order_by("pk").values_list("pk", flat=True)

    def findables(self, ids: Collection[int]) -> list[Findable]:
        """Return what can be found of the pages with these ids; a few queries, and a few more for each class."""
        pages = _specific(ids)
        if not pages:
            return []
        _know_those_above(pages)
        restrictions = read_restrictions()
        addresses = addresses_of(pages)
        found = (_findable(page, addresses[page.pk], restrictions) for page in pages)
        return [findable for findable in found if findable]

    def following(self, keys: Collection[Key], changed: Collection[Key]) -> set[Key]:
        """Return the pages below those that changed and the aliases of all these, and the pages that name them."""
        ids = {key.pk for key in changed if key.source == self.name}
        places = _with_aliases(ids)
        following = {Key(self.name, pk) for pk in (*(place.pk for place in places), *_below(places))}
        return following.union(*_naming(place for place in places if place.pk in ids))


class _Place(NamedTuple):
    """Where a page stands in the tree, and of which class it is."""

    pk: int
    path: str
    numchild: int
    content_type: int


def _with_aliases(ids: Collection[int]) -> list[_Place]:
    """Return the places of the pages with `ids`, of their aliases, and of theirs.

    One query, and where there are aliases one for each alias of an alias in a row.
    """
    found: dict[int, _Place] = {}
    newest = set(ids)
    while newest:
        pages = _pages().objects.filter(Q(pk__in=newest) | Q(alias_of__in=newest)).exclude(pk__in=found)
        added = {pk: _Place(pk, *rest) for pk, *rest in pages.values_list("pk", "path", "numchild", "content_type")}
        found |= added
        newest = added.keys() - newest
    return list(found.values())


def _below(places: Iterable[_Place]) -> Iterable[int]:
    """Return the ids of the published pages below `places`."""
    highest: list[str] = []
    for path in sorted(place.path for place in places if place.numchild):
        if not highest or not path.startswith(highest[-1]):
            highest.append(path)
    if not highest:
        return ()
    ranges = Q()
    for path in highest:
        ranges |= Q(path__range=_pages()._get_children_path_interval(path))
    return _pages().objects.filter(ranges, live=True).values_list("pk", flat=True)


def _naming(places: Iterable[_Place]) -> Iterator[Iterable[Key]]:
    classes = _by_class((place.pk, place.content_type) for place in places)
    for page_class, pks in classes.items():
        yield page_class.named_in(pks)


def _pages() -> "type[BasePage]":
    return apps.get_model("pages.BasePage")


def _by_class(pages: Iterable[tuple[int, int]]) -> "dict[type[BasePage], list[int]]":
    """Return the ids of `pages`, pairs of an id and the id of a content type, by their class."""
    classes = defaultdict(list)
    for pk, content_type in pages:
        page_class = ContentType.objects.get_for_id(content_type).model_class()
        if page_class is not None:
            classes[page_class].append(pk)
    return classes  # type: ignore[return-value]


def _specific(ids: Collection[int]) -> "list[BasePage]":
    """Return the published pages of `ids` as their own classes have them, with what they are found by."""
    published = _pages().objects.filter(pk__in=ids, live=True, depth__gt=1)
    return [
        page
        for page_class, pks in _by_class(published.values_list("pk", "content_type")).items()
        for page in page_class.objects.filter(pk__in=pks)
        .select_related("phase")
        .prefetch_related("themes", "tagged_items__tag", *page_class.found_with)
    ]


def _know_those_above(pages: "list[BasePage]") -> None:
    """Let each of `pages` know the pages above it, and what those that file it are filed under.

    At most two queries, and a few more for each class of `found_under`.
    """
    paths = {page.path[:end] for page in pages for end in range(page.steplen, len(page.path), page.steplen)}
    above = _pages().objects.filter(path__in=paths).select_related("phase")
    if any(page.is_filed_with_parent for page in pages):
        above = above.prefetch_related("themes")
    by_path = {page.path: page for page in above}
    for name in {page.found_under for page in pages if page.found_under}:
        page_class = cast("type[BasePage]", apps.get_model(name))
        whole = page_class.objects.filter(path__in=paths).prefetch_related(*page_class.found_with)
        by_path |= {page.path: page for page in whole}
    for page in (*by_path.values(), *pages):
        if page.depth > 1:
            page._cached_parent_obj = by_path[page.path[: -page.steplen]]


def _above(page: "BasePage") -> "list[BasePage]":
    """Return the pages above `page` that are on the site, the highest first."""
    parent = page.get_parent()
    return [*_above(parent), parent] if parent and parent.depth > 1 else []


def _filed_with(page: "BasePage") -> "Iterable[BasePage]":
    """Yield the pages above `page` under whose themes and phase it is found, the nearest first."""
    while page.specific_class and page.specific_class.is_filed_with_parent:
        page = page.get_parent()
        yield page


def audience_of_page(page: "BasePage", restrictions: list[Restriction]) -> str | None:
    """Return who may see `page` while it is published; None for nobody."""
    return audience_of(
        (one.kind, one.groups) for one in restrictions if any(page.path.startswith(path) for path in one.paths)
    )


def audiences_of_pages(ids: Collection[int]) -> dict[int, str]:
    """Return who may see each of the pages with `ids` that somebody reaches, by its id; read as `findables` is."""
    pages = list(_pages().objects.filter(pk__in=ids, live=True, depth__gt=1).only(*ADDRESS_FIELDS)) if ids else []
    restrictions = read_restrictions() if pages else []
    addresses = addresses_of(pages)
    audiences = {page.pk: audience_of_page(page, restrictions) for page in pages if addresses[page.pk]}
    return {pk: audience for pk, audience in audiences.items() if audience is not None}


def _findable(page: "BasePage", url: str, restrictions: list[Restriction]) -> Findable | None:
    """Return `page` as it is found; None when nobody reaches it."""
    audience = audience_of_page(page, restrictions)
    if audience is None or not url:
        return None
    filing = [page, *_filed_with(page)]
    themes = next((found for one in filing if (found := list(one.themes.all()))), [])
    phase = next((one.phase for one in filing if one.phase), None)
    named = (
        other.title
        for other in page.get_named_pages()
        if other.live and audience_of_page(other, restrictions) in {EVERYBODY, audience}
    )
    organisation = page.get_found_organisation()
    tags = sorted({Label(row.tag.slug, row.tag.name) for row in page.tagged_items.all()})
    return Findable(
        key=Key(PageSource.name, page.pk),
        kind=page.kind or KIND,
        title=page.title,
        url=url,
        context=page.get_found_in(),
        summary=page.summary,
        body=_PARAGRAPHS.join(text for text in map(str, page.get_found_text()) if text.strip()),
        names=tuple(text for text in (*page.get_found_names(), *named) if text),
        themes=tuple(Label(theme.slug, theme.title) for theme in themes),
        phase=Label(phase.slug, phase.title) if phase else None,
        tags=tuple(tags),
        organisation=organisation.name if organisation else "",
        province=organisation.province if organisation else "",
        date=page.date,
        weight=2 if page.is_knowledge else int(bool(page.kind)),
        audience=audience,
        within=(*(above.pk for above in _above(page)), page.pk),
    )
