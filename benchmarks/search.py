"""How fast the search is.

    python -m benchmarks.search [--json] [--rounds 5] [--documents 2000 20000 100000] [--database sqlite|postgresql]

On each database it makes an index of so many documents of Zipf-distributed Dutch, and beside it what somebody writes
by hand: one stored `tsvector` under GIN, or one FTS5 table. Both answer the same questions in turns
(`benchmarks.searching`): ours with ten results, passages, and facets with their counts, the bare one with a count and
ten titles. Stock Wagtail answers them on SQLite at the smallest size alone, since it takes minutes for one at the
largest.

Percentiles, and the median of one save, are over all rounds but the first; both indexes are built in turns, once a
round.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.databases import each_database, environment, result_of, run

SIZES = [2_000, 20_000, 100_000]
# At the largest size, at most so many times what the bare index takes.
GOALS = {"p50": 2.0, "p95": 1.0, "suggestions": 5.0, "rebuild": 3.0, "save": 1.2}


def measure(database_url: str, folder: Path, size: int, rounds: int, with_stock: bool) -> dict[str, Any]:
    """Return what is measured on one database with so many documents."""
    variables = environment(database_url, folder)
    run("manage.py", "migrate", "--verbosity=0", variables=variables)
    stock = ["--stock"] if with_stock else []
    measured: dict[str, Any] = result_of(
        "-m", "benchmarks.searching", str(size), str(rounds), *stock, variables=variables
    )
    return measured


def ratios(results: dict[str, Any]) -> dict[str, float]:
    """Return what the goals are about, at the largest size; the save against that at the size before it."""
    *before, last = results.values()
    questions, suggestions = last["ms"]["all questions"], last["ms"]["suggestions"]
    found = {
        "p50": questions["ours"]["p50_ms"] / questions["bare"]["p50_ms"],
        "p95": questions["ours"]["p95_ms"] / questions["bare"]["p95_ms"],
        "suggestions": suggestions["ours"]["p50_ms"] / suggestions["bare"]["p50_ms"],
        "rebuild": last["build s"]["ours"] / last["build s"]["bare"],
    }
    if before:
        found["save"] = last["save ms"] / before[-1]["save ms"]
    return {name: round(ratio, 2) for name, ratio in found.items()}


def table(results: dict[str, Any]) -> str:
    """Return the results as a table to read."""
    lines = []
    for database, by_size in results.items():
        for size, measured in by_size.items():
            lines.append(f"\n{database}, {int(size):,} documents{'p50 ms':>18}{'p95 ms':>9}")
            for name, sides in measured["ms"].items():
                lines += [
                    f"  {name:16}{side:14}{taken['p50_ms']:>16.1f}{taken['p95_ms']:>9.1f}"
                    for side, taken in sides.items()
                ]
            built, size_of = measured["build s"], measured["bytes"]
            lines.append(f"  build: ours {built['ours']:.1f} s, bare {built['bare']:.1f} s")
            lines.append(f"  one save: {measured['save ms']:.1f} ms")
            lines.append(f"  size: ours {size_of['ours'] / 1e6:.0f} MB, bare {size_of['bare'] / 1e6:.0f} MB")
        found = ratios(by_size)
        lines += [f"  {name}: {ratio} (goal: {GOALS[name]})" for name, ratio in found.items()]
    return "\n".join(lines)


def main() -> int:
    """Measure, print a table or JSON, and return 1 when a goal isn't reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, nargs="+", default=SIZES)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    for size in sorted(options.documents):
        for database, url, folder in each_database(options.database):
            with_stock = database == "postgresql" or size == min(options.documents)
            results.setdefault(database, {})[str(size)] = measure(url, folder, size, options.rounds, with_stock)
    found = {database: ratios(by_size) for database, by_size in results.items()}
    print(json.dumps({"measured": results, "ratios": found}, indent=2) if options.json else table(results))
    return 0 if all(ratio <= GOALS[name] for kept in found.values() for name, ratio in kept.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
