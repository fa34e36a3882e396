"""What is measured: the demo, a chapter that is heavier than any in it, and how many queries each page asks.

    python -m benchmarks.content FOLDER

loads it into the database of DATABASE_URL, keeps the HTML of each page in FOLDER for the bare view, and writes
`pages.json` there: {name: {"path": …, "bytes": …, "queries": {"first": …, "cold": …, "warm": …,
"cached": …}}}.
"""

import json
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import django

BLOCKS, LINKS, IMAGES = 60, 70, 12
_PLAIN = (
    "De medewerker aan de balie ziet in een scherm wat de inwoner al heeft aangevraagd, wat er nog ontbreekt en "
    "welke afdeling het verder behandelt, zodat niemand twee keer hetzelfde hoeft te vertellen."
)


def heavy_blocks(page_ids: list[int], image_ids: list[int]) -> list[dict[str, Any]]:
    """Return the raw blocks of a body with 60 blocks, 70 links between rich texts, and 12 images."""
    links = islice(cycle(page_ids), LINKS)
    blocks: list[dict[str, Any]] = [
        {"type": "image", "value": {"image": image, "caption": "Aan de balie"}}
        for image in islice(cycle(image_ids), IMAGES)
    ]
    blocks += [{"type": "quote", "value": {"text": _PLAIN, "name": "Noor de Wit", "role": "teamleider"}}] * 4
    blocks += [{"type": "callout", "value": {"kind": "tip", "title": "Tip", "text": f"<p>{_PLAIN}</p>"}}] * 4
    texts = BLOCKS - len(blocks)
    share, more = divmod(LINKS, texts)
    for number in range(texts):
        anchors = "".join(
            f' <a linktype="page" id="{next(links)}">Lees daarover verder.</a>' for _ in range(share + (number < more))
        )
        blocks.append({"type": "text", "value": f"<h2>Stap {number + 1}</h2><p>{_PLAIN}</p><p>{_PLAIN}{anchors}</p>"})
    return blocks[::2] + blocks[1::2]


def add_heavy_chapter() -> Any:
    """Add the heavy chapter to the first handbook; return it."""
    from cms.media.models import SiteImage
    from cms.pages.models import BasePage
    from kennisbank.handbooks.models import ChapterPage, HandbookPage

    chapter = ChapterPage(
        title="Een zwaar hoofdstuk", slug="zwaar", summary="Alles waar een pagina van kan zijn gemaakt."
    )
    blocks = heavy_blocks(
        list(BasePage.objects.live().filter(depth__gt=2).values_list("pk", flat=True)[:LINKS]),
        list(SiteImage.objects.values_list("pk", flat=True)[:IMAGES]),
    )
    chapter.body = json.dumps(  # type: ignore[assignment]
        [{"id": f"b{number}", **block} for number, block in enumerate(blocks)]
    )
    HandbookPage.objects.live().first().add_child(instance=chapter)
    chapter.save_revision().publish()
    return chapter


def measured_pages() -> dict[str, str]:
    """Return the path of each page that is measured, by its name in the table."""
    from home.models import HomePage
    from kennisbank.handbooks.models import ChapterPage
    from kennisbank.projects.models import ProjectIndexPage, ProjectPage

    heavy = add_heavy_chapter()
    chapter = ChapterPage.objects.live().exclude(pk=heavy.pk).first()
    return {
        "home": HomePage.objects.get().url,
        "chapter": chapter.url,
        "project": ProjectPage.objects.live().first().url,
        "project-index": ProjectIndexPage.objects.get().url,
        "heavy-chapter": heavy.url,
    }


def count_queries(path: str) -> tuple[bytes, dict[str, int]]:
    """Return the HTML at `path`, and how many queries it takes as benchmarks.pages tells these apart."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    from benchmarks.cold import cold_fragments
    from cms.pages.generation import renew_generation

    client = Client(headers={"host": "127.0.0.1"})

    def visit() -> tuple[bytes, int]:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        if response.status_code != 200:
            raise SystemExit(f"{path} answers {response.status_code}")
        return response.content, len(queries)

    counts: dict[str, int] = {}
    with override_settings(PAGE_CACHE_SECONDS=0):
        visit()  # makes the renditions
        renew_generation()
        _, counts["first"] = visit()
        with cold_fragments():
            visit()
            _, counts["cold"] = visit()
        visit()
        content, counts["warm"] = visit()
    with override_settings(PAGE_CACHE_SECONDS=300):
        visit()
        _, counts["cached"] = visit()
    caches["pages"].clear()
    return content, counts


def main(folder: Path) -> None:
    """Make the content, and write down what there is to measure."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_demo")
    pages: dict[str, Any] = {}
    for name, path in measured_pages().items():
        content, queries = count_queries(path)
        (folder / f"{name}.html").write_bytes(content)
        pages[name] = {"path": path, "bytes": len(content), "queries": queries}
    (folder / "pages.json").write_text(json.dumps(pages))


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]))
