"""An earlier text of an article, at a passage that was tagged in it."""

from textual.app import ComposeResult

from reader.i18n import tr
from reader.model import Article, Span
from reader.model.annotation import Colour
from reader.text.decoration import Decorations
from reader.text.options import LayoutOptions
from reader.ui.keys import VERSION, bindings
from reader.ui.screens.closing import ClosingScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.layers import Layer
from reader.ui.widgets.reading_pane import ReadingPane

_COLUMN = 80
"""Cells."""


class VersionScreen(ClosingScreen[None]):
    """Shows a text that is no longer the article's; nothing can be done with it but reading."""

    CSS_PATH = ["article.tcss", "notes.tcss"]
    BINDINGS = bindings(VERSION, priority=True)  # before the pane's own

    def __init__(self, article: Article, passage: Span, colour: Colour) -> None:
        """Take the article as it was, and the passage in that text."""
        super().__init__()
        self._article = article
        self._passage = passage
        self._colour = colour

    def compose(self) -> ComposeResult:
        """A bar above the text."""
        yield Bar(id="version-bar")
        yield ReadingPane(LayoutOptions(_COLUMN), id="version")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the passage."""
        bar = self.query_one(Bar)
        bar.mode = tr("An earlier text")
        bar.left = self._article.summary.title
        pane = self.query_one(ReadingPane)
        pane.show(self._article, self._passage.start)
        pane.set_layer(Layer.NOTES, Decorations([(self._passage, f"note-{self._colour}")]))
        pane.focus()
        self.call_after_refresh(pane.reveal, self._passage)
