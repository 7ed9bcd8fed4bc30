"""What a person says of a passage: tags, a note, a colour."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Label, TextArea
from textual.worker import Worker

from reader.errors import DraftNotKept, ReaderError
from reader.i18n import tr
from reader.library.drafts import Drafts
from reader.model.annotation import Annotation, Draft, Edit
from reader.text.normalise import one_line, visible
from reader.ui.cells import wrapped
from reader.ui.keys import ANNOTATE, bindings
from reader.ui.report import Report
from reader.ui.screens.dialog import Dialog
from reader.ui.widgets.colour_choice import ColourChoice
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.prose import Prose
from reader.ui.widgets.tags_input import TagsInput

_PAUSE = 1.0
"""Seconds without a key after which what is typed is kept as a draft."""

_QUOTE_LINES = 3
_QUOTED = 400
"""Characters of a quote that can fill its lines."""


class AnnotateScreen(Dialog[Annotation | None]):
    """Asks what to say of a passage; closes with the note once it is on the disk.

    What is typed is kept as a draft whenever the reader pauses, so that it outlives whatever ends
    the app; closed without saving, with None, it leaves the draft. Where saving is refused it stays
    open, and says why.
    """

    class Known(Report):
        """The tags in use, the most used first."""

        tags: Sequence[str]

    class Suggested(Report):
        """Tags that the passage itself names."""

        tags: Sequence[str]

    BINDINGS = bindings(ANNOTATE)
    CSS_PATH = "annotate.tcss"
    AUTO_FOCUS = "#note"

    def __init__(
        self,
        title: str,
        quote: str,
        draft: Draft,
        *,
        known_tags: Callable[[], Sequence[str]],
        suggest: Callable[[Sequence[str]], Sequence[str]] | None,
        save: Callable[[Edit], Future[Annotation]],
        drafts: Drafts,
    ) -> None:
        """Take a heading in the user's language, what to begin with, and what keeps drafts.

        `known_tags` tells the tags in use, the most used first, and `suggest`, given these, those
        that the passage itself names; both are asked in a thread: what is typed next is meant for
        this screen. They and the future of `save` may raise ReaderError.
        """
        super().__init__()
        self._title = title
        self._quote = quote
        self._draft = draft
        self._begun = Edit(draft.note, draft.colour, draft.tags)
        self._known_tags = known_tags
        self._suggest = suggest
        self._suggested: Sequence[str] = ()
        self._save = save
        self._drafts = drafts
        self._pause: Timer | None = None
        self._keeping: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """The passage above the fields above what may be done."""
        with Vertical(id="annotate") as box:
            box.border_title = Content(self._title)
            yield Prose(one_line(self._quote[:_QUOTED]), most_lines=_QUOTE_LINES, classes="quote")
            with Horizontal(classes="field"):
                yield Label(tr("Tags"))
                yield TagsInput(self._begun.tags or (), id="tags")
            if self._suggest is not None:
                yield Label("", markup=False, id="suggested")
            with Horizontal(classes="field"):
                yield Label(tr("Colour"))
                choice = ColourChoice(id="colour")
                if self._begun.colour is not None:
                    choice.colour = self._begun.colour
                yield choice
            yield TextArea(
                visible(self._begun.note or ""),
                soft_wrap=True,
                tab_behavior="focus",
                placeholder=tr("What you think of it; Markdown"),
                id="note",
                compact=True,
            )
            yield Label("", id="refusal", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin at the end of the note."""
        note = self.query_one("#note", TextArea)
        note.move_cursor(note.document.end)
        self._ask_for_tags()

    @work(thread=True, group="suggest")
    def _ask_for_tags(self) -> None:
        # A library that refuses says so when something is to be saved.
        with suppress(ReaderError):
            known = self._known_tags()
            self.post_message(self.Known(known))
            if self._suggest is not None:
                self.post_message(self.Suggested(self._suggest(known)))

    @on(Known)
    def _complete_by(self, known: Known) -> None:
        self.query_one(TagsInput).know(known.tags)

    @on(Suggested)
    def _show_suggestions(self, suggested: Suggested) -> None:
        self._suggested = [tag for tag in suggested.tags if tag not in self._draft.tags]
        if self._suggested:
            tags = "  ".join(f"+{one_line(tag)}" for tag in self._suggested)
            self.query_one("#suggested", Label).update(
                Content(tr("Ctrl+T adds: {tags}").format(tags=tags))
            )

    @property
    def _edit(self) -> Edit:
        """What is typed; before there is anything to type in, what it begins with."""
        if not self.is_mounted:
            return self._untouched
        return Edit(
            note=self.query_one("#note", TextArea).text.rstrip(),
            colour=self.query_one(ColourChoice).colour,
            tags=self.query_one(TagsInput).tags,
        )

    @property
    def _untouched(self) -> Edit:
        """What it begins with, as it is read from the fields."""
        begun = self._begun
        return begun._replace(note=(begun.note or "").rstrip(), tags=begun.tags or ())

    def _changed(self) -> bool:
        return self._edit != self._untouched

    def action_save(self) -> None:
        """Save; what is typed meanwhile is not."""
        self._save_typed(self._edit)

    @work(exclusive=True, group="save")
    async def _save_typed(self, typed: Edit) -> None:
        await self._kept()
        try:
            note = await asyncio.shield(asyncio.wrap_future(self._save(typed)))
        except ReaderError as error:
            self._refuse(error)
        else:
            self._stop_keeping()
            self.dismiss(note)

    @work(exclusive=True, group="save")
    async def action_give_up(self) -> None:
        """Keep what was typed for later, and close."""
        await self._kept()
        try:
            if self._changed():
                await asyncio.to_thread(self._drafts.keep, self._draft, self._edit)
                self.notify(tr("Kept as a draft; Ctrl+E goes on with it."), markup=False)
            elif self._keeping is not None:  # what was typed was taken back
                await asyncio.to_thread(self._put_back)
        except ReaderError as error:
            self._refuse(error)
        else:
            self._stop_keeping()
            self.dismiss(None)

    def _put_back(self) -> None:
        """Leave the draft as it was when the screen opened."""
        if self._draft.saved:
            self._drafts.keep(self._draft, self._begun)
        else:
            self._drafts.drop(self._draft)

    # The draft

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(ColourChoice.Changed)
    def _keep_soon(self) -> None:
        """Keep what is typed once the reader pauses."""
        self._stop_keeping()
        if self._keeping is not None or self._changed():
            self._pause = self.set_timer(_PAUSE, self._keep_typed)

    def _keep_typed(self) -> None:
        if self._keeping is not None and not self._keeping.is_finished:
            self._keep_soon()  # one after the other: the older must not come last
        else:
            self._keeping = self._keep(self._edit)

    @work(thread=True, group="draft")
    def _keep(self, typed: Edit) -> None:
        # What cannot be kept now is told when the screen is closed.
        with suppress(DraftNotKept):
            self._drafts.keep(self._draft, typed)

    def _stop_keeping(self) -> None:
        if self._pause is not None:
            self._pause.stop()

    async def _kept(self) -> None:
        """Wait until nothing is being kept any more: it must not come after what follows."""
        self._stop_keeping()
        if self._keeping is not None:
            await self._keeping.wait()

    def _refuse(self, error: ReaderError) -> None:
        label = self.query_one("#refusal", Label)
        lines = wrapped(one_line(str(error)), max(2, label.container_size.width))
        label.update(Content("\n".join(lines)))
        label.add_class("-shown")

    def action_add_suggestion(self) -> None:
        """Take the next of the suggested tags."""
        line = self.query_one(TagsInput)
        wanted = next((tag for tag in self._suggested if tag not in line.tags), None)
        if wanted is not None:
            line.add(wanted)

    @on(TagsInput.Submitted)
    def _on_to_the_note(self) -> None:
        self.query_one("#note", TextArea).focus()
