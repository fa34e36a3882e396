"""Loading municipalities: idempotent, row by row, with every mistake named."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.taxonomy.data.make_table import main as make_table
from cms.taxonomy.models import Organisation
from cms.taxonomy.municipalities import MAX_BYTES, OWN_TABLE, BadFileError, load_municipalities
from home.models import HomePage
from tests.factories import OrganisationFactory, ProjectPageFactory

pytestmark = pytest.mark.django_db

HEAD = "code,naam,provincie_code,provincie,inwonersklasse,stedelijkheid,inwoners,oad,lat,lon,owms_uri"
ZWOLLE = (
    "GM0193,Zwolle,PV23,Overijssel,100 000 tot 150 000 inwoners,Sterk stedelijk,133141,2034,52.51259,6.09444,"
    "http://standaarden.overheid.nl/owms/terms/Zwolle_(gemeente)"
)
KAMPEN = "GM0166,Kampen,PV23,Overijssel,50 000 tot 100 000 inwoners,Matig stedelijk,55925,1240,52.5551,5.91103,"


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows, ""]).encode()


def test_our_own_table_loads_whole_and_twice() -> None:
    first = load_municipalities(OWN_TABLE.read_bytes())
    assert (len(first.added), first.left_out) == (342, [])
    second = load_municipalities(OWN_TABLE.read_bytes())
    assert (second.added, second.changed, second.unchanged, second.left_out) == ([], [], 342, [])
    assert Organisation.objects.get(cbs_code="GM0193").size_class == "stad"
    assert Organisation.objects.filter(name__in=["Bergen (NH.)", "Bergen (L.)"], identifier="").count() == 2


def test_the_official_file_is_read_as_it_is_published() -> None:
    report = load_municipalities(table(ZWOLLE, KAMPEN))
    assert report.added == ["Zwolle", "Kampen"]
    zwolle = Organisation.objects.get(cbs_code="GM0193")
    assert (zwolle.name, zwolle.province, zwolle.inhabitants) == ("Zwolle", "PV23", 133_141)
    assert (zwolle.latitude, zwolle.longitude) == (52.51259, 6.09444)


def test_a_byte_order_mark_semicolons_and_windows_lines_are_read() -> None:
    content = b"\xef\xbb\xbf" + table(KAMPEN).replace(b",", b";").replace(b"\n", b"\r\n")
    assert load_municipalities(content).added == ["Kampen"]


def test_changes_are_told_by_column() -> None:
    load_municipalities(table(ZWOLLE, KAMPEN))
    report = load_municipalities(table(ZWOLLE.replace("133141", "140000"), KAMPEN))
    assert report.changed == [("Zwolle", ["inwoners"])]
    assert report.unchanged == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("GM19,Zwolle,PV23,,,,133141,,52.5,6.1,", "gemeentecode"),
        ("GM0193,Zwolle,Overijssel,PV23,,,133141,,52.5,6.1,", "verschoven"),
        ("GM0193,Zwolle,PV30,extra,PV30,,,133141,,52.5,6.1,", "aantal kolommen"),
        ("GM0193,Zwolle,PV23", "aantal kolommen"),
        ("GM0193,Zwolle,PV23,,,,veel,,52.5,6.1,", "aantal inwoners"),
        ("GM0193,Zwolle,PV23,,,,-5,,52.5,6.1,", "aantal inwoners"),
        ("GM0193,Zwolle,PV23,,,,133141,,6.1,52.5,", "breedtegraad"),
        ("GM0193,Zwolle,PV23,,,,133141,,52.5,nan,", "lengtegraad"),
        ("GM0193,,PV23,,,,133141,,52.5,6.1,", "leeg"),
        (f"GM0193,{'Z' * 200},PV23,,,,133141,,52.5,6.1,", "120"),
        ("GM0193,Zwolle,PV23,,,,133141,,52.5,6.1,javascript:alert(1)", "URL"),
        (ZWOLLE.replace("Zwolle,PV23", "Kampen,PV23"), "heeft al een andere organisatie"),
        (KAMPEN, "staat al op regel 2"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_rest_goes_on(row: str, reason: str) -> None:
    last = KAMPEN.replace("GM0166", "GM0150").replace("Kampen", "Deventer")
    report = load_municipalities(table(KAMPEN, row, last))
    assert report.added == ["Kampen", "Deventer"]
    ((line, told),) = report.left_out
    assert line == 3
    assert reason in told


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ontbreken deze kolommen: code"),
        (b"naam,inwoners\nZwolle,1\n", "ontbreken deze kolommen: code, provincie_code, lat, lon"),
        (table(ZWOLLE).decode().encode("utf-16"), "UTF-8"),
        (table("GM0193,Zw\0lle"), "tekens"),
        (b"x" * (MAX_BYTES + 1), "groter dan 2 MB"),
        (table(*[KAMPEN] * 2001), "meer dan 2000 regels"),
        (table(KAMPEN, '"' + "x" * 200_000), "geen geldige CSV"),
    ],
)
def test_a_file_that_is_no_such_table_changes_nothing(content: bytes, reason: str) -> None:
    with pytest.raises(BadFileError, match=reason):
        load_municipalities(content)
    assert not Organisation.objects.exists()


def test_an_organisation_that_staff_made_by_name_becomes_the_municipality() -> None:
    made = OrganisationFactory(name="Kampen", cbs_code=None, inhabitants=None)
    report = load_municipalities(table(KAMPEN))
    made.refresh_from_db()
    assert (made.cbs_code, made.inhabitants, len(report.changed)) == ("GM0166", 55_925, 1)


def test_a_municipality_that_merged_stays_while_pages_are_about_it(home: HomePage) -> None:
    merged = OrganisationFactory(name="Weesp", cbs_code="GM0457")
    ProjectPageFactory(organisation=merged)
    report = load_municipalities(table(KAMPEN))
    assert report.missing == ["Weesp"]
    assert Organisation.objects.filter(pk=merged.pk).exists()


def test_the_command_tells_what_it_did(tmp_path: Path) -> None:
    file = tmp_path / "gemeenten.csv"
    file.write_bytes(table(KAMPEN, "GM0193,Zwolle"))
    out, err = StringIO(), StringIO()
    call_command("load_municipalities", file, stdout=out, stderr=err)
    assert "1 toegevoegd, 0 gewijzigd, 0 ongewijzigd, 1 overgeslagen" in out.getvalue()
    assert "Regel 3 overgeslagen" in err.getvalue()


def test_the_command_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kan niet gelezen worden"):
        call_command("load_municipalities", tmp_path / "is-er-niet.csv")
    file = tmp_path / "groot.csv"
    file.write_bytes(b"x" * (MAX_BYTES * 2))
    with pytest.raises(CommandError, match="Er is niets veranderd"):
        call_command("load_municipalities", file)


def test_our_table_is_made_of_the_official_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bron.csv"
    file.write_bytes(table(ZWOLLE, KAMPEN))
    make_table(file)
    assert capsys.readouterr().out.splitlines() == [
        "code,naam,provincie_code,inwoners,lat,lon,owms_uri",
        "GM0166,Kampen,PV23,55925,52.5551,5.91103,",
        "GM0193,Zwolle,PV23,133141,52.51259,6.09444,http://standaarden.overheid.nl/owms/terms/Zwolle_(gemeente)",
    ]


def test_a_municipality_whose_row_cannot_be_read_is_not_called_missing() -> None:
    OrganisationFactory(name="Kampen", cbs_code="GM0166")
    report = load_municipalities(table(KAMPEN.replace("PV23", "PV99")))
    assert [line for line, _reason in report.left_out] == [2]
    assert report.missing == []
