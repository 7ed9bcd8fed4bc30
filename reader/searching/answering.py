"""Answering a query: the index is asked, and what it lacks is looked through."""

from array import array
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import NamedTuple

from reader.database.base import Database, Task
from reader.errors import IndexDamaged, LibraryReadOnly
from reader.model import SearchOrder
from reader.search.base import Found, SearchIndex, Stopped
from reader.searching.holding import Facts, Indexed, Keys, check_wanted
from reader.searching.plan import Planner, plan, wanted_terms
from reader.searching.scanning import Scan, Seen
from reader.text.query import Node

_NOTHING = Found((), frozenset(), frozenset())


class Answer(NamedTuple):
    """What a query finds, before it is explained."""

    ranked: Sequence[Seen]
    """The best, in order; no less than were asked for if there are as many."""
    keys: Collection[int]
    complete: Collection[int]
    waiting: int
    """As `Results.waiting`."""
    unseen: int
    """As `Results.unseen`."""


class Answering:
    """Answers the queries of one search: that which was typed, and those that explain it."""

    def __init__(
        self,
        database: Database,
        index: SearchIndex,
        facts: Facts,
        planner: Planner,
        stopped: Stopped,
    ) -> None:
        self._store = database.search
        self._queue = database.queue
        self._index = index
        self._facts = facts
        self._planner = planner
        self._stopped = stopped

    def answer(self, root: Node, limit: int = 1, order: SearchOrder = SearchOrder.RANK) -> Answer:
        """Return what a query finds, the `limit` best ranked; raises SearchStopped."""
        try:
            usable = self._index.fault() is None
            waiting = self._lacking() if usable else self._all_waiting()
            found = self._found(root, waiting, limit, order) if usable else _NOTHING
        except IndexDamaged:
            waiting = self._all_waiting()
            found = _NOTHING
        scan = Scan(self._facts, self._planner, root)
        seen, looked = scan.through(sorted(waiting, reverse=True), self._stopped)
        keys, complete = found.keys, found.complete
        if seen:
            keys = {*keys, *(one.key for one in seen)}
            complete = {*complete, *(one.key for one in seen if one.complete)}
        best = [Seen(*one) for one in found.best] + seen
        ranked = self._ranked(best, keys, complete, limit, order)
        return Answer(ranked, keys, complete, len(waiting), len(waiting - looked))

    def _lacking(self) -> Keys:
        """Return the keys of the articles whose texts the index does not have as they are now.

        Where only tags, notes or entities have changed, it serves as it is until it follows.
        """
        waiting = self._queue.articles(Task.INDEX)
        if not waiting:
            return waiting
        wanted, known = self._store.stamps(waiting), self._index.stamps(waiting)
        return {key for key in waiting if known.get(key, -1) >> 32 != wanted.get(key)}

    def _all_waiting(self) -> Keys:
        """Let all articles wait to be indexed, the index having a fault; return them."""
        keys = set(self._store.all_keys())
        if keys - self._queue.articles(Task.INDEX):
            with suppress(LibraryReadOnly):
                self._store.request()
        return keys

    def _found(self, root: Node, waiting: Keys, limit: int, order: SearchOrder) -> Found:
        """Return what the index finds of the articles that are not waiting."""
        indexed = Indexed(self._index, self._facts, self._planner, waiting, self._stopped)
        words, must = plan(root)
        within: Keys | None = None
        for node in must:
            keys = indexed.keys(node)
            within = keys if within is None else within & keys
        if within is None and waiting:
            within = indexed.every()
        check_wanted(self._stopped)
        ranking = self._planner.ranking(words or tuple(wanted_terms(root)))
        most = 0 if order is SearchOrder.DATE else limit + len(waiting)
        if within is None:
            return self._index.rank(ranking, None, most or 1)
        among = array("q", within)
        found = self._index.rank(ranking, among, most or 1)
        return found if words else Found(found.best, among, among)

    def _ranked(
        self,
        best: list[Seen],
        keys: Collection[int],
        complete: Collection[int],
        limit: int,
        order: SearchOrder,
    ) -> list[Seen]:
        """Return what was found in the order asked for; of `keys` the best are given."""
        best.sort(key=lambda one: (not one.complete, -one.score))
        if order is SearchOrder.DATE:
            scores = {one.key: one.score for one in best}
            newest = self._store.newest(keys, limit)
            whole = set(complete)
            return [Seen(key, scores.get(key, 0.0), key in whole) for key in newest]
        if len(best) < limit and len(best) < len(keys):
            # What holds without a word to rank by: the newest first.
            rest = set(keys).difference(one.key for one in best)
            newest = self._store.newest(rest, limit - len(best))
            whole = set(complete)
            best += [Seen(key, 0.0, key in whole) for key in newest]
        return best
