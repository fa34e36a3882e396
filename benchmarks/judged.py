"""The corpus of our own judgements, from a site that holds the demo and nothing else.

    DATABASE_URL=… python -m benchmarks.judged

Writes tests/search/judgements/corpus.jsonl: everything that everybody finds, by its address; documents are left out,
since their addresses differ from site to site. The questions and what answers them are written by hand, and have to
be looked at again when the demo changes.
"""

import json
import os
import sys

import django


def main() -> int:
    """Write the corpus, and say how many things are in it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    from benchmarks.relevance import OWN
    from search.models import Edition, SearchDocument

    rows = SearchDocument.objects.filter(edition=Edition.live(), audience="").exclude(kind="document").order_by("url")
    with (OWN / "corpus.jsonl").open("w", encoding="utf-8") as corpus:
        for row in rows:
            text = "\n".join(filter(None, (row.context, row.summary, row.body, *row.words_beside)))
            corpus.write(json.dumps({"_id": row.url, "title": row.title, "text": text}, ensure_ascii=False) + "\n")
    print(f"{rows.count()} documents")
    return 0


if __name__ == "__main__":
    sys.exit(main())
