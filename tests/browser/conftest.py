"""A real Chromium before a real server with the demo; one of each for who reads, and one for who writes."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from devtools.suite import CHROMIUM_NAMES

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "een-loket-voor-alles"
SECRET_KEY = "x" * 50
# A machine may be slow.
expect.set_options(timeout=15_000)

# These only look; each of the others may change what the site holds.
READING = ("test_components", "test_every_page", "test_reading")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, and keep it together in two groups: each makes its server once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            group = "reading" if item.path.stem in READING else "writing"
            item.add_marker(pytest.mark.xdist_group(f"browser-{group}"))


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site keeps what it writes: `site.sqlite3`, uploads, logs."""
    return tmp_path_factory.mktemp("site")


def production(folder: Path, port: int) -> dict[str, str]:
    """Return the environment in which the site in `folder` runs as in production."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": f"http://localhost:{port}",
        "DEFAULT_FROM_EMAIL": "site@ol2000.example",
        "EMAIL_URL": "smtp://localhost:25",
        "SECURE_SSL_REDIRECT": "false",
        "LOG_LEVEL": "WARNING",
    }


@pytest.fixture(scope="session")
def port() -> int:
    """A port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def demo(port: int, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with the demo; who comes first makes it, the others wait for that."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demo"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            _make_demo(folder, production(folder, port))
            (folder / "made").touch()
    return folder


def _make_demo(folder: Path, environment: dict[str, str]) -> None:
    def start(*command: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, stdout=PIPE, stderr=STDOUT
        )

    def finish(process: "subprocess.Popen[bytes]") -> None:
        output, _ = process.communicate()
        assert process.returncode == 0, output.decode()

    static = start("collectstatic", "--noinput")
    finish(start("migrate"))
    finish(start("load_demo"))
    finish(static)


@pytest.fixture(scope="session")
def site_url(demo: Path, site_folder: Path, port: int) -> Iterator[str]:
    """Serve the demo in production's settings on this machine; give its address without the last slash."""
    folder = site_folder
    shutil.copytree(demo, folder, dirs_exist_ok=True)
    environment = production(folder, port)
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "tests.browser.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
         "--timeout", "120"],
        cwd=ROOT, env=environment, stdout=log, stderr=log,
    )  # fmt: skip
    try:
        _wait_for(port, server, folder / "server.log")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            connection = HTTPConnection("localhost", port, timeout=30)
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The server does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


class Visitor:
    """Somebody at a browser; whatever goes wrong while they look round is kept in `troubles`."""

    def __init__(self, context: BrowserContext, site_url: str) -> None:
        self.site_url = site_url
        self.context = context
        self.troubles: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # What violates the security policy is told here too.
        if message.type in {"error", "warning"}:
            self.troubles.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site_url, "data:", "blob:")):
            self.troubles.append(f"another host: {request.url}")

    def go(self, path: str) -> Page:
        """Open `path`, which must be there."""
        answer = self.page.goto(f"{self.site_url}{path}")
        assert answer is not None
        assert answer.ok, f"{answer.status} for {path}"
        return self.page

    def log_in(self, role: str) -> Page:
        """Log in with the demo's account for `role` and come to the dashboard."""
        address = {"evenementbeheerder": "evenementen"}.get(role, role)
        page = self.go("/beheer/")
        page.get_by_label("E-mailadres").fill(f"{address}@ol2000.example")
        page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Inloggen").click()
        page.wait_for_url(f"{self.site_url}/beheer/")
        return page

    def accessibility_faults(self, within: str | None = None, rules: Sequence[str] = ()) -> list[str]:
        """Return what axe finds on the page as it stands: each rule, or of `rules`, with the elements that break it."""
        # A click may have led to a page that is only coming in.
        self.page.wait_for_load_state()
        context = f"{within!r}" if within else None
        options = {**AXE_OPTIONS, "runOnly": {"type": "rule", "values": rules}} if rules else AXE_OPTIONS
        found = Axe().run(self.page, context=context, options=options).response["violations"]
        return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes']]}" for rule in found]

    def faults_in_every_look(self) -> list[str]:
        """Return what is wrong with the page as it stands, wide and narrow, light and dark, and what went wrong."""
        faults: list[str] = []
        for width in (1280, 320):
            self.page.set_viewport_size({"width": width, "height": 900})
            found = self.accessibility_faults()
            if self.overflows():
                found.append("it must be scrolled sideways")
            # Nothing but colours is other in the dark.
            self.page.emulate_media(color_scheme="dark")
            found += [f"dark: {fault}" for fault in self.accessibility_faults(rules=["color-contrast"])]
            self.page.emulate_media(color_scheme="light")
            faults += [f"at {width} px: {fault}" for fault in found]
        self.page.set_viewport_size({"width": 1280, "height": 900})
        return faults + self.troubles

    def overflows(self) -> bool:
        """Return whether the page must be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # What is in order need not be described: on long pages that takes as long as looking.
    "resultTypes": ["violations"],
}


@pytest.fixture
def visit(chromium: Browser, site_url: str) -> Iterator[Callable[..., Visitor]]:
    """Open a browser window: `visit(width=320, javascript=False)`."""
    contexts: list[BrowserContext] = []

    def visitor(width: int = 1280, *, javascript: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
        )
        contexts.append(context)
        return Visitor(context, site_url)

    yield visitor
    for context in contexts:
        context.close()
