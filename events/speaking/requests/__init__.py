"""Requests for a speaker: asked on the site, handled by staff, followed by who asked through a private link."""
