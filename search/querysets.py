"""Which rows of the index there are for whom."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

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
