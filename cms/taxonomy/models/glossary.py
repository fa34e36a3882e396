"""The words of the trade, explained once for the whole site."""

from itertools import chain, count
from typing import ClassVar

from django.db import models
from django.utils.text import slugify


def spellings_of(term: str, also: str) -> list[str]:
    """Return every way in which a term is written, its own first; in `also` commas stand between the others."""
    return [term, *(spelling.strip() for spelling in also.split(",") if spelling.strip())]


class GlossaryTerm(models.Model):
    """A term, its other spellings and its explanation.

    The first time that a term occurs in the text of a page, it explains itself there.
    """

    term = models.CharField("begrip", max_length=80, unique=True)
    slug = models.SlugField("anker", max_length=80, unique=True, editable=False)
    also = models.CharField(
        "ook geschreven als",
        max_length=300,
        blank=True,
        help_text="Meervoud en andere schrijfwijzen, met komma's ertussen. Ook deze legt de site uit.",
    )
    explanation = models.TextField("uitleg", max_length=500, help_text="Een tot drie gewone zinnen, zonder opmaak.")

    class Meta:
        verbose_name = "begrip"
        verbose_name_plural = "begrippen"
        ordering: ClassVar[list[str]] = ["term"]

    def __str__(self) -> str:
        return self.term

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, with an anchor that stays what it was when the term is spelled anew."""
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def _free_slug(self) -> str:
        """Return an anchor made of the term that no other term has: 'c' for C++, then 'c-2' for C#."""
        base = slugify(self.term)[:70] or "begrip"
        taken = set(type(self).objects.filter(slug__startswith=base).values_list("slug", flat=True))
        numbers = (f"{base}-{number}" for number in count(2))
        return next(slug for slug in chain([base], numbers) if slug not in taken)

    @property
    def spellings(self) -> list[str]:
        """Return every way in which the term is written, its own first."""
        return spellings_of(self.term, self.also)
