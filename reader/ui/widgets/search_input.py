"""The line of the search: its history, and what completes what is typed."""

from collections.abc import Mapping, Sequence

from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from reader.text.fold import fold
from reader.text.query.fields import canonical_names
from reader.ui.keys import SEARCH_LINE, bindings
from reader.ui.widgets.line import Line


class SearchInput(Line):
    """The line: Up and Down go through what was searched for before."""

    BINDINGS = bindings(SEARCH_LINE)

    class Left(Message):
        """The reader goes on to the hits."""

    def __init__(self, *, placeholder: str, id: str) -> None:  # noqa: A002  Textual's name
        fields = FieldSuggester()
        super().__init__(
            placeholder=placeholder,
            suggester=fields,
            compact=True,
            select_on_focus=True,
            id=id,
        )
        self._fields = fields
        self._history: Sequence[str] = ()
        self._back = 0
        """How far back in the history the line is; 0 for what is being typed."""
        self._typed = ""

    def offer(self, history: Sequence[str], values: Mapping[str, Sequence[str]]) -> None:
        """Take earlier queries, the last one first, and by field what may follow its colon."""
        self._history = history
        self._fields.values = values

    def replace_by(self, query: str) -> None:
        """Let `query` stand there, as if it had always done: nobody is told of it."""
        with self.prevent(Input.Changed):
            self.value = query
        self.cursor_position = len(query)
        self._back = 0

    def action_recall(self, step: int) -> None:
        """Go back in the history, or forward; forward from what is typed come the hits."""
        if step < 0 and self._back == 0:
            self.post_message(self.Left())
            return
        if self._back == 0:
            self._typed = self.value
        earlier = [query for query in self._history if query != self._typed]
        self._back = max(0, min(self._back + step, len(earlier)))
        self.value = earlier[self._back - 1] if self._back else self._typed
        self.cursor_position = len(self.value)

    def action_complete(self) -> None:
        """Take what is suggested; go on to the hits where nothing is."""
        before = self.value
        self.cursor_position = len(self.value)
        self.action_cursor_right()
        if self.value == before:
            self.post_message(self.Left())


class FieldSuggester(Suggester):
    """Suggests the rest of a field's name, and of a tag or source that is in use."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.values: Mapping[str, Sequence[str]] = {}
        """By field, what stands behind its colon in this library."""

    async def get_suggestion(self, value: str) -> str | None:
        """Return `value` completed, or None where nothing is to be suggested."""
        last = value.replace("：", ":").rsplit(None, 1)[-1] if value.strip() else ""
        begun = last.lstrip("-(（－")
        if not begun or value[-1].isspace():
            return None
        field, colon, rest = begun.partition(":")
        if colon:
            found = (one for one in self.values.get(field.lower(), ()) if _begins(one, rest))
        else:
            found = (f"{name}:" for name in canonical_names() if len(field) > 1)
            rest = field
            found = (name for name in found if field.islower() and _begins(name, field))
        best = next(found, None)
        return None if best is None else value + best[len(rest) :]


def _begins(whole: str, part: str) -> bool:
    return bool(part) and len(whole) > len(part) and fold(whole).startswith(fold(part))
