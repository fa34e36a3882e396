"""Build the index that visitors search, or look whether it is as the content is."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.indexing.checking import Differences, check, mend
from search.indexing.rebuilding import RebuildRefusedError, drop_retired, rebuild
from search.models import Edition

# So many keys are named of each kind of difference.
_NAMED = 20
# Seconds after which nobody is asking the old edition any more.
GRACE = 2


class Command(BaseCommand):
    """Rebuild, check or mend the index."""

    help = "Build the search index anew beside the one in use, which stays in use until the new one is whole."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --check and --mend."""
        parser.add_argument("--check", action="store_true", help="Only say where the index differs from the content.")
        parser.add_argument("--mend", action="store_true", help="Say it, and write anew what differs.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is asked; --check fails when there is a difference."""
        if options["check"] or options["mend"]:
            self._compare(mends=options["mend"])
            return
        try:
            edition = rebuild(self._tell)
        except RebuildRefusedError:
            raise CommandError("The index is being rebuilt by another process. Wait until that is done.") from None
        time.sleep(GRACE)
        drop_retired()
        self.stdout.write(self.style.SUCCESS(f"{edition.documents.count()} things can be found."))

    def _tell(self, step: str, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{step}: {done} of {total}", ending="\n" if done >= total else "")
            self.stdout.flush()
        elif done >= total or done * 10 // total > (done - 200) * 10 // total:
            self.stdout.write(f"{step}: {done} of {total}")

    def _compare(self, *, mends: bool) -> None:
        edition = Edition.live()
        if edition is None:
            raise CommandError("There is no index yet. Run search_index without options to build it.")
        found = check(edition)
        self._report(found)
        if mends:
            mend(edition, found)
            found = check(edition)
            self.stdout.write("Still different." if found else self.style.SUCCESS("Mended."))
        if found:
            raise CommandError("The index differs from the content. Run search_index --mend, or build it anew.")

    def _report(self, found: Differences) -> None:
        for name, keys in found.by_name().items():
            named = ", ".join(map(str, keys[:_NAMED])) + (", …" if len(keys) > _NAMED else "")
            self.stdout.write(f"{name}: {len(keys)}" + (f" ({named})" if keys else ""))
