"""Load the demo content, or take it away again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.taxonomy.models import Organisation
from seeding.ledger import Ledger
from seeding.loading import is_loaded, load
from seeding.problems import DemoContentError
from seeding.removing import remove as take_away
from seeding.source import Reader, digest_of


class Command(BaseCommand):
    """Load the demo content from demo/."""

    help = (
        "Load the demo content. Loading again renews what nobody changed; it does nothing when the content is the same "
        "and less than a week old."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--remove` and the folder."""
        parser.add_argument("--remove", action="store_true", help="take away what the demo made and nobody changed")
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "demo", help="where the content is")

    def handle(self, *args: Any, folder: Path, remove: bool, **options: Any) -> None:
        """Load or remove; raise CommandError with every mistake in the content, and nothing loaded."""
        ledger = take_away() if remove else self._load(folder)
        if ledger is None:
            self.stdout.write("De demo staat er al.")
        else:
            for outcome, number in ledger.outcomes.items():
                self.stdout.write(f"{number:5d} {outcome}")
            for note in ledger.notes:
                self.stdout.write(note)

    def _load(self, folder: Path) -> Ledger | None:
        if not folder.is_dir():
            raise CommandError(f"De map {folder} bestaat niet.")
        today = timezone.localdate()
        if is_loaded(digest_of(folder), today):
            return None
        if not Organisation.objects.exclude(cbs_code=None).exists():
            call_command("load_municipalities", stdout=self.stdout)
        try:
            content = Reader(folder).read()
            return load(content, today, lambda step: self.stdout.write(f"… {step}"))
        except DemoContentError as error:
            raise CommandError(f"De demo is niet geladen. Herstel eerst dit:\n{error}") from error
