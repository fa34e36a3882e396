"""How fast pages are served.

    python -m benchmarks.pages [--json] [--rounds 5] [--seconds 2] [--database sqlite|postgresql]

On each database it loads the demo and a heavy chapter, starts gunicorn in production settings (plain http on the
loopback address) once for each line below, and measures every page in rounds in which all of them take turns:

    bare           a view that answers with the page's bytes, behind the same middleware
    first          the page cache off, and nothing found that is kept: the first request after a change on the site
    cold           the page cache off, and no fragment of a page found: what all pages share is known
    warm           the page cache off
    bare cached    the bare view behind Django's own cache middleware, on the same cache
    cached         the page cache on

Rates are requests a second; ratios are taken within a round, and what is shown is the median of the rounds.
"""

import argparse
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.databases import ROOT, SITE, WORKERS, each_database, environment, run, scratch_folder
from benchmarks.load import Measurement, measure, wait_until_up

VISITORS = WORKERS
# Each server: its settings and how long it keeps pages.
SERVERS = {
    "bare": ("benchmarks.settings_bare", 0),
    "first": ("benchmarks.settings_first", 0),
    "cold": ("benchmarks.settings_cold", 0),
    "warm": (SITE, 0),
    "bare cached": ("benchmarks.settings_bare_cached", 0),
    "cached": (SITE, 3600),
}
RATIOS = {"first": "bare", "cold": "bare", "warm": "bare", "cached": "bare cached"}
GOALS = {"cold": 0.03, "warm": 0.06, "cached": 0.85, "queries": 12}
HEAVY_GOALS = {"cold": 0.01, "warm": 0.03, "cached": 0.85, "queries": 17}


@contextmanager
def server(name: str, variables: dict[str, str]) -> Iterator[int]:
    """Serve as `name` says; yield the port."""
    settings, seconds = SERVERS[name]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    own = {
        **variables,
        "DJANGO_SETTINGS_MODULE": settings,
        "PAGE_CACHE_SECONDS": str(seconds),
        # A cache of its own, so that servers don't answer for one another.
        "VAR_DIR": str(Path(variables["VAR_DIR"]) / name.replace(" ", "-")),
    }
    Path(own["VAR_DIR"]).mkdir(exist_ok=True)
    static = Path(own["VAR_DIR"]) / "static"
    if not static.exists():
        static.symlink_to(Path(variables["VAR_DIR"]) / "static")
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "deploy/gunicorn.conf.py",
        "-b",
        f"127.0.0.1:{port}",
        "cms.wsgi",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=sys.stderr, stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def benchmark(database_url: str, folder: Path, rounds: int, seconds: float) -> dict[str, Any]:
    """Return {page: {path, bytes, queries, servers: {name: {rate, p50, p95}}, ratios}} on one database."""
    variables = environment(database_url, folder)
    run("-m", "benchmarks.content", str(folder), variables=variables)
    pages: dict[str, Any] = json.loads((folder / "pages.json").read_text())
    results: dict[str, dict[str, list[Measurement]]] = {name: {key: [] for key in SERVERS} for name in pages}
    with ExitStack() as stack:
        ports = {name: stack.enter_context(server(name, variables)) for name in SERVERS}
        for turn in range(rounds + 1):
            for name, page in pages.items():
                for key, port in ports.items():
                    path = f"/{name}/" if key.startswith("bare") else page["path"]
                    if turn == 0:  # both workers warm: not counted
                        wait_until_up(port, path)
                        measure(port, path, 1, VISITORS)
                    else:
                        results[name][key].append(measure(port, path, seconds, VISITORS))
    for name, page in pages.items():
        page["servers"] = {
            key: {field: round(median(getattr(m, field) for m in taken), 2) for field in Measurement._fields}
            for key, taken in results[name].items()
        }
        page["ratios"] = {
            key: round(median(a.rate / b.rate for a, b in zip(results[name][key], results[name][base], strict=True)), 3)
            for key, base in RATIOS.items()
        }
        page["missed"] = missed_goals(name, page)
    return pages


def missed_goals(name: str, page: dict[str, Any]) -> list[str]:
    """Return the goals that `page` misses: ratios, and queries without and with the page cache."""
    goals = HEAVY_GOALS if name == "heavy-chapter" else GOALS
    missed = [key for key in RATIOS if page["ratios"][key] < goals.get(key, 0)]
    missed += [f"queries {key}" for key in ("first", "cold", "warm") if page["queries"][key] > goals["queries"]]
    return missed + (["queries cached"] if page["queries"]["cached"] else [])


def table(results: dict[str, Any]) -> str:
    """Return the results as a table to read."""
    lines: list[str] = []
    for database, pages in results.items():
        lines += [
            f"\n{database}",
            f"{'page':15}{'server':13}{'requests/s':>11}{'p50 ms':>9}{'p95 ms':>9}{'ratio':>8}{'queries':>9}",
        ]
        for name, page in pages.items():
            for number, (key, measured) in enumerate(page["servers"].items()):
                ratio, queries = page["ratios"].get(key, ""), page["queries"].get(key, "")
                title = "" if number else name
                lines.append(
                    f"{title:15}{key:13}{measured['rate']:>11.1f}{measured['p50']:>9.1f}"
                    f"{measured['p95']:>9.1f}{ratio:>8}{queries:>9}"
                )
            if page["missed"]:
                lines.append(f"{'':15}missed: {', '.join(page['missed'])}")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print a table or one JSON object."""
    parser = argparse.ArgumentParser(description="How fast pages are served.")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="for each page and server in a round")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    with scratch_folder() as scratch:
        variables = environment("sqlite://:memory:", Path(scratch))
        run("manage.py", "collectstatic", "--no-input", "-v0", variables=variables)
        for database, url, folder in each_database(options.database):
            (folder / "static").symlink_to(Path(scratch) / "static")
            results[database] = benchmark(url, folder, options.rounds, options.seconds)
    print(json.dumps(results, indent=2) if options.json else table(results))


if __name__ == "__main__":
    main()
