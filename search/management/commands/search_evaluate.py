"""How well and how fast the search finds, on a collection of questions."""

import json
import signal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.evaluating.collection import CollectionError, read_collection
from search.evaluating.measuring import evaluate

# So many of the judgements that are left out are named.
_NAMED = 3


class Command(BaseCommand):
    """Evaluates the search in an edition of its own, apart from the site's."""

    help = "Asks the questions of a collection (BEIR's form) as a visitor would, and prints how well they are answered."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the three files of a collection."""
        parser.add_argument("--corpus", type=Path, required=True, help="JSON lines with _id, title and text")
        parser.add_argument("--queries", type=Path, required=True, help="JSON lines with _id and text")
        parser.add_argument(
            "--qrels", type=Path, required=True, help="query-id, corpus-id and score, with tabs between"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one JSON object; what was made for it is taken away again, also when this is interrupted."""
        signal.signal(signal.SIGTERM, _end)
        try:
            collection = read_collection(options["corpus"], options["queries"], options["qrels"])
        except CollectionError as error:
            raise CommandError(str(error)) from error
        if left_out := collection.left_out:
            named = [*left_out[:_NAMED], *(["…"] if len(left_out) > _NAMED else [])]
            self.stderr.write("\n".join((f"Judgements left out: {len(left_out)}", *named)))
        self.stdout.write(json.dumps(evaluate(collection), indent=2))


def _end(number: int, _frame: Any) -> None:
    raise SystemExit(128 + number)
