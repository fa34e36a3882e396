"""One stylesheet, and modules that find one another under their hashed names."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage

from cms.serving.static import JoinedStaticFilesStorage, join_stylesheet


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> JoinedStaticFilesStorage:
    """Our own static files as collectstatic leaves them."""
    folder = tmp_path_factory.mktemp("static")
    storage = JoinedStaticFilesStorage(location=str(folder), base_url="/static/")
    source = FileSystemStorage(location=str(settings.STATICFILES_DIRS[0]))
    paths: dict[str, Any] = {}
    for finder in list(get_finders())[:1]:
        for name, origin in finder.list([]):
            if origin.location == source.location:
                paths[name] = (origin, name)
                with origin.open(name) as file:
                    storage.save(name, file)
    for _name, _hashed, processed in storage.post_process(paths):
        assert not isinstance(processed, Exception), processed
    return storage


def test_the_stylesheet_is_whole_and_imports_nothing(collected: JoinedStaticFilesStorage) -> None:
    css = Path(collected.path(collected.stored_name("css/site.css"))).read_text()
    assert "@import" not in css
    parts = re.findall(r"@import url\(", (Path(settings.STATICFILES_DIRS[0]) / "css/site.css").read_text())
    assert len(re.findall(r"@layer [\w-]+ \{", css)) >= len(parts)
    assert css.startswith("@layer reset, tokens, base, components, utilities, print;")


def test_everything_that_the_stylesheet_names_exists(collected: JoinedStaticFilesStorage) -> None:
    stylesheet = Path(collected.path(collected.stored_name("css/site.css")))
    names = [
        name for name in re.findall(r"url\(\"([^\"]+)\"\)", stylesheet.read_text()) if not name.startswith("data:")
    ]
    assert names
    for name in names:
        assert (stylesheet.parent / name).resolve().is_file(), name
        assert re.search(r"\.[0-9a-f]{12}\.", name), name


def test_modules_import_hashed_modules(collected: JoinedStaticFilesStorage) -> None:
    script = Path(collected.path(collected.stored_name("js/site.js")))
    names = re.findall(r"from\s+\"([^\"]+)\"", script.read_text())
    assert names
    for name in names:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name), name
        assert (script.parent / name).resolve().is_file()


def test_they_are_small_and_compressed_beforehand(collected: JoinedStaticFilesStorage) -> None:
    stylesheet = Path(collected.path(collected.stored_name("css/site.css")))
    for suffix in (".gz", ".br"):
        assert stylesheet.with_name(stylesheet.name + suffix).is_file()
    assert len(gzip.compress(stylesheet.read_bytes())) <= 15 * 1024
    scripts = [Path(collected.path(name)) for name in collected.hashed_files.values() if name.endswith(".js")]
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) <= 20 * 1024


def test_a_part_keeps_its_layer_its_medium_and_its_addresses() -> None:
    files = {
        "css/site.css": '/* first */ @layer a, b;\n@import url("parts/x.css") layer(a);\n@import url("y.css") print;',
        "css/parts/x.css": 'p { background: url("../../img/p.png"), url(data:image/png;base64,AA) }',
        "css/y.css": "q { quotes: none }",
    }
    assert join_stylesheet("css/site.css", files.__getitem__) == (
        '@layer a, b;\n@layer a {\np { background: url("../img/p.png"), url(data:image/png;base64,AA) }\n}\n'
        "@media print {\nq { quotes: none }\n}\n"
    )


@pytest.mark.parametrize("part", ['@import url("z.css");', '@import "z.css";'])
def test_an_import_that_cannot_be_joined_stops_the_release(part: str) -> None:
    with pytest.raises(ValueError, match="import"):
        join_stylesheet("css/site.css", {"css/site.css": '@import url("y.css");', "css/y.css": part}.__getitem__)
    with pytest.raises(ValueError, match="import"):
        join_stylesheet("css/site.css", {"css/site.css": '@import "z.css";'}.__getitem__)
