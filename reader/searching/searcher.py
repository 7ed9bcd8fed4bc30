"""The searcher of a library: the index finds, the texts explain."""

from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reader.database.base import Database, Task
from reader.entities.nouns import NAMED
from reader.errors import IndexBusy, IndexDamaged
from reader.i18n import tr
from reader.model import SearchOrder
from reader.model.search import Facet, FacetKind, Hit, Results
from reader.search import open_index
from reader.search.base import IndexField, SearchIndex, Stopped
from reader.searching.answering import Answering
from reader.searching.holding import Facts, check_wanted
from reader.searching.plan import Planner, wanted_terms
from reader.searching.reasons import Reasons, reasons
from reader.searching.scanning import Seen
from reader.searching.syncing import Progress, reconcile, sync
from reader.searching.texts import Texts
from reader.text.query import Field, Node, parse
from reader.text.query.notes import explain
from reader.text.segment import Analyzer, analyzer_fingerprint, load_analyzer
from reader.text.snippet import Highlighter

_ALIKE = 500
"""Words with one beginning that are told."""
_QUICKLY_MERGED = 500
"""Articles that are merged while somebody waits."""
_SNIPPETS = 2
"""Of each hit, at most: more of them nobody looks at before opening it."""
_FACETS = 10
"""Of each kind so many are told."""
_MOST_WITH_ENTITIES = 2_000
"""Articles among which entities are counted; among more it would be waited for."""


class Searcher:
    """Searches one library. Any thread may call any method."""

    def __init__(
        self,
        database: Database,
        entities: Callable[[Field, str], AbstractSet[int]],
        folder: Path,
        cache: Path,
    ) -> None:
        """Take the database, what tells articles by entities, and the index's folder.

        In `cache`, a folder of the user's own, the dictionary keeps its cache.
        """
        self._database = database
        self._store = database.search
        self._texts = Texts(self._store)
        self._entities = entities
        self._cache = cache
        self.index: SearchIndex = open_index(folder, analyzer_fingerprint(), self._analyzer)

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    def matching(self, text: str) -> frozenset[int]:
        """Return the keys of the articles with all words of a query; of all it finds if none is."""
        root = parse(text).root
        if root is None:
            return frozenset()
        now, planner = datetime.now().astimezone(), Planner(self._analyzer())
        answer = self._answering(planner, now, lambda: False).answer(root)
        return frozenset(answer.complete or answer.keys)

    def waiting(self) -> int:
        """Return how many articles wait to be indexed."""
        return self._database.queue.count(Task.INDEX)

    def sync(self, stopped: Stopped = lambda: False) -> Iterator[Progress]:
        """Index what waits for it, yielding after each batch how far that is.

        An index that is missing, damaged or of another version is made anew. Ends early once
        `stopped`; then, and when the process ends, what was done is kept and the rest goes on
        waiting. Raises IndexBusy while another process indexes, IndexUnwritable, or a LibraryError.
        """
        yield from sync(self._database, self.index, stopped)
        # Where no app ever tidies up, pieces would become more and more.
        with suppress(IndexBusy):
            while not stopped() and self.index.merge(_QUICKLY_MERGED):
                pass

    def tidy(self, stopped: Stopped = lambda: False) -> None:
        """Bring the index up to date, compare it with the library, and merge what is in pieces."""
        for _ in self.sync(stopped):
            pass
        if not stopped() and reconcile(self._database, self.index):
            for _ in self.sync(stopped):
                pass
        while not stopped() and self.index.merge():
            pass

    def rebuild(self, stopped: Stopped = lambda: False) -> Iterator[Progress]:
        """Make the index anew, and merge what is in pieces; as `sync`."""
        self._store.request()
        self.index.clear()
        done = 0
        for progress in sync(self._database, self.index, stopped):
            done = progress.done
            yield progress
        yield Progress(done, done, merging=True)
        while not stopped() and self.index.merge():
            yield Progress(done, done, merging=True)

    def check(self) -> list[str]:
        """Read all of the index and return what is wrong with it, in the user's language.

        What it lacks is queued, and what is not in the library any more is removed from it.
        """
        if found := self.index.check():
            return found
        lacking = 0 if self._database.read_only else reconcile(self._database, self.index)
        waiting = self.waiting()
        found = []
        if lacking:
            found.append(
                tr("{count} articles were not as the library has them.").format(count=lacking)
            )
        if waiting:
            found.append(tr("{count} articles wait to be indexed.").format(count=waiting))
        return found

    def _analyzer(self) -> Analyzer:
        return load_analyzer(str(self._cache))

    def words(self, begun: str) -> list[str]:
        """Return indexed words that begin so, frequent ones first; none while there is no index."""
        try:
            return self.index.expand(IndexField.WORD, begun, _ALIKE)
        except IndexDamaged:
            return []

    def search(
        self, text: str, *, limit: int, order: SearchOrder, stopped: Stopped, now: datetime
    ) -> Results:
        """See `reader.library.Library.search`."""
        query = parse(text)
        notes = [explain(note) for note in query.notes]
        if self.index.fault() is not None:
            notes.append(
                tr("The index is being made; meanwhile the articles are looked through one by one.")
            )
        if query.root is None:
            return Results(text, (), 0, 0, notes=tuple(notes))
        planner = Planner(self._analyzer())
        answering = self._answering(planner, now, stopped)
        answer = answering.answer(query.root, limit, order)
        check_wanted(stopped)
        hits = self._hits(query.root, planner, answer.ranked[:limit], stopped)
        why = Reasons()
        if not answer.keys and not answer.unseen:
            why = reasons(query.root, lambda node: len(answering.answer(node).keys))
        return Results(
            text,
            hits,
            len(answer.keys),
            len(answer.complete),
            self._facets(answer.complete or answer.keys),
            tuple(notes),
            why.reasons,
            why.relaxations,
            answer.waiting,
            answer.unseen,
        )

    def _answering(self, planner: Planner, now: datetime, stopped: Stopped) -> Answering:
        facts = Facts(self._database, self._texts, self._entities, now)
        return Answering(self._database, self.index, facts, planner, stopped)

    def _facets(self, keys: Collection[int]) -> tuple[Facet, ...]:
        """Return what the articles of `keys` share."""
        found = self._store.facets(keys, _FACETS)
        if len(keys) <= _MOST_WITH_ENTITIES:
            named = self._database.entities.facets(keys, NAMED, _FACETS)
            found += [Facet(FacetKind.ENTITY, one.entity.name, one.articles) for one in named]
        return tuple(found)

    def _hits(
        self, root: Node, planner: Planner, ranked: Sequence[Seen], stopped: Stopped
    ) -> tuple[Hit, ...]:
        """Return the hits, each with what shows why it was found."""
        highlighter = Highlighter(wanted_terms(root), planner.pieces)
        keys = [one.key for one in ranked]
        summaries = self._store.summaries(keys)
        texts = {article.key: article for article in self._texts.of(keys)}
        hits = []
        for one in ranked:
            check_wanted(stopped)
            if one.key in summaries and one.key in texts:
                text = texts[one.key]
                found = highlighter.snippets(text.text, text.folded, most=_SNIPPETS)
                hits.append(Hit(summaries[one.key], one.score, one.complete, *found))
        return tuple(hits)
