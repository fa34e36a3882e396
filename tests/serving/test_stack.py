"""Room on the stack: calls at any depth ask the system for nothing."""

import resource
from collections.abc import Callable

import pytest

from cms.serving.stack import with_room

TURNS = 200


def _leaf() -> None:
    pass


def _loop_at(depth: int) -> int:
    """Call a function 200 times, `depth` frames from here; return how many pages of memory that took."""
    if depth:
        return _loop_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(TURNS):
        _leaf()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_no_depth_costs_memory_again_and_again() -> None:
    loop: Callable[[int], int] = with_room(_loop_at)
    assert max(loop(depth) for depth in range(300)) < TURNS / 4


def test_arguments_results_and_errors_pass() -> None:
    assert with_room(sorted)([2, 1], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        with_room(divmod)(1, 0)
