"""A few numbers that tell the result."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock


class FigureItemBlock(StructBlock):
    """One number and what it counts."""

    value = CharBlock(max_length=20, label="Getal", help_text="Bijvoorbeeld 34% of 12.")
    label = CharBlock(max_length=80, label="Wat telt het?")
    note = CharBlock(max_length=120, required=False, label="Toelichting")

    class Meta:
        label = "Cijfer"


class FiguresBlock(StructBlock):
    """Numbers side by side."""

    figures = ListBlock(FigureItemBlock(), min_num=1, max_num=6, label="Cijfers")

    class Meta:
        template = "blocks/figures.html"
        icon = "order"
        label = "Cijfers"
        description = "Een tot zes getallen met wat ze tellen."
        preview_value = {
            "figures": [{"value": "34%", "label": "minder doorverwijzingen", "note": "gemeten over zes maanden"}]
        }
