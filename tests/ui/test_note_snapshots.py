"""Pictures of what is shown of notes; `--snapshot-update` draws them anew, to be looked at."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from reader import i18n
from reader.config import Config, Interface
from reader.library import Library
from reader.model import Listing, Span
from reader.model.annotation import ALL, Colour, Edit
from reader.ui.app import ReaderApp
from reader.ui.messages import AnnotationWanted
from reader.ui.widgets.layers import Layer
from reader.ui.widgets.note_list import NoteList
from reader.ui.widgets.note_text import NoteText
from reader.ui.widgets.note_view import NoteView
from reader.ui.widgets.reading_pane import ReadingPane

SnapCompare = Callable[..., bool]
Before = Callable[[Pilot[int]], Awaitable[None]]

SAID = (
    (
        "长河",
        "摆渡人老陈把缆绳解开",
        "**老陈**是谁？见[渡口志](https://example.org/渡口)\n\n"
        "- 第二节*再看*\n- `1998` 年\n\n> 河水",
        ("人/摆渡人", "待核"),
    ),
    ("长河", "1998 年的旧地图", "", ("物",)),
    ("渡口", "河水涨了三尺", "三尺约合一米。", ("待核",)),
    ("舊港", "𠮷祥號進港了", "船名要核對🙂", ("船",)),
    ("渡口", "", "整篇可以和“长河”对照着读。", ()),
)
SIZES = [(60, 20), (100, 30), (160, 50)]


@pytest.fixture
def noted(library: Library, id_of: Callable[[str], str]) -> Library:
    """A library with a few notes, all made on the same days."""
    colours = list(Colour)
    for number, (title, words, note, tags) in enumerate(SAID):
        article = library.article(id_of(title))
        start = article.text.index(words)
        span = Span(start, start + len(words)) if words else None
        library.notes.annotate(article, span, Edit(note, colours[number], tags))
    dated = [
        replace(each, created=f"2024-03-0{day}T08:00:00Z", modified=f"2024-04-0{day}T08:00:00Z")
        for day, each in enumerate(sorted(library.notes.listing(ALL, 0, None), key=by_words), 1)
    ]
    library.notes.database.annotations.put(dated)
    for row in library.listing(Listing(), 0, None):
        library.set_read(row.id, True)  # as it is, soon, once all of it is on the screen
    return library


def by_words(note: object) -> str:
    return str(getattr(note, "quote", ""))


def app_of(library: Library, article: str = "", theme: str = "textual-dark") -> ReaderApp:
    return ReaderApp(library, Config(interface=Interface(theme=theme)), article)


def after(*steps: str | Callable[[ReaderApp], bool]) -> Before:
    """Return what presses keys, and waits until what is asked for between them holds."""

    async def before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, ReaderApp)
        for step in steps:
            if isinstance(step, str):
                await pilot.press(step)
                continue
            for _ in range(1000):
                if step(app):
                    break
                await pilot.pause(0.01)
            assert step(app)
        for typed in (*app.screen.query(TextArea), *app.screen.query(Input)):
            typed.cursor_blink = False
        await pilot.pause()

    return before


def opened(app: ReaderApp) -> bool:
    """Tell whether the article is open, with its notes."""
    panes = app.screen.query(ReadingPane)
    return bool(panes) and panes.first().article is not None


def listed(app: ReaderApp) -> bool:
    """Tell whether a list of notes is filled."""
    lists = app.screen.query(NoteList)
    return bool(lists) and lists.first().count > 0 and lists.first().row(0) is not None


def noted_there(app: ReaderApp) -> bool:
    pane = app.screen.query_one(ReadingPane)
    return bool(pane.covering(Layer.NOTES, Span(0, 10_000)))


def looked_at(app: ReaderApp) -> bool:
    texts = app.screen.query(NoteText)
    return bool(texts) and texts.first().size.height > 0


def grouped(app: ReaderApp) -> bool:
    return listed(app) and app.screen.query_one(NoteList).heading is not None


def asked(app: ReaderApp) -> bool:
    return bool(app.screen.query(OptionList))


def typing(app: ReaderApp) -> bool:
    return bool(app.screen.query("#note")) and app.screen.focused is app.screen.query_one("#note")


def suggested(app: ReaderApp) -> bool:
    return typing(app) and "+" in str(app.screen.query_one("#suggested").render())


def reviewed(app: ReaderApp) -> bool:
    views = app.screen.query(NoteView)
    return bool(views) and views.first().note is not None


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_all_notes_in_groups(
    noted: Library, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    before = after("C", listed, "v", asked, "down", "enter", grouped, "j", "j")
    assert snap_compare(app_of(noted), terminal_size=size, run_before=before)


def test_all_notes_in_chinese(noted: Library, snap_compare: SnapCompare) -> None:
    i18n.use_language("zh")
    app = app_of(noted, theme="textual-light")
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("C", listed, "j"))


def test_what_is_done_with_all_notes(noted: Library, snap_compare: SnapCompare) -> None:
    before = after("C", listed, "B", asked)
    assert snap_compare(app_of(noted), terminal_size=(100, 30), run_before=before)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_the_notes_of_an_article(
    noted: Library, id_of: Callable[[str], str], snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    app = app_of(noted, id_of("渡口"))
    before = after(opened, "c", listed, "j", "enter")
    assert snap_compare(app, terminal_size=size, run_before=before)


def test_a_note_is_shown_as_its_markdown_says(
    noted: Library, id_of: Callable[[str], str], snap_compare: SnapCompare
) -> None:
    app = app_of(noted, id_of("长河"))
    assert snap_compare(
        app, terminal_size=(100, 30), run_before=after(opened, noted_there, "semicolon", looked_at)
    )


def test_the_notes_of_an_article_without_colour(
    noted: Library,
    id_of: Callable[[str], str],
    snap_compare: SnapCompare,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_of(noted, id_of("渡口"))
    before = after(opened, "c", listed, "j", "enter")
    assert snap_compare(app, terminal_size=(100, 30), run_before=before)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: str(size[0]))
def test_tagging_a_passage(
    noted: Library,
    id_of: Callable[[str], str],
    snap_compare: SnapCompare,
    size: tuple[int, int],
    language: str,
) -> None:
    i18n.use_language(language)
    app = app_of(noted, id_of("渡口"))
    span = Span(*re.search("摆渡人.*?——", noted.article(id_of("渡口")).text).span())  # type: ignore[union-attr]

    def wanted(app: ReaderApp) -> bool:
        return app.screen.post_message(AnnotationWanted(span, False))

    before = after(opened, wanted, suggested, "y", "e", "s")
    assert snap_compare(app, terminal_size=size, run_before=before)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_reviewing(
    noted: Library, snap_compare: SnapCompare, language: str, id_of: Callable[[str], str]
) -> None:
    i18n.use_language(language)
    for note in noted.notes.listing(ALL, 0, None):
        if note.article != id_of("舊港"):
            noted.notes.delete(note.id)
    before = after("R", reviewed, "space")
    assert snap_compare(app_of(noted), terminal_size=(100, 30), run_before=before)
