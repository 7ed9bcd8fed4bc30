"""What every store must do with annotations."""

from dataclasses import replace

import pytest
from articles import PASSAGES, document, numbered
from clock import Clock

from reader.database.annotations import listing as lists
from reader.database.annotations.base import AnnotationStore, Passage
from reader.database.base import Database, Task
from reader.errors import ArticleNotFound, NoteNotFound, NoteRefused
from reader.model import Article, Bulk, Listing, Span, TagCount
from reader.model.annotation import (
    ALL,
    PLAIN,
    Annotation,
    ChangeKind,
    Colour,
    Edit,
    InGroup,
    NoteGroup,
    NoteListing,
    NoteOrder,
    State,
)
from reader.text.anchoring import describe

TRASH = replace(ALL, trash=True)


@pytest.fixture
def store(database: Database) -> AnnotationStore:
    return database.annotations


@pytest.fixture
def article(database: Database) -> Article:
    """An article with a place, so that adding it again updates it."""
    return revised(database, "\n\n".join(PASSAGES))


def revised(database: Database, text: str) -> Article:
    """Return the article after its file held `text`."""
    (result,) = database.add_many([document(text, path="/文章/早晨.md")])
    assert result.article is not None
    return database.article(result.article.id)


def passage(article: Article, words: str) -> Passage:
    start = article.text.index(words)
    span = Span(start, start + len(words))
    return Passage(describe(article.text, span), article.summary.digest)


def tag(
    store: AnnotationStore, article: Article, words: str = "包子铺", edit: Edit = PLAIN
) -> Annotation:
    return store.add(article.summary.id, passage(article, words), edit)


def ids(annotations: list[Annotation]) -> list[str]:
    return [annotation.id for annotation in annotations]


def waiting(database: Database) -> list[str]:
    return [pending.article for pending in database.queue.pending(Task.INDEX, 9)]


def indexed(database: Database) -> None:
    database.queue.done(
        Task.INDEX, [pending.key for pending in database.queue.pending(Task.INDEX, 99)]
    )


# One annotation


def test_an_annotation_comes_back_as_it_was_added(store: AnnotationStore, article: Article) -> None:
    edit = Edit(note=" **香**\n\x1b[31m", colour=Colour.GREEN, tags=(" ai // 模型/", "吃 饭", ""))
    made = tag(store, article, edit=edit)
    start = article.text.index("包子铺")
    assert made.article == article.summary.id
    assert made.title == "早晨"
    assert made.quote == "包子铺"
    assert made.place == Span(start, start + 3)
    assert made.state is State.ANCHORED
    assert made.digest == article.summary.digest
    assert made.tags == ("ai/模型", "吃 饭")
    assert made.note == "**香**\n␛[31m"
    assert made.colour is Colour.GREEN
    assert (made.created, made.modified, made.deleted) == ("2024-01-17T08:00:00Z",) * 2 + ("",)
    assert store.get(made.id) == made
    assert store.get(made.id[:8].upper()) == made
    assert store.of_article(article.summary.id) == [made]


def test_an_annotation_of_the_whole_article(store: AnnotationStore, article: Article) -> None:
    passages = [tag(store, article, "牛丼"), tag(store, article, "包子铺")]
    whole = store.add(article.summary.id, None, Edit(note="好文"))
    assert (whole.selectors, whole.place, whole.quote) == (None, None, "")
    assert store.of_article(article.summary.id) == [whole, passages[1], passages[0]]


def test_the_article_tells_how_many_there_are(
    database: Database, store: AnnotationStore, article: Article
) -> None:
    made = [tag(store, article, words) for words in ("包子铺", "牛丼", "点球")]
    store.delete_all(NoteListing(ids=(made[0].id,)))
    assert database.summary(article.summary.id).annotations == 2
    (row,) = database.listing(Listing(), 0, None)
    assert row.annotations == 2


