"""Everything that must hold before something lands: lint, types, import rules and all tests, on both databases.

    python -m devtools.suite         everything
    python -m devtools.suite lint    what needs no database

What can't be run here is named in a line with the reason; with CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from devtools.postgres import PostgresUnavailableError, find_binaries, throwaway_cluster, unprivileged

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
_PYTEST = [sys.executable, "-m", "pytest", "-q"]
# A worker waits for the server for a good part of its time.
_ON_SERVER = [*_PYTEST, "-n", str((os.cpu_count() or 1) + 1), "-m", "not browser"]


class NotHereError(Exception):
    """A step can't run on this machine; the message says why."""


def run(*command: str, **environment: str) -> None:
    """Run `command` in the project's folder; raise CalledProcessError when it fails."""
    print(f"$ {' '.join(command)}", flush=True)
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, **environment})


def tool(name: str) -> str:
    """Return the path of a command of the virtual environment."""
    return str(Path(sys.executable).with_name(name))


def format_and_lint() -> None:
    """Check the form of Python and templates."""
    run(tool("ruff"), "format", "--check", ".")
    run(tool("ruff"), "check", ".")
    run(tool("djlint"), "templates", "--lint", "--quiet")


def types() -> None:
    """Check the types."""
    run(tool("mypy"))


def import_rules() -> None:
    """Check who imports whom."""
    run(tool("lint-imports"))


def migrations() -> None:
    """Check that no migration is missing."""
    run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run")


def on_sqlite() -> None:
    """Run the suite on SQLite."""
    run(*_PYTEST, "-m", "not browser", DATABASE_URL="")


def on_postgresql() -> None:
    """Run the suite on the PostgreSQL of TEST_POSTGRES_URL, or on a cluster of our own."""
    named = os.environ.get("TEST_POSTGRES_URL")
    if named:
        run(*_ON_SERVER, DATABASE_URL=named)
        return
    try:
        find_binaries()
        unprivileged()
    except PostgresUnavailableError as error:
        raise NotHereError(f"{error}; name a server in TEST_POSTGRES_URL") from error
    with throwaway_cluster() as url:
        run(*_ON_SERVER, DATABASE_URL=url)


def pdf_works() -> None:
    """Check that the tests of PDFs could run."""
    tried = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, text=True, check=False)
    if tried.returncode:
        error = tried.stderr.strip().splitlines()[-1]
        raise NotHereError(f"{error}; install Pango (Debian: libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0)")


def in_browser() -> None:
    """Run the tests in a real Chromium, on SQLite."""
    if not os.environ.get("CHROMIUM") and not any(map(shutil.which, CHROMIUM_NAMES)):
        raise NotHereError(f"no Chromium on the PATH ({', '.join(CHROMIUM_NAMES)}); name one in CHROMIUM")
    run(*_PYTEST, "-m", "browser", DATABASE_URL="")


LINT: list[Callable[[], None]] = [format_and_lint, types, import_rules, migrations]
TESTS: list[Callable[[], None]] = [on_sqlite, on_postgresql, pdf_works, in_browser]


def main(arguments: list[str]) -> int:
    """Run the steps; return 0 when all that could run passed (and, with CI=true, nothing was left out)."""
    left_out: list[str] = []
    for step in LINT if arguments == ["lint"] else LINT + TESTS:
        title = (step.__doc__ or step.__name__).rstrip(".")
        print(f"\n== {title}", flush=True)
        begin = time.monotonic()
        try:
            step()
        except NotHereError as reason:
            left_out.append(f"Left out: {title.lower()}: {reason}")
        except subprocess.CalledProcessError as error:
            print(f"\nFailed: {title.lower()}", flush=True)
            return error.returncode or 1
        print(f"-- {time.monotonic() - begin:.0f} s", flush=True)
    print("\n".join(["", *left_out]) if left_out else "\nNothing was left out.", flush=True)
    return 1 if left_out and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
