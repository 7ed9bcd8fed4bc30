"""What is asked of a library beside a search: history, saved searches, what articles are about."""

from reader.database.base import Database
from reader.errors import SearchUnknown
from reader.i18n import tr
from reader.model import Article, SavedSearch
from reader.text.find import Hits
from reader.text.fold import fold
from reader.text.normalise import one_line
from reader.text.query import parse, terms
from reader.text.snippet import Highlighter

_SAVED = "@"
"""Before the name of a saved search where a query may stand."""


class SearchLibrary:
    """The searches of a person, kept in the library. Every method may raise a LibraryError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def history(self) -> list[str]:
        """Return the last queries, each once, the last one first."""
        return self._database.searches.history()

    def note(self, query: str) -> None:
        """Remember that `query` was searched for; white space only is not remembered."""
        if query.strip():
            self._database.searches.note(query.strip())

    def forget(self) -> None:
        """Forget what was searched for; saved searches stay."""
        self._database.searches.forget()

    def saved(self) -> list[SavedSearch]:
        """Return the saved searches, by name."""
        return self._database.searches.saved()

    def save(self, name: str, query: str) -> SavedSearch:
        """Save `query` under `name`, in place of the one that had it; return what was saved."""
        search = SavedSearch(one_line(name).lstrip(_SAVED), query.strip())
        if not search.name or not search.query:
            raise SearchUnknown(tr("A saved search needs a name and a query."))
        self._database.searches.save(search)
        return search

    def delete(self, name: str) -> None:
        """Delete a saved search. Raises SearchUnknown where there is none of the name."""
        if not self._database.searches.delete(name):
            raise SearchUnknown(tr("No search is saved as “{name}”.").format(name=name))

    def resolved(self, query: str) -> str:
        """Return the query that `@name` stands for; any other as it is. Raises SearchUnknown."""
        if not query.startswith(_SAVED):
            return query
        name = query.removeprefix(_SAVED)
        for search in self.saved():
            if search.name == name:
                return search.query
        raise SearchUnknown(tr("No search is saved as “{name}”.").format(name=name))

    def highlights(self, article: Article, query: str) -> Hits:
        """Return where in the text of `article` stands what `query` asks for."""
        return Highlighter(terms(parse(query).root)).hits(fold(article.text))