def test_changing_one(store: AnnotationStore, article: Article, clock: Clock) -> None:
    made = tag(store, article, edit=Edit(note="旧", tags=("一",)))
    clock.minute = 5
    assert store.edit(made.id, Edit(note="旧")) == made
    changed = store.edit(made.id, Edit(note="新", add_tags=("二",), remove_tags=("一",)))
    assert changed == replace(made, note="新", tags=("二",), modified="2024-01-17T08:05:00Z")
    assert store.get(made.id) == changed


@pytest.mark.parametrize("wanted", ["", "zz", "zzzzzzzz", "../..", "🙂"])
def test_one_that_is_not_there(store: AnnotationStore, article: Article, wanted: str) -> None:
    tag(store, article)
    with pytest.raises(NoteNotFound):
        store.get(wanted)
    with pytest.raises(NoteNotFound):
        store.edit(wanted, Edit(note="x"))


def test_what_cannot_be_kept_changes_nothing(store: AnnotationStore, article: Article) -> None:
    made = tag(store, article)
    for edit in (Edit(note="长" * 1_000_001), Edit(add_tags=("长" * 101,))):
        with pytest.raises(NoteRefused):
            store.edit(made.id, edit)
        with pytest.raises(NoteRefused):
            tag(store, article, edit=edit)
    assert store.listing(ALL, 0, None) == [made]
    assert store.edit(made.id, Edit(note="长" * 10_000)).note == "长" * 10_000


def test_an_article_that_has_vanished(database: Database, store: AnnotationStore) -> None:
    article = revised(database, PASSAGES[0])
    database.delete_article(article.summary.id)
    with pytest.raises(ArticleNotFound):
        tag(store, article)


# The text changes


def test_an_update_moves_what_stands_elsewhere(
    database: Database, store: AnnotationStore, article: Article, clock: Clock
) -> None:
    made = [tag(store, article, words) for words in ("包子铺", "推理速度", "一碗牛丼", "看台上")]
    clock.minute = 9
    text = "\n\n".join((PASSAGES[0], "新加的一段。", *PASSAGES[1:4]))
    new = revised(database, text)
    first, moved, also, orphan = (store.get(each.id) for each in made)
    assert first.state is State.ANCHORED
    for annotation in (moved, also):
        assert annotation.state is State.MOVED
        assert annotation.place is not None
        assert annotation.place.of(new.text) == annotation.quote
        assert annotation.selectors == describe(new.text, annotation.place)
        assert annotation.digest == new.summary.digest
        assert annotation.modified == made[0].modified
    assert (orphan.state, orphan.place) == (State.ORPHAN, None)
    assert (orphan.selectors, orphan.digest) == (made[3].selectors, article.summary.digest)
    assert database.versions(article.summary.id)[0].digest == orphan.digest
    assert store.count(NoteListing(states=(State.ORPHAN, State.UNSURE))) == 1


def test_an_orphan_comes_back_with_its_passage(
    database: Database, store: AnnotationStore, article: Article
) -> None:
    made = tag(store, article, "看台上没有一个人离开")
    revised(database, "\n\n".join(PASSAGES[:4]))
    assert store.get(made.id).state is State.ORPHAN
    again = revised(database, "\n\n".join(PASSAGES))
    assert again.summary.digest == article.summary.digest
    assert store.get(made.id) == made


def test_tagging_a_text_that_was_replaced_meanwhile(
    database: Database, store: AnnotationStore, article: Article
) -> None:
    seen = passage(article, "一碗牛丼")
    new = revised(database, "\n\n".join(PASSAGES[1:]))
    made = store.add(article.summary.id, seen, PLAIN)
    assert made.state is State.MOVED
    assert made.place is not None
    assert made.place.of(new.text) == "一碗牛丼"
    assert made.digest == new.summary.digest


