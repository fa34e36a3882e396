"""What the admin gets from the editorial process; each part in a module of its own."""

from cms.editorial import publishing_hooks, staff_hooks  # noqa: F401 - their hooks register themselves
