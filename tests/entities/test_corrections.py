"""Corrections lay over what was recognised, whatever that was."""

from hypothesis import given
from hypothesis import strategies as st

from reader.entities.corrections import Corrector, apply
from reader.entities.lexicon import Lexicon, loose, parse_lexicon
from reader.entities.nouns import Correction, CorrectionKind, Entity
from reader.model import Span
from reader.model.entity import EntityType, Evidence, Mention

ADD, REMOVE, IGNORE = CorrectionKind.ADD, CorrectionKind.REMOVE, CorrectionKind.IGNORE
RETYPE, RESPAN = CorrectionKind.RETYPE, CorrectionKind.RESPAN
MERGE, SPLIT = CorrectionKind.MERGE, CorrectionKind.SPLIT

ORG, PLACE, PERSON = EntityType.ORG, EntityType.PLACE, EntityType.PERSON

TEXT = "长城汽车与长城都在河北。长城汽车的老魏（魏建军）说：GPT 4 来了，GPT-4！𠮷野家？"


def mention(text: str, surface: str, kind: EntityType, entity: str = "", nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    span = Span(start, start + len(surface))
    return Mention(span, kind, entity or surface, Evidence.MODEL, 0.8)


RECOGNISED = (
    mention(TEXT, "长城汽车", ORG),
    mention(TEXT, "长城", PLACE, nth=1),
    mention(TEXT, "河北", PLACE),
    mention(TEXT, "长城汽车", ORG, nth=1),
    mention(TEXT, "老魏", PERSON, "魏建军"),
    mention(TEXT, "魏建军", PERSON),
)


def shown(mentions: tuple[Mention, ...]) -> list[tuple[str, EntityType, str]]:
    return [(one.span.of(TEXT), one.type, one.entity) for one in mentions]


def corrected(*corrections: Correction) -> list[tuple[str, EntityType, str]]:
    return shown(apply(RECOGNISED, corrections, TEXT))


def test_without_corrections_all_stays() -> None:
    assert apply(RECOGNISED, (), TEXT) == RECOGNISED


def test_what_is_added_is_found_wherever_it_stands() -> None:
    model = Entity(EntityType.PRODUCT, "GPT-4")
    found = corrected(Correction(ADD, "GPT-4", becomes=model))
    assert found[-2:] == [("GPT 4", *model), ("GPT-4", *model)]
    assert len(found) == len(RECOGNISED) + 2


def test_a_longer_name_stays_around_what_is_added() -> None:
    found = corrected(Correction(ADD, "汽车", becomes=Entity(EntityType.TERM, "汽车")))
    assert found == shown(RECOGNISED)


def test_what_is_added_takes_the_place_of_what_it_crosses() -> None:
    found = corrected(Correction(ADD, "与长城", becomes=Entity(EntityType.WORK, "与长城")))
    assert ("与长城", EntityType.WORK, "与长城") in found
    assert ("长城", PLACE, "长城") not in found


def test_no_entity_in_one_article_or_in_any() -> None:
    here = Correction(REMOVE, "長城", article="0s46")
    without = [one for one in shown(RECOGNISED) if one[0] != "长城"]
    corrector = Corrector([here])
    assert shown(corrector.apply(RECOGNISED, TEXT, "0s46")) == without
    assert shown(corrector.apply(RECOGNISED, TEXT, "zf9c")) == shown(RECOGNISED)
    assert corrected(Correction(REMOVE, "长城")) == without


def test_an_entity_is_ignored_under_all_its_names() -> None:
    found = corrected(Correction(IGNORE, entity=Entity(PERSON, "魏建军")))
    assert [one[0] for one in found] == ["长城汽车", "长城", "河北", "长城汽车"]


def test_an_entity_of_another_type() -> None:
    found = corrected(Correction(RETYPE, "", Entity(ORG, "长城汽车"), Entity(PLACE, "长城汽车")))
    assert [one[1] for one in found[:4]] == [PLACE] * 4
    others = [one for one in apply(RECOGNISED, (), TEXT) if one.type is not ORG]
    assert [one.type for one in others] == [PLACE, PLACE, PERSON, PERSON]


def test_a_longer_and_a_shorter_span() -> None:
    wei = Entity(PERSON, "魏建军")
    longer = corrected(Correction(RESPAN, "老魏", wei, wei, span="的老魏"))
    assert ("的老魏", *wei) in longer
    assert not [one for one in longer if one[0] == "老魏"]
    company = Entity(ORG, "长城")
    shorter = corrected(Correction(RESPAN, "长城汽车", Entity(ORG, "长城汽车"), company, "长城"))
    assert [one for one in shorter if one[0] == "长城"] == [
        ("长城", *company),
        ("长城", PLACE, "长城"),
        ("长城", *company),
    ]


def test_a_span_that_does_not_stand_there_mends_nothing() -> None:
    wei = Entity(PERSON, "魏建军")
    assert corrected(Correction(RESPAN, "河北", None, wei, span="河北省")) == shown(RECOGNISED)


def test_merged_and_split_again() -> None:
    wei, boss = Entity(PERSON, "魏建军"), Entity(PERSON, "魏总")
    merged = Correction(MERGE, entity=wei, becomes=boss)
    assert [one[2] for one in corrected(merged)[-2:]] == ["魏总", "魏总"]
    split = Correction(SPLIT, "老魏", boss, Entity(PERSON, "老魏"))
    assert corrected(merged, split)[-2:] == [("老魏", PERSON, "老魏"), ("魏建军", *boss)]


def test_a_later_correction_holds_over_an_earlier_one() -> None:
    ignored = Correction(IGNORE, entity=Entity(PLACE, "河北"))
    again = Correction(ADD, "河北", becomes=Entity(PLACE, "河北"))
    assert ("河北", PLACE, "河北") in corrected(ignored, again)
    assert ("河北", PLACE, "河北") not in corrected(again, ignored)


def test_the_persons_own_lexicon_lies_below_the_corrections() -> None:
    entries, problems = parse_lexicon("[PERSON]\n河北\n?长城\n[IGNORE]\n魏建军\n[TERM]\n?来了\n")
    assert not problems
    lexicon = Lexicon(entries, by_user=True)
    found = shown(Corrector((), lexicon).apply(RECOGNISED, TEXT))
    assert ("河北", PERSON, "河北") in found
    assert ("长城", PERSON, "长城") in found  # doubtful, but recognised there
    assert not [one for one in found if one[0] in ("魏建军", "来了")]
    back = [Correction(ADD, "魏建军", becomes=Entity(PERSON, "魏建军"))]
    assert ("魏建军", PERSON, "魏建军") in shown(Corrector(back, lexicon).apply(RECOGNISED, TEXT))


def test_a_name_at_the_end_of_the_text_is_not_taken_for_a_longer_one() -> None:
    entries, _ = parse_lexicon("[PERSON]\n魏建\n魏建军人\n")
    found = Corrector((), Lexicon(entries)).apply((), "他叫魏建")
    assert [(one.span.start, one.span.end) for one in found] == [(2, 4)]


ALPHABET = "长城汽车老魏GP4 -·𠮷河北說"
words = st.text(ALPHABET, min_size=1, max_size=3).filter(loose)
entities = st.builds(Entity, st.sampled_from([ORG, PLACE, PERSON]), words)


@st.composite
def recognised(draw: st.DrawFn) -> tuple[str, tuple[Mention, ...]]:
    text = draw(st.text(ALPHABET + "，。\n", max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, tuple(Mention(span, *draw(entities), Evidence.MODEL, 0.5) for span in spans)


def made(kinds: list[CorrectionKind], *fields: object) -> st.SearchStrategy[Correction]:
    """Corrections of `kinds` that hold everywhere."""
    drawn = [field if isinstance(field, st.SearchStrategy) else st.just(field) for field in fields]
    return st.tuples(st.sampled_from(kinds), *drawn).map(lambda values: Correction(*values))


corrections = st.one_of(
    made([ADD], words, None, entities),
    made([REMOVE], words),
    made([IGNORE], "", entities),
    made([RETYPE, MERGE], "", entities, entities),
    made([SPLIT], words, entities, entities),
    made([RESPAN], words, entities, entities, words),
)


@given(recognised(), st.lists(corrections, max_size=6))
def test_mentions_stay_in_order_and_apart(
    given_: tuple[str, tuple[Mention, ...]], mended: list[Correction]
) -> None:
    text, mentions = given_
    end = 0
    for one in apply(mentions, mended, text):
        assert end <= one.span.start < one.span.end <= len(text)
        assert one.entity
        end = one.span.end


@given(recognised(), corrections)
def test_what_was_mended_stays_mended(
    given_: tuple[str, tuple[Mention, ...]], mended: Correction
) -> None:
    text, mentions = given_
    once = apply(mentions, [mended], text)
    if mended.kind is REMOVE:
        assert all(loose(one.span.of(text)) != loose(mended.surface) for one in once)
    if mended.kind is IGNORE:
        assert all(not is_of(one, mended.entity) for one in once)
    if mended.kind is MERGE and mended.becomes is not None and mended.entity is not None:
        same = mended.entity.type is mended.becomes.type and (
            loose(mended.entity.name) == loose(mended.becomes.name)
        )
        assert same or all(not is_of(one, mended.entity) for one in once)
    if mended.kind is not RESPAN:  # which mends what it finds, so that twice is further
        assert apply(once, [mended], text) == once


def is_of(one: Mention, entity: Entity | None) -> bool:
    return (
        entity is not None and one.type is entity.type and loose(one.entity) == loose(entity.name)
    )