def test_tying_an_orphan_to_another_passage(
    database: Database, store: AnnotationStore, article: Article
) -> None:
    made = tag(store, article, "看台上没有一个人离开", Edit(note="静"))
    new = revised(database, "\n\n".join(PASSAGES[:4]))
    tied = store.attach(made.id, passage(new, "一面镜子"))
    assert (tied.state, tied.quote, tied.note) == (State.ANCHORED, "一面镜子", "静")
    assert store.get(made.id) == tied
    change = store.undo()
    assert change is not None
    assert (change.kind, change.annotations) == (ChangeKind.ATTACHED, (made.id,))
    assert store.get(made.id).quote == made.quote
    assert store.get(made.id).state is State.ORPHAN
    store.redo()
    assert store.get(made.id) == tied


# The trash


def test_deleting_and_restoring(
    database: Database, store: AnnotationStore, article: Article, clock: Clock
) -> None:
    made = [tag(store, article, words) for words in ("包子铺", "牛丼")]
    clock.minute = 3
    assert store.delete_all(NoteListing(ids=(made[0].id,))) == 1
    assert store.listing(ALL, 0, None) == [made[1]]
    (gone,) = store.listing(TRASH, 0, None)
    assert gone == replace(made[0], deleted="2024-01-17T08:03:00Z")
    new = revised(database, "新的开头。" + article.text)
    assert store.restore_all(ALL) == 1
    back = store.get(made[0].id)
    assert (back.state, back.deleted) == (State.MOVED, "")
    assert back.place is not None
    assert back.place.of(new.text) == "包子铺"


def test_emptying_the_trash_leaves_nothing_of_it(store: AnnotationStore, article: Article) -> None:
    made = [tag(store, article, words) for words in ("包子铺", "牛丼")]
    store.delete_all(NoteListing(ids=(made[0].id,)))
    assert store.empty_trash(ALL) == 1
    assert store.listing(TRASH, 0, None) == []
    with pytest.raises(NoteNotFound):
        store.get(made[0].id)
    change = store.undo()
    assert change is not None
    assert (change.kind, change.annotations) == (ChangeKind.CREATED, (made[1].id,))


def test_deleting_an_article_keeps_its_notes_in_the_trash(
    database: Database, store: AnnotationStore, article: Article
) -> None:
    made = [tag(store, article, words) for words in ("包子铺", "牛丼")]
    assert database.delete_article(article.summary.id) == 2
    with pytest.raises(ArticleNotFound):
        database.summary(article.summary.id)
    trash = store.listing(TRASH, 0, None)
    assert {each.quote for each in trash} == {"包子铺", "牛丼"}
    assert {(each.article, each.title) for each in trash} == {(article.summary.id, "早晨")}
    assert store.restore_all(ALL) == 0
    with pytest.raises(NoteRefused):
        store.attach(made[0].id, passage(article, "点球"))
    again = revised(database, "\n\n".join(PASSAGES))
    assert store.restore_all(ALL) == 2
    assert store.of_article(again.summary.id) == sorted(made, key=lambda each: each.place or 0)


# Undo


def test_every_change_is_undone_and_done_again(
    store: AnnotationStore, article: Article, clock: Clock
) -> None:
    """Walk the journal back to the beginning and to the end again: each state is met again."""
    states = [store.listing(ALL, 0, None)]

    def done() -> None:
        clock.minute += 1
        states.append(store.listing(ALL, 0, None))

    made = tag(store, article, "包子铺", Edit(note="一"))
    done()
    other = tag(store, article, "牛丼")
    done()
    store.edit(made.id, Edit(note="二", tags=("甲",), colour=Colour.PINK))
    done()
    store.edit_all(ALL, Edit(add_tags=("乙",)))
    done()
    store.attach(other.id, passage(article, "点球"))
    done()
    store.delete_all(NoteListing(tag="乙"))
    done()
    store.restore_all(NoteListing(ids=(other.id,)))
    done()
    for state in reversed(states[:-1]):
        assert store.undo() is not None
        assert store.listing(ALL, 0, None) == state
    assert store.undo() is None
    for state in states[1:]:
        assert store.redo() is not None
        assert store.listing(ALL, 0, None) == state
    assert store.redo() is None


