"""Writing entities to files: asked for a format and a place, told where the file lies."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from reader.i18n import mark, tr
from reader.text.normalise import one_line
from reader.ui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from reader.exporting import MentionFormat

_DESCRIBED = {
    "json": mark("for programs"),
    "csv": mark("for spreadsheets"),
    "conll": mark("a token a line, for taggers"),
    "html": mark("a page with the mentions marked"),
}


class EntityFilesScreen(LibraryScreen, part=True):
    """A screen whose entities can be written to a file."""

    @work
    async def write_entities(
        self,
        title: str,
        name: str,
        formats: "Sequence[MentionFormat]",
        document: "Callable[[MentionFormat], str]",
    ) -> None:
        """Ask for one of `formats` and a place, then write there what `document` makes of it.

        `name` is that of the file without its ending. What is written comes from the library, so
        `document` may raise a ReaderError.
        """
        from reader.ui.screens.choice import Choice, ChoiceScreen
        from reader.ui.screens.entry import EntryScreen

        choices = [Choice(form, form.upper(), tr(_DESCRIBED[form])) for form in formats]
        chosen = await self.app.push_screen_wait(ChoiceScreen(title, choices))
        if chosen is None:
            return
        form = next(one for one in formats if one == chosen)
        hint = tr("A file; a path that ends in / is a folder.")
        proposed = f"~/{name}.{form}"
        output = await self.app.push_screen_wait(EntryScreen(tr("Export to"), hint, proposed))
        if not output or not output.strip():
            return

        def write() -> Iterator[Message]:
            from reader.exporting.files import write_document

            path = write_document(output.strip(), f"{name}.{form}", document(form))
            yield self.Told(tr("Written to {path}").format(path=one_line(str(path))))

        self._change(write)
