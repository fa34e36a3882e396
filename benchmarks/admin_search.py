"""How fast staff find pages in the admin.

    python -m benchmarks.admin_search [--json] [--rounds 5] [--pages 2000 100000] [--database sqlite|postgresql]

On each database it makes so many pages (`benchmarks.admin_searching`), and a redacteur searches on each screen that
has pages, and in turns opens it without asking for anything: whole answers to requests, with what somebody may see and
how much was found. Stock Wagtail's search answers on SQLite at the smallest number alone, since it takes minutes at
the largest; one save is measured with both at each number.
"""

import sys
from typing import Any

from benchmarks.sizes import Benchmark


def ratios(results: dict[str, Any]) -> dict[str, float]:
    """Return what the goals are about, at the largest size."""
    *_before, last = results.values()
    screens, save = last["ms"]["all screens"], last["ms"]["one save"]
    return {
        "p95": screens["ours"]["p95_ms"] / screens["not asked"]["p95_ms"],
        "save": save["ours"]["p50_ms"] / save["stock"]["p50_ms"],
    }


BENCHMARK = Benchmark(
    name="benchmarks.admin_search",
    purpose="How fast staff find pages in the admin.",
    module="benchmarks.admin_searching",
    things="pages",
    sizes=[2_000, 100_000],
    # What 95 of a hundred answers on all screens stay below against the same with nothing asked, and the median of one
    # save against stock Wagtail's.
    goals={"p95": 3.0, "save": 0.2},
    ratios=ratios,
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.main())
