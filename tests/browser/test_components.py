"""The overview of components and of the style, with everything opened, in a real browser."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visitor


@pytest.mark.parametrize("path", ["/componenten/", "/componenten/stijl/"])
def test_every_component_is_accessible_in_every_state(visit: Callable[..., Visitor], path: str) -> None:
    visitor = visit()
    page = visitor.go(path)
    page.evaluate("document.querySelectorAll('details').forEach((details) => details.setAttribute('open', ''))")
    assert visitor.faults_in_every_look() == []
