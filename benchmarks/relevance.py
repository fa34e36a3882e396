"""How well the search finds, beside other ways to search.

    python -m benchmarks.relevance [--collection FOLDER …] [--json]

It asks our own judgements over the demo, and those of each FOLDER with corpus.jsonl, queries.jsonl and qrels.tsv. Each
database gets the same questions. The other methods (`benchmarks.methods`) are answered by PostgreSQL and by Python;
stock Wagtail is asked on both. The goal: each figure of ours at least 1.05 times the best of the others.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.databases import ROOT, each_database, environment, result_of, run

OWN = ROOT / "tests" / "search" / "judgements"
SHOWN = ("success_at_1", "recall_at_10", "mrr_at_10", "ndcg_at_10", "zero_results")
RATIO, COMPARED = 1.05, ("success_at_1", "recall_at_10")


def measure(database_url: str, folder: Path, collection: Path) -> dict[str, dict[str, float]]:
    """Return the figures of each method on one database."""
    variables = environment(database_url, folder)
    run("manage.py", "migrate", "--verbosity=0", variables=variables)
    figures: dict[str, dict[str, float]] = result_of("-m", "benchmarks.finding", str(collection), variables=variables)
    return figures


def compare(results: dict[str, dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """Return, for each database, how much better than the best other method on any database ours is."""
    others = [figures for methods in results.values() for name, figures in methods.items() if name != "ours"]
    return {
        database: {
            name: round(methods["ours"][name] / max(figures[name] for figures in others), 3) for name in COMPARED
        }
        for database, methods in results.items()
    }


def table(results: dict[str, Any], ratios: dict[str, Any]) -> str:
    """Return the results as a table to read."""
    lines = []
    for collection, by_database in results.items():
        for database, methods in by_database.items():
            lines += [f"\n{collection}, {database}", f"{'':36}" + "".join(f"{name:>15}" for name in SHOWN)]
            lines += [f"{name:36}" + "".join(f"{one[key]:>15.3f}" for key in SHOWN) for name, one in methods.items()]
            kept = ", ".join(f"{name} {ratio}" for name, ratio in ratios[collection][database].items())
            lines.append(f"ours / the best of the others: {kept} (goal: {RATIO})")
    return "\n".join(lines)


def main() -> int:
    """Measure, print a table or JSON, and return 1 when the goal isn't reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__.splitlines()[0])
    parser.add_argument("--collection", type=Path, action="append", default=[], help="a folder; can be given again")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    for collection in [OWN, *options.collection]:
        # New databases for each: stock Wagtail searches everything that there is.
        for database, url, folder in each_database():
            results.setdefault(collection.name, {})[database] = measure(url, folder, collection.resolve())
    ratios = {collection: compare(by_database) for collection, by_database in results.items()}
    print(json.dumps({"figures": results, "ratios": ratios}, indent=2) if options.json else table(results, ratios))
    reached = [ratio for kept in ratios.values() for one in kept.values() for ratio in one.values()]
    return 0 if min(reached) >= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
