"""`reader add`: what comes in, and what is said of it."""

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

from reader.commands.codes import DONE, FAILED
from reader.commands.output import discard, finish, print_json, print_line, progress_bar, say
from reader.errors import Unreadable
from reader.i18n import ntr, tr
from reader.library import Library
from reader.model import AddResult, AddStatus
from reader.text.normalise import one_line

_MANY = 50  # items, from which on a bar is drawn instead of a line for each


def add(library: Library, options: SimpleNamespace, inbox: Path | None = None) -> int:
    """Import what was named, and what is new in `inbox`.

    With `fetch`, what it has but the addresses of, too.
    """
    items = list(library.find(options.paths))
    counts = dict.fromkeys(AddStatus, 0)
    waiting: list[str] = []
    results = library.add(items, chapters=options.chapters)
    if inbox is not None:
        results = chain(results, _take(library, inbox))
    tell = partial(told, json=options.json, quiet=options.quiet)
    for result in tell(results, len(items)):
        counts[result.status] += 1
        if result.status is AddStatus.WAITING:
            waiting.append(result.path)
    if waiting and options.fetch:
        wanted = set(waiting)
        saved = [each for each in library.later.waiting(again=True) if each.address in wanted]
        counts[AddStatus.WAITING] = 0
        for result in tell(library.later.fetch(saved), len(saved)):
            counts[result.status] += 1
    if not options.quiet:
        say(totals(counts))
        if counts[AddStatus.WAITING]:
            say(_waiting(counts[AddStatus.WAITING]))
    return FAILED if counts[AddStatus.FAILED] else DONE


def _take(library: Library, inbox: Path) -> Iterator[AddResult]:
    """Yield what became of what is new in the inbox; raises Unreadable where there is none."""
    from reader.library.inbox import Inbox

    box = Inbox(library, inbox)
    if not box.is_there:
        raise Unreadable(tr("The inbox {folder} is no folder.").format(folder=one_line(str(inbox))))
    yield from box.take()


def told(
    results: Iterable[AddResult], total: int, *, json: bool, quiet: bool = False
) -> Iterator[AddResult]:
    """Yield `results`, having told of each; where there are many, how far that is, on a terminal.

    That nobody listens to stdout any more does not stop us.
    """
    bar = total > _MANY and sys.stderr.isatty() and not json and not quiet
    lines = not quiet and not (bar and sys.stdout.isatty())
    for result in _with_progress(results, total) if bar else results:
        if result.status is AddStatus.FAILED:
            say(f"{one_line(result.path)}: {result.error}")
        try:
            if json:
                print_json(_object(result))
            elif lines and result.article is not None:
                print_line(_line(result))
            finish()
        except BrokenPipeError:
            discard()
        yield result


def _with_progress(results: Iterable[AddResult], total: int) -> Iterator[AddResult]:
    """Yield `results`, drawing on the terminal how many of `total` are done."""
    with progress_bar() as progress:
        yield from progress.track(results, total=total, description=tr("Adding"))


def _line(result: AddResult) -> str:
    status = {
        AddStatus.ADDED: tr("added"),
        AddStatus.UPDATED: tr("updated"),
        AddStatus.UNCHANGED: tr("unchanged"),
    }[result.status]
    assert result.article is not None
    line = f"{status}  {result.article.id}  {one_line(result.article.title)}"
    if result.like is None:
        return line
    like = tr("(much like {id}: {title})")
    return f"{line}  {like.format(id=result.like.id, title=one_line(result.like.title))}"


def totals(counts: dict[AddStatus, int]) -> str:
    """Return how many items became what, in words."""
    return tr("{added} added, {updated} updated, {unchanged} unchanged, {failed} failed").format(
        **{status.value: count for status, count in counts.items()}
    )


def _waiting(count: int) -> str:
    return ntr(
        "{count} address came without a text; `reader later fetch` fetches its page.",
        "{count} addresses came without a text; `reader later fetch` fetches their pages.",
        count,
    ).format(count=count)


def _object(result: AddResult) -> dict[str, object]:
    article = result.article
    names = ("id", "title", "author", "source", "date", "chars")
    values: dict[str, object] = {
        **{name: getattr(article, name) if article else None for name in names},
        "status": result.status.value,
        "path": result.path,
        "error": result.error or None,
    }
    if result.like is not None:
        values["like"] = result.like.id
    return values
