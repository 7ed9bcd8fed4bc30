"""Tagging passages in the app, and looking at what was said of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from reading import PARAGRAPH, drawn, pane_of, settled, told, until, until_told
from textual.pilot import Pilot
from textual.widgets import Input, Label, OptionList, TextArea

from reader.config import Config
from reader.library import Library, open_library
from reader.model import Listing, Span
from reader.model.annotation import Annotation, Colour, Edit, NoteListing, State
from reader.text import segment
from reader.ui.app import ReaderApp
from reader.ui.messages import AnnotationWanted
from reader.ui.screens.annotate import AnnotateScreen
from reader.ui.screens.choice import ChoiceScreen
from reader.ui.screens.notes import NotesScreen
from reader.ui.screens.question import QuestionScreen
from reader.ui.screens.review import ReviewScreen
from reader.ui.screens.version import VersionScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.colour_choice import ColourChoice
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.layers import Layer
from reader.ui.widgets.note_card import NoteCard
from reader.ui.widgets.note_groups import Heading
from reader.ui.widgets.note_list import NoteList
from reader.ui.widgets.note_view import NoteView
from reader.ui.widgets.prose import Prose
from reader.ui.widgets.reading_pane import ReadingPane
from reader.ui.widgets.tags_input import TagsInput, join_tags, split_tags

SIZE = (100, 30)


@pytest.fixture
def river(library: Library, id_of: Callable[[str], str]) -> str:
    return id_of("长河")


@pytest.fixture
def reading(library: Library, river: str) -> ReaderApp:
    """The app on an article."""
    return ReaderApp(library, Config(), river)


def tag(library: Library, article: str, words: str, **said: object) -> Annotation:
    found = library.article(article)
    start = found.text.index(words)
    return library.notes.annotate(
        found,
        Span(start, start + len(words)),
        Edit(**said),  # type: ignore[arg-type]
    )


def card_of(app: ReaderApp) -> NoteCard:
    return app.screen_stack[0].query_one(NoteCard)


async def dialog(pilot: Pilot[int]) -> AnnotateScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, AnnotateScreen))
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen)
    await until(pilot, lambda: bool(screen.query("#note")))
    await pilot.pause()
    return screen


async def closed(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
    await settled(pilot)


async def listed(pilot: Pilot[int], count: int) -> None:
    """Wait until the view of all notes shows so many."""
    await until(
        pilot,
        lambda: (
            isinstance(pilot.app.screen, NotesScreen)
            and bool(pilot.app.screen.query(NoteList))
            and pilot.app.screen.query_one(NoteList).count == count
        ),
    )


async def test_a_sentence_is_tagged_by_keys(
    reading: ReaderApp, library: Library, river: str
) -> None:
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a", "a")
        assert isinstance(reading.screen, AnnotateScreen)  # what is typed next is meant for it
        screen = await dialog(pilot)
        screen.query_one("#note", TextArea).insert("𠮷，值得一看。")
        screen.query_one(TagsInput).value = "ai/模型, 重要"
        screen.query_one(ColourChoice).colour = Colour.BLUE
        await pilot.press("ctrl+s")
        await closed(pilot)
        (note,) = library.notes.of(river)
        assert (note.note, note.tags) == ("𠮷，值得一看。", ("ai/模型", "重要"))
        assert note.colour is Colour.BLUE
        assert note.quote == "第1节"
        assert note.place is not None
        assert pane_of(reading).covering(Layer.NOTES, note.place)[0][1] == "note-blue"
        assert card_of(reading).note == note
        assert any(line.lstrip().startswith("✎") for line in drawn(reading))


@pytest.mark.parametrize(
    ("keys", "quote"),
    [
        (("S",), "第1节"),
        (("A",), "第1节"),
        (("v", "right_curly_bracket", "right_parenthesis", "S"), "清晨六点，渡口的雾还没有散。"),
        (("v", "right_curly_bracket", "A"), f"1。{PARAGRAPH * 3}"),
    ],
)
async def test_a_sentence_or_a_paragraph_takes_one_key(
    reading: ReaderApp, library: Library, river: str, keys: tuple[str, ...], quote: str
) -> None:
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        await dialog(pilot)
        await pilot.press("ctrl+s")
        await closed(pilot)
        assert [note.quote for note in library.notes.of(river)] == [quote]


async def test_a_highlight_takes_one_key_and_the_last_colour(
    reading: ReaderApp, library: Library, river: str
) -> None:
    tag(library, river, "渡口", colour=Colour.YELLOW)
    library.set_state("colour", "pink")
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("v", "s", "c")
        await settled(pilot)
        await settled(pilot)
        colours = [note.colour for note in library.notes.of(river)]
        assert sorted(colours) == [Colour.PINK, Colour.YELLOW]


async def test_what_is_not_saved_is_kept_and_offered_again(
    reading: ReaderApp, library: Library, river: str
) -> None:
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a", "a")
        screen = await dialog(pilot)
        screen.query_one("#note", TextArea).insert("写了一半")
        await pilot.press("escape")
        await closed(pilot)
        assert library.notes.of(river) == []
        (draft,) = library.notes.drafts.kept()
        assert draft.note == "写了一半"
        await pilot.press("a", "a")
        screen = await dialog(pilot)
        assert screen.query_one("#note", TextArea).text == "写了一半"
        await pilot.press("ctrl+s")
        await closed(pilot)
        assert [note.note for note in library.notes.of(river)] == ["写了一半"]
        assert library.notes.drafts.kept() == []


async def test_a_colour_alone_is_kept_as_a_draft(
    reading: ReaderApp, library: Library, river: str
) -> None:
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for _ in range(2):
            await pilot.press("a", "a")
            screen = await dialog(pilot)
            screen.query_one(ColourChoice).focus()
            await pilot.press("right", "escape")
            await closed(pilot)
        assert [draft.colour for draft in library.notes.drafts.kept()] == [Colour.BLUE]


async def test_a_library_that_refuses_leaves_the_dialog_open(
    library: Library, river: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library(library.folder, read_only=True) as closed_library:
        app = ReaderApp(closed_library, Config(), river)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await pilot.press("a", "a")
            screen = await dialog(pilot)
            screen.query_one("#note", TextArea).insert("不能丢")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: screen.query_one("#refusal").has_class("-shown"))
            assert app.screen is screen
            assert screen.query_one("#note", TextArea).text == "不能丢"
            await pilot.press("escape")
            await closed(pilot)
        assert [draft.note for draft in closed_library.notes.drafts.kept()] == ["不能丢"]


def keep_draft(library: Library, article: str, note: str) -> None:
    draft = library.notes.drafts.of(library.article(article), Span(3, 9))
    library.notes.drafts.keep(draft, Edit(note, Colour.GREEN, ()))


async def test_drafts_are_told_of_at_the_next_start_and_take_no_key(
    library: Library, river: str
) -> None:
    keep_draft(library, river, "昨晚写的")
    app = ReaderApp(library, Config(), river)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "typed and not saved" in told(app))
        assert pane_of(app).has_focus
        await pilot.press("ctrl+e")
        await until(pilot, lambda: bool(app.screen.query(OptionList)))
        await pilot.pause()
        assert "昨晚写的" in str(app.screen.query_one(OptionList).get_option_at_index(0).prompt)
        await pilot.press("enter")
        screen = await dialog(pilot)
        assert screen.query_one("#note", TextArea).text == "昨晚写的"
        await pilot.press("ctrl+s")
        await closed(pilot)
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "All that was typed is saved" in told(app))


async def test_drafts_are_found_from_the_view_of_all_notes(library: Library, river: str) -> None:
    app = ReaderApp(library, Config(), river)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for note in ("", "昨晚写的"):
            if note:
                keep_draft(library, river, note)
            await pilot.press("C")
            await until(pilot, lambda: bool(app.screen.query("#all-notes-bar")))
            await listed(pilot, 0)
            bar = app.screen.query_one("#all-notes-bar", Bar)
            keys = app.screen.query_one(KeyBar).render_line(0).text
            assert ("1 not saved" in bar.left) == bool(note)
            assert ("Notes not saved" in keys) == bool(note)
            await pilot.press("ctrl+e" if note else "escape")
            await pilot.pause()
        await until(pilot, lambda: bool(app.screen.query(OptionList)))
        await pilot.pause()
        await pilot.press("enter")
        screen = await dialog(pilot)
        assert screen.query_one("#note", TextArea).text == "昨晚写的"


async def test_the_card_names_no_keys_that_a_selection_has_taken(
    reading: ReaderApp, library: Library, river: str
) -> None:
    tag(library, river, "第1节", note="甲")

    def facts() -> str:
        return card_of(reading).query_one(".facts", Prose).text

    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("semicolon")
        await settled(pilot)
        assert facts().endswith("a edits, Del deletes, Esc closes")
        await pilot.press("v", "l", "delete")
        await settled(pilot)
        assert card_of(reading).note is not None
        assert "Del" not in facts()
        assert len(library.notes.of(river)) == 1
        await pilot.press("escape", "semicolon")
        await settled(pilot)
        assert facts().endswith("a edits, Del deletes, Esc closes")
        await pilot.press("delete")
        await settled(pilot)
        assert library.notes.of(river) == []


async def test_tags_are_suggested_that_the_passage_names(
    reading: ReaderApp, library: Library, river: str
) -> None:
    article = library.article(river)
    tag(library, river, "旧地图", tags=("人/摆渡人",))
    library.entities.recognise(article)
    start = article.text.index("摆渡人老陈")
    names = [mention.entity for mention in library.entities.mentions(article) or ()]
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        reading.screen.post_message(AnnotationWanted(Span(start, start + 12), False))
        screen = await dialog(pilot)
        label = screen.query_one("#suggested", Label)
        await until(pilot, lambda: "+人/摆渡人" in str(label.content))
        await pilot.press("ctrl+t")
        assert screen.query_one(TagsInput).tags == ("人/摆渡人",)
        words = {word for word in segment.words(article.text) if len(word) > 2}
        offered = [part.removeprefix("+") for part in str(label.content).split()[2:]]
        assert len(offered) > 1
        assert set(offered[1:]) <= words | set(names)


async def test_what_is_typed_is_on_the_disk_before_it_is_saved(
    reading: ReaderApp, library: Library, river: str
) -> None:
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a", "a")
        screen = await dialog(pilot)
        note = screen.query_one("#note", TextArea)
        note.insert("断电之前")
        await until(
            pilot, lambda: [each.note for each in library.notes.drafts.kept()] == ["断电之前"]
        )
        note.clear()
        await pilot.press("escape")
        await closed(pilot)
        assert library.notes.drafts.kept() == []
        await pilot.press("a", "a")
        screen = await dialog(pilot)
        screen.query_one("#note", TextArea).insert("这回存了")
        await until(pilot, lambda: bool(library.notes.drafts.kept()))
        await pilot.press("ctrl+s")
        await closed(pilot)
        assert [each.note for each in library.notes.of(river)] == ["这回存了"]
        assert library.notes.drafts.kept() == []


async def test_a_draft_outlives_its_article(library: Library, river: str) -> None:
    article = library.article(river)
    draft = library.notes.drafts.of(article, Span(3, 9))
    library.notes.drafts.keep(draft, Edit("文章没了", None, ()))
    library.delete_article(river)
    for chosen, left in (("escape", 1), ("enter", 1), ("drop", 0)):
        app = ReaderApp(library, Config())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await pilot.press("ctrl+e")
            await until(pilot, lambda: bool(pilot.app.screen.query(OptionList)))
            await pilot.pause()
            await pilot.press("enter")
            await until(pilot, partial(asked_about_it, app))
            if chosen == "drop":
                await pilot.press("down", "enter")
            else:
                await pilot.press(chosen)
            await closed(pilot)
            assert len(library.notes.drafts.kept()) == left
            if chosen == "enter":
                assert "文章没了" in app.clipboard


def asked_about_it(app: ReaderApp) -> bool:
    boxes = app.screen.query("#choice")
    return bool(boxes) and "no longer" in str(boxes.first().border_title)


async def test_notes_are_walked_edited_deleted_and_taken_back(
    reading: ReaderApp, library: Library, river: str
) -> None:
    first = tag(library, river, "摆渡人老陈", note="甲")
    second = tag(library, river, "旧地图", note="乙", tags=("物",))
    async with reading.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("semicolon")
        await settled(pilot)
        assert card_of(reading).note == first
        await pilot.press("semicolon")
        await settled(pilot)
        assert card_of(reading).note == second
        await pilot.press("comma")
        await settled(pilot)
        assert card_of(reading).note == first
        await pilot.press("delete")
        await settled(pilot)
        assert [note.id for note in library.notes.of(river)] == [second.id]
        await until_told(pilot, "Ctrl+Z")
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert {note.id for note in library.notes.of(river)} == {first.id, second.id}
        await pilot.press("semicolon", "a")
        screen = await dialog(pilot)
        assert screen.query_one("#note", TextArea).text == "甲"
        await pilot.press("escape")
        await closed(pilot)
        assert library.notes.drafts.kept() == []  # nothing was typed
        await pilot.press("escape")
        await settled(pilot)
        assert not card_of(reading).display
        assert pane_of(reading).has_focus


async def test_the_panel_lists_them_and_leads_to_them(
    reading: ReaderApp, library: Library, river: str
) -> None:
    tag(library, river, "摆渡人老陈", note="甲")
    second = tag(library, river, "旧地图", note="乙")
    async with reading.run_test(size=(160, 40)) as pilot:
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        listed = reading.screen.query_one("#notes", NoteList)
        assert listed.has_focus
        assert listed.count == 2
        await pilot.press("j", "enter")
        await settled(pilot)
        assert card_of(reading).note == second
        await pilot.press("d")
        await settled(pilot)
        assert listed.count == 1
        await pilot.press("c")
        await pilot.pause()
        assert reading.screen.query_one("#pane").has_focus
        await pilot.press("c")
        await pilot.pause()
        keys = reading.screen.query_one(KeyBar)
        assert "Edit the note" in keys.render_line(0).text
        await pilot.press("d")
        await settled(pilot)
        assert listed.count == 0
        assert "Edit the note" not in keys.render_line(0).text


async def test_a_lost_note_is_tied_to_what_is_selected(
    library: Library, river: str, tmp_path: Path
) -> None:
    note = tag(library, river, "一张 1998 年的旧地图", note="乙")
    path = tmp_path / "articles" / "b.md"
    text = path.read_text(encoding="utf-8").replace("手里攥着一张 1998 年的旧地图", "两手空空")
    path.write_text(text, encoding="utf-8")
    assert [one.status for one in library.add(library.find([str(path)]))] == ["updated"]
    assert library.notes.get(note.id).state is State.ORPHAN
    app = ReaderApp(library, Config(), river)
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("shift+tab", "v", "s", "tab", "G", "p")
        await settled(pilot)
        assert library.notes.get(note.id).state is State.ANCHORED
        assert library.notes.get(note.id).quote == "第1节"


async def test_all_notes_are_narrowed_and_gone_to(
    reading: ReaderApp, library: Library, river: str, id_of: Callable[[str], str]
) -> None:
    tag(library, river, "摆渡人老陈", note="甲", tags=("人",))
    other = tag(library, id_of("渡口"), "旧地图", note="乙", tags=("物",))
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("C")
        await listed(pilot, 2)
        screen = reading.screen
        assert isinstance(screen, NotesScreen)
        assert screen.query_one(NoteList).count == 2
        await pilot.press("f")
        for char in "乙":
            await pilot.press(char)
        await listed(pilot, 1)
        await pilot.press("enter", "enter")
        await closed(pilot)
        await settled(pilot)
        await settled(pilot)
        article = pane_of(reading).article
        assert article is not None
        assert article.summary.id == other.article
        assert card_of(reading).note == other


async def test_all_notes_fall_into_groups_that_fold_and_are_changed_together(
    reading: ReaderApp, library: Library, river: str, id_of: Callable[[str], str]
) -> None:
    tag(library, river, "摆渡人老陈", tags=("人", "船"))
    tag(library, id_of("渡口"), "旧地图", note="乙", tags=("人",))
    bare = tag(library, river, "第1节")
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("C")
        await listed(pilot, 3)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(reading.screen, ChoiceScreen))
        await pilot.press("down", "enter")
        await listed(pilot, 3 + 4)  # a note with two tags is in both groups
        notes = reading.screen.query_one(NoteList)
        rows = [notes.row(number) for number in range(notes.count)]
        names = [row.name for row in rows if isinstance(row, Heading)]
        assert names == ["#人", "#船", "without a tag"]
        assert rows[-1] == bare
        await pilot.press("g", "enter")  # folds the first
        await listed(pilot, 5)
        assert notes.heading is not None
        assert (notes.heading.name, notes.heading.folded) == ("#人", True)
        await pilot.press("Z")
        await listed(pilot, 3)
        await pilot.press("Z")
        await listed(pilot, 7)
        await pilot.press("G", "z")
        await listed(pilot, 6)
        assert notes.cursor == 5
        await pilot.press("B")  # on a heading: with the notes of the group
        await until(pilot, lambda: isinstance(reading.screen, ChoiceScreen))
        for char in "pink":
            await pilot.press(char)
        await pilot.press("enter")
        await until(pilot, lambda: library.notes.get(bare.id).colour is Colour.PINK)
        assert library.notes.count(NoteListing(colour=Colour.PINK)) == 1
        await pilot.press("escape")
        await closed(pilot)
        await pilot.press("C")
        await listed(pilot, 7)  # the groups are remembered
        await pilot.press("v")
        await until(pilot, lambda: isinstance(reading.screen, ChoiceScreen))
        await pilot.press("enter")
        await listed(pilot, 3)


async def test_all_notes_are_narrowed_to_days_and_to_those_without_a_tag(
    reading: ReaderApp, library: Library, river: str
) -> None:
    notes = [tag(library, river, "摆渡人老陈", tags=("人",)), tag(library, river, "第1节")]
    old = replace(notes[0], created="2024-02-29T12:00:00Z")
    library.notes.database.annotations.put([old])
    async with reading.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("C")
        await listed(pilot, 2)
        for typed, count in (("2024-02", 1), ("今天", 1), ("..2023", 0), ("", 2)):
            await pilot.press("D")
            await until(pilot, lambda: isinstance(reading.screen.focused, Input))
            reading.screen.query_one(Input).value = typed
            await pilot.press("enter")
            await listed(pilot, count)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(reading.screen.focused, Input))
        await pilot.press("x", "enter")
        await until(pilot, lambda: "“x” is no date." in told(reading))
        await pilot.press("T")
        await until(pilot, lambda: isinstance(reading.screen, ChoiceScreen))
        await pilot.press("up", "enter")  # the last: without a tag
        await listed(pilot, 1)
        assert reading.screen.query_one(NoteList).note == notes[1]


async def test_the_trash_gives_back_or_removes_for_good(
    reading: ReaderApp, library: Library, river: str
) -> None:
    note = tag(library, river, "摆渡人老陈", note="甲")
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("C")
        await listed(pilot, 1)
        await pilot.press("d")
        await listed(pilot, 0)
        await pilot.press("x")
        await listed(pilot, 1)
        bar = reading.screen.query_one(KeyBar)
        assert "r Take out of the trash  d Delete" in bar.render_line(0).text
        await pilot.press("r")
        await listed(pilot, 0)
        assert library.notes.get(note.id).deleted == ""
        assert "Delete" not in bar.render_line(0).text
        await pilot.press("q")
        await closed(pilot)


def test_a_line_of_tags_is_taken_apart_and_joined() -> None:
    assert split_tags("ai/模型，重要, #GPT-4 , ,重要") == ("ai/模型", "重要", "GPT-4")
    assert split_tags(join_tags(("甲、乙", "丙"))) == ("甲、乙", "丙")


async def test_a_click_on_a_tagged_passage_shows_its_note(
    reading: ReaderApp, library: Library, river: str
) -> None:
    note = tag(library, river, "第1节", note="甲")
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        y = next(y for y, line in enumerate(drawn(reading)) if "第1节" in line)
        x = pane_of(reading).column_margin + 4
        await pilot.click(pane_of(reading), offset=(x, y))
        await settled(pilot)
        assert card_of(reading).note == note
        await pilot.click(pane_of(reading), offset=(x, y + 2))
        await settled(pilot)
        assert card_of(reading).note is None


async def test_what_stood_there_and_what_stands_there_now(
    library: Library, river: str, tmp_path: Path
) -> None:
    note = tag(library, river, "一张 1998 年的旧地图", note="乙")
    path = tmp_path / "articles" / "b.md"
    text = path.read_text(encoding="utf-8").replace("手里攥着一张 1998 年的旧地图", "两手空空")
    path.write_text(text, encoding="utf-8")
    assert [one.status for one in library.add(library.find([str(path)]))] == ["updated"]
    app = ReaderApp(library, Config(), river)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("C")
        await listed(pilot, 1)
        view = app.screen.query_one(NoteView)
        await until(pilot, lambda: "两手空空" in view.now)
        await pilot.press("V")
        await until(pilot, lambda: isinstance(app.screen, VersionScreen))
        await pilot.pause()
        pane = app.screen.query_one("#version", ReadingPane)
        await until(pilot, lambda: pane.page is not None)
        assert note.place is not None
        assert [name for _, name in pane.covering(Layer.NOTES, note.place)] == ["note-yellow"]
        bar = app.screen.query_one(KeyBar).render_line(0).text
        assert bar.split()[:2] == ["esc", "Back"]
        assert "List" not in bar
        await pilot.press("h")
        await pilot.pause()
        assert isinstance(app.screen, NotesScreen)


async def test_an_article_is_deleted_only_if_that_is_meant(
    reading: ReaderApp, library: Library, river: str
) -> None:
    note = tag(library, river, "第1节", note="甲")
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for answer, left in (("n", 5), ("y", 4)):
            await pilot.press("X")
            await until(pilot, lambda: isinstance(reading.screen, QuestionScreen))
            await pilot.pause()
            await pilot.press(answer)
            await closed(pilot)
            await settled(pilot)
            assert library.count(Listing()) == left
        assert pane_of(reading).article is None
        assert reading.screen.query_one("#list").has_focus
        assert library.notes.get(note.id).deleted


async def test_passages_are_reviewed_one_by_one(
    reading: ReaderApp, library: Library, river: str
) -> None:
    words = {"第1节": "甲", "第2节": "乙"}
    for passage, note in words.items():
        tag(library, river, passage, note=note)
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(reading.screen, ReviewScreen))
        view = reading.screen.query_one(NoteView)
        await until(pilot, lambda: view.note is not None)
        first = view.note
        assert first is not None
        await pilot.press("3")  # nothing yet: it is not uncovered
        await pilot.pause()
        assert (view.note, view.passage_only) == (first, True)
        await pilot.press("space")
        await pilot.pause()
        assert not view.passage_only
        await pilot.press("3")
        await until(pilot, lambda: view.note not in (None, first))
        assert view.passage_only
        await pilot.press("s")
        await until(pilot, lambda: view.note is None)
        await pilot.press("escape")
        await closed(pilot)
        assert library.notes.review.due() == []


async def test_tags_are_completed_by_their_sound(
    reading: ReaderApp, library: Library, river: str
) -> None:
    tag(library, river, "第2节", tags=("大模型",))
    async with reading.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a", "a")
        screen = await dialog(pilot)
        line = screen.query_one(TagsInput)
        line.focus()
        await pilot.press("d", "m", "x", "tab")
        await pilot.pause()
        assert line.tags == ("大模型",)
        await pilot.press("escape")
        await closed(pilot)


async def test_all_notes_listed_are_exported(
    reading: ReaderApp, library: Library, river: str, tmp_path: Path
) -> None:
    tag(library, river, "第1节", note="甲")
    async with reading.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("C")
        await listed(pilot, 1)
        await pilot.press("B")
        await until(pilot, lambda: isinstance(reading.screen, ChoiceScreen))
        for word in ("Export", "markdown"):
            await pilot.pause()
            choice = reading.screen
            choice.query_one(Input).insert_text_at_cursor(word)
            await pilot.pause()
            await pilot.press("enter")
            await until(pilot, lambda choice=choice: reading.screen is not choice)  # type: ignore[misc]
        await until(pilot, lambda: bool(reading.screen.query("Input")))
        await pilot.pause()
        reading.screen.query_one(Input).value = str(tmp_path / "out" / "notes.md")
        await pilot.press("enter")
        await until(pilot, (tmp_path / "out" / "notes.md").exists)
    assert "甲" in (tmp_path / "out" / "notes.md").read_text(encoding="utf-8")
