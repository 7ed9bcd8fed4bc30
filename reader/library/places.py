"""Where a person was in articles, and what was marked there, whatever became of the texts."""

import json

from reader.database.base import Database
from reader.database.carrying import carried
from reader.database.state import marks_of
from reader.model import Article


class Places:
    """Reading positions and marks, in code points.

    A place comes with the digest of the text that it is counted in, which the article need no
    longer have: then the place is where the passage went. An empty digest stands for the text that
    the article has now.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_progress(self, article: str, offset: int, digest: str = "") -> None:
        """Remember the code point at which reading stopped."""
        if digest not in ("", self._database.summary(article).digest):
            found = self._database.article(article)
            offset = carried(self._text_of(found, digest), found.text, offset)
        self._database.set_progress(article, offset)

    def marks(self, article: Article) -> dict[str, int]:
        """Return the offsets in `article` that were marked, by the names of the marks."""
        stored = self._database.state(marks_of(article.summary.id))
        if not stored:
            return {}
        digest, marks = json.loads(stored)
        old = self._text_of(article, digest)
        return {name: carried(old, article.text, offset) for name, offset in marks.items()}

    def set_mark(self, article: str, name: str, offset: int, digest: str = "") -> None:
        """Mark a place in an article under a name, which no other place has from now on."""
        found = self._database.article(article)
        place = carried(self._text_of(found, digest), found.text, offset)
        marks = self.marks(found) | {name: place}
        value = json.dumps([found.summary.digest, marks], ensure_ascii=False)
        self._database.set_state(marks_of(found.summary.id), value)

    def _text_of(self, article: Article, digest: str) -> str:
        """Return the text that `article` has or had under `digest`; the one it has if unknown."""
        if digest in ("", article.summary.digest):
            return article.text
        versions = self._database.versions(article.summary.id)
        return next((each.text for each in versions if each.digest == digest), article.text)
