"""Text, tables and drawings for the examples that hold HTML."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def html(name: str) -> SafeString:
    """Return the HTML `name` of templates/components_overview/examples/, such as 'text' or 'rows'."""
    return render_to_string(f"components_overview/examples/{name}.html")
