"""What the front ends ask of notes, over a library on the disk."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from reader.config import drafts_folder
from reader.database.annotations.base import AnnotationStore
from reader.errors import DraftNotKept, NoteRefused, QuoteNotFound
from reader.library import Library, open_library
from reader.library.passages import quoted
from reader.library.reviewing import Review
from reader.model import Article, Listing, Span
from reader.model.annotation import (
    ALL,
    DOUBTFUL,
    Annotation,
    Colour,
    Draft,
    Edit,
    NoteListing,
    Rating,
    State,
)

TEXT = """「𠮷野家」的招牌在雨裡閃了一下。他說：“走吧，GPT-4 也會等的。”

他又想起那年冬天🙂。他說：“走吧，雨停了。”
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as library:
        yield library


@pytest.fixture
def article(library: Library, tmp_path: Path) -> Article:
    return revised(library, tmp_path, TEXT)


def revised(library: Library, folder: Path, text: str) -> Article:
    """Return the article after its file came to hold `text`."""
    file = folder / "雨夜.md"
    file.write_text(f"---\ntitle: 雨夜\n---\n\n{text}", encoding="utf-8")
    list(library.add(library.find([str(file)])))
    return library.article(library.listing(Listing(), 0, 1)[0].id)


def tag(library: Library, article: Article, words: str, edit: Edit | None = None) -> Annotation:
    (span, *_) = quoted(article, words)
    return library.notes.annotate(article, span, edit or Edit())


# Passages


def test_white_space_at_the_ends_is_not_tagged(library: Library, article: Article) -> None:
    end = article.text.index("\n\n")
    made = library.notes.annotate(article, Span(end - 3, end + 2))
    assert made.quote == "的。”"
    assert made.place == Span(end - 3, end)


@pytest.mark.parametrize("start_of_break", [0, 1, 2])
def test_a_passage_needs_a_character(
    library: Library, article: Article, start_of_break: int
) -> None:
    end = article.text.index("\n\n")
    with pytest.raises(NoteRefused):
        library.notes.annotate(article, Span(end, end + start_of_break))
    with pytest.raises(NoteRefused):
        library.notes.annotate(article, Span(len(article.text), len(article.text) + 3))
    assert library.notes.count(ALL) == 0


def test_the_whole_text_is_a_passage_too(library: Library, article: Article) -> None:
    made = library.notes.annotate(article, Span(0, len(article.text)))
    assert made.quote == article.text.strip()


def test_where_a_quote_stands(article: Article) -> None:
    twice = quoted(article, "他说:“走吧")
    assert [span.of(article.text) for span in twice] == ["他說：“走吧"] * 2
    assert quoted(article, "走吧", suffix="，雨 停") == [Span(twice[1].end - 2, twice[1].end)]
    assert quoted(article, "走吧", prefix="他说:“", suffix="，gpt-4也") == [
        Span(twice[0].end - 2, twice[0].end)
    ]
    for wanted in ({"quote": "走了"}, {"quote": ""}, {"quote": "走吧", "prefix": "我说"}):
        with pytest.raises(QuoteNotFound):
            quoted(article, **wanted)


# Places that are not sure


def test_what_should_be_looked_at(library: Library, article: Article, tmp_path: Path) -> None:
    notes = library.notes
    sure = tag(library, article, "招牌在雨裡閃了一下")
    reworded = tag(library, article, "他又想起那年冬天🙂。他說：“走吧，雨停了。”")
    orphan = tag(library, article, "GPT-4 也會等的")
    new = revised(
        library,
        tmp_path,
        "「𠮷野家」的招牌在雨裡閃了一下。\n\n他又想起那个冬天🙂。他說：“走吧，雨停了。”\n",
    )
    states = {each.id: each.state for each in notes.of(article.summary.id)}
    assert states == {
        sure.id: State.ANCHORED,
        reworded.id: State.UNSURE,
        orphan.id: State.ORPHAN,
    }
    doubtful = NoteListing(states=DOUBTFUL)
    assert {each.id for each in notes.listing(doubtful, 0, None)} == {reworded.id, orphan.id}
    confirmed = notes.confirm(reworded.id)
    assert (confirmed.state, confirmed.quote) == (
        State.ANCHORED,
        "他又想起那个冬天🙂。他說：“走吧，雨停了。”",
    )
    with pytest.raises(NoteRefused):
        notes.confirm(orphan.id)
    (span,) = quoted(new, "招牌")
    assert notes.attach(orphan.id, new, span).quote == "招牌"
    assert notes.count(doubtful) == 0


