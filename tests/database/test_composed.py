"""What is composed once answers as the ORM does, each time with the values of that time."""

from typing import Any
from unittest.mock import Mock

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.models.signals import post_save
from django.utils import timezone

from cms.database.composed import composed, insert
from cms.mail.models import OutgoingMessage
from cms.taxonomy.models import Theme
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db


def message(event: str, **fields: Any) -> OutgoingMessage:
    return OutgoingMessage(event=event, template="een", recipient="a@gemeente.example", text="Dag", **fields)


def test_rows_are_those_of_the_values_of_the_time() -> None:
    made = Mock()

    @composed
    def titled(title: str, least: int) -> QuerySet[Theme]:
        made()
        return Theme.objects.filter(title=title, pk__gt=least).exclude(slug="nooit")

    one, other = ThemeFactory(title="Een"), ThemeFactory(title="Ander")
    assert titled("Een", 0) == [one]
    assert titled("Ander", 0) == [other]
    assert titled("Ander", other.pk) == []
    assert made.call_count == 1


def test_a_row_has_all_its_values() -> None:
    insert(message("a", links={"mine": {"path": "", "public_id": "é"}}, finished_at=timezone.now()))

    @composed
    def of_event(event: str) -> QuerySet[OutgoingMessage]:
        return OutgoingMessage.objects.filter(event=event)

    (found,) = of_event("a")
    for field in OutgoingMessage._meta.concrete_fields:
        known = OutgoingMessage.objects.values_list(field.attname, flat=True).get()
        assert getattr(found, field.attname) == known, field
    found.text = "Anders"
    found.save()
    assert OutgoingMessage.objects.get().text == "Anders"


def test_an_inserted_row_has_a_key_and_can_be_saved() -> None:
    one, other = message("a"), message("b")
    insert(one)
    insert(other)
    one.text = "Anders"
    one.save()
    assert list(OutgoingMessage.objects.order_by("pk").values_list("pk", "event", "text")) == [
        (one.pk, "a", "Anders"),
        (other.pk, "b", "Dag"),
    ]


def test_an_insert_sends_no_signals() -> None:
    hears = Mock()
    post_save.connect(hears, sender=OutgoingMessage)
    insert(message("a"))
    post_save.disconnect(hears, sender=OutgoingMessage)
    hears.assert_not_called()


def test_what_the_database_refuses_ends_the_transaction() -> None:
    insert(message("a"))
    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():  # noqa: PT012
        with pytest.raises(IntegrityError):
            insert(message("a"))
        OutgoingMessage.objects.count()


@pytest.mark.postgresql
def test_what_is_asked_often_is_prepared() -> None:
    @composed
    def with_slug(slug: str) -> QuerySet[Theme]:
        return Theme.objects.filter(slug=slug)

    theme = ThemeFactory(slug="vindbaar")
    assert [with_slug(slug) for slug in ["vindbaar", "anders"] * 5] == [[theme], []] * 5
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%taxonomy_theme%'")
        assert cursor.fetchone() == (1,)
