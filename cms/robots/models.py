"""How often somebody used a public form."""

from django.db import models


class Attempt(models.Model):
    """One use of the form `purpose`; `visitor` is a keyed hash that changes daily, never an address."""

    purpose = models.CharField(max_length=40)
    visitor = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "poging"
        verbose_name_plural = "pogingen"
        indexes = [models.Index(fields=["visitor", "purpose", "made_at"], name="attempts_of_visitor")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.made_at:%d-%m-%Y %H:%M}"
