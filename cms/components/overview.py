"""What the overview for developers shows: every component with its own docblock and its examples."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms.components.examples import WITHOUT_EXAMPLE, Example, all_examples

COMPONENTS_DIR = settings.BASE_DIR / "templates" / "components"
_DOCBLOCK = re.compile(r"\s*{% comment %}(.*?){% endcomment %}", re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """One state of a component, rendered; folded where it would draw the reader to itself as the page opens."""

    state: str
    html: SafeString
    is_folded: bool


@dataclass(frozen=True)
class Component:
    """One component: its name, what its docblock says of its use and its context, and its states."""

    name: str
    use: str
    context: str
    states: list[Shown]
    without: str

    @property
    def template(self) -> str:
        """Return the path by which a template includes it."""
        return f"components/{self.name}.html"


def component_names() -> list[str]:
    """Return the names of all components, in alphabetical order."""
    return sorted(path.stem for path in COMPONENTS_DIR.glob("*.html"))


def docblock(path: Path) -> tuple[str, str]:
    """Return what the comment at the top of the template at `path` says of its use, and of its context.

    Raises ValueError when the template doesn't begin with such a comment.
    """
    found = _DOCBLOCK.match(path.read_text())
    if found is None:
        raise ValueError(f"{path.name} does not begin with a comment that says its context")
    use, _, context = found[1].partition("Context:")
    return " ".join(use.split()), " ".join(context.split())


def all_components() -> list[Component]:
    """Return every component with its examples rendered; pictures come from the site's own library."""
    examples = all_examples()
    return [_component(name, examples.get(name, [])) for name in component_names()]


def _component(name: str, examples: list[Example]) -> Component:
    use, context = docblock(COMPONENTS_DIR / f"{name}.html")
    states = [
        Shown(example.state, render_to_string(f"components/{name}.html", example.context), example.is_folded)
        for example in examples
    ]
    return Component(name, use, context, states, WITHOUT_EXAMPLE.get(name, ""))
