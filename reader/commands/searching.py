"""`reader search` and `reader index`: results to stdout, messages to stderr."""

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING

from reader.commands.codes import DONE, FAILED, USAGE
from reader.commands.output import print_json, print_line, progress_bar, say
from reader.errors import LibraryReadOnly, SearchIndexError
from reader.i18n import ntr, tr
from reader.library import Library
from reader.model import SearchOrder
from reader.model.search import Hit, Results
from reader.text.normalise import one_line

if TYPE_CHECKING:
    from reader.searching.syncing import Progress

_INDENT = "    "


def search(library: Library, options: SimpleNamespace) -> int:
    """Print what a query finds, the best first; or do with saved searches what is asked."""
    typed = " ".join(options.query)
    if options.saved:
        return _list_saved(library, options)
    if options.delete is not None:
        library.searches.delete(options.delete)
        return DONE
    if options.save is not None:
        saved = library.searches.save(options.save, typed)
        print_line(tr("Saved; `reader search @{name}` searches for it.").format(name=saved.name))
        return DONE
    if not typed.strip():
        say(tr("Say what to search for, or --saved to see what is saved."))
        return USAGE
    sync(library)
    query = library.searches.resolved(typed)
    results = library.search(query, limit=options.limit, order=SearchOrder(options.order))
    for hit in results.hits:
        if options.json:
            print_json(_hit_object(hit))
        else:
            _print_hit(hit)
    _tell(results)
    for meant in library.searches.suggestions(query, found=results.complete > 0):
        say(tr("Did you mean: {query}").format(query=meant.query))
    return DONE


def _list_saved(library: Library, options: SimpleNamespace) -> int:
    for one in library.searches.saved():
        if options.json:
            print_json(one._asdict())
        else:
            print_line(f"@{one.name}  {one_line(one.query)}")
    return DONE


def index(library: Library, options: SimpleNamespace) -> int:
    """Make the index anew, or tell what it lacks."""
    if options.action == "rebuild":
        _draw(library.searcher.rebuild())
        return DONE
    problems = library.searcher.check()
    for problem in problems:
        print_line(problem)
    if problems:
        say(tr("`reader index rebuild` makes it anew."))
        return FAILED
    print_line(tr("The index is whole and has all articles."))
    return DONE


def sync(library: Library) -> None:
    """Index what waits for it; where that cannot be now, say why and go on without."""
    if library.read_only:
        return
    try:
        _draw(library.searcher.sync())
    except LibraryReadOnly:
        return
    except SearchIndexError as error:
        say(str(error))


def _draw(progress: "Iterator[Progress]") -> None:
    """Index, drawing on the terminal how far that is once it takes more than a moment."""
    first = next(progress, None)
    if first is None:
        return
    if first.done >= first.total or not sys.stderr.isatty():
        for _ in progress:
            pass
        return
    with progress_bar() as bar:
        task = bar.add_task(tr("Indexing"), total=first.total, completed=first.done)
        for one in progress:
            if one.merging:  # how long that takes is not known
                bar.update(task, description=tr("Merging"), total=None)
            else:
                bar.update(task, completed=one.done, total=one.total)


def _print_hit(hit: Hit) -> None:
    date = hit.summary.date[:10].ljust(10)
    print_line(f"{hit.summary.id}  {date}  {one_line(hit.summary.title)}")
    for snippet in hit.snippets:
        print_line(f"{_INDENT}…{one_line(snippet.text)}…")


def _tell(results: Results) -> None:
    """Say how the query was read and how much it found."""
    for note in results.notes:
        say(note)
    found = ntr("{count} article", "{count} articles", results.total).format(count=results.total)
    if 0 < results.complete < results.total:
        found = tr("{found}, {complete} of them with all words").format(
            found=found, complete=results.complete
        )
    say(found)
    for reason in results.reasons:
        say(reason)
    for other in results.relaxations:
        say(tr("Try: {query} ({count})").format(query=other.query, count=other.total))
    if results.unseen:
        say(
            tr("{count} articles are not indexed yet and were not looked at.").format(
                count=results.unseen
            )
        )


def _hit_object(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.summary.id,
        "title": hit.summary.title,
        "score": round(hit.score, 4),
        "snippets": [
            {
                "text": snippet.text,
                "start": snippet.start,
                "highlights": [[span.start, span.end] for span in snippet.highlights],
            }
            for snippet in hit.snippets
        ],
        "matches": hit.matches,
    }
