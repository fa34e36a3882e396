"""Where a benchmark runs: production settings, on a database and in a folder that are gone when it ends."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from devtools.postgres import PostgresUnavailableError, throwaway_cluster

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
SITE = "cms.settings.production"


def each_database(only: str | None = None) -> Iterator[tuple[str, str, Path]]:
    """Yield 'sqlite' and 'postgresql', or `only` one of them: its name, the URL of a new one, and a folder for files.

    Says on standard error that PostgreSQL is left out where it isn't installed.
    """
    for database in [only] if only else ["sqlite", "postgresql"]:
        with scratch_folder() as folder, ExitStack() as stack:
            url = f"sqlite:///{Path(folder) / 'site.sqlite3'}"
            if database == "postgresql":
                try:
                    url = stack.enter_context(throwaway_cluster())
                except PostgresUnavailableError as reason:
                    print(f"Left out: PostgreSQL: {reason}", file=sys.stderr)
                    continue
            yield database, url, Path(folder)


def environment(database_url: str, folder: Path) -> dict[str, str]:
    """Return what the production settings need, with everything that is written in `folder`."""
    return {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(folder),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": SITE,
        "SECRET_KEY": "only-for-a-measurement-on-this-machine-0123456789-0123456789",
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "http://127.0.0.1",
        "DEFAULT_FROM_EMAIL": "benchmark@ol2000.example",
        "EMAIL_URL": "dummymail://",
        "SECURE_SSL_REDIRECT": "false",
        "LOG_LEVEL": "WARNING",
        "BENCHMARK_BARE": str(folder),
        "WEB_CONCURRENCY": str(WORKERS),
    }


def run(*arguments: str, variables: dict[str, str]) -> None:
    """Run Python with `arguments`, its output on standard error; raise CalledProcessError when it fails."""
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=variables, check=True, stdout=sys.stderr)


def result_of(*arguments: str, variables: dict[str, str]) -> Any:
    """Run Python with `arguments`, and return the JSON that it prints; raise CalledProcessError when it fails."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def scratch_folder() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder for what a benchmark writes, gone when it ends."""
    return tempfile.TemporaryDirectory(prefix="ol2000-benchmark-", dir=Path(tempfile.gettempdir()))
