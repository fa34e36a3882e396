"""The certificate of participation, for each of a party who was there: a page to print, or a PDF."""

from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from PIL import ImageFile

from events.registration.enums import Attendance
from events.registration.models import Attendee
from events.registration.visitors.own import OwnView


@cache
def has_pdf() -> bool:
    """Return whether the optional extra 'pdf' is installed, and finds the system's libraries that it needs."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - an optional extra
    except (ImportError, OSError):
        return False
    # As it is imported it lets Pillow take damaged pictures, everywhere in the process: uploads are still refused.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return True


class CertificateView(OwnView):
    """The certificates of one registration; who wasn't ticked reads whom to ask."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, to print."""
        who: list[Attendee] = list(self.registration.attendees.filter(attendance=Attendance.ATTENDED))
        if not who:
            return self.show("certificate_none.html", status=404)
        return self.show_certificates({"attendees": who, "session": self.session})

    def show_certificates(self, context: dict[str, Any]) -> HttpResponse:
        """Return them as a page; `context` says what stands on them."""
        return self.show("certificate.html", has_pdf=has_pdf(), **context)


class CertificatePdfView(CertificateView):
    """The same as a PDF, where WeasyPrint works."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the file, where one can be made."""
        if not has_pdf():
            raise Http404
        return super().get(request)

    def show_certificates(self, context: dict[str, Any]) -> HttpResponse:
        """Return them as a file."""
        html = render_to_string("events/registration/certificate_pdf.html", {"workshop": self.session.page, **context})
        response = HttpResponse(pdf_of(html), content_type="application/pdf")
        response["Content-Disposition"] = 'attachment; filename="bewijs-van-deelname.pdf"'
        return response


def pdf_of(html: str) -> bytes:
    """Return `html` as a tagged PDF in our own style; nothing is fetched from anywhere."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - an optional extra
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    nothing = URLFetcher(allowed_protocols=[])
    style = Path(str(finders.find("css/certificate.css"))).read_text(encoding="utf-8")
    pdf: bytes = HTML(string=html, url_fetcher=nothing).write_pdf(
        stylesheets=[CSS(string=style, url_fetcher=nothing)], pdf_variant="pdf/ua-1"
    )
    return pdf
