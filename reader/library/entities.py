"""What a library knows of entities: it recognises, corrects, counts and finds them.

Recognition waits in the database's queue; whoever has time calls `process`. What was recognised
is kept by the text's digest, so that a correction costs no recognition: the mentions of an
article are those kept, under the corrections and the person's own lexicon.
"""

import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.database.base import Database, Pending, Task
from reader.entities.corrections import Corrector
from reader.entities.lexicon import Lexicon
from reader.entities.nouns import (
    Context,
    Correction,
    CorrectionKind,
    Derived,
    Entity,
    EntityListing,
    EntityRecord,
    KeptCorrection,
    Recognition,
    Share,
)
from reader.entities.values import asked_sums, day, month_and_day
from reader.errors import ArticleNotFound
from reader.library.entity_notes import notes_on
from reader.library.entity_sounds import EntitySounds
from reader.model import Article, Span
from reader.model.annotation import Annotation
from reader.model.entity import EntityType, Mention
from reader.text.normalise import one_line

if TYPE_CHECKING:
    from reader.text.query.fields import Field

_BATCH_ARTICLES = 16
_BATCH_CHARS = 50_000
_BATCH_SECONDS = 1.0
"""After so much the mentions found are stored, and seen."""

_AT_ONCE = 0.5
"""Seconds that a correction may take to be carried through; what is left then is queued."""

_RECOGNISER = "recogniser"
"""What the library remembers the recogniser under that its mentions were found by."""

_LEXICON = "lexicon"
"""What the library remembers the person's lexicon under that its lists were made with."""

_PAGE = 1_000
"""Rows read at a time: a table may be long."""

_AROUND = 80
"""Code points at each side of a mention that a line of context holds at most."""


