"""The field that holds a page's body."""

from typing import Any

from django import forms
from django.db import models
from django.utils.functional import cached_property
from wagtail.fields import StreamField

from cms.blocks.starters import StarterField, instructions_in


class BodyField(StreamField):
    """A StreamField whose blocks stay out of migrations: there it is a plain JSON field.

    A changed block needs no migration, and a data migration that saves a page finds the raw JSON and leaves it
    whole (with the blocks merely left out, Wagtail would write an empty list over it).
    """

    @cached_property
    def instructions(self) -> tuple[str, ...]:
        """Return what a new body tells the editor to write; it is no text for visitors."""
        return instructions_in(models.Field.get_default(self))

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return the form field, which keeps instructions from being published."""
        return super().formfield(**{"form_class": StarterField, "instructions": self.instructions, **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to migrations as the JSON field that it is in the database."""
        _name, _path, _args, kwargs = models.Field.deconstruct(self)
        return self.name, "django.db.models.JSONField", [], {**kwargs, "default": list}

    def clone(self) -> models.JSONField:
        """Return the JSON field that stands for this one in historical models."""
        _name, _path, args, kwargs = self.deconstruct()
        return models.JSONField(*args, **kwargs)
