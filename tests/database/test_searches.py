"""The last queries, and the searches that are saved."""

from pathlib import Path

import pytest

from reader.database.searches import KEPT
from reader.database.sqlite import open_database
from reader.errors import LibraryReadOnly
from reader.model.search import SavedSearch


def test_the_last_queries_are_kept_each_once(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    try:
        searches = database.searches
        assert searches.history() == []
        for query in ("藏经洞", "𠮷野家", "藏经洞"):
            searches.note(query)
        assert searches.history() == ["藏经洞", "𠮷野家"]
        for number in range(2 * KEPT):
            searches.note(f"{number}")
        assert searches.history() == [f"{number}" for number in range(2 * KEPT - 1, KEPT - 1, -1)]
    finally:
        database.close()


def test_a_saved_search_is_replaced_by_its_name_and_deleted(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    try:
        searches = database.searches
        searches.save(SavedSearch("沙", "敦煌"))
        searches.save(SavedSearch("海", "港 OR 船"))
        searches.save(SavedSearch("沙", "敦煌 -飞天"))
        assert searches.saved() == [SavedSearch("沙", "敦煌 -飞天"), SavedSearch("海", "港 OR 船")]
        assert searches.delete("沙")
        assert not searches.delete("沙")
        assert searches.saved() == [SavedSearch("海", "港 OR 船")]
    finally:
        database.close()


def test_a_library_that_may_not_be_written_refuses(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    database = open_database(tmp_path, read_only=True)
    try:
        for change in (
            lambda: database.searches.note("a"),
            lambda: database.searches.save(SavedSearch("a", "b")),
            lambda: database.searches.delete("a"),
        ):
            with pytest.raises(LibraryReadOnly):
                change()
        assert database.searches.history() == []
    finally:
        database.close()
