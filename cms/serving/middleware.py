"""What happens to every request on its way in and out."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of the public site, and the admin's own under its address."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the policy for `response`: a view's own, else the one for the part of the site it came from."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and request.path.startswith(settings.ADMIN_PATH):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
