"""What the index keeps, what editors add to it, and what is counted of what visitors ask.

The index has its editions, a row for each thing that can be found, and the words that occur in them; editors keep
synonyms and recommendations.
"""

from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from cms.taxonomy.models import Province
from search.analysis.dutch import STOP_WORDS
from search.analysis.folding import words_of
from search.querysets import QuestionCountQuerySet, SearchDocumentQuerySet

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

    The engine keeps the words of each edition in tables of its own, made and dropped with the edition.
    `vocabulary_version` is raised whenever the words of the edition (`Term`) were counted anew; `changes` is how many
    rows were written or taken out since. One that is whole was built from all content; that of a site which was only
    just migrated follows what changes, and lacks the rest.
    """

    state = models.CharField("toestand", max_length=10, choices=EditionState, default=EditionState.BUILDING)
    created_at = models.DateTimeField("begonnen", default=timezone.now)
    vocabulary_version = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField("woorden geteld", default=timezone.now)
    changes = models.PositiveIntegerField(default=0)
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


class Direction(models.TextChoices):
    """Whether a synonym holds the other way round too."""

    BOTH = "both", "Beide kanten op: wie het een zoekt, vindt ook het ander"
    ONE = "one", "Eén kant op: alleen wie het eerste zoekt, vindt ook het tweede"


class Synonym(models.Model):
    """Words of the trade that mean the same to who searches, kept by editors beside the general ones."""

    asked = models.CharField(
        "wie dit zoekt",
        max_length=60,
        help_text="Een woord of een paar woorden, zoals bezoekers het typen. Bijvoorbeeld: rijbewijs.",
    )
    meant = models.CharField(
        "vindt ook dit",
        max_length=60,
        help_text="Zoals het op onze pagina's staat. Enkelvoud en meervoud gaan vanzelf goed.",
    )
    direction = models.CharField(
        "richting",
        max_length=4,
        choices=Direction,
        default=Direction.BOTH,
        help_text="Kies één kant op als het tweede woord ruimer is: wie “document” zoekt, bedoelt zelden rijbewijs.",
    )

    class Meta:
        verbose_name = "synoniem"
        verbose_name_plural = "synoniemen"
        ordering: ClassVar[list[str]] = ["asked", "meant"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["asked", "meant"],
                name="search_synonym_once",
                violation_error_message="Dit synoniem is er al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked} {'↔' if self.direction == Direction.BOTH else '→'} {self.meant}"

    def clean(self) -> None:
        """Raise ValidationError where there is nothing to look for, or twice the same."""
        for name in ("asked", "meant"):
            setattr(self, name, " ".join(getattr(self, name).split()))
            words = words_of(getattr(self, name))
            if not words:
                raise ValidationError({name: "Vul een woord in, met letters of cijfers."})
            if STOP_WORDS.issuperset(words):
                raise ValidationError(
                    {name: "Dit staat in bijna elke tekst. Vul een woord in dat zegt waar het over gaat."}
                )
        if words_of(self.asked) == words_of(self.meant):
            raise ValidationError({"meant": "Dit is hetzelfde woord. Vul een ander woord in."})


class BestBet(models.Model):
    """A page that editors show above the results of certain questions, and why."""

    questions = models.TextField(
        "zoekvragen",
        max_length=1000,
        help_text=(
            "Eén zoekvraag op elke regel. De aanbeveling staat bij wie dit vraagt. De volgorde van de woorden, "
            "hoofdletters, en enkelvoud of meervoud maken niet uit."
        ),
    )
    page = models.ForeignKey(
        "pages.BasePage",
        verbose_name="pagina",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Bezoekers die deze pagina niet mogen zien, zien ook de aanbeveling niet.",
    )
    reason = models.CharField(
        "waarom",
        max_length=200,
        help_text="Eén zin die bezoekers bij de aanbeveling lezen. Bijvoorbeeld: Hierin staat hoe u begint.",
    )

    class Meta:
        verbose_name = "aanbeveling"
        verbose_name_plural = "aanbevelingen"
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{' / '.join(self.lines)} → {self.page}"

    @property
    def lines(self) -> list[str]:
        """Return the questions, each once."""
        return list(dict.fromkeys(line for text in self.questions.splitlines() if (line := " ".join(text.split()))))

    def clean(self) -> None:
        """Raise ValidationError for a line without a word; write the lines tidily."""
        for line in self.lines:
            if not words_of(line):
                raise ValidationError({"questions": f"In de regel “{line}” staat geen woord. Vul aan of haal weg."})
        self.questions = "\n".join(self.lines)


class QuestionCount(models.Model):
    """How often something was asked on a day, and how often nothing was found; of who asked, nothing is known."""

    question = models.CharField("zoekvraag", max_length=100)
    day = models.DateField("dag")
    asked = models.PositiveIntegerField("gesteld", default=0)
    without = models.PositiveIntegerField("zonder resultaat", default=0)

    objects: ClassVar = QuestionCountQuerySet.as_manager()

    class Meta:
        verbose_name = "zoekvraag"
        verbose_name_plural = "zoekvragen"
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["day", "question"], name="search_question_once_a_day")
        ]

    def __str__(self) -> str:
        return self.question
