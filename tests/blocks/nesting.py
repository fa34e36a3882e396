"""A strict reader of HTML: it fails where a browser would repair."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "source", "input"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag in {"a", "button"} and {"a", "button"} & set(self.open)), f"{tag} within {self.open}"
        self.ids += [value or "" for name, value in attrs if name == "id"]
        assert not any(name.startswith("on") or name == "style" for name, _value in attrs), attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> _Reader:
    """Return what `html` holds; AssertionError unless every element closes where it opened and ids are unique."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    assert len(reader.ids) == len(set(reader.ids)), f"twice: {sorted(reader.ids)}"
    return reader