class EntityLibrary:
    """The entities of a library; any thread may call any method.

    What only asks the store is asked of `store`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.store = database.entities
        self.sounds = EntitySounds(self.store)
        self._lexicon: Lexicon | None = None

    def use_lexicon(self, lexicon: Lexicon | None, fingerprint: str = "") -> bool:
        """Lay the person's own names over what is recognised, from now on.

        `fingerprint` changes with them: where it is another than the lists were made with, all
        articles wait to be looked at again. Returns whether they do.
        """
        self._lexicon = lexicon
        if self._database.read_only or self._database.state(_LEXICON) == fingerprint:
            return False
        self.store.request()
        self._database.set_state(_LEXICON, fingerprint)
        return True

    # Mentions

    def mentions(self, article: Article) -> tuple[Mention, ...] | None:
        """Return what the article mentions; None where it has not been recognised yet.

        What an earlier version recognised serves until the newer one has.
        """
        kept = self.store.recognition(article.summary.digest)
        return None if kept is None else self._corrected(kept.mentions, article)

    def recognise(self, article: Article) -> tuple[Mention, ...]:
        """Return what the article mentions, recognised now if need be, and keep it."""
        derived = self._derive(Pending(0, article.summary.id), article)
        if derived.recognition is not None and not self._database.read_only:
            self.store.keep([derived])
        return derived.mentions

    def preview(self, article: Article, part: Span) -> tuple[Mention, ...]:
        """Return what a part of an article seems to mention, seen without the rest."""
        from reader.entities.recogniser import recognise  # by far the most that is loaded

        found = [
            one._replace(span=one.span.shifted(part.start))
            for one in recognise(part.of(article.text))
        ]
        return self._corrected(found, article)

    def prepare(self) -> int:
        """Queue what another version recognised, or none; return how many articles wait."""
        from reader.entities.recogniser import fingerprint

        if self._database.read_only:
            return 0
        if self._database.state(_RECOGNISER) != fingerprint():
            self.store.request_outdated(fingerprint())
            self._database.set_state(_RECOGNISER, fingerprint())
        return self.waiting()

    def waiting(self) -> int:
        """Return how many articles wait to be recognised."""
        return self._database.queue.count(Task.RECOGNISE)

    def process(self, wanted: Callable[[], bool] = lambda: True) -> Iterator[list[str]]:
        """Recognise what waits, as long as that is `wanted`; yield the ids of articles done.

        These are stored when they are yielded. Asked for in between, `wanted` should be quick.
        """
        while wanted():
            done: list[Derived] = []
            chars = 0
            begun = time.monotonic()
            for pending in self._database.queue.pending(Task.RECOGNISE, _BATCH_ARTICLES):
                article = self._article(pending.article)
                if article is not None:
                    done.append(self._derive(pending, article))
                    chars += len(article.text)
                late = time.monotonic() - begun > _BATCH_SECONDS
                if late or chars > _BATCH_CHARS or not wanted():
                    break
            if not done:
                return
            self.store.keep(done)
            yield [one.article for one in done]

    def _article(self, id_: str) -> Article | None:
        try:
            return self._database.article(id_)
        except ArticleNotFound:  # taken away since it was queued
            return None

    def _derive(self, pending: Pending, article: Article) -> Derived:
        """Return an article's mentions, recognised anew where what is kept is not of today."""
        from reader.entities.recogniser import fingerprint, recognise

        digest, text = article.summary.digest, article.text
        kept = self.store.recognition(digest)
        found = None
        if kept is None or kept.version != fingerprint():
            found = kept = Recognition(fingerprint(), tuple(recognise(text)))
        mentions = self._corrected(kept.mentions, article)
        return Derived(pending.article, digest, text, found, mentions, pending.key)

    def _corrected(self, mentions: Sequence[Mention], article: Article) -> tuple[Mention, ...]:
        corrections = tuple(kept.correction for kept in self.corrections())
        corrector = _corrector(corrections, self._lexicon)
        return corrector.apply(mentions, article.text, article.summary.id)

    # Corrections

    def corrections(self) -> list[KeptCorrection]:
        """See `CorrectionStore.kept`."""
        return self._database.corrections.kept()

    def correct(self, correction: Correction) -> KeptCorrection:
        """Keep a correction and carry it through: it holds wherever mentions are asked for.

        In the lists it holds at once too, unless very many articles are concerned; the rest of
        these is queued.
        """
        concerned = self._concerned(correction)
        kept = self._database.corrections.keep(correction)
        concerned += self._concerned(correction)
        self._carry_through(concerned, everywhere=correction.kind is CorrectionKind.ADD)
        return kept

    def undo(self, key: int) -> Correction | None:
        """Take a correction back; the others still hold. None where there is none."""
        correction = self._database.corrections.undo(key)
        if correction is not None:
            returns = correction.kind in (CorrectionKind.REMOVE, CorrectionKind.IGNORE)
            self._carry_through(self._concerned(correction), everywhere=returns)
        return correction

    def _concerned(self, correction: Correction) -> list[str]:
        """Return the ids of articles that a correction, or its end, may change."""
        if correction.article:
            return [correction.article]
        found: list[str] = []
        if correction.kind in _BY_TEXT:
            named = correction.surface or (correction.entity.name if correction.entity else "")
            found += self.store.containing(named)
        entities = [one for one in (correction.entity, correction.becomes) if one is not None]
        for entity in [*entities, *self.store.find(correction.surface)]:
            found += [share.article for share in self.store.shares(entity)]
        return found

    def _carry_through(self, articles: Iterable[str], *, everywhere: bool) -> None:
        """Derive the mentions of articles anew: some now, the rest when they come up.

        With `everywhere` others may be concerned that cannot be told without looking at them.
        """
        waiting = list(dict.fromkeys(articles))
        done: list[Derived] = []
        begun = time.monotonic()
        while waiting and time.monotonic() - begun < _AT_ONCE:
            article = self._article(waiting.pop(0))
            if article is not None and self.store.recognition(article.summary.digest):
                done.append(self._derive_kept(article))
        self.store.keep(done)
        self.store.request(None if everywhere else waiting)

    def _derive_kept(self, article: Article) -> Derived:
        mentions = self.mentions(article) or ()
        return Derived(article.summary.id, article.summary.digest, article.text, None, mentions)

    # What is shown and searched

    def contexts(self, entity: Entity, share: Share) -> list[Context]:
        """Return the mentions of an entity in one article, each in its line of text."""
        article = self._article(share.article)
        if article is None:
            return []
        text = article.text
        return [
            _context(text, share, span)
            for span in self.store.spans(entity, share.article)
            if span.end <= len(text)
        ]

    def records(self, listing: EntityListing, limit: int | None = None) -> Iterator[EntityRecord]:
        """Yield the entities of a listing, with all their names, at most `limit` of them."""
        left = self.store.count(listing) if limit is None else limit
        offset = 0
        while left > 0 and (rows := self.store.listing(listing, offset, min(left, _PAGE))):
            for (kind, name), mentions, articles, _ in rows:
                aliases = (one.surface for one in self.store.aliases(Entity(kind, name)))
                others = tuple(surface for surface in aliases if surface != name)
                yield EntityRecord(name, kind.value, mentions, articles, others)
            offset += len(rows)
            left -= len(rows)

    def notes(self, entity: Entity) -> list[Annotation]:
        """See `reader.library.entity_notes.notes_on`."""
        return notes_on(self._database, entity)

    def concordance(self, entity: Entity) -> "Concordance":
        """Return all mentions of an entity in the library, each in its line of text."""
        return Concordance(self, entity)

    def keys_for(self, field: "Field", value: str) -> set[int]:
        """Return the keys of the articles that mention what a field of a query asks for.

        `field` is one of `ENTITY_FIELDS`. Of `MONEY` the value is a sum (3亿元), one after `>`,
        `>=`, `<` or `<=`, or two with `..` between; of `MENTIONS` a date, whose days and months
        are found too (of any year where it names none), or a part of a name.
        """
        if field == "money":
            asked = asked_sums(value)
            return set() if asked is None else self.store.keys_with_money(*asked)
        if field == "mentions":
            found = self.store.keys_with_surface(value)
            if date := day(value):
                return found | self.store.keys_with_date(date)
            if date := month_and_day(value):
                within = re.compile(re.escape(date) + "(?:-|$)")
                return found | self.store.keys_with_matching(
                    EntityType.DATE, lambda surface: bool(within.match(month_and_day(surface)))
                )
            return found
        types = [kind for kind in EntityType if kind.value.lower() == field]
        return self.store.keys_with(self.store.find(value, types))


