"""What every store must do with mentions, the entities they make up, and corrections."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from articles import document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.database.base import Database, Task
from reader.database.entity_records import (
    decode_correction,
    decode_mentions,
    decode_spans,
    encode_correction,
    encode_mentions,
    encode_spans,
)
from reader.database.records import BadRecord
from reader.entities.nouns import (
    NAMED,
    Alias,
    Correction,
    CorrectionKind,
    Derived,
    Entity,
    EntityListing,
    EntityOrder,
    EntitySummary,
    Recognition,
    Share,
    Together,
)
from reader.model import ArticleSummary, Span
from reader.model.entity import EntityType, Evidence, Mention

ORG, PERSON, PLACE = EntityType.ORG, EntityType.PERSON, EntityType.PLACE
BAIDU, LI = Entity(ORG, "百度"), Entity(PERSON, "李彦宏")

TEXT = "百度的李彥宏说，Baidu 在2023年1月17日投了1.2亿美元。百度！𠮷野家？"


def mention(surface: str, entity: Entity, nth: int = 0, text: str = TEXT) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return Mention(Span(start, start + len(surface)), entity.type, entity.name, Evidence.RULE, 0.93)


MENTIONS = tuple(
    sorted(
        (
            mention("百度", BAIDU),
            mention("李彥宏", LI),
            mention("Baidu", BAIDU),
            mention("2023年1月17日", Entity(EntityType.DATE, "2023年1月17日")),
            mention("1.2亿美元", Entity(EntityType.MONEY, "1.2亿美元")),
            mention("百度", BAIDU, 1),
        ),
        key=lambda one: one.span,
    )
)


def add(database: Database, text: str = TEXT, **fields: object) -> ArticleSummary:
    (result,) = database.add_many([document(text, **fields)])
    assert result.article is not None
    return result.article


def keep(
    database: Database, summary: ArticleSummary, mentions: tuple[Mention, ...], version: str = "1"
) -> list[str]:
    """Keep mentions whose spans are of the passage, under the title that `document` sets."""
    text = database.article(summary.id).text
    shift = text.index("\n\n") + 2
    moved = tuple(
        Mention(one.span.shifted(shift), one.type, one.entity, one.evidence, one.confidence)
        for one in mentions
    )
    derived = Derived(summary.id, summary.digest, text, Recognition(version, moved), moved)
    return database.entities.keep([derived])


def waiting(database: Database, task: Task) -> list[str]:
    return [pending.article for pending in database.queue.pending(task, 100)]


def clear(database: Database, task: Task) -> None:
    database.queue.done(task, [pending.key for pending in database.queue.pending(task, 100)])


def test_what_was_recognised_comes_back(database: Database) -> None:
    summary = add(database)
    assert database.entities.recognition(summary.digest) is None
    keep(database, summary, MENTIONS)
    kept = database.entities.recognition(summary.digest)
    assert kept is not None
    assert kept.version == "1"
    assert [one.span.start - 4 for one in kept.mentions] == [one.span.start for one in MENTIONS]
    assert [one[1:] for one in map(fields, kept.mentions)] == [
        one[1:] for one in map(fields, MENTIONS)
    ]


def fields(one: Mention) -> tuple[object, ...]:
    return (one.span, one.type, one.entity, one.evidence, one.confidence)


def test_the_entities_of_a_library(database: Database) -> None:
    first, second = add(database, date="2023-01-17"), add(database, "李彦宏走了。", path="/b.md")
    keep(database, first, MENTIONS)
    keep(database, second, (mention("李彦宏", LI, text="李彦宏走了。"),))
    store = database.entities
    assert store.listing(EntityListing()) == [
        EntitySummary(BAIDU, 3, 1, "2023-01-17"),
        EntitySummary(LI, 2, 2, "2024-01-17"),  # one has no date: the day it came in
    ]
    assert store.count(EntityListing()) == 2
    assert store.count(EntityListing(types=tuple(EntityType))) == 4
    orders = {
        order: [row.entity.name for row in store.listing(EntityListing(order))]
        for order in EntityOrder
    }
    assert orders == {
        EntityOrder.MENTIONS: ["百度", "李彦宏"],
        EntityOrder.ARTICLES: ["李彦宏", "百度"],
        EntityOrder.RECENT: ["李彦宏", "百度"],
        EntityOrder.NAME: ["李彦宏", "百度"],
    }
    assert [row.entity for row in store.listing(EntityListing(), 1, 1)] == [LI]
    assert [row.entity for row in store.listing(EntityListing(text="ＢＡＩＤＵ"))] == [BAIDU]
    assert [row.entity for row in store.listing(EntityListing(text="彥"))] == [LI]
    for heard in ("百度", "BAIDU"):
        sounding = EntityListing(text="bd", heard=(heard, "不到"))
        assert [row.entity for row in store.listing(sounding)] == [BAIDU]
        assert store.count(sounding) == 1
    assert store.known_names(NAMED, 9) == [
        (BAIDU, "百度"),
        (BAIDU, "Baidu"),
        (LI, "李彦宏"),
        (LI, "李彥宏"),
    ]
    assert store.known_names((PERSON,), 9) == [(LI, "李彦宏"), (LI, "李彥宏")]
    assert store.known_names(NAMED, 1) == [(BAIDU, "百度"), (BAIDU, "Baidu")]
    assert store.summary(BAIDU) == EntitySummary(BAIDU, 3, 1, "2023-01-17")
    assert store.summary(Entity(PLACE, "百度")) is None
    assert store.aliases(BAIDU) == [Alias("百度", 2), Alias("Baidu", 1)]
    assert store.shares(LI) == [
        Share(second.id, "早晨", "2024-01-17", 1, dated=False),
        Share(first.id, "早晨", "2023-01-17", 1),
    ]
    text = database.article(first.id).text
    assert [span.of(text) for span in store.spans(BAIDU, first.id)] == ["百度", "Baidu", "百度"]
    assert store.spans(BAIDU, second.id) == []
    assert store.together(BAIDU, 9) == [Together(LI, 1)]
    assert (LI, "李彥宏") in store.names(first.id)
    assert store.containing("Baidu") == [first.id]


def test_what_is_searched_for(database: Database) -> None:
    first, second = add(database), add(database, "李彦宏走了。", path="/b.md")
    keep(database, first, MENTIONS)
    keep(database, second, (mention("李彦宏", LI, text="李彦宏走了。"),))
    store, (second_key, first_key) = (
        database.entities,
        sorted(database.search.all_keys(), reverse=True),
    )
    assert store.find("baidu") == [BAIDU]
    assert store.find("李彥宏") == [LI]
    assert store.find("李彥宏", (ORG,)) == []
    assert store.keys_with([BAIDU]) == {first_key}
    assert store.keys_with([BAIDU, LI]) == {first_key, second_key}
    assert store.keys_with([Entity(ORG, "无")]) == set()
    assert store.keys_with_surface("彥") == {first_key, second_key}
    assert store.keys_with_surface("aidu") == {first_key}
    assert store.keys_with_surface("17日") == {first_key}
    assert store.keys_with_surface("7日") == set()  # it is no number there
    assert store.keys_with_surface("月17") == {first_key}
    kinds = EntityType.DATE, EntityType.MONEY
    assert [store.keys_with_matching(kind, lambda one: "1月" in one) for kind in kinds] == [
        {first_key},
        set(),
    ]
    assert store.keys_with_money(1e8, float("inf")) == {first_key}
    assert store.keys_with_money(1e8, 2e8, "USD") == {first_key}
    assert store.keys_with_money(1e8, 2e8, "CNY") == set()
    assert store.keys_with_money(2e8, float("inf")) == set()
    for date in ("2023", "2023-01", "2023-01-17"):
        assert store.keys_with_date(date) == {first_key}
    assert store.keys_with_date("2023-1") == set()
    assert store.facets(database.search.all_keys(), NAMED, 9) == [
        Together(LI, 2),
        Together(BAIDU, 1),
    ]
    assert store.facets(database.search.all_keys(), (ORG,), 1) == [Together(BAIDU, 1)]
    assert store.facets([], NAMED, 9) == []


def test_articles_wait_for_the_index_when_their_entities_change(database: Database) -> None:
    summary = add(database)
    clear(database, Task.INDEX)
    assert keep(database, summary, MENTIONS) == [summary.id]
    assert waiting(database, Task.INDEX) == [summary.id]
    clear(database, Task.INDEX)
    assert keep(database, summary, MENTIONS) == []
    assert waiting(database, Task.INDEX) == []
    assert keep(database, summary, MENTIONS[1:]) == []  # the same entities, one mention less
    assert keep(database, summary, MENTIONS[2:]) == [summary.id]


def test_an_answered_request_waits_no_more(database: Database) -> None:
    summary = add(database)
    (pending,) = database.queue.pending(Task.RECOGNISE, 9)
    text = database.article(summary.id).text
    database.entities.keep([Derived(summary.id, summary.digest, text, None, (), pending.key)])
    assert database.queue.count(Task.RECOGNISE) == 0
    database.entities.request()
    assert database.queue.count(Task.RECOGNISE) == 1
    database.entities.request([summary.id, "none"])
    (again,) = database.queue.pending(Task.RECOGNISE, 9)
    assert again.key > pending.key


def test_what_another_version_recognised_waits(database: Database) -> None:
    first, second = add(database), add(database, "李彦宏走了。", path="/b.md")
    keep(database, first, MENTIONS, "1")
    clear(database, Task.RECOGNISE)
    assert database.entities.request_outdated("1") == 1
    assert waiting(database, Task.RECOGNISE) == [second.id]
    assert database.entities.request_outdated("2") == 2
    assert database.entities.recognition(first.digest) is not None  # serves until then


def test_another_text_takes_its_mentions_away(database: Database) -> None:
    old = add(database, path="/a.md")
    keep(database, old, MENTIONS)
    new = add(database, "别的。", path="/a.md")
    assert new.id == old.id
    assert database.entities.listing(EntityListing()) == []
    keep_old = Derived(old.id, old.digest, "早晨\n\n" + TEXT, Recognition("1", ()), MENTIONS)
    assert database.entities.keep([keep_old]) == []  # it came too late
    assert database.entities.listing(EntityListing()) == []


def test_the_latest_article_is_the_latest_there_is(database: Database) -> None:
    first = add(database, date="2023-01", path="/a")
    second = add(database, "百度。", date="2023-05", path="/b")
    keep(database, first, MENTIONS)
    keep(database, second, (mention("百度", BAIDU, text="百度。"),))

    def latest() -> str:
        summary = database.entities.summary(BAIDU)
        return summary.latest if summary else ""

    assert latest() == "2023-05"
    keep(database, second, ())
    assert latest() == "2023-01"
    assert add(database, date="2023-03-02", path="/a").id == first.id  # the date alone is another
    assert latest() == "2023-03-02"


def test_corrections_are_kept_in_their_order(
    database: Database, clock: Callable[[], str], opened: Callable[..., Database], tmp_path: Path
) -> None:
    mended = [
        Correction(CorrectionKind.ADD, "𠮷野家", becomes=Entity(ORG, "吉野家")),
        Correction(CorrectionKind.REMOVE, "百度", BAIDU, article="0s46"),
        Correction(CorrectionKind.RESPAN, "李", LI, LI, "李彦宏"),
    ]
    keys = [database.corrections.keep(one).key for one in mended]
    assert keys == sorted(set(keys))
    assert [kept.correction for kept in database.corrections.kept()] == mended
    assert {kept.created for kept in database.corrections.kept()} == {"2024-01-17T08:00:00Z"}
    assert database.corrections.undo(keys[1]) == mended[1]
    assert database.corrections.undo(keys[1]) is None
    assert [kept.correction for kept in database.corrections.kept()] == mended[::2]
    other = opened(database.folder)
    assert [kept.correction for kept in other.corrections.kept()] == mended[::2]
    other.close()


NAMES = st.sampled_from(["百度", "李彦宏", "李彥宏", "𠮷野家", "GPT-4"])
KINDS = st.sampled_from([ORG, PERSON, PLACE])


@st.composite
def mentioned(draw: st.DrawFn) -> tuple[str, tuple[Mention, ...]]:
    """Return a text made of names, and some of these as mentions."""
    parts, mentions, end = [], [], 0
    for name in draw(st.lists(NAMES, max_size=6)):
        if draw(st.booleans()):
            entity = Entity(draw(KINDS), draw(NAMES))
            span = Span(end, end + len(name))
            mentions.append(Mention(span, *entity, Evidence.MODEL, 0.5))
        parts.append(name)
        end += len(name)
    return "".join(parts), tuple(mentions)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), mentioned()), max_size=8))
def test_what_is_counted_is_what_is_there(
    opened: Callable[..., Database],
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[int, tuple[str, tuple[Mention, ...]]]],
) -> None:
    """However mentions come, change and go, the lists tell of those that stand there now."""
    database = opened(tmp_path_factory.mktemp("counted"))
    now: dict[str, tuple[str, tuple[Mention, ...]]] = {}
    for number, (text, mentions) in steps:
        summary = add(database, f"第{number}篇", path=f"/{number}", title=f"{number}")
        # The spans are of `text`, whatever the article holds: the store looks at no article.
        database.entities.keep([Derived(summary.id, summary.digest, text, None, mentions)])
        now[summary.id] = text, mentions
    counted: Counter[Entity] = Counter()
    articles: Counter[Entity] = Counter()
    aliases: Counter[tuple[Entity, str]] = Counter()
    for text, mentions in now.values():
        here = [Entity(one.type, one.entity) for one in mentions]
        counted.update(here)
        articles.update(set(here))
        aliases.update(
            (entity, one.span.of(text)) for entity, one in zip(here, mentions, strict=True)
        )
    store = database.entities
    rows = store.listing(EntityListing(types=tuple(EntityType)))
    assert {row.entity: (row.mentions, row.articles) for row in rows} == {
        entity: (counted[entity], articles[entity]) for entity in counted
    }
    found = {
        (row.entity, alias.surface): alias.mentions
        for row in rows
        for alias in store.aliases(row.entity)
    }
    assert found == dict(aliases)
    for id_, (_, mentions) in now.items():
        for entity in counted:
            spans = [one.span for one in mentions if Entity(one.type, one.entity) == entity]
            assert store.spans(entity, id_) == spans
    database.close()


# Records


@given(mentioned())
def test_mentions_are_read_as_they_were_written(given_: tuple[str, tuple[Mention, ...]]) -> None:
    _, mentions = given_
    assert decode_mentions(encode_mentions(mentions)) == mentions


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 300)), max_size=20))
def test_spans_are_read_as_they_were_written(gaps: list[tuple[int, int]]) -> None:
    spans, end = [], 0
    for gap, length in gaps:
        spans.append(Span(end + gap, end + gap + length))
        end += gap + length
    assert decode_spans(encode_spans(spans)) == spans


@given(st.binary(max_size=40))
def test_what_we_never_wrote_is_refused_or_harmless(record: bytes) -> None:
    for decode in (decode_mentions, decode_spans):
        try:
            decode(record)
        except BadRecord:
            continue


def test_a_broken_correction_is_refused() -> None:
    good = encode_correction(Correction(CorrectionKind.MERGE, "", BAIDU, LI))
    assert decode_correction(good) == Correction(CorrectionKind.MERGE, "", BAIDU, LI)
    for index, wrong in ((0, "none"), (2, "{}"), (2, '["X", "y"]'), (3, "[1"), (3, '["ORG", 1]')):
        row = list(good)
        row[index] = wrong
        with pytest.raises(BadRecord):
            decode_correction(row)
