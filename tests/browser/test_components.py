"""The overview of components and of the style, with everything opened, in a real browser."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visitor


@pytest.mark.parametrize("path", ["/componenten/", "/componenten/stijl/"])
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False)], ids=["light", "dark", "phone"])
def test_every_component_is_accessible_in_every_state(
    visit: Callable[..., Visitor], path: str, width: int, dark: bool
) -> None:
    visitor = visit(width, dark=dark)
    page = visitor.go(path)
    page.evaluate("document.querySelectorAll('details').forEach((details) => details.setAttribute('open', ''))")
    assert visitor.accessibility_faults() == []
    assert visitor.troubles == []
    assert not visitor.overflows()
