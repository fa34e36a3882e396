"""How everything is filed: by theme, phase, tag, organisation, and in what words."""

from cms.taxonomy.models.glossary import GlossaryTerm
from cms.taxonomy.models.organisation import Organisation, Province, SizeClass
from cms.taxonomy.models.subjects import Phase, Theme

__all__ = ["GlossaryTerm", "Organisation", "Phase", "Province", "SizeClass", "Theme"]
