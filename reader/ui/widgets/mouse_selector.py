"""Selecting passages of the article in the pane by the mouse."""

from textual import events
from textual.containers import Container
from textual.geometry import Offset
from textual.reactive import var
from textual.timer import Timer

from reader.i18n import mark, tr
from reader.model import Article, Span
from reader.text import segment
from reader.text.boundaries import Boundaries, Unit
from reader.text.decoration import Decorations
from reader.ui.messages import PassageSelected, PlacePointedAt, SelectionChanged, WordsWanted
from reader.ui.widgets.layers import Layer
from reader.ui.widgets.reading_pane import ReadingPane
from reader.ui.widgets.selection import Selection, place_at

_SCROLLING = 0.05
"""Seconds between two steps of scrolling while the mouse is dragged beyond an edge."""

_LEFT_BUTTON = 1
_CLICKED = {2: Unit.WORD, 3: Unit.SENTENCE}

UNIT_NAMES = {
    Unit.CHARACTER: mark("characters"),
    Unit.WORD: mark("words"),
    Unit.CLAUSE: mark("clauses"),
    Unit.SENTENCE: mark("sentences"),
    Unit.PARAGRAPH: mark("paragraphs"),
}


class MouseSelector(Container):
    """Holds the reading pane and what is selected in it: by dragging, or by clicks in a row."""

    BLANK = True  # the pane covers it

    selecting: var[bool] = var(False, bindings=True)
    """Whether the keys move a caret."""
    selection: var[Selection | None] = var(None, bindings=True)

    def __init__(self, pane: ReadingPane, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(pane, id=id)
        self._pane = pane
        self._units: tuple[bool, Boundaries] | None = None
        self._pressed: Offset | None = None
        self._dragged = False
        self._scrolling: Timer | None = None

    # What is selected

    @property
    def span(self) -> Span | None:
        """What is selected in the article shown; None if nothing is."""
        article = self._pane.article
        if article is None or self.selection is None:
            return None
        return self.selection.span(article.text, self._boundaries(article)) or None

    def show(self, article: Article, offset: int) -> None:
        """Show an article in the pane, see there; what was selected in another is forgotten."""
        self._end_drag()
        self.clear()
        self._units = None
        self._pane.show(article, offset)

    def close(self) -> None:
        """Show no article."""
        self._end_drag()
        self.clear()
        self._units = None
        self._pane.close()

    def clear(self) -> None:
        """Select nothing."""
        self.selecting = False
        self.selection = None

    def words_known(self) -> None:
        """Take the words that have become known: what is selected by words may be more."""
        self._units = None
        self.watch_selection()

    def watch_selection(self) -> None:
        """Show what is selected."""
        span = self.span
        caret = self.selection.head if self.selection and self.selecting else None
        self._pane.set_layer(Layer.SELECTION, Decorations([(span, "selection")] if span else ()))
        self._pane.set_layer(Layer.CARET, Decorations([(caret, "caret")] if caret else ()))
        self.post_message(SelectionChanged(self._mode(span), caret.start if caret else None))

    def _mode(self, span: Span | None) -> str:
        """Say in what units how much is selected."""
        if span is None or self.selection is None:
            return ""
        unit = tr(UNIT_NAMES[self.selection.unit])
        mode = tr("selecting {unit}: {count}").format(unit=unit, count=f"{len(span):,}")
        return f"{mode} · h j k l" if self.selecting else mode

    def _boundaries(self, article: Article) -> Boundaries:
        known = segment.is_loaded()
        if self._units is None or self._units[0] != known:
            blocks = article.structure.blocks
            self._units = known, Boundaries(article.text, blocks, segment.words)
        return self._units[1]

    def _want_words(self) -> None:
        if not segment.is_loaded():
            self.post_message(WordsWanted())

    def _complete(self) -> None:
        """Say what has been selected."""
        article, span = self._pane.article, self.span
        if article is not None and span is not None:
            self.post_message(PassageSelected(article.summary.id, span))

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select, or with Shift take the selection as far as here."""
        if event.button != _LEFT_BUTTON or self._pane.article is None:
            return
        if event.shift and self.selection is not None:
            self._pressed = None
            self._take_to(event.screen_offset)
        else:
            self._pressed = event.screen_offset
        self._dragged = event.shift
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as the mouse."""
        if self.app.mouse_captured is not self:
            return
        if not self._dragged:
            if self._pressed is None or event.screen_offset == self._pressed:
                return
            self._dragged = True
            self.selecting = False
            start = self._place(self._pressed)
            self.selection = Selection(start, start)
        self._take_to(event.screen_offset)
        if self._overshoot(event.screen_offset):
            if self._scrolling is None:
                self._scrolling = self.set_interval(_SCROLLING, self._scroll_on)
        else:
            self._stop_scrolling()

    def on_mouse_up(self) -> None:
        """Say what has been selected by dragging."""
        if self.app.mouse_captured is self and self._end_drag():
            self._complete()

    def on_click(self, event: events.Click) -> None:
        """Select a word, a sentence, a paragraph; or after a single click nothing."""
        article = self._pane.article
        if article is None or event.button != _LEFT_BUTTON or self._dragged:
            return
        offset = self._offset_at(event.screen_offset)
        if event.chain == 1:
            self.clear()
            if offset is not None:
                self.post_message(PlacePointedAt(offset))
            return
        self._want_words()
        self.selecting = False
        if offset is not None:
            target = self._boundaries(article).around(Unit.CHARACTER, offset)
            self.selection = Selection(target, target, _CLICKED.get(event.chain, Unit.PARAGRAPH))
            self._complete()

    def _offset_at(self, mouse: Offset) -> int | None:
        """Return the offset under the mouse, if it points at the text."""
        page, (y, cell) = self._pane.page, self._pane.place(mouse)
        if page is None or not page.head_height <= y < page.height:
            return None
        return page.offset_at(y, cell)

    def _take_to(self, mouse: Offset) -> None:
        if self.selection is not None:
            self.selection = self.selection.to(self._place(mouse))

    def _place(self, mouse: Offset) -> Span:
        """Return what the mouse points at, brought within the pane."""
        article, page = self._pane.article, self._pane.page
        if article is None or page is None:
            return Span(0, 0)
        region = self._pane.content_region
        inside = Offset(mouse.x, max(region.y, min(mouse.y, region.bottom - 1)))
        y, cell = self._pane.place(inside)
        boundaries = self._boundaries(article)
        ambiguous = self._pane.options.ambiguous
        return place_at(page, article.text, boundaries, y, cell, ambiguous)

    def _overshoot(self, mouse: Offset) -> int:
        """Return how many lines the mouse is above (negative) or below the pane.

        Where the screen ends there is nothing beyond: its first and last row count as that.
        """
        region, screen = self._pane.content_region, self.screen.region
        if mouse.y < region.y or mouse.y == screen.y:
            return min(-1, mouse.y - region.y)
        if mouse.y >= region.bottom or mouse.y == screen.bottom - 1:
            return max(1, mouse.y - region.bottom + 1)
        return 0

    def _scroll_on(self) -> None:
        mouse = self.app.mouse_position
        self._pane.action_lines(self._overshoot(mouse))
        self._take_to(mouse)

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def _end_drag(self) -> bool:
        """Let the mouse go; return whether something was being selected."""
        self._stop_scrolling()
        self.release_mouse()
        self._pressed = None
        return self._dragged
