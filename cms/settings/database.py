"""The database: SQLite unless DATABASE_URL names a PostgreSQL."""

from typing import Any

from cms.settings.env import VAR_DIR, env


def database(url: str) -> dict[str, Any]:
    """Return Django's description of the database at `url`, tuned for its kind.

    SQLite waits up to twenty seconds for another writer and takes the write lock when a transaction
    begins, so that two editors never deadlock; PostgreSQL keeps its connections. Both end transactions as
    `cms.database` has it.
    """
    config: dict[str, Any] = dict(env.db_url_config(url))
    vendor = config["ENGINE"].rpartition(".")[2]
    config["ENGINE"] = f"cms.database.{vendor}"
    if vendor == "sqlite3":
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
            ),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        # How often a statement is asked before it is prepared, where it is asked by `cms.database.composed`.
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "prepare_threshold": 5}
    # A kept connection saves opening one for every request.
    config["CONN_MAX_AGE"] = 600
    return config


DATABASES = {
    "default": database(env.str("DATABASE_URL", default="").strip() or f"sqlite:///{VAR_DIR / 'site.sqlite3'}")
}
