"""The editor's own form: fill in what an editor fills in, and post it as the browser does."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html, rich_text, streamfield

from cms.blocks.fields import BodyField
from cms.pages.models import BasePage
from events.speaking.models import SpeakerEngagementPage
from kennisbank.projects.models import ProjectPage
from tests.factories import OrganisationFactory, SpeakerPageFactory

TEXT = "<p>Hier staat wat de lezer moet weten.</p>"


def form_fields(page_class: type[BasePage], **fields: Any) -> dict[str, Any]:
    """Return what an editor fills in for a new page of `page_class`: the least that it asks, and `fields`."""
    filled: dict[str, Any] = {"title": "Nieuwe pagina", "slug": "nieuwe-pagina", "summary": "Waar het over gaat."}
    for field in page_class._meta.get_fields():
        if isinstance(field, BodyField):
            with_text = field.name == "body"
            filled[field.name] = streamfield([("text", rich_text(TEXT))] if with_text else [])
    if page_class is ProjectPage:
        filled["organisation"] = OrganisationFactory().pk
    if page_class is SpeakerEngagementPage:
        start = timezone.localtime() + timedelta(days=10)
        filled |= {"start": f"{start:%Y-%m-%d %H:%M}", "occasion": "Congres Publiekszaken"}
        filled["speakers"] = inline_formset([{"speaker": SpeakerPageFactory().pk, "role": "spreker"}], min=1)
    return {**filled, **fields}


def create_page(
    client: Client, page_class: type[BasePage], parent: BasePage, action: str = "action-publish", **fields: Any
) -> HttpResponse:
    """Post the form for a new page under `parent`; `action` is the name of the button."""
    url = reverse("wagtailadmin_pages:add", args=[page_class._meta.app_label, page_class._meta.model_name, parent.pk])
    return _post(client, url, form_fields(page_class, **fields), action)


def edit_page(client: Client, page: BasePage, action: str = "action-publish", **fields: Any) -> HttpResponse:
    """Post the form of an existing page with `fields` changed; bodies become one text, because scripts fill them."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    bodies = {
        field.name: streamfield([("text", rich_text(TEXT))] if field.name == "body" else [])
        for field in type(page)._meta.get_fields()
        if isinstance(field, BodyField)
    }
    return _post(client, url, bodies | fields, action)


def _post(client: Client, url: str, fields: dict[str, Any], action: str) -> HttpResponse:
    shown = client.get(url)
    assert shown.status_code == 200, f"The editor answers {shown.status_code} for {url}."
    data = querydict_from_html(shown.content.decode(), form_id="page-edit-form")
    for name, value in nested_form_data(fields).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    if action:
        data[action] = "1"
    return client.post(url, data)