def test_a_new_change_ends_what_could_be_done_again(
    store: AnnotationStore, article: Article
) -> None:
    tag(store, article)
    store.undo()
    tag(store, article, "牛丼")
    assert store.redo() is None


def test_undoing_passes_over_what_changed_otherwise(
    database: Database, store: AnnotationStore, article: Article, clock: Clock
) -> None:
    (result,) = database.add_many([document("另一篇里的包子铺。", path="/文章/另一篇.md")])
    assert result.article is not None
    other = database.article(result.article.id)
    made = [tag(store, each) for each in (article, other)]
    store.edit_all(ALL, Edit(note="一", tags=("旧",)))
    clock.minute = 1
    store.rename_tag("旧", "新")
    database.delete_article(other.summary.id)  # is no change that could be undone
    for kind in (ChangeKind.RETAGGED, ChangeKind.EDITED):
        change = store.undo()
        assert change is not None
        assert (change.kind, change.annotations, change.passed_over) == (kind, (made[0].id,), 1)
    assert (store.get(made[0].id).note, store.get(made[1].id).note) == ("", "一")
    assert store.get(made[1].id).tags == ("新",)


def test_the_journal_outlives_the_session(tmp_path, opened, clock: Clock) -> None:  # type: ignore[no-untyped-def]
    database = opened(tmp_path / "library", now=clock)
    made = tag(database.annotations, revised(database, PASSAGES[0]))
    database.annotations.delete_all(ALL)
    database.close()
    database = opened(tmp_path / "library", now=clock)
    database.annotations.undo()
    assert database.annotations.listing(ALL, 0, None) == [made]
    database.close()


def test_the_journal_ends_somewhere(store: AnnotationStore, article: Article, clock: Clock) -> None:
    made = tag(store, article)
    for number in range(250):
        store.edit(made.id, Edit(note=str(number)))
    undone = 0
    while store.undo():
        undone += 1
    assert undone == 200


# Lists


@pytest.fixture
def many(database: Database, store: AnnotationStore, clock: Clock) -> list[Annotation]:
    """Annotations of three articles, each another minute, in all colours."""
    database.add_many([numbered(number) for number in range(3)])
    articles = sorted(
        (database.article(row.id) for row in database.listing(Listing(), 0, None)),
        key=lambda each: each.summary.title,
    )
    made = []
    for number, colour in enumerate([*Colour, Colour.YELLOW]):
        clock.minute = number
        article = articles[number % 3]
        span = Span(number * 2, number * 2 + 5)
        edit = Edit(note=f"筆記 {number}", colour=colour, tags=("ai/模型" if number % 2 else "ai",))
        seen = Passage(describe(article.text, span), article.summary.digest)
        made.append(store.add(article.summary.id, seen, edit))
    return made


def test_orders(store: AnnotationStore, many: list[Annotation], clock: Clock) -> None:
    clock.minute = 50
    edited = store.edit(many[2].id, Edit(note="改过"))
    newest = store.listing(NoteListing(), 0, None)
    assert ids(newest) == [edited.id, *(e.id for e in reversed(many) if e.id != edited.id)]
    created = store.listing(NoteListing(NoteOrder.CREATED, descending=False), 0, None)
    assert ids(created) == ids(many)
    by_article = store.listing(NoteListing(NoteOrder.ARTICLE, descending=False), 0, None)
    assert [(e.title, e.place) for e in by_article] == sorted((e.title, e.place) for e in many)


@pytest.mark.parametrize("order", NoteOrder)
@pytest.mark.parametrize("descending", [False, True])
def test_windows_make_up_the_list(
    store: AnnotationStore, many: list[Annotation], order: NoteOrder, descending: bool
) -> None:
    listing = NoteListing(order, descending)
    whole = store.listing(listing, 0, None)
    windows = [store.listing(listing, first, 3) for first in range(0, 9, 3)]
    assert [row for window in windows for row in window] == whole
    assert len(whole) == store.count(listing) == len(many)


