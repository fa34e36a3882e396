"""One state of a component."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Example:
    """What to call a state (in Dutch) and the context that shows it.

    `is_folded` hides it until it is asked for: for what takes the focus as soon as a page opens.
    """

    state: str
    context: dict[str, Any] = field(default_factory=dict)
    is_folded: bool = False


Examples = dict[str, list[Example]]
