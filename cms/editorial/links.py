"""Links and choices on published pages that lead nowhere: to what is gone, or to a page that isn't published.

An address that was typed counts too when it is on our own site; other sites are not asked.

The bodies themselves are read, as the database keeps them, together with the foreign keys of each page. Wagtail's
reference index is not enough: it forgets what was deleted, and that is what is looked for here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.db.models import ForeignKey
from wagtail.blocks import RichTextBlock, URLBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.documents import get_document_model

from cms.editorial.addresses import leading_nowhere
from cms.editorial.content import leaves
from cms.editorial.upkeep import editable_by
from cms.pages.models import BasePage

# Pages are read in batches; each takes one query for each kind of page in it.
_BATCH = 100
MOST_BROKEN = 500

_LINK = re.compile(r'<a\b(?=[^>]*\blinktype="(page|document)")(?=[^>]*\bid="(\d{1,10})")[^>]*>(.*?)</a>', re.DOTALL)
_TYPED = re.compile(r'<a\b[^>]*\bhref="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")

# What was chosen, or the address that was typed.
Target = tuple[type, int] | str


@dataclass(frozen=True)
class BrokenLink:
    """A link on `page`: its text or what was chosen, and why it leads nowhere."""

    page: BasePage
    text: str
    problem: str

    @property
    def title(self) -> str:
        """Return the title of the page with the link."""
        return self.page.title

    @property
    def kind(self) -> str:
        """Return what kind of page has the link."""
        return str(self.page.page_type_display_name)


def broken_links(user: Any) -> list[BrokenLink]:
    """Return the broken links on published pages that `user` may edit, at most MOST_BROKEN."""
    broken: list[BrokenLink] = []
    pages = editable_by(user).filter(live=True).order_by("pk")
    last = 0
    while batch := list(pages.filter(pk__gt=last).specific()[:_BATCH]):
        broken += _broken_in(batch)
        if len(broken) >= MOST_BROKEN:
            return broken[:MOST_BROKEN]
        last = batch[-1].pk
    return broken


def _broken_in(pages: list[BasePage]) -> Iterator[BrokenLink]:
    """Yield the broken links of `pages`, asking once for each model that they link to."""
    links = [(page, target, text) for page in pages for target, text in _links_of(page)]
    problems = _problems({target for _page, target, _text in links})
    for page, target, text in links:
        if target in problems:
            yield BrokenLink(page, text, problems[target])


def _problems(targets: set[Target]) -> dict[Target, str]:
    """Return for each of `targets` that leads nowhere why it does."""
    typed = leading_nowhere(target for target in targets if isinstance(target, str))
    problems: dict[Target, str] = dict.fromkeys(typed, "Op dit adres staat niets")
    wanted: dict[type, set[int]] = defaultdict(set)
    for target in targets:
        if not isinstance(target, str):
            wanted[target[0]].add(target[1])
    for model, ids in wanted.items():
        there = _state_of(model, ids)
        for pk in ids:
            if not there.get(pk):
                gone = "is niet gepubliceerd" if pk in there else "bestaat niet meer"
                problems[model, pk] = f"{_name(model)} {gone}"
    return problems


def _state_of(model: Any, ids: set[int]) -> dict[int, bool]:
    """Return for each of `ids` that exists whether visitors may find it; what has no drafts always may."""
    rows = model.objects.filter(pk__in=ids)
    if issubclass(model, BasePage):
        return dict(rows.values_list("pk", "live"))
    return dict.fromkeys(rows.values_list("pk", flat=True), True)


def _name(model: Any) -> str:
    return "Pagina" if issubclass(model, BasePage) else str(model._meta.verbose_name).capitalize()


def _links_of(page: BasePage) -> Iterator[tuple[Target, str]]:
    """Yield what `page` links to or shows, each with the words that say where."""
    for block, raw in leaves(page):
        if isinstance(block, RichTextBlock) and isinstance(raw, str):
            for kind, pk, text in _LINK.findall(raw):
                model = BasePage if kind == "page" else get_document_model()
                yield (model, int(pk)), f"Link: {_TAG.sub('', text)[:120]}"
            for address, text in _TYPED.findall(raw):
                yield unescape(address), f"Link: {_TAG.sub('', text)[:120]} ({unescape(address)[:120]})"
        elif isinstance(block, URLBlock) and isinstance(raw, str):
            yield raw, f"Adres: {raw[:120]}"
        elif isinstance(block, ChooserBlock) and isinstance(raw, int):
            yield (block.model_class, raw), f"Gekozen: {block.label}"
    for field in page._meta.fields:
        if _leads_to_page(field) and (pk := getattr(page, field.attname)):
            yield (BasePage, pk), f"Gekozen: {field.verbose_name}"


def _leads_to_page(field: Any) -> bool:
    """Return whether an editor chooses a page in `field`; the row's own parts and aliases are none."""
    return (
        isinstance(field, ForeignKey)
        and issubclass(field.related_model, BasePage)
        and not field.remote_field.parent_link
        and field.name != "alias_of"
    )
