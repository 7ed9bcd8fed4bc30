"""Selecting passages of the article in the pane: by the mouse, and by keys with a caret."""

from reader.model import Article, Span
from reader.text.boundaries import Unit
from reader.text.page import Page
from reader.ui.keys import SELECT, SELECTED, SELECTING, bindings
from reader.ui.messages import AnnotationWanted, CopyPassage
from reader.ui.widgets.mouse_selector import MouseSelector
from reader.ui.widgets.reading_pane import ReadingPane
from reader.ui.widgets.selection import Motion, Motions, Selection


class PassageSelector(MouseSelector):
    """Holds the reading pane and what is selected in it.

    The keys of selecting stand here, and come before the pane's own, which are the same ones: in
    one widget, remapping one of two actions would unbind the other.
    """

    BINDINGS = [
        *bindings(SELECT),
        *bindings(SELECTED, priority=True),
        *bindings(SELECTING, priority=True),
    ]

    def __init__(self, pane: ReadingPane, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(pane, id=id)
        self._caret = -1
        """Where the caret stands, or stood when it was last seen."""
        self._cell: int | None = None
        """The cell that the caret keeps while it goes by lines."""

    def show(self, article: Article, offset: int) -> None:
        """Show an article in the pane; what was selected in another is forgotten."""
        self._caret = -1
        super().show(article, offset)

    def watch_selecting(self) -> None:
        """Show the caret, or hide it."""
        self.watch_selection()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the pane where nothing is selected."""
        del parameters
        if not self._pane.has_focus or self._pane.article is None:
            return False
        if action in _WHILE_SELECTING:
            return self.selecting
        return self.selection is not None if action in _WITH_SELECTION else True

    def action_select(self) -> None:
        """Begin to select: where the caret was if that is in sight, at the caret if it is."""
        article = self._pane.article
        if article is None or self._pane.page is None:
            return
        self._want_words()
        if self.selection is not None and not self.selecting:
            self._hold(self.selection)  # go on by keys with what the mouse selected
        else:
            place = self._grapheme(article, self._first_caret())
            self.selection = Selection(place, place)
        self.selecting = True
        self._follow()

    def action_caret(self, motion: str) -> None:
        """Take the selection as far as `motion` leads."""
        article, page = self._pane.article, self._pane.page
        if article is None or page is None or self.selection is None:
            return
        motions = self._motions(article, page)
        way = Motion(motion)
        if self._cell is None:
            self._cell = page.cell_of(self._caret)[1]
        self._caret = motions.go(way, self._caret, self._cell)
        if not motions.is_vertical(way):
            self._cell = None
        self.selection = self.selection.to(self._grapheme(article, self._caret))
        self._follow()

    def action_swap(self) -> None:
        """Move the other end from now on."""
        if self.selection is not None:
            self._hold(self.selection.swapped())
            self._follow()

    def action_units(self, unit: str) -> None:
        """Select whole units, or characters again."""
        if self.selection is not None:
            wanted = Unit[unit]
            current = self.selection.unit
            self.selection = self.selection.by(Unit.CHARACTER if current is wanted else wanted)

    def action_widen(self) -> None:
        """Select by the next larger unit."""
        self._want_words()
        if self.selection is not None:
            self.selection = self.selection.by(self.selection.unit.wider())

    def action_narrow(self) -> None:
        """Select by the next smaller unit."""
        if self.selection is not None:
            self.selection = self.selection.by(self.selection.unit.narrower())

    def action_copy(self) -> None:
        """Ask for a copy, and select no more."""
        article, span = self._pane.article, self.span
        if article is not None and span is not None:
            if self.selecting:
                self._complete()
            self.post_message(CopyPassage(span.of(article.text)))
        self.clear()

    def action_annotate(self, quick: bool) -> None:
        """Ask to tag what is selected, and select no more."""
        span = self.span
        if span is not None:
            if self.selecting:
                self._complete()
            self.post_message(AnnotationWanted(span, quick))
        self.clear()

    def action_annotate_unit(self, unit: str) -> None:
        """Ask to tag the unit at the caret or the selection, else the first in sight."""
        article, selection = self._pane.article, self.selection
        if article is None:
            return
        offset = selection.head.start if selection else self._first_caret()
        span = self._boundaries(article).around(Unit[unit], offset)
        if self.selecting:
            self._complete()
        self.post_message(AnnotationWanted(span, quick=False))
        self.clear()

    def select_sentence(self) -> None:
        """Select the first sentence in sight, or that of the caret, to be gone on with by keys."""
        self.action_select()
        self.action_units(Unit.SENTENCE.name)

    def action_end_selection(self) -> None:
        """Select nothing."""
        self.clear()

    def _first_caret(self) -> int:
        """Return where the caret stands, or begins: in sight."""
        article, page = self._pane.article, self._pane.page
        if article is None or page is None:
            return 0
        top, bottom = self._pane.lines_shown
        if self.selecting or (self._caret >= 0 and top <= page.y_of(self._caret) < bottom):
            return self._caret
        self._caret = self._motions(article, page).first_in(max(top, page.head_height), bottom)
        return self._caret

    def _hold(self, selection: Selection) -> None:
        """Take a selection over, the caret on the last character at its head."""
        article = self._pane.article
        if article is None:
            return
        forward = selection.head.end >= selection.anchor.end
        offset = selection.head.start
        if forward and not selection.head and offset:
            offset -= 1
        head = self._grapheme(article, offset)
        self._caret, self._cell = head.start, None
        self.selection = selection.to(head)

    def _grapheme(self, article: Article, offset: int) -> Span:
        return self._boundaries(article).around(Unit.CHARACTER, offset)

    def _motions(self, article: Article, page: Page) -> Motions:
        top, bottom = self._pane.lines_shown
        return Motions(article, page, self._boundaries(article), bottom - top)

    def _follow(self) -> None:
        self._pane.keep_in_sight(self._caret)


_WHILE_SELECTING = frozenset(("caret", "swap"))
_WITH_SELECTION = frozenset(("annotate", "copy", "widen", "narrow", "units", "end_selection"))
