"""One way to write a moment, in our own screens as in those of Wagtail and Django: '24 november 2026, 10.00 uur'."""

TIME_FORMAT = r"H.i \u\u\r"
DATETIME_FORMAT = r"j F Y, H.i \u\u\r"
