"""Reading the demo content from its folder, and finding every mistake in it before anything is loaded."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from cms.taxonomy.models import Organisation
from seeding import schema
from seeding.checking import mistakes_about_people, mistakes_about_search
from seeding.markdown import BodyError, Keys, page_ids, to_blocks
from seeding.problems import DemoContentError, Problem

_FENCE = "---"
_SEARCH = "search.yaml"
_REQUESTS = "requests.yaml"
# What pydantic says most, by its name for it.
_IN_DUTCH = {
    "missing": "Dit ontbreekt. Vul het in.",
    "extra_forbidden": "Dit veld bestaat niet. Haal het weg of verbeter de naam.",
    "list_type": "Hier hoort een lijst te staan.",
    "dict_type": "Hier horen namen met waarden te staan.",
    "model_type": "Hier horen namen met waarden te staan.",
    "string_type": "Hier hoort tekst te staan.",
    "int_type": "Hier hoort een heel getal te staan.",
    "int_parsing": "Hier hoort een heel getal te staan.",
    "string_too_long": "Deze tekst is te lang.",
    "string_too_short": "Deze tekst is te kort.",
    "string_pattern_mismatch": "Hier hoort een e-mailadres dat eindigt op .example.",
    "greater_than_equal": "Dit getal is te laag.",
    "enum": "Deze waarde kan hier niet. Kies er een uit demo/README.md.",
}
_NUMBER = re.compile(r"^\d+-")
T = TypeVar("T")


@dataclass(frozen=True)
class DemoPage:
    """One page of the demo: its id, what it is, and its text; `body_line` is the line before the body's first."""

    id: str
    path: Path
    meta: schema.Page
    body: str
    body_line: int
    parent: str | None = None

    @property
    def slug(self) -> str:
        """Return the page's name in its address: the last part of the id, a chapter's without its number."""
        name = self.id.rpartition("/")[2]
        return _NUMBER.sub("", name) if isinstance(self.meta, schema.Chapter) else name


@dataclass(frozen=True)
class DemoPeople:
    """Who registered for a session of the workshop with the id `workshop`."""

    path: Path
    workshop: str
    data: schema.People


@dataclass
class DemoContent:
    """The whole demo, read and checked; pages stand in an order in which parents come first."""

    site: schema.Site
    accounts: list[schema.Account]
    themes: list[schema.Theme]
    phases: list[schema.Phase]
    terms: list[schema.Term]
    search: schema.Search
    alt_texts: dict[str, str]
    pictures: dict[str, Path]
    documents: dict[str, schema.Document]
    files: dict[str, Path]
    pages: list[DemoPage]
    people: list[DemoPeople]
    requests: list[schema.SpeakingRequest]
    root: Path
    digest: str
    ids: set[str] = field(default_factory=set)

    def of(self, kind: type[schema.Page]) -> list[DemoPage]:
        """Return the pages whose front matter is exactly of `kind`."""
        return [page for page in self.pages if type(page.meta) is kind]

    @property
    def search_path(self) -> Path:
        """Return the file in which synonyms and recommendations stand."""
        return self.root / _SEARCH

    @property
    def requests_path(self) -> Path:
        """Return the file in which the requests for a speaker stand."""
        return self.root / _REQUESTS

    def problem(self, path: Path, named: str, message: str) -> Problem:
        """Return a problem on the first line of a file on which `named` stands."""
        return Problem(path.relative_to(self.root.parent), _line_with(path, named), message)


