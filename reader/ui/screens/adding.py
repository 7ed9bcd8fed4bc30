"""The part of the main screen by which articles come in: pasted, typed, from the inbox or the web.

What takes its time is done in threads that give up when the reader leaves; what they stored stays.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.worker import get_current_worker

from reader.config import corpus_files
from reader.errors import ReaderError
from reader.i18n import ntr, tr
from reader.model import AddResult, AddStatus
from reader.text.normalise import one_line
from reader.ui.messages import CorpusWanted, OpenArticle
from reader.ui.report import Report
from reader.ui.screens.listing import ListingScreen

if TYPE_CHECKING:
    from reader.importing import Item
    from reader.library.inbox import Inbox
    from reader.model.web import Saved
    from reader.ui.pasted import Pasted

_FIRST_LOOK = 0.5
"""Seconds after the start; what is asked for by keys goes first."""

_LOOK_AFTER = 2.0
"""Seconds between two looks into the inbox; more where a look takes long."""

_REST = 20.0
"""How many times as long as a look took is waited before the next."""

_AFTER_REFUSAL = 60.0
"""Seconds until the inbox is looked at again after the library refused."""

_SHOWN_AFTER = 3.0
"""Seconds after which what has come in so far is shown."""

_TOLD = 3
"""Failures that are told one by one."""

_SHORTEST = 20
"""Code points of a pasted text that may be an article."""


class AddingScreen(ListingScreen, part=True):
    """Takes in what is pasted, typed, put into the inbox, or waits to be fetched."""

    class CameIn(Report):
        """Something was added, or could not be."""

        results: Sequence[AddResult]
        open: bool
        """Whether a single article is to be shown."""

    class InboxLookedInto(Report):
        """The inbox is to be looked into again."""

        inbox: "Inbox"
        pause: float
        """Seconds until then."""

    # Pasting and typing

    async def on_paste(self, event: events.Paste) -> None:
        """Offer to add what is pasted where nothing is typed, such as a file dragged here."""
        from reader.ui.pasted import understand

        event.stop()
        self._offer(understand(event.text))

    @work
    async def _offer(self, pasted: "Pasted") -> None:
        from reader.ui.screens.question import QuestionScreen

        if not any(pasted):
            return
        if 0 < len(pasted.text) < _SHORTEST:
            short = tr("What was pasted is no address and no file, and too short for an article.")
            self.notify(short, markup=False)
            return
        question = QuestionScreen(_question(pasted), tr("Add"), tr("Leave it"))
        if await self.app.push_screen_wait(question):
            self._take(pasted)

    @work
    async def action_add(self) -> None:
        """Ask for an address or a path, or let a text be pasted, and add it.

        One line that names nothing is asked for again: what was typed is not lost.
        """
        from reader.ui.pasted import understand
        from reader.ui.screens.entry import AnyEntryScreen

        typed, hint = "", tr("An address, a path; or paste a text")
        while True:
            answer = await self.app.push_screen_wait(AnyEntryScreen(tr("Add"), hint, typed))
            pasted = understand(answer or "")
            if len(pasted.text.splitlines()) != 1:
                break
            typed = pasted.text
            hint = tr("There is nothing at this path, and it is no address of the web.")
        if pasted.text:
            self._offer(pasted)
        elif any(pasted):
            self._take(pasted)

    def _take(self, pasted: "Pasted") -> None:
        if pasted.addresses:
            from reader.model.web import Saved

            self._fetch_named([Saved(address) for address in pasted.addresses])
            return
        from reader.importing import Item

        data = pasted.text.encode("utf-8", "replace")
        items = [Item("", data=data)] if pasted.text else self._library.find(pasted.paths)
        self._add_items(items)

    @work(thread=True, group="add")
    def _add_items(self, items: "Iterable[Item]") -> None:
        self._carry(self._library.add(items), open_=True)

    # Addresses that wait

    @work
    async def action_fetch_later(self) -> None:
        """Ask whether the pages that wait should be fetched."""
        from reader.ui.screens.question import QuestionScreen

        try:
            waiting = self._library.later.count()
            tried = self._library.later.count(again=True) - waiting
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not waiting and not tried:
            self.notify(tr("No address is waiting for its page to be fetched."), markup=False)
            return
        question = ntr(
            "The page of {count} address waits to be fetched.",
            "The pages of {count} addresses wait to be fetched.",
            waiting,
        )
        if not waiting:
            question = tr("{count} pages did not come before. Ask for them again?")
        question = question.format(count=f"{waiting or tried:,}")
        screen = QuestionScreen(question, tr("Fetch them"), tr("Not now"))
        if await self.app.push_screen_wait(screen):
            self._fetch_waiting(again=not waiting)

    @work(thread=True, group="add")
    def _fetch_waiting(self, *, again: bool) -> None:
        try:
            wanted = self._library.later.waiting(again=again)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        self._carry(self._library.later.fetch(wanted, stopped=_stopping()), open_=False)

    @work(thread=True, group="add")
    def _fetch_named(self, wanted: "Sequence[Saved]") -> None:
        """Fetch pages whose addresses a person named just now."""
        answers = self._library.later.fetch(wanted, private=True, stopped=_stopping())
        self._carry(answers, open_=True)

    # The inbox

    def watch_inbox(self, folder: Path | None) -> None:
        """Look into the inbox now and every now and then, if there is to be one."""
        if folder is not None and not self._library.read_only:
            self._open_inbox(folder)

    @work(thread=True, group="inbox")
    def _open_inbox(self, folder: Path) -> None:
        from reader.library.inbox import Inbox

        try:
            inbox = Inbox(self._library, folder)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not inbox.is_there:
            missing = tr("The inbox {folder} is no folder.").format(folder=one_line(str(folder)))
            self.post_message(self.Failed(missing))
        self.post_message(self.InboxLookedInto(inbox, _FIRST_LOOK))

    @on(InboxLookedInto)
    def _look_again(self, looked: InboxLookedInto) -> None:
        self.set_timer(looked.pause, lambda: self._look(looked.inbox))

    @work(thread=True, group="inbox")
    def _look(self, inbox: "Inbox") -> None:
        begun = monotonic()
        came = self._carry(inbox.take(), open_=False)
        if came is None:
            pause = _AFTER_REFUSAL
        else:
            pause = _LOOK_AFTER if came else max(_LOOK_AFTER, _REST * (monotonic() - begun))
        if not get_current_worker().is_cancelled:
            self.post_message(self.InboxLookedInto(inbox, pause))

    # What came in

    def _carry(self, results: Iterator[AddResult], *, open_: bool) -> int | None:
        """Tell of `results` as they come; return how many, or None if the library refused."""
        worker = get_current_worker()
        found: list[AddResult] = []
        told = monotonic()
        try:
            for result in results:
                found.append(result)
                if worker.is_cancelled:
                    break
                if monotonic() - told > _SHOWN_AFTER:
                    self.post_message(self.LibraryChanged())
                    told = monotonic()
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return None
        finally:
            if found and not worker.is_cancelled:
                self.post_message(self.CameIn(found, open_))
        return len(found)

    @on(CameIn)
    def _tell_what_came(self, came: CameIn) -> None:
        failed: dict[str, list[str]] = defaultdict(list)
        for result in came.results:
            if result.status is AddStatus.FAILED:
                path = result.path
                failed[result.error].append(path if "://" in path else Path(path).name)
        for error, names in list(failed.items())[:_TOLD]:
            # What the library itself refuses, it refuses all of them with the same words.
            name = one_line(names[0]) if len(names) == 1 else ""
            said = f"{name}: {error}" if name else error
            self.notify(said, severity="error", markup=False, timeout=8)
        self.notify(_told(came.results), markup=False)
        articles = {result.article.id for result in came.results if result.article is not None}
        if articles:
            self.post_message(self.LibraryChanged())
        if came.open and len(articles) == 1:
            self.post_message(OpenArticle(articles.pop()))

    # The articles that come with the program

    @on(CorpusWanted)
    def _add_corpus(self) -> None:
        self.notify(tr("Adding the articles…"), markup=False)
        self._add_items(self._library.find([str(path) for path in corpus_files()]))


def _stopping() -> Callable[[], bool]:
    """Return what tells whether this thread's worker is to end."""
    worker = get_current_worker()
    return lambda: worker.is_cancelled


