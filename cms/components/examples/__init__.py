"""Examples of every component in its states, with texts that could stand on the site."""

from cms.components.examples import agenda, cards, forms, messages, navigation, openings, reading, results
from cms.components.examples.example import Example, Examples

# Components that have no example of their own, and where they are to be seen.
WITHOUT_EXAMPLE = {
    "footer": "Staat onder elke pagina, ook onder deze.",
    "form_field_notes": "Onderdeel van form_field.",
    "main_nav": "Staat boven elke pagina, ook boven deze.",
    "page_head": "Staat boven elke pagina, ook boven deze.",
    "print_header": "Staat boven elke pagina op papier: bekijk het afdrukvoorbeeld van deze pagina.",
    "skip_link": "Staat boven elke pagina en wordt zichtbaar bij de eerste druk op de tabtoets.",
}

_MODULES = (agenda, cards, forms, messages, navigation, openings, reading, results)

__all__ = ["WITHOUT_EXAMPLE", "Example", "Examples", "all_examples"]


def all_examples() -> Examples:
    """Return the examples of every component by its name; pictures come from the site's own library."""
    return {name: examples for module in _MODULES for name, examples in module.examples().items()}
