"""Gunicorn: sync workers, which serve this site faster than threads do, behind nginx on the same machine."""

import multiprocessing
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "0")) or 2 * multiprocessing.cpu_count() + 1
worker_class = "sync"
timeout = 60
graceful_timeout = 30
# A worker that has grown starts anew; not all of them at once.
max_requests = 20_000
max_requests_jitter = 2_000
# nginx keeps the log of visits.
accesslog = None
errorlog = "-"
