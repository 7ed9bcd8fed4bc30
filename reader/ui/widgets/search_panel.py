"""Where one searches the library: a line to type in above what was found."""

from collections.abc import Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Input

from reader.i18n import mark, ntr, tr
from reader.model import SearchOrder, Span
from reader.model.search import Facet, Hit, Results, SavedSearch, Suggestion
from reader.text.fold import fold
from reader.text.normalise import one_line
from reader.text.query import parse, terms
from reader.text.snippet import Highlighter
from reader.ui.entity_names import SIGNS
from reader.ui.facets import asked_for, narrowed_by
from reader.ui.keys import SEARCH_PANEL, bindings
from reader.ui.messages import SearchClosed, SearchRequested
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.facet_bar import FacetBar
from reader.ui.widgets.hit_list import HitList, Offer
from reader.ui.widgets.prose import Prose
from reader.ui.widgets.search_input import SearchInput

_TYPING = 0.08
"""Seconds without a key after which what is typed is searched for."""
_ALL = 100
_INDEXING = 2.0
"""Seconds after which the same is searched for again while the index is built."""
_FIRST, _MORE = 20, 40
"""Hits shown at first, and more of them whenever the cursor comes to their end."""
_MOST_OFFERED = 9

_ORDERS = {SearchOrder.RANK: mark("best first"), SearchOrder.DATE: mark("newest first")}


