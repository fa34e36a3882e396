"""Who may see two things, or one of several, is written as one audience."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from hypothesis import given
from hypothesis import strategies as st

from cms.pages.audiences import EVERYBODY, LOGGED_IN, admits, audience_of, both, either
from cms.users.models import User

GROUPS = st.sets(st.integers(1, 4), max_size=3)
RESTRICTIONS = st.lists(
    st.one_of(st.tuples(st.just("login"), st.just(set())), st.tuples(st.just("groups"), GROUPS)), max_size=3
)


def visitors() -> list[User | AnonymousUser]:
    """Return somebody of each sort: of every set of four groups, and who isn't logged in."""
    somebody = []
    for number in range(16):
        user = User()
        user._group_ids = {group for group in range(1, 5) if number >> (group - 1) & 1}  # type: ignore[attr-defined]
        somebody.append(user)
    return [AnonymousUser(), *somebody]


def admitted(audience: str | None) -> list[bool]:
    return [audience is not None and admits(audience, user) for user in visitors()]


@given(st.lists(RESTRICTIONS, max_size=4))
def test_who_is_in_one_of_several_audiences_is_in_the_one_written_for_them(several: list) -> None:
    audiences = [audience for restrictions in several if (audience := audience_of(restrictions)) is not None]
    one_of_them = [any(admitted) for admitted in zip(*map(admitted, audiences), strict=True)] or [False] * 17
    assert admitted(either(audiences)) == one_of_them
    assert either(audiences) == either(reversed(audiences))


@given(RESTRICTIONS, RESTRICTIONS)
def test_who_is_in_two_audiences_is_in_the_one_written_for_both(first: list, second: list) -> None:
    one, other = audience_of(first), audience_of(second)
    assert one is not None
    assert other is not None
    in_both = [a and b for a, b in zip(admitted(one), admitted(other), strict=True)]
    assert admitted(both(one, other)) == in_both


@pytest.mark.parametrize(
    ("audiences", "joined"),
    [
        ([], None),
        (["3", EVERYBODY], EVERYBODY),
        (["3", LOGGED_IN], LOGGED_IN),
        (["3", "7"], "3.7"),
        (["0", "7"], "7"),
        (["3&9", "7"], "3.7&7.9"),
        (["3&9", "3"], "3"),
    ],
)
def test_several_are_joined_to_the_shortest_that_says_it(audiences: list[str], joined: str | None) -> None:
    assert either(audiences) == joined


def test_what_is_too_long_to_be_kept_is_for_nobody() -> None:
    assert either([f"{number}&{number + 100}" for number in range(1, 9)]) is None
    assert either([f"{number}&{number + 100}" for number in range(1, 60)]) is None
    assert both("1000." * 30 + "1", "2000." * 30 + "2") is None


@pytest.mark.django_db
def test_somebody_of_no_group_is_in_none() -> None:
    user = User.objects.create(email="a@b.nl")
    user.groups.add(Group.objects.create(name="Klankbord"))
    assert not admits("0", user)
