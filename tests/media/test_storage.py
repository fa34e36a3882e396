"""Addresses of uploads."""

from django.core.files.storage import FileSystemStorage
from hypothesis import given
from hypothesis import strategies as st

from cms.media.storage import MediaStorage

# Upload names as Django's get_valid_name leaves them, and what else a database may hold; no name has a scheme.
NAMES = st.text(st.characters(exclude_characters=":/\\\0", exclude_categories=["Cs"]), min_size=1).filter(
    lambda name: set(name) != {"."}
)


@given(NAMES, NAMES)
def test_addresses_are_djangos_own(folder: str, name: str) -> None:
    path = f"{folder}/{name}"
    assert MediaStorage(base_url="/media/").url(path) == FileSystemStorage(base_url="/media/").url(path)
