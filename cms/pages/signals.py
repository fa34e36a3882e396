"""What apps tell one another without knowing each other."""

from django.dispatch import Signal

# Sent by the worker, every minute or so, with `now`: the moment of this tick, an aware datetime.
tick = Signal()

# Sent by the worker between ticks, every two seconds or so, for what can't wait for the next tick. Several workers
# may send it at once.
pulse = Signal()
