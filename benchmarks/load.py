"""A bounded number of visitors that ask for one address for a bounded time."""

import http.client
import shutil
import subprocess
import tempfile
import threading
import time
from statistics import median, quantiles
from typing import NamedTuple

# Reports in microseconds what wrk's own table leaves out.
_REPORT = """
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), e.connect + e.read + e.write + e.status + e.timeout))
end
"""


class Measurement(NamedTuple):
    """How a server answered: requests a second, and the 50th and 95th percentile in milliseconds."""

    rate: float
    p50: float
    p95: float


def measure(port: int, path: str, seconds: float, visitors: int) -> Measurement:
    """Ask `path` of the server on `port` for `seconds`, by `visitors` at once; raise RuntimeError at any failure.

    With `wrk` where it is installed: it takes less of the processors that it shares with the server.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        return _with_threads(port, path, seconds, visitors)
    # On a busy machine wrk may see no answer at all within a second.
    for length in (seconds, 2 * seconds, 8 * seconds):
        if measured := _with_wrk(wrk, port, path, length, visitors):
            return measured
    raise RuntimeError(f"{path} on port {port}: no answer in {8 * seconds} seconds")


def _with_wrk(wrk: str, port: int, path: str, seconds: float, visitors: int) -> Measurement | None:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_REPORT)
        script.flush()
        result = subprocess.run(
            [wrk, "-t1", f"-c{visitors}", f"-d{max(1, round(seconds))}s", "-s", script.name,
             f"http://127.0.0.1:{port}{path}"],
            capture_output=True, text=True, check=True, timeout=seconds + 60,
        )  # fmt: skip
    line = next(line for line in result.stdout.splitlines() if line.startswith("RESULT"))
    requests, duration, p50, p95, errors = map(int, line.split()[1:])
    if errors:
        raise RuntimeError(f"{path} on port {port}: {errors} of {requests} requests failed")
    return Measurement(requests / duration * 1e6, p50 / 1000, p95 / 1000) if requests else None


def _with_threads(port: int, path: str, seconds: float, visitors: int) -> Measurement:
    times: list[float] = []
    failures: list[str] = []
    end = time.perf_counter() + seconds

    def visit() -> None:
        while (begin := time.perf_counter()) < end:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            connection.close()
            times.append(time.perf_counter() - begin)
            if response.status != 200:
                failures.append(str(response.status))
                return

    threads = [threading.Thread(target=visit) for _ in range(visitors)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begin
    if failures or len(times) < 2:
        raise RuntimeError(f"{path} on port {port}: answers {failures}")
    return Measurement(len(times) / took, median(times) * 1000, quantiles(times, n=20)[-1] * 1000)


def wait_until_up(port: int, path: str, seconds: float = 60) -> None:
    """Return when the server on `port` answers `path` with 200; raise RuntimeError when it doesn't in time."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path)
            status = connection.getresponse().status
            connection.close()
        except OSError:
            status = 0
        if status == 200:
            return
        if time.monotonic() > deadline:
            raise RuntimeError(f"no server on port {port} (it answers {path} with {status})")
        time.sleep(0.2)