def _question(pasted: "Pasted") -> str:
    if pasted.text:
        count = len(pasted.text)
        question = ntr(
            "Add the pasted text of {count} character as an article?",
            "Add the pasted text of {count} characters as an article?",
            count,
        )
        return question.format(count=f"{count:,}")
    names = pasted.addresses or pasted.paths
    if len(names) > 1:
        question = (
            tr("Fetch these {count} pages and add them?")
            if pasted.addresses
            else tr("Add these {count} files and folders?")
        )
    else:
        question = tr("Fetch {name} and add it?") if pasted.addresses else tr("Add {name}?")
    return question.format(name=one_line(names[0]), count=len(names))


def _told(results: Sequence[AddResult]) -> str:
    """Return in one line what became of all."""
    counts = dict.fromkeys(AddStatus, 0)
    for result in results:
        counts[result.status] += 1
    words = {
        AddStatus.ADDED: tr("{count} added"),
        AddStatus.UPDATED: tr("{count} updated"),
        AddStatus.UNCHANGED: tr("{count} there already"),
        AddStatus.WAITING: ntr(
            "{count} address waits for its page",
            "{count} addresses wait for their pages",
            counts[AddStatus.WAITING],
        ),
        AddStatus.FAILED: tr("{count} failed"),
    }
    said = [words[status].format(count=count) for status, count in counts.items() if count]
    return tr(", ").join(said)
