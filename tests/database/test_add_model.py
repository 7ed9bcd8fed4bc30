"""Adding documents in any order, against a model small enough to be read."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from articles import document
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reader.database.sqlite import open_database
from reader.model import AddStatus, Document, Listing


@dataclass
class Entry:
    """An article, as the rules of adding see it."""

    said: Document
    """What its place last said; the article itself may have been changed by other means."""
    text: str
    path: str
    url: str
    title: str
    tags: set[str]
    earlier: set[str] = field(default_factory=set)
    starred: bool = False

    def belongs_to(self, new: Document) -> bool:
        return new.path == self.path if self.path else bool(self.url) and new.url == self.url

    def fill(self, new: Document) -> None:
        self.path, self.url = self.path or new.path, self.url or new.url

    def hear(self, new: Document) -> AddStatus:
        before, self.said = self.said, new
        if new.title != before.title:
            self.title = new.title
        self.tags |= set(new.tags) - set(before.tags)
        if new.url and new.url != before.url:
            self.url = new.url
        same = (new.title, new.tags, new.url) == (before.title, before.tags, before.url)
        return AddStatus.UNCHANGED if same else AddStatus.UPDATED


class Model:
    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, new: Document) -> tuple[AddStatus, Entry]:
        entry = self._meant(new)
        if entry is None:
            entry = Entry(new, new.text, new.path, new.url, new.title, set(new.tags))
            self.entries.append(entry)
            return AddStatus.ADDED, entry
        if entry.text != new.text:
            entry.earlier = (entry.earlier | {entry.text}) - {new.text}
            entry.text, entry.path = new.text, new.path or entry.path
            entry.hear(new)
            return AddStatus.UPDATED, entry
        own = entry.belongs_to(new)
        entry.fill(new)
        if own:
            return entry.hear(new), entry
        if entry.belongs_to(new):
            entry.said = new
        return AddStatus.UNCHANGED, entry

    def _meant(self, new: Document) -> Entry | None:
        by_path = [e for e in self.entries if new.path and e.path == new.path]
        by_url = [e for e in self.entries if new.url and e.url == new.url]
        by_url.sort(key=lambda e: e.text != new.text)
        by_text = [e for e in self.entries if e.text == new.text]
        return next(iter([*by_path, *by_url, *by_text]), None)


_TEXTS = [document(text) for text in ("甲", "乙", "丙𠮷")]

documents = st.builds(
    Document._replace,
    st.sampled_from(_TEXTS),
    title=st.sampled_from(["题", "题二"]),
    path=st.sampled_from(["", "/一.md", "/二.md", "/三.md"]),
    url=st.sampled_from(["", "", "https://a.org/1", "https://a.org/2"]),
    tags=st.sampled_from([(), ("AI",), ("AI", "历史")]),
)


class Adding(RuleBasedStateMachine):
    """What the store answers is what the model answers, and what it holds is what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_database(Path(self.folder.name))
        self.model = Model()
        self.ids: list[str] = []

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(batch=st.lists(documents, min_size=1, max_size=4))
    def add(self, batch: list[Document]) -> None:
        for new, result in zip(batch, self.store.add_many(batch), strict=True):
            status, entry = self.model.add(new)
            assert result.article is not None
            assert (result.status, result.path) == (status, new.path)
            if status is AddStatus.ADDED:
                self.ids.append(result.article.id)
            assert result.article.id == self.ids[self.model.entries.index(entry)]

    @rule(new=documents)
    def add_twice(self, new: Document) -> None:
        self.add([new, new])
        assert self.store.add_many([new])[0].status is AddStatus.UNCHANGED

    @rule(place=st.integers(0, 9), tag=st.sampled_from(["AI", "历史", "我的"]), on=st.booleans())
    def tag(self, place: int, tag: str, on: bool) -> None:
        if place < len(self.ids):
            tags = self.model.entries[place].tags
            (tags.add if on else tags.discard)(tag)
            if on:
                self.store.add_tag(self.ids[place], tag)
            else:
                self.store.set_tags(self.ids[place], tags)

    @rule(place=st.integers(0, 9))
    def star(self, place: int) -> None:
        if place < len(self.ids):
            self.model.entries[place].starred = True
            self.store.set_starred(self.ids[place], True)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_database(Path(self.folder.name))

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.store.count(Listing()) == len(self.model.entries)
        for id_, entry in zip(self.ids, self.model.entries, strict=True):
            article = self.store.article(id_)
            summary = article.summary
            assert article.text == entry.text
            assert (summary.title, summary.path, summary.url) == (
                entry.title,
                entry.path,
                entry.url,
            )
            assert (set(summary.tags), summary.starred) == (entry.tags, entry.starred)
            assert {v.text for v in self.store.versions(id_)} == entry.earlier
            assert summary.chars == len(entry.text)

    @invariant()
    def lists_find_what_articles_bear(self) -> None:
        for tag in ("AI", "我的"):
            count = sum(tag in entry.tags for entry in self.model.entries)
            assert self.store.count(Listing(tag=tag)) == count
            assert self.store.count(Listing(text=tag.lower())) == count


TestAdding = Adding.TestCase
TestAdding.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)
