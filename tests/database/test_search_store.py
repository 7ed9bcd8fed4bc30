"""What searches ask of the store is as the store is now, whoever has changed it."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from database.articles import numbered
from database.conftest import Open

from reader.database.base import Database
from reader.model.search import Facet, FacetKind
from reader.text.query import DateField, Field, Has, Property, Term, When

NOW = datetime(2024, 1, 17, tzinfo=UTC)


def _keys(database: Database, leaf: Term | When | Has) -> set[int]:
    return database.search.keys_with(leaf, NOW)


def test_groups_and_filters_follow_every_change(opened: Open, tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as database, closing(opened(tmp_path)) as other:
        store = database.search
        stored = other.add_many(
            [
                numbered(1, date="2023-05-01", source="晚报", author="陳明", tags=("城市", "雨")),
                numbered(2, date="2023", source="晚报", language="zh-Hant"),
                numbered(3, date="2021-02-03", tags=("雨",)),
                numbered(4, source="晨報"),
            ]
        )
        first, second, third, fourth = (one.article.id for one in stored if one.article)
        one, two, three, four = (
            next(key for key, found in store.summaries(store.all_keys()).items() if found.id == id_)
            for id_ in (first, second, third, fourth)
        )
        assert store.all_keys() == [one, two, three, four]
        assert store.newest({four, three, two}, 2) == [two, three]
        assert store.facets([one, two, three, 999], 2) == [
            Facet(FacetKind.TAG, "雨", 2),
            Facet(FacetKind.TAG, "城市", 1),
            Facet(FacetKind.SOURCE, "晚报", 2),
            Facet(FacetKind.YEAR, "2023", 2),
            Facet(FacetKind.YEAR, "2021", 1),
        ]
        assert _keys(database, When(DateField.DATE, "2023-01", "")) == {one}
        assert _keys(database, When(DateField.DATE, "", "2023")) == {one, two, three}
        assert _keys(database, When(DateField.ADDED, "", "2099")) == {one, two, three, four}
        assert _keys(database, When(DateField.ADDED, "1999", "2001")) == set()
        assert _keys(database, Term("晨报", field=Field.SOURCE)) == {four}
        assert _keys(database, Term("陈", field=Field.AUTHOR)) == {one}
        assert _keys(database, Term("zh-hant", field=Field.LANG)) == {two}
        assert _keys(database, Has(Property.TAG)) == {one, three}

        other.add_tag(second, "雨")
        assert _keys(database, Term("雨", field=Field.TAG)) == {one, two, three}
        other.set_tags(first, ("城市",))
        assert _keys(database, Term("雨", field=Field.TAG)) == {two, three}
        other.set_tags(third, ())
        assert _keys(database, Has(Property.TAG)) == {one, two}
        other.set_read(third, True)
        assert _keys(database, Has(Property.READ)) == {three}
        other.add_many([numbered(4, date="2024-01-01", source="晨報")])
        assert store.all_keys()[0] == four
        other.delete_article(first)
        assert store.all_keys() == [four, two, three]
        assert _keys(database, Term("城市", field=Field.TAG)) == set()
