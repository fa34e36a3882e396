"""What protects public forms against robots, without a third party and without a puzzle.

A form: `class ApplicationForm(RobotProofForm)` (see `cms.robots.forms`) brings a trap that only robots fill in and a
signed moment of rendering. Its view asks `cms.robots.services.allow` before it does what was asked:

    if form.is_valid() and not allow(request, "registration", limit=20, window=timedelta(hours=1)):
        form.add_error(None, TOO_MANY)

Whatever is refused comes back as the form with everything that was typed, and words that say what to do.
"""
