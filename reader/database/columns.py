"""What searches ask of all articles, held in memory from one search to the next.

A search groups and filters thousands of articles by a few short values; to read these from the file
takes longer than to find the articles.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from collections.abc import Set as AbstractSet
from itertools import chain, islice, repeat
from typing import Self

from reader.database.edition import edition
from reader.model import Facet, FacetKind
from reader.text.fold import fold
from reader.text.query import Field

_YEAR = 4  # code points of a date


class Columns:
    """The values of all articles, by key, as one edition of the file has them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read them, in a transaction that has begun."""
        self._edition = edition(connection)
        self._dates: dict[int, str] = {}
        """The newest first."""
        self._fields: dict[Field, dict[int, str]] = {
            field: {} for field in (Field.AUTHOR, Field.SOURCE, Field.LANG)
        }
        self._tags: dict[int, tuple[str, ...]] = {}
        known: dict[str, str] = {}  # each value once
        for key, date, *values in connection.execute(
            "SELECT key, date, author, source, language FROM article ORDER BY date DESC, title, id"
        ):
            self._dates[key] = known.setdefault(date, date)
            for column, value in zip(self._fields.values(), values, strict=True):
                column[key] = known.setdefault(value, value)
        for key, tag in connection.execute("SELECT article, name FROM tag"):
            self._tags[key] = (*self._tags.get(key, ()), known.setdefault(tag, tag))

    def renewed(self, connection: sqlite3.Connection) -> Self:
        """Return these, or others where the file has changed; in a transaction that has begun."""
        return self if edition(connection) == self._edition else type(self)(connection)

    def keys(self) -> list[int]:
        """Return all keys, the newest first."""
        return list(self._dates)

    def newest(self, keys: AbstractSet[int], most: int) -> list[int]:
        """Return the `most` newest of `keys`."""
        return list(islice((key for key in self._dates if key in keys), most))

    def facets(self, keys: Collection[int], most: int) -> list[Facet]:
        """Return what the articles of `keys` share: of each kind the `most` frequent, in order."""
        years: Counter[str] = Counter()
        for date, count in _counted(map(self._dates.get, keys)):
            years[date[:_YEAR]] += count
        tags = chain.from_iterable(map(self._tags.get, keys, repeat(())))
        kinds = {
            FacetKind.TAG: _counted(tags),
            FacetKind.SOURCE: _counted(map(self._fields[Field.SOURCE].get, keys)),
            FacetKind.YEAR: years.items(),
        }
        return [
            Facet(kind, value, count)
            for kind, counts in kinds.items()
            for value, count in sorted(counts, key=lambda one: (-one[1], one[0]))[:most]
        ]

    def tagged(self) -> set[int]:
        """Return the keys of the articles that have a tag."""
        return set(self._tags)

    def dated(self, first: str, behind: str) -> set[int]:
        """Return the keys of the articles of a time; see `reader.text.query.bounds`."""
        return {
            key
            for key, date in self._dates.items()
            if date and first <= date and (not behind or date < behind)
        }

    def with_field(self, field: Field, wanted: str) -> set[int]:
        """Return the keys of the articles whose author, source, language or tag is `wanted`."""
        match field:
            case Field.AUTHOR | Field.SOURCE:
                return self._chosen(field, lambda value: bool(value) and wanted in fold(value))
            case Field.LANG:
                return self._chosen(field, lambda value: f"{fold(value)}-".startswith(f"{wanted}-"))
            case Field.TAG:
                names = {name for tags in self._tags.values() for name in tags}
                chosen = {name for name in names if fold(name) == wanted}
                return {key for key, tags in self._tags.items() if not chosen.isdisjoint(tags)}
            case _:
                return set()

    def _chosen(self, field: Field, wanted: Callable[[str], bool]) -> set[int]:
        """Return the keys of the articles with a value that is wanted; each is asked about once."""
        column = self._fields[field]
        chosen = set(filter(wanted, set(column.values())))
        return {key for key, value in column.items() if value in chosen}


def _counted(values: Iterable[str | None]) -> list[tuple[str, int]]:
    """Return how often each value is there; empty ones are passed over."""
    return [(value, count) for value, count in Counter(values).items() if value]
