"""Load the municipalities, from our own table or from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.taxonomy.municipalities import MAX_BYTES, OWN_TABLE, BadFileError, Report, load_municipalities


class Command(BaseCommand):
    """`load_municipalities [FILE]`: add and change municipalities; run it as often as you like."""

    help = "Laadt de gemeenten uit de eigen tabel, of uit FILE: een CSV zoals CBS die uitgeeft."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, optional."""
        parser.add_argument("file", nargs="?", metavar="FILE", type=Path, default=OWN_TABLE)

    def handle(self, *, file: Path, verbosity: int, **_options: Any) -> None:
        """Load the file and say what happened."""
        try:
            with file.open("rb") as opened:
                # One byte more than allowed is enough to see that it is too large.
                report = load_municipalities(opened.read(MAX_BYTES + 1))
        except OSError as error:
            raise CommandError(f"{file} kan niet gelezen worden: {error.strerror}.") from error
        except BadFileError as error:
            raise CommandError(f"{file}: {error} Er is niets veranderd.") from error
        self.tell(report, verbosity)

    def tell(self, report: Report, verbosity: int) -> None:
        """Write the report: each change and each bad row on a line, the totals last."""
        if verbosity > 1:
            for name in report.added:
                self.stdout.write(f"Toegevoegd: {name}")
        for name, labels in report.changed:
            self.stdout.write(f"Gewijzigd: {name} ({', '.join(labels)})")
        for line, reason in report.left_out:
            self.stderr.write(f"Regel {line} overgeslagen: {reason}.")
        for name in report.missing:
            self.stdout.write(f"Niet in het bestand: {name}. Blijft staan; verwijder de gemeente zelf als het kan.")
        self.stdout.write(
            f"Gemeenten: {len(report.added)} toegevoegd, {len(report.changed)} gewijzigd, "
            f"{report.unchanged} ongewijzigd, {len(report.left_out)} overgeslagen."
        )
