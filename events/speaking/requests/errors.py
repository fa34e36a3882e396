"""What goes wrong with requests for a speaker."""


class RequestRefusedError(Exception):
    """A step that can't be taken; its text says in Dutch why, and what to do."""
