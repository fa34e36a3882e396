"""Everything that `make run` does after installing: bring the database up to date, load the demo, say where, serve."""

import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from cms.users.models import User
from seeding.models import SeedingRun


class Command(BaseCommand):
    """Migrate, load the demo and serve it on this machine."""

    help = "Migrate, load the demo and serve it on this machine. Not for production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Serve until interrupted; raise CommandError outside the development settings."""
        if not settings.DEBUG:
            raise CommandError("run_demo is for development settings; see docs/running.md for production.")
        settings.VAR_DIR.mkdir(exist_ok=True)
        call_command("migrate", interactive=False, verbosity=1, stdout=self.stdout)
        try:
            call_command("load_demo", stdout=self.stdout)
        except CommandError as error:
            # What staff took away or renamed must not keep the site from starting.
            if not SeedingRun.objects.exists():
                raise
            self.stderr.write(f"De demo is niet ververst, de site start wel.\n{error}")
        # Full addresses (in calendars, the sitemap, exports) lead to where the demo is served.
        site = Site.objects.get(is_default_site=True)
        if (site.hostname, site.port) != ("localhost", port):
            site.hostname, site.port = "localhost", port
            site.save()
        self._introduce(port)
        # Beside it the worker, so that what is planned goes online here too.
        worker = subprocess.Popen([sys.executable, settings.BASE_DIR / "manage.py", "worker"])  # noqa: S603 - our own
        try:
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, skip_checks=True)
        finally:
            worker.terminate()
            worker.wait()

    def _introduce(self, port: int) -> None:
        site = f"http://localhost:{port}/"
        self.stdout.write(
            f"\nDe site:   {site}\nDe admin:  {site}{settings.ADMIN_PATH.lstrip('/')}\n\nDemo-accounts:\n"
        )
        accounts = User.objects.filter(email__endswith="@ol2000.example", groups__isnull=False).order_by("email")
        for user in accounts.distinct():
            roles = ", ".join(user.groups.values_list("name", flat=True))
            self.stdout.write(f"  {roles:20} {user.email:32} {settings.DEMO_PASSWORD}")
        self.stdout.write("")
