"""What an engine is asked for: tokens, combined; each engine writes them down in its own language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """Documents that hold this token, or one that begins with it."""

    token: str
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """Documents that any of the parts finds; at least one part."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Every:
    """Documents that all of the parts find, and none of `without`; at least one part."""

    parts: "tuple[Expression, ...]"
    without: "tuple[Expression, ...]" = ()


Expression = Token | Either | Every


def any_of(*tokens: str) -> Expression:
    """Return the expression for documents that hold any of `tokens`."""
    return either(*map(Token, dict.fromkeys(tokens)))


def either(*parts: Expression) -> Expression:
    """Return the expression for documents that any of `parts` finds, as flat as it can be."""
    flat: list[Expression] = []
    for part in parts:
        flat += part.parts if isinstance(part, Either) else (part,)
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else Either(unique)


def every(*parts: Expression) -> Expression:
    """Return the expression for documents that all of `parts` find."""
    return parts[0] if len(parts) == 1 else Every(parts)