def test_a_note_is_not_tied_to_another_article(
    library: Library, article: Article, tmp_path: Path
) -> None:
    made = tag(library, article, "招牌")
    (tmp_path / "另.txt").write_text("招牌不见了。", encoding="utf-8")
    (result,) = library.add(library.find([str(tmp_path / "另.txt")]))
    assert result.article is not None
    with pytest.raises(NoteRefused):
        library.notes.attach(made.id, library.article(result.article.id), Span(0, 2))


# Many


def test_deleting_and_taking_back(library: Library, article: Article) -> None:
    notes = library.notes
    made = [tag(library, article, words) for words in ("招牌", "冬天")]
    assert notes.delete(made[0].id) == 1
    assert notes.delete() == 0
    assert notes.trash.restore(made[0].id) == 1
    assert notes.delete_all(ALL) == 2
    assert notes.count(NoteListing(trash=True)) == 2
    assert notes.trash.empty() == 2
    assert notes.undo() is None or notes.count(ALL) == 0


def test_deleting_an_article(library: Library, article: Article, tmp_path: Path) -> None:
    tag(library, article, "招牌")
    library.places.set_mark(article.summary.id, "a", 5)
    assert library.delete_article(article.summary.id) == 1
    assert library.count(Listing()) == 0
    again = revised(library, tmp_path, TEXT)
    assert library.places.marks(again) == {}
    assert library.notes.trash.restore_all() == 1
    assert library.notes.of(again.summary.id)[0].quote == "招牌"


def test_tags(library: Library, article: Article) -> None:
    tag(library, article, "招牌", Edit(tags=("雨", "ai/模型")))
    tag(library, article, "冬天", Edit(tags=("雨",)))
    library.set_tags(article.summary.id, ["雨", "散文"])
    assert library.notes.tags.known() == ["雨", "ai/模型", "散文"]
    assert library.notes.tags.rename("雨", "散文") == 3
    assert library.notes.tags.known() == ["散文", "ai/模型"]
    with pytest.raises(NoteRefused):
        library.notes.tags.rename("散文", " / ")
    assert library.notes.tags.delete("ai") == 1
    assert [each.key for each in library.notes.tags.counts()] == ["散文"]


# Drafts


def keep(library: Library, article: Article, note: str) -> Draft:
    """Keep a draft about the whole article."""
    return library.notes.drafts.keep(library.notes.drafts.of(article, None), Edit(note=note))


def test_a_draft_is_offered_again(library: Library, article: Article, tmp_path: Path) -> None:
    (span,) = quoted(article, "招牌")
    edit = Edit(note="还没写完\n🙂 \ud800", colour=Colour.BLUE, tags=("雨, 夜",))
    kept = library.notes.drafts.keep(library.notes.drafts.of(article, span), edit)
    keep(library, article, "整篇")
    with open_library(tmp_path / "library") as again:
        assert again.notes.drafts.of(article, span) == kept
        assert {draft.note for draft in again.notes.drafts.kept()} == {edit.note, "整篇"}
        again.notes.drafts.drop(kept)
        again.notes.drafts.drop(kept)
    assert library.notes.drafts.of(article, span).saved == ""
    with open_library(tmp_path / "another") as other:
        assert other.notes.drafts.kept() == []


def test_a_draft_of_a_note_that_is_being_edited(library: Library, article: Article) -> None:
    made = tag(library, article, "招牌", Edit(note="旧"))
    draft = library.notes.drafts.of(article, None, made)
    assert (draft.annotation, draft.selectors, draft.note) == (made.id, made.selectors, "旧")
    kept = library.notes.drafts.keep(draft, Edit(note="新"))
    assert library.notes.drafts.of(article, None, made) == kept
    assert library.notes.get(made.id).note == "旧"
    assert library.notes.drafts.store(kept, Edit(note="更新")).id == made.id
    assert library.notes.get(made.id).note == "更新"
    assert library.notes.drafts.kept() == []


def test_what_was_taken_back_is_no_draft(library: Library, article: Article) -> None:
    draft = keep(library, article, "写了又删")
    library.notes.drafts.keep(draft, Edit(note="", tags=()))
    assert library.notes.drafts.kept() == []
    with pytest.raises(NoteRefused):
        library.notes.drafts.of(article, quoted(article, "\n\n")[0])


