"""What a session asks of who registers, and what they answered."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from events.registration.enums import QuestionKind, RetentionClass
from events.registration.models.registrations import Registration

YES_NO = ["Ja", "Nee"]


class Question(models.Model):
    """A question of one session."""

    session = models.ForeignKey("agenda.EventSession", on_delete=models.CASCADE, related_name="questions")
    text = models.CharField("vraag", max_length=250)
    kind = models.CharField("soort antwoord", max_length=6, choices=QuestionKind, default=QuestionKind.TEXT)
    options = models.TextField(
        "keuzes", blank=True, max_length=2000, help_text="Eén keuze per regel; alleen bij een keuze uit een lijst."
    )
    is_required = models.BooleanField("verplicht", default=False)
    retention = models.CharField(
        "bewaren",
        max_length=9,
        choices=RetentionClass,
        default=RetentionClass.NORMAL,
        help_text="Kies 'gevoelig' voor alles over gezondheid, geloof of persoonlijke omstandigheden.",
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering: ClassVar[list[str]] = ["order", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def choices(self) -> list[str]:
        """Return the answers to choose from; none for an open question."""
        if self.kind == QuestionKind.YES_NO:
            return YES_NO
        lines = self.options.splitlines() if self.kind == QuestionKind.CHOICE else []
        return [line.strip() for line in lines if line.strip()]

    def clean(self) -> None:
        """Raise ValidationError for a list with nothing to choose."""
        if self.kind == QuestionKind.CHOICE and len(self.choices) < 2:
            raise ValidationError({"options": "Schrijf minstens twee keuzes op, elk op een eigen regel."})


class Answer(models.Model):
    """What a party answered to a question."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.TextField("antwoord", max_length=2000)

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        ordering: ClassVar[list[str]] = ["question__order", "question"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["registration", "question"], name="registration_one_answer_per_question")
        ]

    def __str__(self) -> str:
        return self.value


class Needs(models.Model):
    """What a party needs to eat or to take part: sensitive, so kept apart and erased soon after the session."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="needs")
    dietary = models.TextField("dieetwensen", blank=True, max_length=1000)
    access = models.TextField("wat u nodig hebt om mee te kunnen doen", blank=True, max_length=1000)

    class Meta:
        verbose_name = "behoeften"
        verbose_name_plural = "behoeften"

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.dietary, self.access]))
