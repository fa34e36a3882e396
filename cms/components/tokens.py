"""The design tokens, read from the stylesheet that defines them."""

import re
from dataclasses import dataclass

from django.conf import settings

_TOKENS_FILE = settings.BASE_DIR / "assets" / "css" / "tokens.css"
_TOKEN = re.compile(r"--ol-([\w-]+):\s*([^;]+);")


@dataclass(frozen=True)
class Token:
    """One custom property: its value, and the one that a dark screen gets instead ('' where it keeps it)."""

    name: str
    value: str
    dark: str

    @property
    def property(self) -> str:
        """Return the name as CSS has it."""
        return f"--ol-{self.name}"


def all_tokens() -> dict[str, list[Token]]:
    """Return `colours`, `sizes` (of type), `spaces` and `others`, each in the order of the stylesheet."""
    light, _, dark = _TOKENS_FILE.read_text().partition("@media (prefers-color-scheme: dark)")
    dark_values = dict(_TOKEN.findall(dark))
    tokens: dict[str, list[Token]] = {"colours": [], "sizes": [], "spaces": [], "others": []}
    for name, value in _TOKEN.findall(light):
        tokens[_kind(name)].append(Token(name, value, dark_values.get(name, "")))
    return tokens


def _kind(name: str) -> str:
    if name.startswith("color-") or name == "focus-color":
        return "colours"
    if name.startswith("text-"):
        return "sizes"
    return "spaces" if name.startswith("space-") else "others"
