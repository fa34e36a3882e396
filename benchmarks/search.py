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

import sys
from typing import Any

from benchmarks.sizes import Benchmark


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
    return found


def more(measured: dict[str, Any]) -> list[str]:
    """Return what else was measured: building, one save, and bytes."""
    built, size_of = measured["build s"], measured["bytes"]
    return [
        f"  build: ours {built['ours']:.1f} s, bare {built['bare']:.1f} s",
        f"  one save: {measured['save ms']:.1f} ms",
        f"  size: ours {size_of['ours'] / 1e6:.0f} MB, bare {size_of['bare'] / 1e6:.0f} MB",
    ]


BENCHMARK = Benchmark(
    name="benchmarks.search",
    purpose="How fast the search is.",
    module="benchmarks.searching",
    things="documents",
    sizes=[2_000, 20_000, 100_000],
    # At the largest size, at most so many times what the bare index takes.
    goals={"p50": 2.0, "p95": 1.0, "suggestions": 5.0, "rebuild": 3.0, "save": 1.2},
    ratios=ratios,
    more=more,
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.main())
