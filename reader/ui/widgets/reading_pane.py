"""The reading pane: the visible lines of an article, drawn under layers of decorations."""

from bisect import bisect_left, bisect_right

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import var
from textual.strip import Strip

from reader.model import Article, BlockKind, MarkKind, Span
from reader.text.decoration import Decorations, Layers, NamedSpans, drawn
from reader.text.layout import LayoutOptions, Role
from reader.ui.cells import wrapped
from reader.ui.keys import PANE, bindings
from reader.ui.messages import Jumping, LeaveArticle, OptionsChanged
from reader.ui.styles import ComponentStyles
from reader.ui.widgets.layers import NOTES, SIGNS, STYLES, Layer
from reader.ui.widgets.page_view import PageView

_INDENT = 4
"""Cells of a paragraph's indent, if there is one."""

_NARROWEST, _WIDEST = 20, 300
"""What the column can be set to, in cells."""


class ReadingPane(PageView, can_focus=True):
    """One article; scrolls by lines, pages, paragraphs and headings."""

    BINDINGS = bindings(PANE)
    ALLOW_SELECT = False  # a selection is a span of the text, not of the screen

    COMPONENT_CLASSES = {
        f"reading-pane--{name}" for name in (*Role, *MarkKind, *STYLES, *NOTES, "sign")
    }

    hint: var[str] = var("")
    """What is said while no article is open, in the user's language."""

    def __init__(self, options: LayoutOptions, *, id: str) -> None:  # noqa: A002  Textual's name
        self._style = ComponentStyles(self, "reading-pane")
        super().__init__(options, id=id)
        self._layers = Layers(tuple(Layer))
        self._signs: NamedSpans = Decorations()

    def show(self, article: Article, offset: int) -> None:
        """Show `article` with the line of `offset` on top; 0 shows its title.

        Nothing lies over it but its author's marks.
        """
        self._layers.clear()
        self._signs = Decorations()
        marks = article.structure.marks
        self._layers.set(Layer.MARKS, Decorations((mark.span, mark.kind.value) for mark in marks))
        super().show(article, offset)

    def set_layer(self, layer: Layer, spans: NamedSpans) -> None:
        """Lay named spans of the text in a layer, instead of what was there.

        Each name is one of `layers.STYLES`. Another article takes them away.
        """
        self._layers.set(layer, spans)
        self.refresh()

    def set_signs(self, spans: NamedSpans) -> None:
        """Put a sign in the margin beside each line that a span touches.

        Each name is one of `layers.SIGNS`. Another article takes them away.
        """
        self._signs = spans
        self.refresh()

    def covering(self, layer: Layer, part: Span) -> list[tuple[Span, str]]:
        """Return the spans of a layer that share a code point with `part`."""
        return self._layers.within(layer, part)

    def watch_hint(self) -> None:
        """Draw it."""
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the visible part, the column in the middle."""
        width = self.scrollable_content_region.width
        base = self._style()
        number = y + self.scroll_offset.y
        if self._article is None:
            return self._draw_hint(y, width)
        if self._page is None or number >= self._page.height:
            return Strip.blank(width, base)
        line = self._page.line(number)
        segments = self._margin(line.span if number >= self._page.head_height else None)
        for piece in line.pieces:
            parts = drawn(piece, self._layers.over)
            segments += [Segment(text, self._style(*names)) for text, names in parts]
        return Strip(segments).adjust_cell_length(width, base)

    def _margin(self, part: Span | None) -> list[Segment]:
        """What stands left of a line that shows `part` of the text."""
        base = self._style()
        names = {name for _, name in self._signs.within(part)} if part else set()
        sign = next((SIGNS[name] for name in SIGNS if name in names), "")
        if not sign:
            return [Segment(" " * self.column_margin, base)]
        # One cell stays free between the sign and the text.
        return [
            Segment(" " * (self.column_margin - cell_len(sign) - 1), base),
            Segment(sign, self._style("sign")),
            Segment(" ", base),
        ]

    def _draw_hint(self, y: int, width: int) -> Strip:
        """Say in the middle of the empty pane what to do."""
        lines = wrapped(self.hint, max(1, min(width - 4, self.column)))
        row = y - (self.size.height - len(lines)) // 2
        text = lines[row] if 0 <= row < len(lines) else ""
        segments = [
            Segment(" " * max(0, (width - cell_len(text)) // 2), self._style()),
            Segment(text, self._style(Role.BYLINE)),
        ]
        return Strip(segments).adjust_cell_length(width, self._style())

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Keep the styles: none depends on who has the keys, and forty would be matched anew."""

    def notify_style_update(self) -> None:
        """Work styles out anew."""
        self._style.clear()
        super().notify_style_update()

    # Actions

    def action_leave(self) -> None:
        """Ask for the list."""
        self.post_message(LeaveArticle())

    def action_lines(self, lines: int) -> None:
        """Scroll by `lines`."""
        self._scroll_to_line(round(self.scroll_y) + lines)

    def action_page(self, pages: float) -> None:
        """Scroll by so many screens; a whole one keeps a line in sight."""
        height = self.scrollable_content_region.height
        lines = int(height * abs(pages)) - (abs(pages) == 1)
        self.action_lines(max(1, lines) * (1 if pages > 0 else -1))

    def action_start(self) -> None:
        """Scroll to the title."""
        self.post_message(Jumping(self.position))
        self._scroll_to_line(0)

    def action_end(self) -> None:
        """Scroll to the end."""
        if self._page is not None and self._article is not None:
            self.post_message(Jumping(self.position))
            # The last line's number is known once its block is laid out.
            self._line_of(len(self._article.text))
            self._scroll_to_line(self._page.height)

    def action_paragraph(self, step: int) -> None:
        """Scroll to the next paragraph, or to the beginning of this or the one before."""
        self._go_to_block(step, tuple(BlockKind))

    def action_heading(self, step: int) -> None:
        """Scroll to the next heading or the one before."""
        self._go_to_block(step, (BlockKind.HEADING,))

    def _go_to_block(self, step: int, kinds: tuple[BlockKind, ...]) -> None:
        if self._article is None:
            return
        blocks = self._article.structure.blocks
        starts = [block.span.start for block in blocks if block.kind in kinds]
        if step > 0:
            index = bisect_right(starts, self._position)
            if self._position == 0 and self.scroll_y == 0 and starts[:1] == [0]:
                index = 0
            target = starts[index] if index < len(starts) else None
        else:
            index = bisect_left(starts, self._position) - 1
            target = starts[index] if index >= 0 else None
        if target is not None:
            self._scroll_to_line(self._line_of(target))
        elif step < 0:
            self.action_start()

    def action_column(self, characters: int) -> None:
        """Make the column wider or narrower by full-width characters."""
        width = min(self.column, self.room)
        self.column = max(_NARROWEST, min(width + 2 * characters, _WIDEST))
        self.post_message(OptionsChanged(self.options))

    def action_indent(self) -> None:
        """Set paragraphs off by an indent or by a blank line."""
        self._set_anew(self._options._replace(indent=0 if self._options.indent else _INDENT))

    def action_gap(self) -> None:
        """Leave a gap between Chinese and Latin, or none."""
        self._set_anew(self._options._replace(gap=not self._options.gap))

    def _set_anew(self, options: LayoutOptions) -> None:
        self._options = options
        self._lay_out()
        self.post_message(OptionsChanged(self.options))
