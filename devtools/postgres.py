"""A PostgreSQL cluster of one's own, for as long as one command runs.

    python -m devtools.postgres -- make something
    python -m devtools.postgres --check

The first runs the command with DATABASE_URL set to an empty database in a new cluster, and passes on its exit
code; the second says whether that would work. The cluster lives in a temporary folder, listens on the loopback
address only, asks a random password, and trades durability for speed: nothing in it is worth keeping.
"""

import argparse
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

USER = DATABASE = "ol2000"
START_SECONDS = 60
# Nobody needs these data after a power cut.
_CONFIGURATION = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
max_connections = 200
timezone = 'UTC'
log_min_messages = fatal
"""


class PostgresUnavailableError(Exception):
    """No cluster can be started here; the message says why."""


def find_binaries() -> Path:
    """Return the folder with `initdb` and `postgres`, the newest that there is.

    Raises PostgresUnavailableError where PostgreSQL's server isn't installed.
    """
    on_path = shutil.which("initdb")
    if on_path and Path(on_path).with_name("postgres").exists():
        return Path(on_path).parent
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda initdb: float(initdb.parts[-3]), reverse=True
    )
    if not packaged:
        raise PostgresUnavailableError(
            "PostgreSQL's server isn't installed (no initdb on the PATH or in /usr/lib/postgresql)"
        )
    return packaged[0].parent


def unprivileged() -> dict[str, Any]:
    """Return the arguments of `subprocess` that give up root's rights, which PostgreSQL refuses; none for others."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next((name for name in ("postgres", "nobody") if name in known), None)
    if name is None:
        raise PostgresUnavailableError(
            "root can't run PostgreSQL, and there is no user postgres or nobody to run it as"
        )
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Start a cluster with an empty database, yield that database's URL, and take it all away afterwards.

    Raises PostgresUnavailableError when it can't be made or doesn't answer within a minute.
    """
    binaries, identity = find_binaries(), unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="ol2000-postgres-"))
    try:
        if identity:
            shutil.chown(folder, identity["user"])
        password, port = token_hex(16), _free_port()
        _make_cluster(binaries, folder, password, port, identity)
        server = subprocess.Popen([str(binaries / "postgres"), "-D", str(folder / "data")], cwd=folder, **identity)
        try:
            url = f"postgres://{USER}:{password}@127.0.0.1:{port}"
            _create_database(f"{url}/postgres", server)
            yield f"{url}/{DATABASE}"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's 'fast' shutdown
            server.wait(timeout=START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _make_cluster(binaries: Path, folder: Path, password: str, port: int, identity: dict[str, Any]) -> None:
    data, secret = folder / "data", folder / "password"
    secret.write_text(password)
    if identity:
        shutil.chown(secret, identity["user"])
    made = subprocess.run(
        [
            str(binaries / "initdb"), "-D", str(data), "-U", USER, "-E", "UTF8", "--locale=C.UTF-8",
            "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync",
        ],
        cwd=folder, capture_output=True, text=True, check=False, **identity,
    )  # fmt: skip
    if made.returncode:
        raise PostgresUnavailableError(f"initdb failed: {made.stderr.strip()}")
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.write(_CONFIGURATION.format(port=port))


def _create_database(url: str, server: "subprocess.Popen[bytes]") -> None:
    import psycopg  # noqa: PLC0415 - so that --check and errors above need nothing but Python

    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
                return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise PostgresUnavailableError(f"PostgreSQL doesn't answer: {error}") from error
            time.sleep(0.1)


def _end(_signal: int, _frame: Any) -> None:
    raise SystemExit(128 + _signal)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line `arguments`; return the exit code of the command, or 1 when there is no cluster for it."""
    parser = argparse.ArgumentParser(
        prog="python -m devtools.postgres", description="Run a command on its own PostgreSQL."
    )
    parser.add_argument("--check", action="store_true", help="only say whether a cluster can be started here")
    parser.add_argument("command", nargs="*", help="what to run, after --")
    options = parser.parse_args(arguments)
    # A command that is told to stop must still take its cluster away.
    signal.signal(signal.SIGTERM, _end)
    try:
        if options.check or not options.command:
            sys.stdout.write(f"PostgreSQL in {find_binaries()}, run as {unprivileged().get('user', 'yourself')}\n")
            return 0
        with throwaway_cluster() as url:
            return subprocess.run(options.command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except PostgresUnavailableError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
