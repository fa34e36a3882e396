"""What somebody said."""

from wagtail.blocks import CharBlock, StructBlock, TextBlock


class QuoteBlock(StructBlock):
    """A quotation with who said it."""

    text = TextBlock(max_length=500, label="Citaat", help_text="Zonder aanhalingstekens.")
    name = CharBlock(max_length=90, label="Naam")
    role = CharBlock(max_length=120, required=False, label="Functie")

    class Meta:
        template = "blocks/quote.html"
        icon = "openquote"
        label = "Citaat"
        description = "Een uitspraak, met naam en functie."
        preview_value = {
            "text": "Inwoners merken niets van onze afdelingen. Zo hoort het.",
            "name": "Ineke Dijkstra",
            "role": "teamleider publiekszaken",
        }
