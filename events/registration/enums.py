"""The states of a registration, and what else there is a choice of."""

from django.db import models


class RegistrationState(models.TextChoices):
    """Where a registration stands: new -> confirmed or waitlisted; waitlisted -> offered; any of these may end."""

    CONFIRMED = "confirmed", "Bevestigd"
    WAITLISTED = "waitlisted", "Op de wachtlijst"
    OFFERED = "offered", "Plaats aangeboden"
    DECLINED = "declined", "Plaats afgeslagen"
    LAPSED = "lapsed", "Aanbod verlopen"
    CANCELLED = "cancelled", "Afgemeld"

    @classmethod
    def active(cls) -> list["RegistrationState"]:
        """Return the states of who has a place or waits for one."""
        return [cls.CONFIRMED, cls.WAITLISTED, cls.OFFERED]


class Attendance(models.TextChoices):
    """Whether somebody came."""

    UNKNOWN = "unknown", "Nog niet bekend"
    ATTENDED = "attended", "Was er"
    NO_SHOW = "no_show", "Was er niet"


class Actor(models.TextChoices):
    """Who did something."""

    VISITOR = "visitor", "Deelnemer"
    STAFF = "staff", "Bureau"
    SYSTEM = "system", "Vanzelf"


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", "Tekst"
    CHOICE = "choice", "Keuze uit een lijst"
    YES_NO = "yes-no", "Ja of nee"


class Score(models.IntegerChoices):
    """What somebody thought of something."""

    BAD = 1, "Slecht"
    POOR = 2, "Matig"
    FAIR = 3, "Voldoende"
    GOOD = 4, "Goed"
    VERY_GOOD = 5, "Heel goed"


class RetentionClass(models.TextChoices):
    """How long an answer is kept."""

    NORMAL = "normal", "Zo lang als de aanmelding"
    SENSITIVE = "sensitive", "Gevoelig: kort na de bijeenkomst gewist"


class RefusalCode(models.TextChoices):
    """Why a command was refused; the label is what people read."""

    NOT_TAKING = "not-taking", "Voor deze bijeenkomst kunt u zich hier niet aanmelden."
    CANCELLED = "cancelled", "Deze bijeenkomst is afgelast."
    NOT_YET_OPEN = "not-yet-open", "Aanmelden kan nog niet."
    CLOSED = "closed", "Aanmelden kan niet meer: de aanmelding is gesloten."
    FULL = "full", "Alle plaatsen en de wachtlijst zijn vol."
    TOO_FEW_PLACES = "too-few-places", "Er zijn niet genoeg plaatsen meer. Meld minder mensen aan."
    PARTY_TOO_LARGE = "party-too-large", "U meldt te veel mensen tegelijk aan."
    PARTY_EMPTY = "party-empty", "Er blijft niemand over. Wilt u dat, meld u dan helemaal af."
    ORGANISATION_FULL = "organisation-full", "Uit uw organisatie hebben zich al genoeg mensen aangemeld."
    ANSWER_MISSING = "answer-missing", "U hebt nog niet alle verplichte vragen beantwoord."
    ANSWER_WRONG = "answer-wrong", "Een van uw antwoorden past niet bij de vraag. Kies een antwoord uit de lijst."
    ALREADY_REGISTERED = "already-registered", "Met dit e-mailadres is er al een aanmelding voor deze bijeenkomst."
    NO_OFFER = "no-offer", "Er staat voor u geen plaats open."
    OFFER_LAPSED = "offer-lapsed", "De tijd om deze plaats aan te nemen is voorbij."
    NOT_WAITING = "not-waiting", "U staat niet op de wachtlijst."
    NOT_ACTIVE = "not-active", "Deze aanmelding geldt niet meer."
    STILL_ACTIVE = "still-active", "Deze aanmelding geldt nog: opnieuw aanmelden hoeft niet."
    STILL_WAITING = (
        "still-waiting",
        "U wacht nog op een plaats. Iemand erbij kan nu niet; laat uw collega zich zelf aanmelden.",
    )
    TOO_LATE_TO_CANCEL = "too-late-to-cancel", "Zelf afmelden kan niet meer. Bel of mail ons."
    OVER = "over", "Deze bijeenkomst is al geweest."
    REASON_MISSING = "reason-missing", "Schrijf op waarom u dit doet."
    SAME_SESSION = "same-session", "Deze aanmelding is al voor die bijeenkomst."
    ON_HOLD = "on-hold", "Wij moeten deze gegevens nog even bewaren. Bel of mail ons, dan leggen wij uit waarom."
    JUST_CHANGED = "just-changed", "Deze aanmelding is zojuist veranderd. Kijk hoe zij er nu voor staat."
