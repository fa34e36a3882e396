"""Nor are the APIs a way round 'vier ogen'."""

import json

import pytest
from django.urls import reverse
from wagtail.models import APIToken

from home.models import ContentPage
from tests.editorial.conftest import NEW, Editor, Parts
from tests.editorial.four_eyes import fresh, is_live, rule_of
from tests.factories import ContentPageFactory

ADMIN_API = "wagtailadmin_api:pages:action"


def test_the_admins_own_api(draft: ContentPage, anna: Editor, bram: Editor, parts: Parts) -> None:
    def act(editor: Editor, action: str, **data: object) -> int:
        return editor.client.post(
            reverse(ADMIN_API, args=[draft.pk, action]), json.dumps(data), content_type="application/json"
        ).status_code

    destination = draft.get_parent().pk
    anna_may = rule_of(draft)
    allowed = {True: (200, 201), False: (403,)}[anna_may]
    assert act(anna, "publish") in allowed
    assert is_live(draft) is anna_may
    assert act(anna, "copy", destination_page_id=destination, keep_live=True, slug="kopie-a") in allowed
    assert act(anna, "create_alias", destination_page_id=destination, update_slug="kopie-b") in allowed
    assert ContentPage.objects.filter(slug__startswith="kopie", live=True).count() == (2 if anna_may else 0)
    act(anna, "revert_to_page_revision", revision_id=draft.latest_revision_id)
    assert act(anna, "publish") in allowed
    assert act(bram, "publish") == 200
    assert is_live(draft)


def test_the_admins_own_api_does_not_move_her_live_page_in(parts: Parts, anna: Editor) -> None:
    page = ContentPageFactory(parent=parts.direct)
    anna.edit(page, "publish", summary=NEW)
    url = reverse(ADMIN_API, args=[page.pk, "move"])
    for position, target in [("last-child", parts.four_eyes), ("left", ContentPageFactory(parent=parts.four_eyes))]:
        data = {"destination_page_id": target.pk, "position": position}
        assert anna.client.post(url, json.dumps(data), content_type="application/json").status_code == 403


@pytest.mark.urls("tests.editorial.api_urls")
def test_the_api_for_programs(draft: ContentPage, anna: Editor, bram: Editor) -> None:
    def act(editor: Editor, method: str, path: str, **data: object) -> int:
        token = APIToken.create_token(user=editor.user, name="proef")[1]
        return getattr(editor.client, method)(
            f"/api/v3/pages/{path}",
            json.dumps(data),
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        ).status_code

    anna_may = rule_of(draft)
    destination = draft.get_parent().pk
    allowed = {True: (200, 201), False: (403,)}[anna_may]
    meta = {"type": "home.ContentPage", "action": "publish"}
    assert act(anna, "post", f"{draft.pk}/actions/publish/") in allowed
    assert is_live(draft) is anna_may
    assert act(anna, "patch", f"{draft.pk}/", meta=meta, title="Per programma.") in allowed
    assert (fresh(draft).title == "Per programma.") is anna_may
    new = {"title": "Nieuw", "slug": "nieuw", "summary": "Nieuw.", "meta": {**meta, "parent_id": destination}}
    # The API writes no summary, so the page is incomplete; who may not publish hears that first.
    assert act(anna, "post", "", **new) == (422 if anna_may else 403)
    assert not ContentPage.objects.filter(slug="nieuw").exists()
    copy = {"destination_id": destination, "keep_live": True}
    assert act(anna, "post", f"{draft.pk}/actions/copy/", **copy) in allowed
    assert act(anna, "post", f"{draft.pk}/actions/create_alias/", destination_id=destination) in allowed
    if not anna_may:
        assert act(bram, "patch", f"{draft.pk}/", meta=meta, title="Van Bram zelf.") == 403
        assert fresh(draft).title != "Van Bram zelf."
        assert act(bram, "post", f"{draft.pk}/actions/publish/") == 200
        assert is_live(draft)
