"""Room on the stack: calls at any depth ask the system for nothing."""

import resource
from collections.abc import Callable

import pytest

from cms.serving.stack import with_room

TURNS = 200


def _leaf_of(words: int) -> Callable[[], None]:
    def leaf() -> None:
        pass

    leaf.__code__ = leaf.__code__.replace(co_stacksize=words)
    return leaf


# Whatever room a depth leaves in its chunk, the frame of one of them doesn't fit in it.
LEAVES = [_leaf_of(words) for words in range(1, 60, 4)]


def _loop_at(depth: int) -> int:
    """Call each leaf 200 times, `depth` frames from here; return how many pages of memory the worst of them took."""
    if depth:
        return _loop_at(depth - 1)
    worst = 0
    for leaf in LEAVES:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(TURNS):
            leaf()
        worst = max(worst, resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return worst


def test_no_depth_costs_memory_again_and_again() -> None:
    loop: Callable[[int], int] = with_room(_loop_at)
    assert max(loop(depth) for depth in range(300)) < TURNS / 4


def test_arguments_results_and_errors_pass() -> None:
    assert with_room(sorted)([2, 1], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        with_room(divmod)(1, 0)
