"""Which rows of the index there are for whom, and what was asked when."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db.models import QuerySet, Sum

from cms.pages.audiences import EVERYBODY, admits

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cms.users.models import User


class SearchDocumentQuerySet(QuerySet):
    """Rows of the index."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep what `user` may see; one query more for who is logged in."""
        return self.filter(audience__in=self.audiences_of(user))

    def audiences_of(self, user: "User | AnonymousUser") -> list[str]:
        """Return the audiences, of those that these rows have, that `user` belongs to; '' is always among them."""
        if not user.is_authenticated:
            return [EVERYBODY]
        kept = self.exclude(audience=EVERYBODY).order_by().values_list("audience", flat=True).distinct()
        return [EVERYBODY, *(audience for audience in kept if admits(audience, user))]

    def with_beginnings(self, ids: Collection[int], audiences: Collection[str], characters: int) -> dict[int, Any]:
        """Return those with `ids` that `audiences` may see, by id, with `beginning` for `body`: its first characters.

        In SQL of our own: with each search, Django would take longer to write it than the database to answer it.
        """
        if not ids:
            return {}
        columns = ", ".join(field.attname for field in self.model._meta.concrete_fields if field.name != "body")
        among_ids, among_audiences = (", ".join(["%s"] * len(values)) for values in (ids, audiences))
        rows = self.model._default_manager.raw(
            # Names of columns and marks.
            f"""SELECT {columns}, substr(body, 1, {characters:d}) AS beginning FROM {self.model._meta.db_table}
                WHERE id IN ({among_ids}) AND audience IN ({among_audiences})""",  # noqa: S608
            [*ids, *audiences],
        )
        return {row.pk: row for row in rows}


class QuestionCountQuerySet(QuerySet):
    """What was asked, day by day."""

    def since(self, day: date) -> Self:
        """Keep what was asked on `day` or later."""
        return self.filter(day__gte=day)

    def together(self) -> QuerySet:
        """Return each question with its numbers added up: a dictionary with question, times and times_without."""
        sums = self.order_by().values("question").annotate(times=Sum("asked"), times_without=Sum("without"))
        return sums.order_by("-times", "question")
