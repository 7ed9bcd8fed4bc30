"""The command line: each command is a few lines over `Library`.

Results go to stdout, messages to stderr. Exit codes: 0 done; 1 something failed, the rest was
still done; 2 wrong usage; 130 stopped by the person.
"""

import gc
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from reader import i18n
from reader.commands.codes import DONE, FAILED, INTERRUPTED, USAGE
from reader.commands.output import (
    can_print,
    discard,
    finish,
    prepare_streams,
    print_json,
    print_line,
    say,
    writing,
)
from reader.config import Config, config_file, corpus_files, library_folder, read_config
from reader.errors import ConfigError, ReaderError
from reader.i18n import tr
from reader.model import Article, ArticleSummary, Listing, Order
from reader.text.normalise import one_line

if TYPE_CHECKING:
    from reader.library import Library


def run(arguments: Sequence[str]) -> int:
    """Run one command; return the exit code."""
    prepare_streams()
    try:
        code = _run(arguments)
        finish()
    except ReaderError as error:
        say(str(error))
        return FAILED
    except BrokenPipeError:
        discard()
        return DONE
    except KeyboardInterrupt:
        say(tr("Stopped. What was reported as done is kept."))
        return INTERRUPTED
    return code


def _run(arguments: Sequence[str]) -> int:
    i18n.use_language(i18n.preferred_language())
    config, refusal = Config(), None
    try:
        config = read_config(config_file())
    except ConfigError as error:
        refusal = error
    if config.interface.language != "auto":
        i18n.use_language(config.interface.language)
    try:
        options = _parsed(arguments)
    except SystemExit as exit_:
        return int(exit_.code or DONE)
    if options.command == "doctor":
        return _doctor(options, config, refusal)
    if refusal is not None:
        raise refusal
    return _COMMANDS[options.command](options, config)


def _parsed(arguments: Sequence[str]) -> SimpleNamespace:
    if not arguments:  # as most starts are: the app opens sooner without a parser
        return SimpleNamespace(command="open", id="", library=None)
    from reader.commands.arguments import parse

    return parse(arguments)


# Commands


def _open(options: SimpleNamespace, config: Config) -> int:
    # The app reads keys from stdin and draws on stderr.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        say(tr("The app needs a terminal. `reader --help` lists commands for scripts."))
        return USAGE
    # No time to the first frame is spent on looking for garbage: all that is imported stays. The
    # app looks for it from then on.
    gc.disable()
    with _library(options) as library:
        article = library.summary(options.id).id if options.id else ""
        from reader.ui.app import HUNG_UP, ReaderApp
        from reader.ui.settings import check_keys

        gc.freeze()
        check_keys(config)
        app = ReaderApp(library, config, article, background=True)
        app.run()
        if app.return_code == HUNG_UP:  # what was still to be drawn would fail at exit
            discard(sys.stdout)
            discard(sys.stderr)
        return app.return_code or DONE


def _add(options: SimpleNamespace, config: Config) -> int:
    from reader.commands.adding import add

    if options.corpus:
        options.paths += map(str, corpus_files())
    folder = config.library.inbox_folder if options.inbox else None
    if options.inbox and folder is None:
        say(tr("There is no inbox: set `inbox` below `[library]` in the configuration."))
        return USAGE
    if not options.paths and folder is None:
        say(tr("Nothing to add: name a file, a folder, or - for what is piped in."))
        return USAGE
    with _library(options) as library:
        code = add(library, options, folder)
        _back_up(library)
        return code


def _later(options: SimpleNamespace, config: Config) -> int:
    from reader.commands.later import later

    with _library(options) as library:
        return later(library, options)


def _list(options: SimpleNamespace, config: Config) -> int:
    order = Order(options.sort)
    descending = order is not Order.TITLE
    listing = Listing(
        order=order,
        descending=descending != options.reverse,
        unread=options.unread,
        starred=options.starred,
        tag=options.tag,
        saved=options.saved,
    )
    with _library(options) as library:
        if not library.count(Listing()):
            say(tr("The library is empty. `reader add PATH` brings in files and folders."))
        if listing.saved:
            from reader.commands.searching import sync

            sync(library)
        for summary in library.listing(listing, 0, options.limit):
            if options.json:
                print_json(_summary_object(summary))
            else:
                print_line(_summary_line(summary))
    return DONE


