"""What the index keeps: its editions, a row for each thing that can be found, and the words that occur in them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from cms.taxonomy.models import Province
from search.querysets import SearchDocumentQuerySet

# Characters of running text that are kept of one thing; about 40,000 words, longer than any handbook's chapter.
MOST_BODY = 250_000


class EditionState(models.TextChoices):
    """What an edition is for."""

    BUILDING = "building", "wordt opgebouwd"
    LIVE = "live", "in gebruik"
    EVALUATION = "evaluation", "om te meten"
    RETIRED = "retired", "vervangen"


class Edition(models.Model):
    """One build of the index: what visitors search is the one that is live.

    The engine keeps the words of each edition in a table of its own, made and dropped with the edition.
    `vocabulary_version` is raised whenever the words of the edition (`Term`) were counted anew. One that is whole was
    built from all content; that of a site which was only just migrated follows what changes, and lacks the rest.
    """

    state = models.CharField("toestand", max_length=10, choices=EditionState, default=EditionState.BUILDING)
    created_at = models.DateTimeField("begonnen", default=timezone.now)
    vocabulary_version = models.PositiveIntegerField(default=0)
    is_whole = models.BooleanField(default=False)

    class Meta:
        verbose_name = "uitgave van de index"
        verbose_name_plural = "uitgaven van de index"
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state=EditionState.LIVE), name="search_one_live_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.get_state_display()})"

    @classmethod
    def live(cls) -> "Edition | None":
        """Return the edition that visitors search; None until the first was built."""
        return cls.objects.filter(state=EditionState.LIVE).first()


class SearchDocument(models.Model):
    """One thing that can be found, with all that a result shows of it: no join is needed.

    `key` says what it is ('page:12', 'document:3', 'term:4'). `themes` and `tags` are lists of [slug, name];
    `names` are further words by which it is looked for;
    `within` has the ids of the page itself and of those above it. `audience` is as `cms.pages.audiences` has it.
    `content_hash` covers everything else, so that what didn't change isn't written.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="documents")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=255)
    context = models.CharField(max_length=255, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    names = models.JSONField(default=list)
    url = models.TextField()
    themes = models.JSONField(default=list)
    phase = models.CharField(max_length=50, blank=True)
    phase_title = models.CharField(max_length=60, blank=True)
    tags = models.JSONField(default=list)
    organisation = models.CharField(max_length=120, blank=True)
    province = models.CharField(max_length=4, blank=True)
    date = models.DateTimeField(null=True, blank=True)
    weight = models.PositiveSmallIntegerField(default=0)
    audience = models.CharField(max_length=255, blank=True)
    within = models.JSONField(default=list)
    content_hash = models.CharField(max_length=32)

    objects: ClassVar = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "vindbaar stuk"
        verbose_name_plural = "vindbare stukken"
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "key"], name="search_once_in_edition")
        ]
        indexes: ClassVar[list[models.Index]] = [
            # Few things are kept from anybody, and who they are for is asked with every search by somebody logged in.
            models.Index(fields=["edition", "audience"], condition=~models.Q(audience=""), name="search_kept_from_some")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> int | None:
        """Return the year of its date, on our clocks."""
        return timezone.localtime(self.date).year if isinstance(self.date, datetime) else None

    @property
    def words_beside(self) -> list[str]:
        """Return what else it is looked for by, beside title, summary and body: what it is filed under and names."""
        labels = [name for _slug, name in (*self.themes, *self.tags)]
        province = Province(self.province).label if self.province else ""
        return [text for text in (*self.names, *labels, self.phase_title, self.organisation, province) if text]

    @property
    def facets(self) -> dict[str, list[str]]:
        """Return what visitors narrow by: for each facet its values here."""
        values = {
            "kind": [self.kind],
            "theme": [slug for slug, _title in self.themes],
            "phase": [self.phase],
            "year": [str(self.year or "")],
            "province": [self.province],
            "tag": [slug for slug, _name in self.tags],
            "within": [str(pk) for pk in self.within],
        }
        return {name: kept for name, all_values in values.items() if (kept := [one for one in all_values if one])}


class Term(models.Model):
    """A word that occurs in an edition, and in how many of its documents and titles."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="terms")
    word = models.CharField(max_length=64)
    documents = models.PositiveIntegerField(default=0)
    titles = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "woord van de index"
        verbose_name_plural = "woorden van de index"
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "word"], name="search_word_once")
        ]

    def __str__(self) -> str:
        return self.word