def test_a_draft_about_an_earlier_text_keeps_to_its_passage(
    library: Library, article: Article, tmp_path: Path
) -> None:
    (span,) = quoted(article, "想起那年冬天")
    draft = library.notes.drafts.keep(library.notes.drafts.of(article, span), Edit(note="还没写完"))
    later = revised(library, tmp_path, f"后来加的一段。\n\n{TEXT}")
    assert library.notes.drafts.of(later, span).saved == ""  # other words stand there now
    made = library.notes.drafts.store(draft, Edit(note="写完了"))
    assert made.place is not None
    assert (made.place.of(later.text), made.state) == ("想起那年冬天", State.MOVED)
    again = library.notes.drafts.of(article, span)
    gone = revised(library, tmp_path, "什么都没有留下。")
    made = library.notes.drafts.store(again, Edit(note="原文没了"))
    assert (made.article, made.state, made.quote) == (
        gone.summary.id,
        State.ORPHAN,
        "想起那年冬天",
    )


def test_files_that_are_no_drafts_are_left_alone(library: Library, article: Article) -> None:
    kept = keep(library, article, "整篇")
    (folder,) = drafts_folder().iterdir()
    for name, text in {"a": "", "b": "[]", "c": '{"selectors": 5}', "d": "{}"}.items():
        (folder / f"{name}.json").write_text(text)
    os.mkfifo(folder / "pipe.txt")
    assert library.notes.drafts.kept() == [kept]


def test_a_draft_that_cannot_be_kept(library: Library, article: Article) -> None:
    place = drafts_folder()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("a file stands where the folder would be")
    with pytest.raises(DraftNotKept) as refusal:
        keep(library, article, "整篇")
    assert str(place) in str(refusal.value)


# Reviewing

MORNING = datetime(2026, 3, 5, 8, 0, tzinfo=timezone(timedelta(hours=8)))
DAY = timedelta(days=1)


@pytest.fixture
def store(library: Library, article: Article) -> AnnotationStore:
    """Thirty passages, and a note on the whole article, which is not reviewed."""
    library.notes.annotate(article, None, Edit(note="整篇"))
    for start in range(30):
        library.notes.annotate(article, Span(start, start + 3))
    return library.notes.database.annotations


def due(store: AnnotationStore, now: datetime, handful: int = 10) -> list[str]:
    return [annotation.id for annotation in at(now, store).due(handful)]


def at(now: datetime, store: AnnotationStore) -> Review:
    return Review(store, lambda: now)


def test_a_handful_a_day(store: AnnotationStore) -> None:
    first = due(store, MORNING)
    assert len(set(first)) == 10
    assert due(store, MORNING + DAY / 4) == first
    assert set(due(store, MORNING + DAY)) != set(first)
    for number, id_ in enumerate(first, 1):
        at(MORNING, store).rate(id_, Rating.GOOD)
        assert len(due(store, MORNING)) == 10 - number
    tomorrow = due(store, MORNING + DAY)
    assert len(tomorrow) == 10
    assert not set(tomorrow) & set(first)


def test_what_was_forgotten_comes_sooner(store: AnnotationStore) -> None:
    ids = due(store, MORNING, 4)
    days = [at(MORNING, store).rate(id_, rating) for id_, rating in zip(ids, Rating, strict=True)]
    assert days == sorted(days)
    assert days[0] < days[2] < days[3]
    assert days[0] >= MORNING + DAY / 2
    again = at(days[2], store).rate(ids[2], Rating.GOOD)
    assert again - days[2] > days[2] - MORNING
    assert due(store, days[1], 4)[:2] == ids[:2]


def test_skipping_leaves_it_for_another_day(store: AnnotationStore) -> None:
    (first,) = due(store, MORNING, 1)
    at(MORNING, store).skip(first)
    assert first not in due(store, MORNING, 30)
    assert due(store, MORNING + DAY, 1) == [first]


def test_only_what_is_there_is_reviewed(library: Library, store: AnnotationStore) -> None:
    ids = due(store, MORNING, 99)
    assert len(ids) == 30
    at(MORNING, store).rate(ids[0], Rating.AGAIN)
    library.notes.delete(*ids[:2])
    later = due(store, MORNING + 99 * DAY, 99)
    assert set(later) == set(ids[2:])
    library.notes.trash.empty()
    assert library.notes.review.due(3)