def _show(options: SimpleNamespace, config: Config) -> int:
    with _library(options) as library:
        article = library.article(options.id)
        if options.json:
            from reader.commands.entities import entities_of, mention_objects
            from reader.exporting.jsons import note_object

            mentions = entities_of(library).recognise(article)
            notes = library.notes.of(article.summary.id)
            print_json(
                _article_object(article)
                | {"entities": mention_objects(article, mentions)}
                | {"annotations": [note_object(note) for note in notes]}
            )
            return DONE
    from reader.text.page import Page

    width = options.width or min(2 * config.reading.column, shutil.get_terminal_size().columns)
    page = Page(article, config.reading.layout(width))
    page.settle(len(article.text) + page.height)
    lines = (page.line(number) for number in range(page.height))
    if options.plain or not sys.stdout.isatty():
        for line in lines:
            print_line(line.text.rstrip())
    else:
        from reader.commands.painting import print_lines

        with writing():
            print_lines(lines, article.structure.marks)
    return DONE


def _entities(options: SimpleNamespace, config: Config) -> int:
    if options.format in ("conll", "html") and not options.id:
        say(tr("Name an article: {format} holds one.").format(format=options.format))
        return USAGE
    from reader.commands.entities import print_entities

    with _library(options) as library:
        print_entities(library, options)
    return DONE


def _notes(options: SimpleNamespace, config: Config) -> int:
    from reader.commands import note_files, notes

    families = {
        "note": notes.run_note,
        "tags": notes.run_tags,
        "delete": notes.run_delete,
        "export": note_files.run_export,
        "import-notes": note_files.run_import,
    }
    with _library(options) as library:
        code = families[options.command](library, options)
        _back_up(library)
        return code


def _back_up(library: "Library") -> None:
    """Copy the library, once a day; that it cannot be copied now undoes nothing."""
    try:
        finish()
        library.back_up()
    except ReaderError as error:
        say(str(error))


def _doctor(options: SimpleNamespace, config: Config, refusal: ConfigError | None) -> int:
    from reader.commands.doctor import examine, restore

    if options.restore is not None:
        say(restore(_folder(options), options.restore))
        return DONE
    findings = examine(_folder(options), config, refusal)
    yes, no = ("✓", "✗") if can_print("✓✗") else ("ok ", "NO ")
    for finding in findings:
        if options.json:
            print_json(finding._asdict() | {"facts": dict(finding.facts)})
            continue
        said = one_line(f"{finding.subject}: {finding.detail}")
        print_line(f"{yes if finding.ok else no} {said}")
        if finding.remedy:
            print_line(f"  → {one_line(finding.remedy)}")
    return DONE if all(finding.ok for finding in findings) else FAILED


def _search(options: SimpleNamespace, config: Config) -> int:
    from reader.commands.searching import search

    with _library(options) as library:
        return search(library, options)


def _index(options: SimpleNamespace, config: Config) -> int:
    from reader.commands.searching import index

    with _library(options) as library:
        return index(library, options)


def _alike(options: SimpleNamespace, config: Config) -> int:
    from reader.commands.alike import alike

    if options.other is None and (options.merge or options.verdict):
        say(tr("Name two articles: `reader alike ID OTHER`."))
        return USAGE
    with _library(options) as library:
        return alike(library, options)


def _feed(options: SimpleNamespace, config: Config) -> int:
    from reader.commands.feeds import feed

    with _library(options) as library:
        return feed(library, options)


_COMMANDS = {
    "open": _open,
    "add": _add,
    "list": _list,
    "show": _show,
    "entities": _entities,
    "search": _search,
    "index": _index,
    "alike": _alike,
    "feed": _feed,
    "later": _later,
}
_COMMANDS |= dict.fromkeys(("note", "tags", "delete", "export", "import-notes"), _notes)


def _folder(options: SimpleNamespace) -> Path:
    return options.library or library_folder()


def _library(options: SimpleNamespace) -> "Library":
    from reader.library import open_library

    return open_library(_folder(options))


# What is printed


def _summary_line(summary: ArticleSummary) -> str:
    state = "★" if summary.starred else " " if summary.read else "●"
    facts = (summary.id, state, summary.date[:10].ljust(10), f"{summary.chars:>7}")
    return "  ".join((*facts, one_line(summary.title)))


def _summary_object(summary: ArticleSummary) -> dict[str, object]:
    names = ("id", "title", "author", "source", "date", "chars", "read", "tags", "annotations")
    return {name: getattr(summary, name) for name in names}


def _article_object(article: Article) -> dict[str, object]:
    names = ("id", "title", "author", "source", "date", "url")
    shown: dict[str, object] = {name: getattr(article.summary, name) for name in names}
    return shown | {
        "text": article.text,
        "removed": [line._asdict() for line in article.removed],
    }