class Reader:
    """Reads a folder of demo content; collects problems instead of stopping at the first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def read(self) -> DemoContent:
        """Return the content; raise DemoContentError with every problem found."""
        pages = [page for page in self._pages() if page is not None]
        people = list(self._people())
        parts = {
            "site": self._table("site.yaml", schema.Site),
            "accounts": self._table("accounts.yaml", list[schema.Account]),
            "themes": self._table("themes.yaml", list[schema.Theme]),
            "phases": self._table("phases.yaml", list[schema.Phase]),
            "terms": self._table("glossary.yaml", list[schema.Term]),
            "search": self._table(_SEARCH, schema.Search),
            "alt_texts": self._table("illustrations/alt.yaml", dict[str, str]),
            "documents": self._table("documents/documents.yaml", dict[str, schema.Document]),
            "requests": self._table(_REQUESTS, list[schema.SpeakingRequest]),
        }
        pictures = {path.stem: path for path in sorted((self.root / "illustrations").glob("*.png"))}
        files = {path.stem: path for path in sorted((self.root / "documents").glob("[!.]*")) if path.suffix != ".yaml"}
        if not self.problems:
            content = DemoContent(
                **parts,
                pictures=pictures,
                files=files,
                pages=pages,
                people=people,
                root=self.root,
                digest=digest_of(self.root),
            )
            content.ids = {page.id for page in pages}
            self._check(content)
            mistakes = (*mistakes_about_search(content), *mistakes_about_people(content))
            self.problems.extend(content.problem(*mistake) for mistake in mistakes)
        if self.problems:
            raise DemoContentError(self.problems)
        return content

    def _problem(self, path: Path, line: int, message: str) -> None:
        self.problems.append(Problem(path.relative_to(self.root.parent), line, message))

    def _table(self, name: str, kind: Any) -> Any:
        path = self.root / name
        if not path.exists():
            self._problem(path, 0, "Dit bestand ontbreekt.")
            return None
        text = self._text(path)
        return None if text is None else self._parsed(path, text, 0, TypeAdapter(kind))

    def _text(self, path: Path) -> str | None:
        """Return what stands in a file; None, with the problem noted, when it is not text."""
        content = path.read_bytes()
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self._problem(path, line, "Dit is geen tekst in UTF-8. Sla het bestand zo op.")
            return None

    def _parsed(self, path: Path, text: str, offset: int, adapter: "TypeAdapter[T]") -> T | None:
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            return adapter.validate_python(yaml.safe_load(text))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self._problem(path, offset + (mark.line + 1 if mark else 0), f"Geen geldige YAML: {error}")
        except ValidationError as error:
            for detail in error.errors():
                place = "".join(f"{part}: " for part in detail["loc"])
                what = _IN_DUTCH.get(detail["type"]) or str(detail.get("ctx", {}).get("error", detail["msg"]))
                self._problem(path, offset + _line_of(node, detail["loc"]), f"{place}{what}")
        return None

    def _pages(self) -> Iterator[DemoPage | None]:
        flat: list[tuple[str, type[schema.Page]]] = [
            ("pages", schema.ContentPage),
            ("articles", schema.Article),
            ("speakers", schema.Speaker),
            ("workshops", schema.Workshop),
            ("engagements", schema.Engagement),
        ]
        for folder, kind in flat:
            for path in sorted((self.root / folder).glob("*.md")):
                yield self._page(path, kind)
        for top in sorted((self.root / "handbooks").glob("*/_index.md")):
            yield self._page(top, schema.Handbook)
            yield from self._chapters(top.parent)
        for top in sorted((self.root / "projects").glob("*/_index.md")):
            yield self._page(top, schema.Project)
            for path in sorted(top.parent.glob("[!_]*.md")):
                yield self._page(path, schema.Story, self._id(top))

    def _people(self) -> Iterator[DemoPeople]:
        for path in sorted((self.root / "registrations").glob("*.yaml")):
            data = self._table(path.relative_to(self.root).as_posix(), schema.People)
            if data is not None:
                yield DemoPeople(path, f"workshops/{path.stem}", data)

    def _chapters(self, folder: Path) -> Iterator[DemoPage | None]:
        parent = folder.relative_to(self.root).as_posix()
        for path in sorted(folder.iterdir()):
            if path.is_dir():
                yield self._page(path / "_index.md", schema.Chapter, parent)
                yield from self._chapters(path)
            elif path.suffix == ".md" and path.stem != "_index":
                yield self._page(path, schema.Chapter, parent)

    def _id(self, path: Path) -> str:
        named = path.parent if path.stem == "_index" else path.with_suffix("")
        return named.relative_to(self.root).as_posix()

    def _page(self, path: Path, kind: type[schema.Page], parent: str | None = None) -> DemoPage | None:
        if not path.exists():
            self._problem(path, 0, "Dit bestand ontbreekt.")
            return None
        text = self._text(path)
        if text is None:
            return None
        lines = text.splitlines()
        end = lines.index(_FENCE, 1) if lines[:1] == [_FENCE] and _FENCE in lines[1:] else 0
        if not end:
            self._problem(path, 1, "Begin het bestand met gegevens tussen twee regels '---'.")
            return None
        meta = self._parsed(path, "\n".join(lines[1:end]), 1, TypeAdapter(kind))
        if meta is None:
            return None
        return DemoPage(self._id(path), path, meta, "\n".join(lines[end + 1 :]), end + 1, parent)

    def _check(self, content: DemoContent) -> None:
        """Find references to what doesn't exist, and bodies that can't be read."""
        known = {
            "Thema": {theme.slug for theme in content.themes},
            "Fase": {phase.slug for phase in content.phases},
            "Illustratie": set(content.pictures),
            "Gemeente": set(Organisation.objects.values_list("name", flat=True)),
            "Spreker": {page.slug for page in content.of(schema.Speaker)},
        }
        keys = Keys(
            lambda _page: 1,
            lambda name: 1 if content.pictures[name] else 0,
            lambda name: 1 if content.documents[name] else 0,
        )
        for page in content.pages:
            for what, name in _references(page.meta):
                if name not in known[what]:
                    self._problem(page.path, _line_with(page.path, name), f"{what} '{name}' bestaat niet.")
            for line, target in page_ids(page.body):
                if target not in content.ids:
                    self._problem(page.path, page.body_line + line, f"Pagina '{target}' bestaat niet.")
            try:
                to_blocks(page.body, keys)
            except BodyError as error:
                self._problem(page.path, page.body_line + error.line, str(error))
        for name in content.pictures.keys() - content.alt_texts.keys():
            self._problem(content.pictures[name], 0, "De tekst bij deze afbeelding ontbreekt in alt.yaml.")
        for name in content.documents.keys() ^ content.files.keys():
            self._problem(
                self.root / "documents" / "documents.yaml", 0, f"Bij '{name}' ontbreekt het bestand of de regel."
            )


def _references(meta: schema.Page) -> Iterator[tuple[str, str]]:
    """Yield (what, name) for everything that a front matter points at."""
    yield from (("Thema", slug) for slug in meta.themes)
    if meta.phase:
        yield "Fase", meta.phase
    if meta.illustration:
        yield "Illustratie", meta.illustration
    if isinstance(meta, schema.Project | schema.Engagement) and meta.organisation:
        yield "Gemeente", meta.organisation
    if isinstance(meta, schema.Engagement):
        yield from (("Spreker", each.speaker) for each in meta.speakers)


def digest_of(root: Path) -> str:
    """Return a fingerprint of all files under `root`."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _line_with(path: Path, text: str) -> int:
    """Return the number of the first line of a file in which `text` stands, 0 when it stands in none."""
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 0)


def _line_of(node: Any, location: tuple[int | str, ...]) -> int:
    """Return the line (from 1) at which the value at `location` stands in a YAML document, or the nearest above it."""
    line = node.start_mark.line + 1 if node is not None else 0
    for part in location:
        children = node.value if isinstance(node, yaml.MappingNode | yaml.SequenceNode) else []
        if isinstance(node, yaml.MappingNode):
            found = next((value for key, value in children if key.value == part), None)
            keys = {key.value: key.start_mark.line + 1 for key, _value in children}
            line = keys.get(part, line)
        else:
            found = children[part] if isinstance(part, int) and part < len(children) else None
            line = found.start_mark.line + 1 if found is not None else line
        if found is None:
            break
        node = found
    return line
