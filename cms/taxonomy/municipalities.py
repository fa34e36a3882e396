"""Municipalities from a table: ours, or the file as its owner publishes it.

Facts: CBS, 'Gebieden in Nederland 2024', CC BY 4.0; see docs/data.md.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cms.taxonomy.models import Organisation, Province

OWN_TABLE = Path(__file__).parent / "data" / "municipalities.csv"

# The official file is 57 kB for all 342 municipalities.
MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 2_000
_LONGEST_SHOWN = 40

# What must be in the head of the file; the official file has more columns, which are not read.
COLUMNS = ("code", "naam", "provincie_code", "inwoners", "lat", "lon")
_OPTIONAL = ("owms_uri",)
# No municipality has more people than this, and none lies outside this box (degrees, WGS 84).
_MOST_INHABITANTS = 2_000_000
_LATITUDES = (50.7, 53.7)
_LONGITUDES = (3.2, 7.3)


class BadFileError(ValueError):
    """The file as a whole can't be read; the message is in Dutch."""


class BadRowError(ValueError):
    """One row can't be read; the message is in Dutch."""


@dataclass
class Report:
    """What loading did: names added, names with the columns that changed, and lines left out with the reason."""

    added: list[str] = field(default_factory=list)
    changed: list[tuple[str, list[str]]] = field(default_factory=list)
    unchanged: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def load_municipalities(content: bytes) -> Report:
    """Bring the organisations up to date with the table in `content`; a bad row is left out, the rest goes on.

    Municipalities that are not in the table stay: pages may be about one that has merged since.
    Raises BadFileError, with nothing changed, when the file as a whole can't be read.
    """
    rows = list(read_rows(content))
    report = Report()
    with transaction.atomic():
        known = list(Organisation.objects.all())
        register = _Register(known)
        seen: dict[str, int] = {}
        # Also by rows that can't be read otherwise.
        named = {(row or {}).get("code", "").strip() for _line, row in rows}
        for line, row in rows:
            try:
                values = parse_row(row)
                code = values["cbs_code"]
                if code in seen:
                    raise BadRowError(f"gemeente {code} staat al op regel {seen[code]}")
                seen[code] = line
                _store(register, values, report)
            except BadRowError as error:
                report.left_out.append((line, str(error)))
        report.missing = sorted(
            organisation.name for organisation in known if organisation.cbs_code and organisation.cbs_code not in named
        )
    return report


def read_rows(content: bytes) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Yield each row of the table with its line number; None for a row with more or fewer cells than the head.

    Raises BadFileError when it is no such table: too large, not UTF-8, or without the columns of `COLUMNS`.
    """
    if len(content) > MAX_BYTES:
        raise BadFileError(
            f"Het bestand is groter dan {MAX_BYTES // 1024 // 1024} MB. Dit is geen lijst van gemeenten."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFileError("Het bestand is geen UTF-8. Sla het op als CSV met tekenset UTF-8.") from None
    if "\0" in text:
        raise BadFileError("Het bestand bevat tekens die niet in tekst horen. Sla het op als CSV.")
    head, _newline, _rest = text.partition("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        columns = [column.strip().lower() for column in next(reader, [])]
        missing = [column for column in COLUMNS if column not in columns]
        if missing:
            raise BadFileError(f"In de eerste regel ontbreken deze kolommen: {', '.join(missing)}.")
        for number, cells in enumerate(reader, 1):
            if number > MAX_ROWS:
                raise BadFileError(f"Het bestand heeft meer dan {MAX_ROWS} regels. Dit is geen lijst van gemeenten.")
            if cells:
                yield reader.line_num, dict(zip(columns, cells, strict=True)) if len(cells) == len(columns) else None
    except csv.Error as error:
        raise BadFileError(f"Regel {reader.line_num} is geen geldige CSV: {error}.") from None


def parse_row(row: dict[str, str] | None) -> dict[str, Any]:
    """Return the fields of an organisation that `row` holds; raise BadRowError with what is wrong in it."""
    if row is None:
        raise BadRowError("het aantal kolommen is anders dan in de eerste regel")
    cells = {column: row.get(column, "").strip() for column in (*COLUMNS, *_OPTIONAL)}
    if not re.fullmatch(r"GM\d{4}", cells["code"], re.ASCII):
        raise BadRowError(f"{_shown(cells['code'])} is geen gemeentecode; die ziet eruit als GM0193")
    if cells["provincie_code"] not in Province.values:
        raise BadRowError(
            f"{_shown(cells['provincie_code'])} is geen provinciecode (PV20 tot en met PV31); "
            "misschien zijn de kolommen van deze regel verschoven"
        )
    values = {
        "cbs_code": cells["code"],
        "name": cells["naam"],
        "province": cells["provincie_code"],
        "inhabitants": _inhabitants(cells["inwoners"]),
        "latitude": _degrees(cells["lat"], "breedtegraad", _LATITUDES),
        "longitude": _degrees(cells["lon"], "lengtegraad", _LONGITUDES),
        "identifier": cells["owms_uri"],
    }
    try:
        Organisation(**values).clean_fields()
    except ValidationError as error:
        raise BadRowError("; ".join(error.messages)) from None
    return values


def _shown(text: str) -> str:
    return f"'{text[:_LONGEST_SHOWN]}'" if text else "(leeg)"


def _inhabitants(text: str) -> int:
    if not re.fullmatch(r"\d{1,7}", text, re.ASCII) or not 0 < int(text) <= _MOST_INHABITANTS:
        raise BadRowError(f"{_shown(text)} is geen aantal inwoners")
    return int(text)


def _degrees(text: str, what: str, between: tuple[float, float]) -> float:
    if not re.fullmatch(r"\d{1,2}(\.\d{1,12})?", text, re.ASCII) or not between[0] <= float(text) <= between[1]:
        raise BadRowError(f"{_shown(text)} is geen {what} in Nederland ({between[0]} tot {between[1]})")
    return float(text)


class _Register:
    """The organisations that there are, by code and by name."""

    def __init__(self, organisations: list[Organisation]) -> None:
        self.by_code = {organisation.cbs_code: organisation for organisation in organisations if organisation.cbs_code}
        self.by_name = {organisation.name: organisation for organisation in organisations}

    def find(self, code: str, name: str) -> Organisation | None:
        """Return the municipality with `code`, else one that staff made by its name; raise BadRowError on a clash."""
        holder = self.by_name.get(name)
        found = self.by_code.get(code) or (holder if holder and not holder.cbs_code else None)
        if holder is not None and holder is not found:
            other = holder.cbs_code or "zonder code"
            raise BadRowError(f"de naam '{name}' heeft al een andere organisatie ({other}); pas eerst die aan")
        return found

    def put(self, organisation: Organisation, old_name: str | None) -> None:
        if old_name is not None:
            self.by_name.pop(old_name, None)
        self.by_code[organisation.cbs_code or ""] = self.by_name[organisation.name] = organisation


def _store(register: _Register, values: dict[str, Any], report: Report) -> None:
    """Add or change the one organisation that `values` are about, and note which in `report`."""
    found = register.find(values["cbs_code"], values["name"])
    organisation = found or Organisation()
    changed = [name for name, value in values.items() if getattr(organisation, name) != value]
    if not changed:
        report.unchanged += 1
        return
    old_name = found.name if found else None
    for name in changed:
        setattr(organisation, name, values[name])
    organisation.save()
    register.put(organisation, old_name)
    if found:
        labels = [str(Organisation._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]
        report.changed.append((organisation.name, labels))
    else:
        report.added.append(organisation.name)