@pytest.mark.parametrize(
    ("listing", "numbers"),
    [
        (NoteListing(tag="ai"), {0, 1, 2, 3, 4, 5, 6}),
        (NoteListing(tag="ai/模型"), {1, 3, 5}),
        (NoteListing(tag="a"), set()),
        (NoteListing(text="笔记 ３"), {3}),
        (NoteListing(text="筆記 3"), {3}),
        (NoteListing(text="AI/模型"), {1, 3, 5}),
        (NoteListing(text="100% _"), set()),
        (NoteListing(colour=Colour.YELLOW), {0, 6}),
        (NoteListing(states=(State.ORPHAN,)), set()),
        (NoteListing(states=(State.ORPHAN, State.ANCHORED)), {0, 1, 2, 3, 4, 5, 6}),
        (NoteListing(since="2024-01-17T08:03"), {3, 4, 5, 6}),
        (NoteListing(until="2024-01-17T08:03"), {0, 1, 2, 3}),
        (NoteListing(since="2024", until="2024-01-17"), {0, 1, 2, 3, 4, 5, 6}),
        (NoteListing(since="2025"), set()),
        (NoteListing(tag="ai/模型", colour=Colour.GREEN, text="1"), {1}),
    ],
)
def test_filters(
    store: AnnotationStore, many: list[Annotation], listing: NoteListing, numbers: set[int]
) -> None:
    wanted = {many[number].id for number in numbers}
    assert set(ids(store.listing(listing, 0, None))) == wanted
    assert store.count(listing) == len(wanted)


def test_those_of_an_article_and_of_given_ids(
    store: AnnotationStore, many: list[Annotation]
) -> None:
    of_one = [each for each in many if each.article == many[0].article]
    assert set(ids(store.listing(NoteListing(article=many[0].article), 0, None))) == set(
        ids(of_one)
    )
    assert store.count(NoteListing(ids=(many[0].id, many[1].id))) == 2


