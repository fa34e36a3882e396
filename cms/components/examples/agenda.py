"""Meetings and months."""

from calendar import Calendar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cms.components.examples.example import Example, Examples

_START = datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
_EVENTS = {
    3: [{"title": "De knip in één dag", "url": "#month_calendar", "time": "10.00 uur"}],
    12: [
        {"title": "Wachttijd meten", "url": "#month_calendar", "time": "15.00 uur"},
        {"title": "Landelijke kennisdag", "url": "#month_calendar", "time": ""},
    ],
}


def _month(title: str, first: date, events: dict[int, list[dict[str, str]]]) -> dict:
    def day(shown: date) -> dict:
        in_month = shown.month == first.month
        return {
            "date": shown,
            "in_month": in_month,
            "is_today": shown == _START.date(),
            "events": events.get(shown.day, []) if in_month else [],
        }

    weeks = [[day(shown) for shown in week] for week in Calendar().monthdatescalendar(first.year, first.month)]
    return {"title": title, "previous_url": "", "next_url": "#month_calendar", "weeks": weeks}


def examples() -> Examples:
    """Return the states of sessions and of the month."""
    planned = {
        "start": _START,
        "end": _START + timedelta(hours=6),
        "mode_label": "op locatie",
        "venue_name": "Stadskantoor",
        "city": "Zwolle",
        "state": "scheduled",
        "state_label": "Nog plaats",
        "places_label": "Nog 4 plaatsen",
        "ics_url": "#session_list",
        "register_url": "#session_list",
    }
    full = {
        "start": _START + timedelta(days=16),
        "end": _START + timedelta(days=16, hours=2),
        "mode_label": "online",
        "state": "full",
        "state_label": "Vol",
        "register_url": "#session_list",
        "register_label": "Zet u op de wachtlijst",
    }
    cancelled = {**planned, "start": _START + timedelta(days=30), "state": "cancelled"}
    cancelled |= {"end": None, "state_label": "Gaat niet door", "register_url": "", "places_label": ""}
    past = {**cancelled, "start": _START - timedelta(days=30), "state": "completed", "state_label": "Geweest"}
    return {
        "month_calendar": [
            Example("Met bijeenkomsten", {"month": _month("maart 2026", date(2026, 3, 1), _EVENTS)}),
            Example(
                "Leeg",
                {"month": _month("april 2026", date(2026, 4, 1), {}) | {"previous_url": "#month_calendar"}},
            ),
        ],
        "session_list": [Example("Gepland, vol, afgelast en geweest", {"sessions": [planned, full, cancelled, past]})],
    }
