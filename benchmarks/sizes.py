"""A benchmark that is run at several sizes on each database, each time in a process of its own on a new database."""

import argparse
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from benchmarks.databases import each_database, environment, result_of, run


class Benchmark(NamedTuple):
    """What is measured at each of `sizes`, and how it is shown.

    `module` is run with a size, the rounds and '--stock' where stock Wagtail is to be measured too, and prints JSON,
    with percentiles by what was done and by whom under 'ms'. `ratios` of all sizes on one database are to be at most
    `goals`; `more` says in lines what else was measured at one size.
    """

    name: str
    purpose: str
    module: str
    things: str
    sizes: list[int]
    goals: dict[str, float]
    ratios: Callable[[dict[str, Any]], dict[str, float]]
    more: Callable[[dict[str, Any]], list[str]] = lambda _measured: []

    def main(self) -> int:
        """Measure, print a table or JSON, and return 1 when a goal isn't reached."""
        parser = argparse.ArgumentParser(prog=f"python -m {self.name}", description=self.purpose)
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--rounds", type=int, default=5)
        parser.add_argument(f"--{self.things}", dest="sizes", type=int, nargs="+", default=self.sizes)
        parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
        options = parser.parse_args()
        results: dict[str, Any] = {}
        for size in sorted(options.sizes):
            for database, url, folder in each_database(options.database):
                # On SQLite stock Wagtail takes minutes for one question at the largest.
                with_stock = database == "postgresql" or size == min(options.sizes)
                measured = self._measure(environment(url, folder), size, options.rounds, with_stock=with_stock)
                results.setdefault(database, {})[str(size)] = measured
        found = {
            database: {name: round(ratio, 2) for name, ratio in self.ratios(by_size).items()}
            for database, by_size in results.items()
        }
        print(
            json.dumps({"measured": results, "ratios": found}, indent=2)
            if options.json
            else self._table(results, found)
        )
        return 0 if all(ratio <= self.goals[name] for kept in found.values() for name, ratio in kept.items()) else 1

    def _measure(self, variables: dict[str, str], size: int, rounds: int, *, with_stock: bool) -> Any:
        run("manage.py", "migrate", "--verbosity=0", variables=variables)
        stock = ["--stock"] if with_stock else []
        return result_of("-m", self.module, str(size), str(rounds), *stock, variables=variables)

    def _table(self, results: dict[str, Any], found: dict[str, dict[str, float]]) -> str:
        lines = []
        for database, by_size in results.items():
            for size, measured in by_size.items():
                lines.append(f"\n{database}, {int(size):,} {self.things}{'p50 ms':>18}{'p95 ms':>9}")
                for name, sides in measured["ms"].items():
                    lines += [
                        f"  {name:20}{side:14}{taken['p50_ms']:>12.1f}{taken['p95_ms']:>9.1f}"
                        for side, taken in sides.items()
                    ]
                lines += self.more(measured)
            lines += [f"  {name}: {ratio} (goal: {self.goals[name]})" for name, ratio in found[database].items()]
        return "\n".join(lines)
