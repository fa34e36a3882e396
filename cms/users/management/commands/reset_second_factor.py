"""Help for who lost both telephone and recovery codes."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.users.models import User


class Command(BaseCommand):
    """Take somebody's second factor away."""

    help = "Take the app and the recovery codes of a user away; at the next log-in a new app is connected."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the e-mail address."""
        parser.add_argument("email", help="The e-mail address of the account.")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Take it away and end the user's sessions; raise CommandError when there is no such user."""
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no account with the e-mail address {email}.")
        Authenticator.objects.filter(user=user).delete()
        for session in Session.objects.iterator():
            if session.get_decoded().get("_auth_user_id") == str(user.pk):
                session.delete()
        self.stdout.write(f"{user.email} connects a new app at the next log-in.")
