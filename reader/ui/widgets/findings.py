"""What a search found: how the query was read, what narrows it, and the hits."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.i18n import tr
from reader.model import Span
from reader.model.search import Hit, Results, Suggestion
from reader.text.fold import fold
from reader.text.normalise import one_line
from reader.text.query import parse, terms
from reader.text.snippet import Highlighter
from reader.ui.entity_names import SIGNS
from reader.ui.facets import asked_for
from reader.ui.widgets.facet_bar import FacetBar
from reader.ui.widgets.hit_list import HitList, Offer
from reader.ui.widgets.prose import Prose

_MOST_OFFERED = 9


class Findings(Vertical):
    """Shows results; where there are none, other searches. What is chosen the hits tell."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._results: Results | None = None
        self._meant: Sequence[Suggestion] = ()
        self._said = Prose("", classes="search-notes")
        self._facets = FacetBar(id="search-facets")
        self.hits = HitList(id="search-hits")
        """The list, which has the keys."""

    def compose(self) -> ComposeResult:
        """How the query was read, the facets, the hits."""
        yield self._said
        yield self._facets
        yield self.hits

    @property
    def results(self) -> Results | None:
        """What is shown; None before anything is searched for."""
        return self._results

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor, if any."""
        return self.hits.hit

    def show_beginnings(self, offers: Sequence[Offer]) -> None:
        """Show what can be searched for before anything is typed."""
        self._results = None
        self._say("")
        self._facets.show((), frozenset())
        self.hits.show_offers((), offers[:_MOST_OFFERED])

    def show(self, results: Results, meant: Sequence[Suggestion] = (), *, keep: bool) -> None:
        """Show what was found, and what the reader may have meant instead.

        The cursor goes to the first hit, or stays in its row to `keep` it.
        """
        self._results, self._meant = results, meant
        query = parse(results.query)
        self._facets.show(results.facets, asked_for(query.root, results.facets))
        notes = list(results.notes)
        if results.hits:
            if meant:
                names = "  ".join(f"alt+{n} {_label(one)}" for n, one in enumerate(meant, 1))
                notes.append(tr("Meant perhaps: {names}").format(names=names))
            highlighter = Highlighter(terms(query.root))

            def spans_in(text: str) -> Sequence[Span]:
                hits = highlighter.hits(fold(text))
                return [hits[index] for index in range(len(hits))]

            self.hits.show_hits(results.hits, spans_in, keep=keep)
        else:
            offers = [Offer(_meant(one), one.query) for one in meant]
            offers += [
                Offer(one.text, one.query, f"{one.total:,}" if one.total else "")
                for one in results.relaxations
            ]
            said = [*results.reasons] or [tr("Nothing was found.")]
            self.hits.show_offers((*said, ""), offers[:_MOST_OFFERED])
        self._say("\n".join(notes))

    def take(self, number: int) -> None:
        """Take what is offered under a number, counted from 1, if something is."""
        if self.hit is None:
            self.hits.take_offer(number)
        elif 0 < number <= len(self._meant):
            self.post_message(HitList.Taken(self._meant[number - 1].query))

    def _say(self, text: str) -> None:
        """Tell how the query was read; where there is nothing to tell it takes no place."""
        self._said.text, self._said.display = text, bool(text)


def _meant(one: Suggestion) -> str:
    """Return how to offer what may have been meant: with the title that holds it."""
    title, label = one_line(one.title), _label(one)
    return label if title in ("", one.label) else f"{label}（{title}）"


def _label(one: Suggestion) -> str:
    return one.label if one.entity is None else f"{SIGNS[one.entity]} {one.label}"
