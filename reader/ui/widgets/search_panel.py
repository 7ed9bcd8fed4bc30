"""Where one searches the library: a line to type in above what was found."""

from collections.abc import Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from reader.i18n import mark, ntr, tr
from reader.model import SearchOrder
from reader.model.search import Facet, Hit, Results, SavedSearch, Suggestion
from reader.ui.facets import narrowed_by
from reader.ui.keys import SEARCH_PANEL, bindings
from reader.ui.messages import SearchClosed, SearchRequested
from reader.ui.pause import Pause
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.facet_bar import FacetBar
from reader.ui.widgets.findings import Findings
from reader.ui.widgets.hit_list import HitList, Offer
from reader.ui.widgets.search_input import SearchInput

_TYPING = 0.08
"""Seconds without a key after which what is typed is searched for."""
_ALL = 100
_INDEXING = 2.0
"""Seconds after which the same is searched for again while the index is built."""
_FIRST, _MORE = 20, 40
"""Hits shown at first, and more of them whenever the cursor comes to their end."""

_ORDERS = {SearchOrder.RANK: mark("best first"), SearchOrder.DATE: mark("newest first")}


class SearchPanel(Vertical):
    """A line, and what it finds. It asks with numbers and shows the last answer.

    What it is told for an older question is passed over.
    """

    BINDINGS = bindings(SEARCH_PANEL)

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.order = SearchOrder.RANK
        """How the hits are sorted."""
        self._indexed = _ALL
        """Per cent of the library that the index knows."""
        self._asking = Pause(self)
        self._generation = 0
        self._limit = _FIRST
        self._shown = -1
        """The generation of the results."""
        self._again = False
        """Whether the question is the same as before."""
        self._to_open = False
        """Whether the first hit is to be opened when it is there."""
        self._beginnings: Sequence[Offer] = ()
        self._input = SearchInput(
            placeholder=tr("words, “a phrase”, tag:…, -not"), id="search-input"
        )
        self._findings = Findings(id="findings")

    def compose(self) -> ComposeResult:
        """The bar, the line, what was found."""
        yield Bar(id="search-bar")
        yield self._input
        yield self._findings

    def on_mount(self) -> None:
        """Wait for a query."""
        self._tell()

    @property
    def query_text(self) -> str:
        """What is typed."""
        return self._input.value

    @property
    def results(self) -> Results | None:
        """What is shown."""
        return self._findings.results

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor, if any."""
        return self._findings.hit

    def offer_beginnings(
        self,
        history: Sequence[str],
        saved: Sequence[SavedSearch],
        values: Mapping[str, Sequence[str]],
    ) -> None:
        """Take what can be searched for before anything is typed.

        `history` are earlier queries, the last one first; `values` what may be typed behind the
        colon of a field.
        """
        named = [Offer(f"★ {one.name}", one.query, one.query) for one in saved]
        self._beginnings = (*named, *(Offer(query, query) for query in history))
        self._input.offer(history, values)
        if self.results is None:
            self._findings.show_beginnings(self._beginnings)

    def use_line(self) -> None:
        """Give the keys to the line."""
        self.screen.set_focus(self._input)  # at once: what is typed next is meant for it

    def use_hits(self) -> None:
        """Give the keys to the hits, or to the line while there are none."""
        hits = self._findings.hits
        self.screen.set_focus(hits if hits.rows else self._input)

    def search(self, query: str) -> None:
        """Search for `query` as if it had been typed."""
        self._input.replace_by(query)
        self._ask()

    # Asking

    @on(Input.Changed)
    def _ask_soon(self, event: Input.Changed) -> None:
        event.stop()
        self._asking.then(_TYPING, self._ask)

    def _ask(self, limit: int = _FIRST) -> None:
        """Ask for what is typed; whatever was asked before is no longer wanted."""
        self._asking.stop()
        self._generation += 1
        self._limit = limit
        query = self.query_text if self.query_text.strip() else ""
        self.post_message(SearchRequested(query, self.order, limit, self._generation))
        if not query:
            self._shown = self._generation
            self._findings.show_beginnings(self._beginnings)
            self._tell()

    def _ask_again(self) -> None:
        """See how far the index is by now, and what it finds."""
        self._again = True
        self._ask(self._limit)

    # Answers

    def show(self, results: Results, generation: int, *, indexed: int = _ALL) -> None:
        """Show what was found for the question `generation`, if it is the last one asked.

        `indexed` tells how many per cent of the library the index knows.
        """
        if generation != self._generation:
            return
        keep = self._limit > _FIRST or self._again
        self._again = False
        self._shown, self._indexed = generation, indexed
        self._findings.show(results, keep=keep)
        self._tell()
        if indexed < _ALL and not self._asking.is_on:
            self._asking.then(_INDEXING, self._ask_again)
        if self._to_open:
            self._to_open = False
            self._open_or_go_on()

    def show_early(self, results: Results, generation: int) -> None:
        """Show what is found before the true answer comes; it counts for no answer."""
        if generation == self._generation != self._shown and results.hits:
            self._findings.show(results, keep=False)
            self._tell()

    def suggest(self, meant: Sequence[Suggestion], generation: int) -> None:
        """Offer what the reader may have meant by the question `generation`, if it is the last."""
        if generation == self._shown and self.results is not None:
            self._findings.show(self.results, meant, keep=True)

    def _tell(self) -> None:
        """Say in the bar how many there are, in which order, and what the index lacks."""
        bar = self.query_one("#search-bar", Bar)
        results = self.results
        if results is None:
            bar.left, bar.rest = tr("Search"), ""
        else:
            count = ntr("{count} article", "{count} articles", results.total)
            bar.left, bar.rest = count.format(count=f"{results.total:,}"), ""
            if 0 < results.complete < results.total:
                told = tr("{count} with all words").format(count=f"{results.complete:,}")
                bar.rest = told
        share = self._indexed
        building = tr("indexed {share}%").format(share=share) if share < _ALL else ""
        bar.right = " · ".join(filter(None, (building, f"{tr(_ORDERS[self.order])} ↓")))

    # What the reader does

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.query_text.strip():
            self.use_hits()
        elif self._shown == self._generation and not self._asking.is_on:
            self.use_hits()  # at once: what is typed next is not meant for the line
            self._open_or_go_on()
        else:
            self._to_open = True
            if self._asking.is_on:
                self._ask()

    def _open_or_go_on(self) -> None:
        """Open the hit under the cursor; where nothing was found, choose what to do instead."""
        if self.hit is not None:
            self.post_message(HitList.Chosen(self.hit))
        else:
            self.use_hits()

    @on(SearchInput.Left)
    def _to_hits(self) -> None:
        self.use_hits()

    @on(HitList.Left)
    def _to_line(self) -> None:
        self.use_line()

    @on(HitList.NearEnd)
    def _want_more(self) -> None:
        results = self.results
        asked = self._shown != self._generation
        if results is not None and not asked and len(results.hits) < results.total:
            self._ask(self._limit + _MORE)

    @on(HitList.Taken)
    def _take(self, taken: HitList.Taken) -> None:
        self.search(taken.query)
        self.use_line()

    @on(FacetBar.Clicked)
    def _facet_clicked(self, clicked: FacetBar.Clicked) -> None:
        self.narrow(clicked.facet)

    def narrow(self, facet: Facet) -> None:
        """Search for those that share a facet; for all again, if the query asks for it."""
        self.search(narrowed_by(self.query_text, facet))

    def on_key(self, event: events.Key) -> None:
        """Take an offer by its number while typing: with Alt."""
        modifier, _, digit = event.key.partition("+")
        if modifier == "alt" and digit.isdigit():
            event.stop()
            event.prevent_default()
            self._findings.take(int(digit))

    @on(Bar.RightClicked)
    def _order_clicked(self, message: Bar.RightClicked) -> None:
        message.stop()  # the list's side, which this panel stands in, has a bar too
        self.action_order()

    # Actions

    def action_order(self) -> None:
        """Sort by rank or by date."""
        ranked = self.order is SearchOrder.RANK
        self.order = SearchOrder.DATE if ranked else SearchOrder.RANK
        self._ask()

    def action_close(self, keep: bool = False) -> None:
        """Go back to where the reader was, or to `keep` it go on with the article shown."""
        self._asking.stop()
        self.post_message(SearchClosed(keep=keep))
