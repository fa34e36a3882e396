"""The lists: all sessions that people register for, and who registered for one of them."""

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from events.agenda.models import EventSession
from events.registration.enums import RegistrationState, RetentionClass
from events.registration.models import Question, Registration
from events.registration.staff.base import ForStaff, OfSession
from events.registration.staff.display import counts, places, queue_of, telling_messages, undelivered

_ORDER = [RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.WAITLISTED]


class SessionsFilterSet(WagtailFilterSet):
    """Which sessions."""

    when = django_filters.ChoiceFilter(
        label="Wanneer",
        choices=[("komt", "Komt nog"), ("geweest", "Geweest")],
        empty_label="Alles",
        method="filter_when",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = EventSession
        fields: ClassVar[list[str]] = []

    def filter_when(self, sessions: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep what is still to come, or what is over."""
        now = timezone.now()
        return sessions.filter(end__gt=now) if value == "komt" else sessions.filter(end__lte=now).order_by("-start")


class SessionsView(ForStaff, IndexView):
    """All sessions that people register for."""

    model = EventSession
    page_title = "Aanmeldingen"
    template_name = "events/registration/admin/sessions.html"
    results_template_name = "events/registration/admin/sessions_results.html"
    index_url_name = "registration_staff:sessions"
    index_results_url_name = "registration_staff:sessions_results"
    # `ForStaff` has seen to that.
    any_permission_required = None
    filterset_class = SessionsFilterSet
    is_searchable = True
    search_fields: ClassVar[list[str]] = ["page__title", "venue_city", "venue_name"]
    paginate_by = 30
    default_ordering = ("-start", "pk")

    def get_base_queryset(self) -> QuerySet[EventSession]:
        """Return the sessions that take registrations, or have any."""
        registered = Registration.objects.order_by().values("session")
        return EventSession.objects.filter(Q(takes_registrations=True) | Q(pk__in=registered)).select_related("page")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the list, with how full each session is; one query for all."""
        context = super().get_context_data(*args, **kwargs)
        self.tallies = Registration.objects.filter(session__in=list(context["object_list"])).tallies()
        return context

    @cached_property
    def columns(self) -> list[Column]:
        """Return what, when, in which state and how full."""
        return [
            TitleColumn("page", label="Workshop", accessor="page.title", get_url=self.get_edit_url),
            Column("when", label="Wanneer", accessor=str),
            Column("place", label="Waar"),
            StatusTagColumn("state", label="Stand", accessor=lambda one: one.state_at(timezone.now()).label),
            Column("held", label="Bezet", accessor=self._held),
            Column("waiting", label="Wachten", accessor=lambda one: str(self._tally(one)[1])),
        ]

    def _tally(self, session: EventSession) -> tuple[int, int]:
        tally = self.tallies.get(session.pk)
        return (tally.held, tally.waiting) if tally else (0, 0)

    def _held(self, session: EventSession) -> str:
        held = self._tally(session)[0]
        return str(held) if session.capacity is None else f"{held} van {session.capacity}"

    def get_edit_url(self, instance: EventSession) -> str:
        """Return where those of this session are."""
        return reverse("registration_staff:index", args=[instance.pk])


class RegistrationFilterSet(WagtailFilterSet):
    """Which registrations."""

    state = django_filters.MultipleChoiceFilter(
        label="Stand", choices=RegistrationState.choices, widget=forms.CheckboxSelectMultiple
    )
    mail = django_filters.ChoiceFilter(
        label="E-mail",
        choices=[("niet-bezorgd", "Niet bezorgd: bel even")],
        empty_label="Alles",
        method="filter_mail",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Registration
        fields: ClassVar[list[str]] = []

    def filter_mail(self, registrations: QuerySet, _name: str, _value: str) -> QuerySet:
        """Keep those to whom something could not be delivered."""
        return registrations.filter(public_id__in=undelivered())


class RegistrationsView(OfSession, IndexView):
    """Who comes to a session, who waits, and whether they know."""

    model = Registration
    page_title = "Aanmeldingen"
    template_name = "events/registration/admin/registrations.html"
    results_template_name = "events/registration/admin/registrations_results.html"
    # `ForStaff` has seen to that.
    any_permission_required = None
    filterset_class = RegistrationFilterSet
    is_searchable = True
    paginate_by = 50
    add_item_label = "Meld iemand aan"

    def crumbs(self) -> list[dict[str, str]]:
        """Return no further step: this is the list."""
        return []

    def get_base_queryset(self) -> QuerySet[Registration]:
        """Return who comes first, then those with an offer, those who wait and those who don't come."""
        states = [When(state=state, then=Value(place)) for place, state in enumerate(_ORDER)]
        rank = Case(*states, default=Value(len(_ORDER)), output_field=IntegerField())
        return Registration.objects.filter(session=self.session).order_by(rank, "queue_number")

    def search_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        """Keep those with the query in a name, an address or an organisation."""
        query = self.search_query.replace("\0", "")
        if not query:
            return queryset
        people = Registration.objects.filter(attendees__name__icontains=query).order_by().values("pk")
        return queryset.filter(
            Q(name__icontains=query)
            | Q(email__icontains=query)
            | Q(organisation_name__icontains=query)
            | Q(pk__in=people)
        )

    @cached_property
    def columns(self) -> list[Column]:
        """Return who, from where, what they have, and what they were told."""
        return [
            self._get_title_column("name"),
            Column("organisation_name", label="Organisatie"),
            StatusTagColumn(
                "state",
                label="Stand",
                accessor="get_state_display",
                primary=lambda one: one.state == RegistrationState.CONFIRMED,
            ),
            Column("places", label="Plaatsen", accessor=lambda one: places(one, self.queue)),
            Column("message", label="Bericht", accessor=lambda one: self._message(one)[0]),
            Column("delivered", label="E-mail", accessor=lambda one: self._message(one)[1]),
        ]

    def _message(self, registration: Registration) -> tuple[str, str]:
        if not registration.email:
            return "", "geen e-mailadres"
        message = self.messages.get(registration.subject_of)
        return (message.subject, message.state_label) if message else ("", "")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the list with its numbers; what stands beside each is looked up once for all."""
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            self.queue = queue_of(self.session)
            self.messages = telling_messages(context["object_list"])
            context["counts"] = counts(self.session)
        return context

    def get_index_url(self) -> str:
        """Return the address of this list."""
        return self.url_of("index")

    def get_index_results_url(self) -> str:
        """Return the address of its results alone."""
        return self.url_of("results")

    def get_edit_url(self, instance: Registration) -> str:
        """Return where one registration is shown."""
        return self.url_of("registration", instance.pk)

    def get_list_buttons(self, instance: Registration) -> list[Button]:
        """Return no buttons: what can be done stands on the registration's own screen."""
        return []

    def get_add_url(self) -> str | None:
        """Return where to add somebody, for who may."""
        return self.url_of("add") if self.may_change else None

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return what else can be done with those of this session."""
        ways = [
            *([("Inchecken", "checkin", "mobile-alt")] if self.may_change else []),
            ("Presentielijst afdrukken", "print", "list-ol"),
        ]
        exports = [
            Button(label, url=self.url_of("index", export=kind), icon_name="download", priority=50)
            for label, kind in (("Download als CSV", "csv"), ("Download als Excel", "xlsx"))
        ]
        buttons = [
            Button(label, url=self.url_of(name), icon_name=icon, priority=place)
            for place, (label, name, icon) in enumerate(ways)
        ]
        return [*buttons, *exports]

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Return the button to add somebody, for who may."""
        url = self.get_add_url()
        return [HeaderButton(self.add_item_label, url=url, icon_name="plus")] if url else []

    # The spreadsheet: one row a party. What people need is not in it, nor their sensitive answers.

    @cached_property
    def questions(self) -> list[Question]:
        """Return the questions whose answers may leave in a spreadsheet."""
        return list(Question.objects.filter(session=self.session, retention=RetentionClass.NORMAL))

    @cached_property
    def export_headings(self) -> dict[str, str]:
        """Return the heads of the columns."""
        return {
            "name": "Naam",
            "email": "E-mailadres",
            "organisation_name": "Organisatie",
            "get_state_display": "Stand",
            "confirmed_seats": "Bevestigd",
            "offered_seats": "Aangeboden",
            "waiting_seats": "Wacht",
            "people": "Deelnemers",
            "registered_on": "Aangemeld op",
            **{f"answer_{question.pk}": question.text for question in self.questions},
        }

    @property
    def list_export(self) -> list[str]:
        """Return the columns."""
        return list(self.export_headings)

    def get_queryset(self) -> QuerySet[Registration]:
        """Return the list; for a spreadsheet with the people and answers that stand in it."""
        found = super().get_queryset()
        return found.prefetch_related("attendees", "answers") if self.is_export else found

    def to_row_dict(self, item: Registration) -> dict[str, Any]:
        """Return the cells of one row."""
        item.people = "; ".join(attendee.name for attendee in item.attendees.all())  # type: ignore[attr-defined]
        item.registered_on = timezone.localtime(item.created_at).strftime("%Y-%m-%d %H:%M")  # type: ignore[attr-defined]
        given = {answer.question_id: answer.value for answer in item.answers.all()}
        for question in self.questions:
            setattr(item, f"answer_{question.pk}", given.get(question.pk, ""))
        return super().to_row_dict(item)

    def get_filename(self) -> str:
        """Return the name of the spreadsheet, without its extension."""
        return f"aanmeldingen-{slugify(self.session.page.title)[:50]}-{timezone.localdate(self.session.start):%Y-%m-%d}"