class SearchPanel(Vertical):
    """A line, what narrows and sorts, and the hits. It asks with numbers and shows the last answer.

    What it is told by `show` for an older question is passed over.
    """

    BINDINGS = bindings(SEARCH_PANEL)

    order: var[SearchOrder] = var(SearchOrder.RANK, init=False)
    """How the hits are sorted."""
    indexed: var[int] = var(_ALL)
    """Per cent of the library that the index knows."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._typing: Timer | None = None
        self._generation = 0
        self._limit = _FIRST
        self._results: Results | None = None
        self._shown = -1
        """The generation of the results."""
        self._again = False
        """Whether the question is the same as before."""
        self._to_open = False
        """Whether the first hit is to be opened when it is there."""
        self._meant: Sequence[Suggestion] = ()
        """What the reader may have meant instead."""
        self._beginnings: Sequence[Offer] = ()

    def compose(self) -> ComposeResult:
        """The bar, the line, how it was read, the facets, the hits."""
        yield Bar(id="search-bar")
        yield SearchInput(placeholder=tr("words, “a phrase”, tag:…, -not"), id="search-input")
        yield Prose("", classes="search-notes")
        yield FacetBar(id="search-facets")
        yield HitList(id="search-hits")

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
        return self._results

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor, if any."""
        return self._list.hit

    @property
    def _input(self) -> SearchInput:
        return self.query_one(SearchInput)

    @property
    def _list(self) -> HitList:
        return self.query_one(HitList)

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
        self._beginnings = (*named, *(Offer(query, query) for query in history))[:_MOST_OFFERED]
        self._input.offer(history, values)
        if self._results is None:
            self._show_beginnings()

    def use_line(self) -> None:
        """Give the keys to the line."""
        self.screen.set_focus(self._input)  # at once: what is typed next is meant for it

    def use_hits(self) -> None:
        """Give the keys to the hits, or to the line while there are none."""
        self.screen.set_focus(self._list if self._list.rows else self._input)

    def search(self, query: str) -> None:
        """Search for `query` as if it had been typed."""
        self._input.replace_by(query)
        self._ask()

    # Asking

    @on(Input.Changed)
    def _ask_soon(self, event: Input.Changed) -> None:
        event.stop()
        self._stop_waiting()
        self._typing = self.set_timer(_TYPING, self._ask)

    def _stop_waiting(self) -> None:
        if self._typing is not None:
            self._typing.stop()
            self._typing = None

    def _ask(self, limit: int = _FIRST) -> None:
        """Ask for what is typed; whatever was asked before is no longer wanted."""
        self._stop_waiting()
        self._generation += 1
        self._limit = limit
        query = self.query_text
        if query.strip():
            self.post_message(SearchRequested(query, self.order, limit, self._generation))
        else:
            self.post_message(SearchRequested("", self.order, limit, self._generation))
            self._results, self._shown = None, self._generation
            self._show_beginnings()

    def _ask_again(self) -> None:
        """See how far the index is by now, and what it finds."""
        self._again = True
        self._ask(self._limit)

    def watch_order(self) -> None:
        """Sort anew."""
        self._ask()

    # Answers

    def show(self, results: Results, generation: int) -> None:
        """Show what was found for the question `generation`, if it is the last one asked."""
        if generation != self._generation:
            return
        keep = self._limit > _FIRST or self._again
        self._again = False
        self._results, self._shown = results, generation
        self._meant = ()
        self._draw_answer(results, keep=keep)
        if self.indexed < _ALL:
            self._typing = self.set_timer(_INDEXING, self._ask_again)
        if self._to_open:
            self._to_open = False
            self._open_or_go_on()

    def show_early(self, results: Results, generation: int) -> None:
        """Show what is found before the true answer comes; it counts for no answer."""
        if generation == self._generation != self._shown and results.hits:
            self._results, self._meant = results, ()
            self._draw_answer(results, keep=False)

    def suggest(self, meant: Sequence[Suggestion], generation: int) -> None:
        """Offer what the reader may have meant by the question `generation`, if it is the last."""
        if generation == self._shown and self._results is not None:
            self._meant = meant
            self._draw_answer(self._results, keep=True)

    def _draw_answer(self, results: Results, *, keep: bool) -> None:
        query = parse(results.query)
        self.query_one(FacetBar).show(results.facets, asked_for(query.root, results.facets))
        notes = list(results.notes)
        if results.hits:
            if self._meant:
                names = "  ".join(f"alt+{n} {_label(one)}" for n, one in enumerate(self._meant, 1))
                notes.append(tr("Meant perhaps: {names}").format(names=names))
            highlighter = Highlighter(terms(query.root))

            def spans_in(text: str) -> Sequence[Span]:
                hits = highlighter.hits(fold(text))
                return [hits[index] for index in range(len(hits))]

            self._list.show_hits(results.hits, spans_in, keep=keep)
        else:
            offers = [Offer(_meant(one), one.query) for one in self._meant]
            offers += [
                Offer(one.text, one.query, f"{one.total:,}" if one.total else "")
                for one in results.relaxations
            ]
            said = [*results.reasons] or [tr("Nothing was found.")]
            self._list.show_offers((*said, ""), offers[:_MOST_OFFERED])
        self._say("\n".join(notes))
        self._tell()

    def _say(self, text: str) -> None:
        """Tell how the query was read; where there is nothing to tell it takes no place."""
        prose = self.query_one(Prose)
        prose.text, prose.display = text, bool(text)

    def _show_beginnings(self) -> None:
        self._say("")
        self.query_one(FacetBar).show((), frozenset())
        self._list.show_offers((), self._beginnings)
        self._tell()

    def _tell(self) -> None:
        """Say in the bar how many there are, in which order, and what the index lacks."""
        bar = self.query_one("#search-bar", Bar)
        results = self._results
        if results is None:
            bar.left, bar.rest = tr("Search"), ""
        else:
            count = ntr("{count} article", "{count} articles", results.total)
            bar.left, bar.rest = count.format(count=f"{results.total:,}"), ""
            if 0 < results.complete < results.total:
                told = tr("{count} with all words").format(count=f"{results.complete:,}")
                bar.rest = told
        building = tr("indexed {share}%").format(share=self.indexed) if self.indexed < _ALL else ""
        bar.right = " · ".join(filter(None, (building, f"{tr(_ORDERS[self.order])} ↓")))

    def watch_indexed(self) -> None:
        """Say how far the index is."""
        if self.is_mounted:
            self._tell()

    # What the reader does

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.query_text.strip():
            self.use_hits()
        elif self._shown == self._generation and self._typing is None:
            self.use_hits()  # at once: what is typed next is not meant for the line
            self._open_or_go_on()
        else:
            self._to_open = True
            if self._typing is not None:
                self._ask()

    def _open_or_go_on(self) -> None:
        """Open the hit under the cursor; where nothing was found, choose what to do instead."""
        if self._list.hit is not None:
            self.post_message(HitList.Chosen(self._list.hit))
        else:
            self.use_hits()

    @on(SearchInput.Left)
    def _to_hits(self, left: SearchInput.Left) -> None:
        left.stop()
        self.use_hits()

    @on(HitList.Left)
    def _to_line(self, left: HitList.Left) -> None:
        left.stop()
        self.use_line()

    @on(HitList.NearEnd)
    def _want_more(self, message: HitList.NearEnd) -> None:
        message.stop()
        results = self._results
        asked = self._shown != self._generation
        if results is not None and not asked and len(results.hits) < results.total:
            self._ask(self._limit + _MORE)

    @on(HitList.Taken)
    def _take(self, taken: HitList.Taken) -> None:
        taken.stop()
        self.search(taken.query)
        self.use_line()

    @on(FacetBar.Clicked)
    def _facet_clicked(self, clicked: FacetBar.Clicked) -> None:
        clicked.stop()
        self.narrow(clicked.facet)

    def narrow(self, facet: Facet) -> None:
        """Search for those that share a facet; for all again, if the query asks for it."""
        self.search(narrowed_by(self.query_text, facet))

    def on_key(self, event: events.Key) -> None:
        """Take an offer by its number while typing: with Alt."""
        modifier, _, digit = event.key.partition("+")
        if modifier != "alt" or not digit.isdigit():
            return
        event.stop()
        event.prevent_default()
        if self._list.hit is not None and 0 < int(digit) <= len(self._meant):
            self.search(self._meant[int(digit) - 1].query)
        else:
            self._list.take_offer(int(digit))

    def on_click(self, event: events.Click) -> None:
        """The right end of the bar sorts the other way."""
        bar = self.query_one("#search-bar", Bar)
        if event.widget is bar and event.x >= bar.size.width // 2:
            self.action_order()

    # Actions

    def action_order(self) -> None:
        """Sort by rank or by date."""
        ranked = self.order is SearchOrder.RANK
        self.order = SearchOrder.DATE if ranked else SearchOrder.RANK

    def action_close(self) -> None:
        """Go back to where the reader was."""
        self._stop_waiting()
        self.post_message(SearchClosed(keep=False))

    def action_keep(self) -> None:
        """Go on with the article that is shown."""
        self._stop_waiting()
        self.post_message(SearchClosed(keep=True))


def _meant(one: Suggestion) -> str:
    """Return how to offer what may have been meant: with the title that holds it."""
    title, label = one_line(one.title), _label(one)
    return label if title in ("", one.label) else f"{label}（{title}）"


def _label(one: Suggestion) -> str:
    return one.label if one.entity is None else f"{SIGNS[one.entity]} {one.label}"