def test_a_tag_that_many_bear_finds_the_same(
    store: AnnotationStore, many: list[Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are, they are looked for in one of two ways."""
    for listing in (NoteListing(tag="ai"), NoteListing(NoteOrder.ARTICLE, tag="ai/模型", text="a")):
        found = []
        for often in (1, 1_000_000):
            monkeypatch.setattr(lists, "_OFTEN", often)
            found.append([store.listing(listing, offset, 2) for offset in range(4)])
        assert found[0] == found[1]
    assert store.listing(NoteListing(tag="ai"), 0, 9)


def test_groups(store: AnnotationStore, many: list[Annotation]) -> None:
    def groups(group: NoteGroup, listing: NoteListing = ALL) -> dict[str, int]:
        return {each.name: each.annotations for each in store.groups(listing, group)}

    assert groups(NoteGroup.TAG) == {"ai": 4, "ai/模型": 3}
    assert groups(NoteGroup.STATE) == {"anchored": 7}
    assert groups(NoteGroup.COLOUR, NoteListing(tag="ai/模型")) == {
        "green": 1,
        "pink": 1,
        "purple": 1,
    }
    assert sum(groups(NoteGroup.ARTICLE).values()) == 7
    for each in store.groups(ALL, NoteGroup.ARTICLE):
        assert store.count(NoteListing(article=each.key)) == each.annotations
    store.edit(many[0].id, Edit(tags=("ai", "ai/模型")))
    store.edit(many[1].id, Edit(tags=()))
    tagged = groups(NoteGroup.TAG)
    assert list(tagged) == ["ai", "ai/模型", ""]
    assert sum(tagged.values()) == 8
    for kind in NoteGroup:
        for each in store.groups(NoteListing(tag="ai"), kind):
            within = NoteListing(tag="ai", groups=(InGroup(kind, each.key),))
            assert store.count(within) == len(store.listing(within, 0, None)) == each.annotations


def test_changing_all_that_are_listed(store: AnnotationStore, many: list[Annotation]) -> None:
    assert store.edit_all(NoteListing(tag="ai/模型"), Edit(add_tags=("新",))) == 3
    assert store.edit_all(NoteListing(tag="新"), Edit(add_tags=("新",))) == 0
    assert store.delete_all(NoteListing(tag="新")) == 3
    assert store.count(ALL) == 4
    change = store.undo()
    assert change is not None
    assert change.changed == 3
    assert store.count(ALL) == 7


# Tags


def test_renaming_a_tag_everywhere(database: Database, store: AnnotationStore) -> None:
    database.add_many([document(PASSAGES[0], tags=("ai", "AI", "ai/视觉", "paint"), path="/一.md")])
    article = database.article(database.listing(Listing(), 0, 1)[0].id)
    made = tag(store, article, edit=Edit(tags=("ai/模型", "机器", "aid")))
    assert store.rename_tag("ai", "机器") == 2
    assert store.get(made.id).tags == ("aid", "机器", "机器/模型")
    assert database.tags() == [TagCount(n, 1) for n in ("AI", "paint", "机器", "机器/视觉")]
    assert database.count(Listing(text="机器/视觉")) == 1
    assert store.rename_tag("机器/模型", "机器") == 1
    assert store.get(made.id).tags == ("aid", "机器")
    assert store.rename_tag("机器", "") == 2
    assert store.get(made.id).tags == ("aid",)
    assert database.tags() == [TagCount("AI", 1), TagCount("paint", 1)]
    assert store.rename_tag("没有", "什么") == 0


def test_a_tag_renamed_merged_or_deleted_is_undone_and_done_again(
    database: Database, store: AnnotationStore, clock: Clock
) -> None:
    database.add_many(
        [
            document(PASSAGES[0], tags=("ai", "ai/视觉", "机器"), path="/一.md"),
            document(PASSAGES[1], tags=("ai",), path="/二.md"),
        ]
    )
    articles = [database.article(row.id) for row in database.listing(Listing(), 0, None)]
    for each in articles:
        tag(store, each, each.text[:2], edit=Edit(tags=("ai/模型", "机器")))
    thrown = tag(store, articles[0], articles[0].text[2:4], edit=Edit(tags=("ai",)))
    store.delete_all(NoteListing(ids=(thrown.id,)))

    def borne() -> list[object]:
        notes = [each.tags for each in store.listing(ALL, 0, None)]
        rows = {row.id: row.tags for row in database.listing(Listing(), 0, None)}
        found = [database.count(Listing(tag=t)) for t in ("ai", "机器", "智能")]
        return [notes, rows, store.get(thrown.id).tags, found, database.count(Listing(text="ai"))]

    states = [borne()]
    for change in (lambda: store.rename_tag("ai", "机器"), lambda: store.rename_tag("机器", "")):
        clock.minute += 1
        assert change() == 5
        states.append(borne())
    for state in reversed(states[:-1]):
        indexed(database)
        change = store.undo()
        assert change is not None
        assert (change.kind, change.changed, change.articles) == (ChangeKind.RETAGGED, 3, 2)
        assert change.passed_over == 0
        assert borne() == state
        assert len(waiting(database)) == 2
    for state in states[1:]:
        assert store.redo() is not None
        assert borne() == state


def test_undoing_a_tag_leaves_what_articles_bear_otherwise_since(
    database: Database, store: AnnotationStore
) -> None:
    database.add_many(
        [document(PASSAGES[n], tags=("旧",), path=f"/{n}.md") for n in range(len(PASSAGES))]
    )
    first, second, *others = (row.id for row in database.listing(Listing(), 0, None))
    assert store.rename_tag("旧", "新") == 2 + len(others)
    for id_ in (first, second, *others):
        database.add_tag(id_, "另")
    database.set_tags(second, ["另"])
    change = store.undo()
    assert change is not None
    assert (change.changed, change.articles, change.passed_over) == (0, 1 + len(others), 1)
    assert {row.id: row.tags for row in database.listing(Listing(), 0, None)} == {
        first: ("另", "旧"),
        second: ("另",),
        **dict.fromkeys(others, ("另", "旧")),
    }
    database.delete_article(first)
    assert store.redo() is not None


def test_a_change_of_many_articles_is_undone_and_done_again(
    database: Database, store: AnnotationStore
) -> None:
    database.add_many([document(PASSAGES[n], path=f"/{n}.md") for n in range(len(PASSAGES))])
    first, second, third, *_others = (row.id for row in database.listing(Listing(), 0, None))
    database.set_read(first, True)
    database.add_tag(second, "有")

    def borne() -> list[object]:
        rows = database.listing(Listing(), 0, None)
        return [(row.read, row.starred, row.tags) for row in rows]

    states = [borne()]
    several = Bulk(read=True, starred=True, add_tag="有", remove_tag=" 无 ")
    for bulk in (several, Bulk(read=False), Bulk(remove_tag="有")):
        assert database.change_all(Listing(), bulk) == len(PASSAGES)
        states.append(borne())
    assert database.change_all(Listing(), Bulk(starred=True)) == 0  # and nothing to undo
    indexed(database)
    for state in reversed(states[:-1]):
        change = store.undo()
        assert change is not None
        assert change[:5] == (ChangeKind.ARTICLES, (), 0, len(PASSAGES), 0)
        assert borne() == state
    assert len(waiting(database)) == len(PASSAGES)  # whose tags are others
    for state in states[1:]:
        assert store.redo() is not None
        assert borne() == state
    database.set_read(first, True)
    database.add_tag(second, "有")
    database.delete_article(third)
    assert store.undo() is not None
    change = store.undo()
    assert change is not None
    assert (change.articles, change.passed_over) == (len(PASSAGES) - 2, 1)


# What a search asks for


def test_changes_wait_to_be_indexed(
    database: Database, store: AnnotationStore, article: Article
) -> None:
    indexed(database)
    made = tag(store, article, edit=Edit(tags=("一",)))
    for change in (
        lambda: store.edit(made.id, Edit(note="新")),
        lambda: store.rename_tag("一", "二"),
        lambda: store.delete_all(ALL),
        lambda: store.undo(),
        lambda: store.attach(made.id, passage(article, "牛丼")),
    ):
        assert waiting(database) == [article.summary.id]
        indexed(database)
        change()
    assert waiting(database) == [article.summary.id]


def test_what_a_search_asks_for(database: Database, store: AnnotationStore) -> None:
    database.add_many([numbered(number) for number in range(3)])
    keys = database.search.all_keys()
    summaries = database.search.summaries(keys)
    first, second = (database.article(summaries[key].id) for key in keys[:2])
    seen = [
        Passage(describe(each.text, Span(0, 4)), each.summary.digest) for each in (first, second)
    ]
    store.add(first.summary.id, seen[0], Edit(note="推理的筆記", tags=("ai/模型",)))
    store.add(first.summary.id, None, Edit(note="整篇"))
    store.add(second.summary.id, seen[1], PLAIN)
    assert set(store.annotated()) == set(keys[:2])
    assert store.annotated("笔记") == [keys[0]]
    assert store.annotated(first.text[:4]) == []  # a quote is no note
    assert store.annotated(tag="ai") == [keys[0]]
    assert store.annotated("笔记", tag="bi") == []
    assert store.texts(keys) == {keys[0]: "整篇\n推理的筆記"}
    store.delete_all(ALL)
    assert store.annotated() == []
    assert store.texts(keys) == {}
