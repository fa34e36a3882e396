"""What is done at the end of a transaction is done once, inside it, and falls with it."""

import pytest
from django.db import IntegrityError, connection, transaction

from cms.database import do_before_commit, find_before_commit
from cms.taxonomy.models import Theme
from tests.factories import ThemeFactory


class Makes:
    """A step that makes a theme."""

    def __init__(self, title: str) -> None:
        self.title = title

    def __call__(self) -> None:
        ThemeFactory(title=self.title)


def titles() -> list[str]:
    return list(Theme.objects.order_by("pk").values_list("title", flat=True))


class Ending:
    """The same inside a test case's transaction, and where transactions are real."""

    def test_outside_a_transaction_it_is_done_at_once(self) -> None:
        do_before_commit(Makes("Een"))
        assert titles() == ["Een"]

    def test_it_is_done_at_the_end_of_the_outermost_block(self) -> None:
        with transaction.atomic():
            with transaction.atomic():
                do_before_commit(Makes("Laatst"))
            ThemeFactory(title="Eerst")
            assert titles() == ["Eerst"]
            step = find_before_commit(Makes)
            assert step
            step.title = "Allerlaatst"
        assert titles() == ["Eerst", "Allerlaatst"]
        assert find_before_commit(Makes) is None

    def test_a_step_may_ask_for_another(self) -> None:
        with transaction.atomic():
            do_before_commit(lambda: do_before_commit(Makes("Een")))
        assert titles() == ["Een"]

    def test_what_a_block_without_savepoint_asks_is_done_too(self) -> None:
        with transaction.atomic(savepoint=False):
            do_before_commit(Makes("Een"))
        assert titles() == ["Een"]


@pytest.mark.django_db
class TestInATestCase(Ending):
    pass


@pytest.mark.django_db(transaction=True)
class TestCommitting(Ending):
    def test_a_rollback_takes_it_away(self) -> None:
        def fail() -> None:
            with transaction.atomic():
                do_before_commit(Makes("Een"))
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        with transaction.atomic():
            ThemeFactory(title="Twee")
        assert titles() == ["Twee"]

    @pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, IntegrityError])
    def test_when_it_fails_so_does_the_transaction(self, error: type[BaseException]) -> None:
        def fail() -> None:
            raise error

        def save() -> None:
            with transaction.atomic():
                ThemeFactory(title="Een")
                do_before_commit(Makes("Twee"))
                do_before_commit(fail)

        with pytest.raises(error):
            save()
        assert connection.get_autocommit()
        assert not connection.in_atomic_block
        ThemeFactory(title="Drie")
        assert titles() == ["Drie"]

    @pytest.mark.postgresql
    def test_a_closed_connection_forgets_it(self) -> None:
        with transaction.atomic():
            do_before_commit(Makes("Een"))
            connection.close()
        assert titles() == []
