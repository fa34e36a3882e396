"""SQL that Django composes once, for what is done so often or so urgently that composing it each time is too slow.

Composing a query takes the ORM longer than the database takes to answer it. What is composed here is also prepared by
PostgreSQL when it was asked a few times, so that it is parsed and planned once for each connection; see
`DatabaseWrapper.prepared_cursor`.
"""

from collections.abc import Callable, Sequence
from functools import cache, wraps
from typing import Any, NamedTuple, TypeVar, cast

from django.db import connection, transaction
from django.db.models import Expression, Model, QuerySet
from django.db.models.sql import InsertQuery

from cms.database.endings import EndsWithSteps

M = TypeVar("M", bound=Model)


class _Slot(Expression):
    """The place of a value in a query."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the placeholder, and itself as what is to be replaced by the value."""
        return "%s", (self,)


class _Query(NamedTuple):
    """What there is to know of a composed query: its values are constants and slots."""

    sql: str
    values: Sequence[Any]
    columns: list[str]
    # What the fields do to values from this kind of database, by the number of the column.
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]


def composed(make: Callable[..., "QuerySet[M]"]) -> Callable[..., list[M]]:
    """Return what gives the rows of the queryset that `make` returns, whose SQL is composed the first time only.

    The arguments, by their places, must be nothing but values in the query: numbers and texts to compare with.
    """

    @cache
    def query() -> tuple[type[M], _Query]:
        queryset = make(*map(_Slot, range(make.__code__.co_argcount)))
        compiler = queryset.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        fields = [field for field, *_ in compiler.select]
        columns = [field.target.attname for field in fields]
        return queryset.model, _Query(sql, values, columns, compiler.get_converters(fields))

    @wraps(make)
    def ask(*given: Any) -> list[M]:
        model, (sql, values, columns, converters) = query()
        with _cursor() as cursor:
            cursor.execute(sql, [given[value.place] if isinstance(value, _Slot) else value for value in values])
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for number, (convert, field) in converters.items():
                for one in convert:
                    row[number] = one(row[number], field, connection)
        return [model.from_db(connection.alias, columns, row) for row in rows]

    return ask


def insert(row: Model) -> None:
    """Write `row` as a new one and give it its key; like `bulk_create`, this sends no signals."""
    sql, fields = _insertion(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with transaction.mark_for_rollback_on_error(connection.alias), _cursor() as cursor:
        cursor.execute(sql, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


@cache
def _insertion(model: type[Model]) -> tuple[str, list[Any]]:
    """Return the SQL that writes a row of `model` and returns its key, and the fields whose values it takes."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    query = InsertQuery(model)
    query.insert_values(fields, [model()], raw=True)
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [model._meta.pk]
    ((sql, _values),) = compiler.as_sql()
    return sql, fields


def _cursor() -> Any:
    return cast(EndsWithSteps, connection).prepared_cursor()
