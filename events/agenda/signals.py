"""What the agenda tells other apps of a session, inside the transaction that changes it.

The session's row is locked when these are sent. `before` holds the values that `events.agenda.services.EDITABLE`
names, as they were.
"""

from django.dispatch import Signal

# Sent before a changed session is written, with `session` (its new values) and `before`. A receiver may raise
# SessionRefusedError, and then nothing changes.
session_changing = Signal()

# Sent after, with `session`, `kind` ('scheduled', 'changed', 'cancelled' or 'completed'), `calendar_changed`
# (whether calendars of others must learn of it), `before` and `user`, who did it, or None.
session_changed = Signal()
