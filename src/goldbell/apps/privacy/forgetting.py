"""What hangs on a data key: how much of which kind it seals, and the fingerprints that must go when it is destroyed.

A blind index and keyed words are made with the house's index key, not the person's: left behind, they would still tell
whoever guesses right that this row was that person. So they go with the key, in every table of every app.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Field

from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.fields import BlindField, SealedField, WordsField

#: The data key's id inside a sealed value, as SQL counts bytes (see sealing).
_KEY_AT: Final = "substring({} from 3 for 16)"


@dataclass(frozen=True, slots=True)
class Holder:
    """A table with sealed columns: each with its kind and its fingerprint's column; ``words``: columns of keyed words."""

    table: str
    sealed: tuple[tuple[str, Kind, str, bool], ...]
    words: tuple[str, ...]


@cache
def holders() -> tuple[Holder, ...]:
    """Every table of the house that seals anything. RuntimeError for a fingerprint without its sealed value, or keyed
    words beside no sealed value: nobody would ever clear them."""
    found = []
    for model in apps.get_models():
        fields: list[Field[object, object]] = [one for one in model._meta.get_fields() if isinstance(one, Field)]
        blind = {one.name: one for one in fields if isinstance(one, BlindField)}
        sealed = tuple(
            (str(one.column), one.kind, str(mark.column) if mark else "", bool(mark and mark.null))
            for one in fields
            if isinstance(one, SealedField)
            for mark in [blind.pop(f"{one.name}_blind", None)]
        )
        words = tuple(str(one.column) for one in fields if isinstance(one, WordsField))
        if blind or (words and not sealed):
            raise RuntimeError(f"{model.__name__}: {sorted(blind) or words} belongs to no sealed value")
        if sealed:
            found.append(Holder(model._meta.db_table, sealed, words))
    return tuple(found)


def holdings(keys: Iterable[UUID]) -> Counter[Kind]:
    """How many values of each kind these keys seal, in all tables the running scope sees."""
    told: Counter[Kind] = Counter()
    wanted = _bytes(keys)
    with connection.cursor() as cursor:
        for holder in holders():
            for column, kind, _mark, _empty in holder.sealed:
                count = f'SELECT count(*) FROM "{holder.table}" WHERE {_under(column)}'  # noqa: S608 names of our models
                cursor.execute(count, {"keys": wanted})
                told[kind] += cursor.fetchone()[0]
    return +told


def clear_fingerprints(keys: Iterable[UUID]) -> int:
    """Take away every fingerprint of what these keys sealed; how many columns of rows. Where a column may not be empty,
    a random value that nothing can equal stands instead. Call in a scope that sees all units."""
    cleared, wanted = 0, _bytes(keys)
    with connection.cursor() as cursor:
        for statement in _statements():
            cursor.execute(statement, {"keys": wanted})
            cleared += cursor.rowcount
    return cleared


def _statements() -> Iterator[str]:
    for holder in holders():
        for column, _kind, mark, empty in holder.sealed:
            if mark:
                value = "NULL" if empty else "uuid_send(gen_random_uuid())"
                where = f'{_under(column)} AND "{mark}" IS NOT NULL'
                yield f'UPDATE "{holder.table}" SET "{mark}" = {value} WHERE {where}'  # noqa: S608 names of our models
        for column in holder.words:
            under = " OR ".join(_under(one[0]) for one in holder.sealed)
            where = f'({under}) AND "{column}" IS NOT NULL'
            yield f'UPDATE "{holder.table}" SET "{column}" = NULL WHERE {where}'  # noqa: S608 names of our models


def _under(column: str) -> str:
    return _KEY_AT.format(f'"{column}"') + " = ANY(%(keys)s)"


def _bytes(keys: Iterable[UUID]) -> list[bytes]:
    return [key.bytes for key in keys]
