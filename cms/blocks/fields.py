"""The field that holds a page's body."""

from typing import Any

from django.db import models
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose blocks stay out of migrations: there it is a plain JSON field.

    A changed block needs no migration, and a data migration that saves a page finds the raw JSON and leaves it
    whole (with the blocks merely left out, Wagtail would write an empty list over it).
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to migrations as the JSON field that it is in the database."""
        _name, _path, _args, kwargs = models.Field.deconstruct(self)
        return self.name, "django.db.models.JSONField", [], {**kwargs, "default": list}

    def clone(self) -> models.JSONField:
        """Return the JSON field that stands for this one in historical models."""
        _name, _path, args, kwargs = self.deconstruct()
        return models.JSONField(*args, **kwargs)