class Concordance:
    """The mentions of an entity, the latest article's first; read where they are looked at."""

    def __init__(self, library: EntityLibrary, entity: Entity) -> None:
        self._library = library
        self.entity = entity
        self.shares = library.store.shares(entity)
        self._ends = list(accumulate(share.mentions for share in self.shares))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def rows(self, first: int, count: int) -> list[Context]:
        """Return the mentions `first` to `first + count`.

        Where an article has fewer by now, nothing is quoted in place of those that are gone.
        """
        found: list[Context] = []
        index = bisect_right(self._ends, first)
        begin = self._ends[index - 1] if index else 0
        while index < len(self.shares) and begin < first + count:
            share = self.shares[index]
            here = self._library.contexts(self.entity, share)[: share.mentions]
            gone = Context(share, Span(0, 0), "", "", "")
            here += [gone] * (share.mentions - len(here))
            found += here[max(0, first - begin) : max(0, first + count - begin)]
            begin += share.mentions
            index += 1
        return found

    @property
    def undated(self) -> int:
        """How many mentions stand in articles without a date."""
        return sum(share.mentions for share in self.shares if not share.dated)

    def months(self) -> list[tuple[str, int]]:
        """Return how many mentions there are of each month from the first to the last.

        Articles without a date of their own are left out; `undated` says how many mentions.
        """
        counts: Counter[int] = Counter()
        for share in self.shares:
            if share.dated and len(share.date) >= len("2023-01"):
                year, month = int(share.date[:4]), int(share.date[5:7])
                counts[12 * year + month - 1] += share.mentions
        if not counts:
            return []
        every = range(min(counts), max(counts) + 1)
        return [(f"{number // 12:04}-{number % 12 + 1:02}", counts[number]) for number in every]


_BY_TEXT = (CorrectionKind.ADD, CorrectionKind.REMOVE, CorrectionKind.IGNORE)


@lru_cache(maxsize=2)
def _corrector(corrections: tuple[Correction, ...], lexicon: Lexicon | None) -> Corrector:
    """Return what is made ready but once for all articles."""
    return Corrector(corrections, lexicon)


def _context(text: str, share: Share, span: Span) -> Context:
    """Return a mention in its line: what stands around it, from line end to line end."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    end = text.find("\n", span.end, span.end + _AROUND)
    end = end if end >= 0 else min(len(text), span.end + _AROUND)
    before, quote, after = text[start : span.start], span.of(text), text[span.end : end]
    return Context(share, span, _flat(before), one_line(quote), _flat(after))


def _flat(part: str) -> str:
    """Return a part of a line without TABs or what acts on a terminal; its blanks are kept."""
    inner = one_line(part)
    return " " * (part[:1].isspace()) + inner + " " * (part[-1:].isspace() and bool(inner))
