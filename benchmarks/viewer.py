"""A long text in our reading pane or in Textual's `TextArea`, shown when a key is pressed.

python benchmarks/viewer.py (pane|textarea) CHARS
"""

import sys

from samples import document
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from reader.model import Article, ArticleSummary
from reader.text.options import LayoutOptions
from reader.ui.palette import variables
from reader.ui.widgets.reading_pane import ReadingPane


def article(chars: int) -> Article:
    """Return an article that is in no library."""
    made = document(1, chars)
    facts = (made.title, made.author, made.source, made.date, made.url, made.path, made.language)
    summary = ArticleSummary("0000", *facts, len(made.text), digest="", added="", modified="")
    return Article(summary, made.text, made.structure)


class Viewer(App[None]):
    """One widget, empty until a key is pressed."""

    CSS_PATH = ["../reader/ui/screens/main.tcss", "../reader/ui/screens/article.tcss"]
    BINDINGS = [("x", "show")]

    def __init__(self, kind: str, shown: Article) -> None:
        super().__init__()
        self._kind = kind
        self._article = shown

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours that the app's style sheets use."""
        return variables(super().get_css_variables(), dark=self.current_theme.dark)

    def compose(self) -> ComposeResult:
        """The pane in the column that is usual, or a text area that wraps."""
        if self._kind == "pane":
            yield ReadingPane(LayoutOptions(80), id="pane")
        else:
            yield TextArea(read_only=True, soft_wrap=True, id="area")

    def action_show(self) -> None:
        """Show the text."""
        if self._kind == "pane":
            self.query_one(ReadingPane).show(self._article, 0)
        else:
            self.query_one(TextArea).text = self._article.text


if __name__ == "__main__":
    Viewer(sys.argv[1], article(int(sys.argv[2]))).run()
