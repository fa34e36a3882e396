"""A backup of the outbox's tables, as a database put back from one would hold them."""

from cms.mail.models import Gate, OutgoingMessage


class Backup:
    """What the outbox held when this was made."""

    def __init__(self) -> None:
        self._rows = [(model, list(model.objects.values())) for model in (Gate, OutgoingMessage)]

    def restore(self) -> None:
        """Make the tables as they were; the file beside the database stays as it is."""
        for model, rows in self._rows:
            model.objects.all().delete()
            model.objects.bulk_create(model(**row) for row in rows)
