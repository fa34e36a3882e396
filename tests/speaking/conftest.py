"""What tests of speakers share with those of the agenda."""

from tests.agenda.conftest import local

__all__ = ["local"]
