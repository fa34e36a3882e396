"""How fast people can register.

    python -m benchmarks.registration [--json] [--rounds 5] [--seconds 4]

On a PostgreSQL of its own, several processes register as fast as they can, for one session and for fifty at once, in
turns through the service (`events.registration.services.register`), through SQL written by hand that writes the same
rows under the same lock, which is the most that this machine could do, and through HTTP: the real form, sent to
gunicorn in production settings on the same machine. Rates are registrations a second; what is shown is the median of
the rounds, and the ratio is that of service to SQL. Afterwards it checks that no session is oversold, that nobody is
lost, and that every registration has its message in the outbox.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.databases import ROOT, environment, run, scratch_folder
from benchmarks.load import wait_until_up
from benchmarks.pages import server
from devtools.postgres import throwaway_cluster

PROCESSES = 4
SESSIONS = {"one session": 1, "fifty sessions": 50}
GOAL = 0.3
# Half of those who come get a place, so that both outcomes are measured.
CAPACITY_SHARE = 2
# The ways to register, and about how many a second that makes.
WAYS = {"service": 400, "sql": 800, "http": 60}


def main() -> int:
    """Measure, print a table or JSON, and return 1 when something is wrong or the goal isn't reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.registration", description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4, help="how long each measurement lasts")
    options = parser.parse_args()
    with throwaway_cluster() as url, scratch_folder() as folder:
        results = measure_all(url, Path(folder), options.rounds, options.seconds)
    sys.stdout.write(json.dumps(results, indent=2) + "\n" if options.json else table(results))
    return 0 if all(one["ratio"] >= GOAL and not one["wrong"] for one in results.values()) else 1


def measure_all(url: str, folder: Path, rounds: int, seconds: float) -> dict[str, dict[str, Any]]:
    """Return the rates, their ratio and what was wrong, for one session and for fifty."""
    variables = environment(url, folder)
    run("manage.py", "migrate", "--verbosity=0", variables=variables)
    run("manage.py", "collectstatic", "--no-input", "-v0", variables=variables)
    variables["TRUST_PROXY"] = "true"
    results = {}
    for name, count in SESSIONS.items():
        with server("cached", variables) as port:
            wait_until_up(port, "/")
            visiting = {**variables, "BENCHMARK_PORT": str(port)}
            found = [one_round(visiting, count, seconds) for _ in range(rounds)]
        results[name] = {
            "service": round(median(one["service"] for one in found)),
            "sql": round(median(one["sql"] for one in found)),
            "http": round(median(one["http"] for one in found)),
            "ratio": round(median(one["service"] / one["sql"] for one in found), 2),
            "registrations": sum(one["registrations"] for one in found),
            "wrong": [problem for one in found for problem in one["wrong"]],
        }
    return results


def one_round(variables: dict[str, str], count: int, seconds: float) -> dict[str, Any]:
    """Return the rates of one turn of each way, each on `count` fresh sessions, and what was wrong afterwards."""
    found: dict[str, Any] = {"wrong": [], "registrations": 0}
    for way, expected in WAYS.items():
        capacity = max(1, int(seconds * expected / count / CAPACITY_SHARE))
        sessions = ask(variables, "prepare", str(count), str(capacity))
        workers = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.registering", way, str(number), str(seconds), *sessions],
                cwd=ROOT,
                env=variables,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(PROCESSES)
        ]
        for worker in workers:
            readline(worker)
        for worker in workers:
            assert worker.stdin
            worker.stdin.write("go\n")
            worker.stdin.flush()
        done = [int(worker.communicate()[0].split()[-1]) for worker in workers]
        found[way] = sum(done) / seconds
        found["registrations"] += sum(done)
        found["wrong"] += ask(variables, "check", str(sum(done)), *sessions)
    return found


def ask(variables: dict[str, str], *arguments: str) -> list[str]:
    """Return the lines that `benchmarks.registering` prints."""
    command = [sys.executable, "-m", "benchmarks.registering", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()


def readline(worker: "subprocess.Popen[str]") -> str:
    """Return the next line of `worker`."""
    assert worker.stdout
    return worker.stdout.readline()


def table(results: dict[str, dict[str, Any]]) -> str:
    """Return the results as text."""
    cells: list[tuple[str, Callable[[dict[str, Any]], str]]] = [
        ("service/s", lambda one: f"{one['service']}"),
        ("sql/s", lambda one: f"{one['sql']}"),
        ("http/s", lambda one: f"{one['http']}"),
        ("ratio", lambda one: f"{one['ratio']:.2f}"),
        ("registrations", lambda one: f"{one['registrations']}"),
        ("wrong", lambda one: f"{len(one['wrong'])}"),
    ]
    lines = ["".join([f"{'':16}", *(f"{title:>15}" for title, _cell in cells)])]
    lines += ["".join([f"{name:16}", *(f"{cell(one):>15}" for _title, cell in cells)]) for name, one in results.items()]
    lines += [f"goal: a ratio of at least {GOAL}, and nothing wrong"]
    lines += [f"{name}: {problem}" for name, one in results.items() for problem in one["wrong"][:5]]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
