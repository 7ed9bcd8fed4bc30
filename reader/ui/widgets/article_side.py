"""The article with the ways through it: finding, contents, marks, jumps, links."""

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from reader.errors import AddressRefused
from reader.i18n import tr
from reader.model import Article, Span
from reader.text.address import openable
from reader.text.find import Hits
from reader.text.normalise import one_line
from reader.text.options import LayoutOptions
from reader.text.pace import reading_minutes
from reader.ui.jumps import JumpList, Place
from reader.ui.keys import ARTICLE_SIDE, bindings
from reader.ui.messages import (
    Jumping,
    LeaveArticle,
    MarkSet,
    OpenAddress,
    OpenArticle,
    PositionChanged,
    SelectionChanged,
)
from reader.ui.opened import OpenedArticle
from reader.ui.screens.contents import ContentsScreen
from reader.ui.screens.pick import Pick, PickScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.find_bar import FindBar
from reader.ui.widgets.finding import Finding
from reader.ui.widgets.passage_selector import PassageSelector
from reader.ui.widgets.reading_pane import ReadingPane

_LINK_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
_BEFORE_JUMP = "'"
_SHORT_BAR = 36
"""Cells below which the bar has no room for the time left."""


class ArticleSide(Vertical):
    """A bar, the reading pane, and the line to find by when there is something to find."""

    BINDINGS = bindings(ARTICLE_SIDE)

    def __init__(self, options: LayoutOptions, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._options = options
        self._opened: OpenedArticle | None = None
        self._marks: dict[str, int] = {}
        self._jumps = JumpList()
        self._destination: Place | None = None
        self._finding: Finding | None = None

    def compose(self) -> ComposeResult:
        """The bar above the pane above what is found."""
        yield Bar(id="pane-bar")
        yield PassageSelector(ReadingPane(self._options, id="pane"), id="passages")
        yield FindBar(id="find")

    @property
    def _pane(self) -> ReadingPane:
        return self.query_one(ReadingPane)

    @property
    def _find_bar(self) -> FindBar:
        return self.query_one(FindBar)

    def show(self, article: Article, offset: int, marks: dict[str, int]) -> None:
        """Show `article` with the line of `offset` on top; `marks` are its marks' offsets."""
        destination, self._destination = self._destination, None
        if destination is None or destination.article != article.summary.id:
            self._note_jump()
        self._end_finding()
        self._opened = OpenedArticle(article)
        self._marks = marks
        self.query_one(PassageSelector).show(article, offset)

    def greet(self, hint: str) -> None:
        """Say what to do, until an article is shown."""
        self._pane.hint = hint

    def jump(self, offset: int) -> None:
        """Go to a place in the article, so that the reader can come back."""
        self._note_jump()
        self._pane.go_to(offset)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the line while the reader types."""
        return not self._find_bar.typing

    # Where the reader is

    @on(PositionChanged)
    def _show_place(self, position: PositionChanged) -> None:
        opened = self._opened
        if opened is None or opened.summary.id != position.id:
            return
        bar = self.query_one("#pane-bar", Bar)
        bar.right = _progress(opened, position, short=bar.size.width < _SHORT_BAR)
        title = one_line(opened.summary.title) if position.offset else opened.summary.source
        heading = opened.heading_at(position.offset) if position.offset else -1
        if heading < 0:
            bar.left = title
            return
        section = opened.headings[heading].title
        both = f"{title} · {section}"
        room = bar.size.width - cell_len(bar.right) - 4
        bar.left = both if cell_len(both) <= room else section

    @on(SelectionChanged)
    def _show_mode(self, changed: SelectionChanged) -> None:
        self.query_one("#pane-bar", Bar).mode = changed.mode

    # Jumps

    @property
    def _here(self) -> Place | None:
        opened = self._opened
        return None if opened is None else Place(opened.summary.id, self._pane.position)

    def _note_jump(self) -> None:
        if here := self._here:
            self._jumps.leave(here)

    @on(Jumping)
    def _note_jump_of_pane(self, message: Jumping) -> None:
        if self._opened is not None:
            self._jumps.leave(Place(self._opened.summary.id, message.offset))

    def action_travel(self, step: int) -> None:
        """Go back to where the last jump began, or forward again."""
        if here := self._here:
            place = self._jumps.back(here) if step < 0 else self._jumps.forward(here)
            if place is None:
                self._tell(
                    tr("You have not jumped from anywhere further back.")
                    if step < 0
                    else tr("You have not come back from anywhere further on.")
                )
            else:
                self._go_to_place(place)

    def _go_to_place(self, place: Place) -> None:
        if self._opened is not None and place.article == self._opened.summary.id:
            self._pane.go_to(place.offset)
        else:
            self._destination = place
            self.post_message(OpenArticle(place.article, Span(place.offset, place.offset)))

    # Finding

    def action_find(self) -> None:
        """Type what to find."""
        if self._opened is not None:
            self._finding = Finding(self._opened.folded, self._pane.sight)
            self._find_bar.open()
            self._look_for(self._find_bar.query_text)

    @on(FindBar.Typed)
    def _query_typed(self, typed: FindBar.Typed) -> None:
        typed.stop()
        self._look_for(typed.query)

    def _look_for(self, query: str) -> None:
        """Show the first hit from where finding began."""
        if self._finding is not None:
            self._finding.look_for(query)
            self._show_hit(self._finding)

    def _show_hit(self, finding: Finding) -> None:
        self._pane.show_hits(finding.hits, finding.index)
        if finding.current is not None:
            self._pane.reveal(finding.current)
        else:
            self._pane.return_to(finding.origin)
        self._find_bar.tell(finding.report())

    @on(FindBar.Kept)
    def _keep_hits(self, message: FindBar.Kept) -> None:
        message.stop()
        finding = self._finding
        if finding is None or not finding.hits:
            self._give_up_finding(FindBar.GivenUp())
            return
        if self._opened is not None and self._pane.sight != finding.origin:
            self._jumps.leave(Place(self._opened.summary.id, finding.origin.offset))
        self._pane.focus()

    @on(FindBar.GivenUp)
    def _give_up_finding(self, message: FindBar.GivenUp) -> None:
        message.stop()
        finding = self._finding
        self._end_finding()
        self._pane.focus()
        if finding is not None:
            self._pane.return_to(finding.origin)
            # The pane is a line higher then, which matters at the end of the text.
            self.call_after_refresh(self._pane.return_to, finding.origin)

    def _end_finding(self) -> None:
        self._finding = None
        self._find_bar.display = False
        self._pane.show_hits(Hits())

    @on(FindBar.HitWanted)
    def _another_hit(self, wanted: FindBar.HitWanted) -> None:
        wanted.stop()
        self._go_to_hit(wanted.step)

    def action_hit(self, step: int) -> None:
        """Go to the next hit or the one before, of what was looked for last."""
        query = self._find_bar.query_text
        if self._opened is None or not query.strip():
            self._tell(tr("Nothing was looked for yet; f finds."))
            return
        if self._finding is None:
            self._finding = Finding(self._opened.folded, self._pane.sight)
            self._finding.look_for(query)
            self._finding.forget_place()
            self._find_bar.display = True
        self._note_jump()
        self._go_to_hit(step)

    def _go_to_hit(self, step: int) -> None:
        if self._finding is not None:
            self._finding.step(step, self._pane.shown)
            self._show_hit(self._finding)

    @on(LeaveArticle)
    def _leave(self, message: LeaveArticle) -> None:
        """What was found goes first, the article with the next key."""
        if self._find_bar.display:
            message.stop()
            self._end_finding()

    # Contents and marks

    def action_contents(self) -> None:
        """Choose a heading to go to."""
        opened = self._opened
        if opened is None or not opened.headings:
            self._tell(tr("This article has no headings."))
            return
        current = opened.heading_at(self._pane.shown.start)
        self.app.push_screen(ContentsScreen(opened.headings, current), self._jump_if_chosen)

    def _jump_if_chosen(self, offset: int | None) -> None:
        if offset is not None:
            self.jump(offset)

    def action_mark(self) -> None:
        """Mark the place under a letter."""
        if self._opened is not None:
            title = tr("Mark this place: press a letter")
            screen = PickScreen(title, self._picks_of_marks(), any_letter=True)
            self.app.push_screen(screen, self._set_mark)

    def _set_mark(self, name: str | None) -> None:
        if name is not None and self._opened is not None:
            self._marks[name] = self._pane.position
            shown = self._opened.summary
            self.post_message(MarkSet(shown.id, shown.digest, name, self._pane.position))

    def action_go_to_mark(self) -> None:
        """Choose a mark to go to."""
        picks = self._picks_of_marks()
        if self._jumps.last is not None:
            picks.insert(0, Pick(_BEFORE_JUMP, tr("where you were before the last jump")))
        if not picks:
            self._tell(tr("No place is marked here yet; m and a letter mark one."))
            return
        self.app.push_screen(PickScreen(tr("Go to a mark"), picks), self._go_to_mark)

    def _go_to_mark(self, name: str | None) -> None:
        if name == _BEFORE_JUMP and self._jumps.last is not None:
            place = self._jumps.last
            self._note_jump()
            self._go_to_place(place)
        elif name in self._marks:
            self.jump(self._marks[name])

    def _picks_of_marks(self) -> list[Pick]:
        opened = self._opened
        if opened is None:
            return []
        return [
            Pick(name, f"{opened.percent(offset):3}%  {opened.reminder(offset)}")
            for name, offset in sorted(self._marks.items())
        ]

    # Addresses

    def action_original(self) -> None:
        """Open the article's own address."""
        if self._opened is None:
            return
        if address := self._opened.summary.url:
            self.post_message(OpenAddress(address))
        else:
            self._tell(tr("This article came without an address."))

    def action_links(self) -> None:
        """Choose one of the links on the screen to open."""
        addresses = self._opened.links(self._pane.shown) if self._opened else {}
        if not addresses:
            self._tell(tr("There is no link on the screen."))
            return
        picks = [
            Pick(key, label, _shown_address(address))
            for key, (address, label) in zip(_LINK_KEYS, addresses.items(), strict=False)
        ]
        targets = dict(zip(_LINK_KEYS, addresses, strict=False))

        def opened(key: str | None) -> None:
            if key is not None:
                self.post_message(OpenAddress(targets[key]))

        self.app.push_screen(PickScreen(tr("Open a link"), picks), opened)

    def _tell(self, text: str) -> None:
        self.notify(text, markup=False)


def _progress(opened: OpenedArticle, position: PositionChanged, *, short: bool) -> str:
    """Return how much is read and, unless it must be short, how long the rest takes."""
    if position.finished:
        return "100%"
    if short:
        return f"{opened.percent(position.offset)}%"
    minutes = reading_minutes(len(opened.article.text) - position.offset)
    left = tr("{count} min left").format(count=minutes)
    return f"{opened.percent(position.offset)}% · {left}"


def _shown_address(address: str) -> str:
    """Return the address as it would be opened, or as it is with why it will not be."""
    try:
        return openable(address)
    except AddressRefused as error:
        return f"{one_line(address)} — {error}"
