"""How fast staff find pages in the admin.

    python -m benchmarks.admin_search [--json] [--rounds 5] [--pages 2000 100000] [--database sqlite|postgresql]

On each database it makes so many pages (`benchmarks.admin_searching`), and a redacteur searches on each screen that
has pages, and in turns opens it without asking for anything: whole answers to requests, with what somebody may see and
how much was found. Stock Wagtail's search answers on SQLite at the smallest number alone, since it takes minutes at
the largest; one save is measured with both at each number.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.databases import each_database, environment, result_of, run

SIZES = [2_000, 100_000]
# At the largest number: what 95 of a hundred answers on all screens stay below against the same with nothing asked, and
# the median of one save against stock Wagtail's.
GOALS = {"p95": 3.0, "save": 0.2}


def measure(database_url: str, folder: Path, size: int, rounds: int, with_stock: bool) -> dict[str, Any]:
    """Return what is measured on one database with so many pages."""
    variables = environment(database_url, folder)
    run("manage.py", "migrate", "--verbosity=0", variables=variables)
    run("manage.py", "collectstatic", "--no-input", "--verbosity=0", variables=variables)
    stock = ["--stock"] if with_stock else []
    measured: dict[str, Any] = result_of(
        "-m", "benchmarks.admin_searching", str(size), str(rounds), *stock, variables=variables
    )
    return measured


def ratios(measured: dict[str, Any]) -> dict[str, float]:
    """Return what the goals are about."""
    screens, save = measured["all screens"], measured["one save"]
    return {
        "p95": round(screens["ours"]["p95_ms"] / screens["not asked"]["p95_ms"], 2),
        "save": round(save["ours"]["p50_ms"] / save["stock"]["p50_ms"], 2),
    }


def table(results: dict[str, Any]) -> str:
    """Return the results as a table to read."""
    lines = []
    for database, by_size in results.items():
        for size, measured in by_size.items():
            lines.append(f"\n{database}, {int(size):,} pages{'p50 ms':>18}{'p95 ms':>9}")
            for name, sides in measured.items():
                lines += [
                    f"  {name:20}{side:10}{taken['p50_ms']:>12.1f}{taken['p95_ms']:>9.1f}"
                    for side, taken in sides.items()
                ]
        lines += [f"  {name}: {ratio} (goal: {GOALS[name]})" for name, ratio in ratios(measured).items()]
    return "\n".join(lines)


def main() -> int:
    """Measure, print a table or JSON, and return 1 when a goal isn't reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.admin_search", description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    for size in sorted(options.pages):
        for database, url, folder in each_database(options.database):
            with_stock = database == "postgresql" or size == min(options.pages)
            measured = measure(url, folder, size, options.rounds, with_stock)
            results.setdefault(database, {})[str(size)] = measured
    found = {database: ratios(list(by_size.values())[-1]) for database, by_size in results.items()}
    print(json.dumps({"measured": results, "ratios": found}, indent=2) if options.json else table(results))
    return 0 if all(ratio <= GOALS[name] for kept in found.values() for name, ratio in kept.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
