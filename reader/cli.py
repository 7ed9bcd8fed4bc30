"""The command line: each command is a few lines over `Library`.

Results go to stdout, messages to stderr. Exit codes: 0 done; 1 something failed, the rest was
still done; 2 wrong usage.
"""

import argparse
import dataclasses
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import __version__, i18n
from reader.config import Config, config_file, corpus_files, library_folder, read_config
from reader.errors import ReaderError
from reader.i18n import mark, tr
from reader.model import AddResult, AddStatus, Article, ArticleSummary, Listing, Order
from reader.text.normalise import one_line

if TYPE_CHECKING:
    from reader.library import Library

_DONE, _FAILED, _USAGE = 0, 1, 2
_INTERRUPTED = 130
_MANY = 50  # items, from which on a bar is drawn instead of a line for each

# What argparse itself says; it looks these up in the catalogue through gettext.
_ARGPARSE = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("show program's version number and exit"),
    mark("%(prog)s: error: %(message)s\n"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark("expected one argument"),
    mark("invalid %(type)s value: %(value)r"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("not allowed with argument %s"),
)


def run(arguments: Sequence[str]) -> int:
    """Run one command; return the exit code."""
    i18n.use_language(i18n.preferred_language())
    _prepare_streams()
    try:
        config = read_config(config_file())
        if config.interface.language != "auto":
            i18n.use_language(config.interface.language)
        options = _parser().parse_args(arguments)
        code: int = options.run(options, config)
        return code
    except ReaderError as error:
        _say(str(error))
        return _FAILED
    except BrokenPipeError:
        # Whoever read our output has enough; what is still buffered must not raise at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _DONE
    except KeyboardInterrupt:
        _say(tr("Stopped. What was reported as done is kept."))
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reader",
        description=tr("A terminal reader for Chinese and mixed articles."),
        epilog=tr("Without a command, the app opens."),
    )
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    parser.add_argument(
        "--library",
        metavar="DIR",
        type=Path,
        help=tr("the library's folder (default: {folder})").format(
            folder=one_line(str(library_folder())).replace("%", "%%")
        ),
    )
    parser.set_defaults(run=_open, id="")
    commands = parser.add_subparsers(metavar=tr("COMMAND"))

    opens = commands.add_parser("open", help=tr("open the app on an article"))
    opens.add_argument("id", metavar="ID")
    opens.set_defaults(run=_open)

    add = commands.add_parser("add", help=tr("import files and folders"))
    add.add_argument(
        "paths", metavar="PATH", nargs="*", help=tr("a file, a folder, or - for stdin")
    )
    add.add_argument("--corpus", action="store_true", help=tr("the articles that come with reader"))
    add.add_argument("--quiet", action="store_true", help=tr("say nothing but errors"))
    _json_option(add)
    add.set_defaults(run=_add)

    lists = commands.add_parser("list", help=tr("list the articles"))
    lists.add_argument("--sort", choices=[order.value for order in Order], default=Order.DATE.value)
    lists.add_argument("--reverse", action="store_true", help=tr("the other way round"))
    lists.add_argument("--unread", action="store_true", help=tr("only those not yet read"))
    lists.add_argument("--starred", action="store_true", help=tr("only those with a star"))
    lists.add_argument("--tag", metavar="T", default="", help=tr("only those with this tag"))
    lists.add_argument("--limit", metavar="N", type=_count, help=tr("at most so many"))
    _json_option(lists)
    lists.set_defaults(run=_list)

    show = commands.add_parser("show", help=tr("print an article, laid out"))
    show.add_argument("id", metavar="ID")
    show.add_argument("--width", metavar="N", type=_count, help=tr("the column's width in cells"))
    show.add_argument("--plain", action="store_true", help=tr("without colour"))
    _json_option(show)
    show.set_defaults(run=_show)

    doctor = commands.add_parser(
        "doctor", help=tr("check library, terminal and configuration, and say how to mend each")
    )
    _json_option(doctor)
    doctor.set_defaults(run=_doctor)
    return parser


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=tr("one JSON object a line"))


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


_count.__name__ = "int"  # argparse names the type in its message


# Commands


def _open(options: argparse.Namespace, config: Config) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _say(tr("The app needs a terminal. `reader --help` lists commands for scripts."))
        return _USAGE
    with _library(options) as library:
        article = library.summary(options.id).id if options.id else ""
        from reader.ui.app import ReaderApp

        return ReaderApp(library, config, article).run() or _DONE


def _add(options: argparse.Namespace, config: Config) -> int:
    paths = [*options.paths, *(map(str, corpus_files()) if options.corpus else ())]
    if not paths:
        _say(tr("Nothing to add: name a file, a folder, or - for stdin."))
        return _USAGE
    counts = dict.fromkeys(AddStatus, 0)
    with _library(options) as library:
        items = list(library.find(paths))
        bar = len(items) > _MANY and sys.stderr.isatty() and not options.json and not options.quiet
        lines = not options.quiet and not (bar and sys.stdout.isatty())
        for result in _with_progress(library.add(items), len(items), wanted=bar):
            counts[result.status] += 1
            if options.json:
                _print_json(_add_object(result))
            elif result.status is AddStatus.FAILED:
                _say(f"{one_line(result.path)}: {result.error}")
            elif lines:
                _print(_add_line(result))
    if not options.quiet:
        _say(_add_counts(counts))
    return _FAILED if counts[AddStatus.FAILED] else _DONE


def _list(options: argparse.Namespace, config: Config) -> int:
    order = Order(options.sort)
    descending = order is not Order.TITLE
    listing = Listing(
        order=order,
        descending=descending != options.reverse,
        unread=options.unread,
        starred=options.starred,
        tag=options.tag,
    )
    with _library(options) as library:
        for summary in library.listing(listing, 0, options.limit):
            if options.json:
                _print_json(_summary_object(summary))
            else:
                _print(_summary_line(summary))
    return _DONE


def _show(options: argparse.Namespace, config: Config) -> int:
    with _library(options) as library:
        article = library.article(options.id)
    if options.json:
        _print_json(_article_object(article))
        return _DONE
    from reader.text.page import Page

    width = options.width or min(2 * config.reading.column, shutil.get_terminal_size().columns)
    page = Page(article, config.reading.layout(width))
    plain = options.plain or not sys.stdout.isatty()
    page.settle(len(article.text) + page.height)
    lines = (page.line(number) for number in range(page.height))
    if plain:
        for line in lines:
            _print(line.text.rstrip())
    else:
        from reader.painting import print_lines

        print_lines(lines, article.structure.marks)
    return _DONE


def _doctor(options: argparse.Namespace, config: Config) -> int:
    from reader.doctor import examine

    findings = examine(_folder(options), config)
    for finding in findings:
        if options.json:
            _print_json(dataclasses.asdict(finding))
        else:
            _print(f"{'✓' if finding.ok else '✗'} {finding.subject}: {finding.detail}")
            if finding.remedy:
                _print(f"  → {finding.remedy}")
    return _DONE if all(finding.ok for finding in findings) else _FAILED


def _folder(options: argparse.Namespace) -> Path:
    return options.library or library_folder()


def _library(options: argparse.Namespace) -> "Library":
    from reader.library import open_library

    return open_library(_folder(options))


def _with_progress(
    results: Iterator[AddResult], total: int, *, wanted: bool
) -> Iterator[AddResult]:
    """Yield `results`, drawing on the terminal how many of `total` are done if that is wanted."""
    if not wanted:
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, redirect_stdout=False) as progress:
        yield from progress.track(results, total=total, description=tr("Adding"))


# What is printed


def _add_line(result: AddResult) -> str:
    status = {
        AddStatus.ADDED: tr("added"),
        AddStatus.UPDATED: tr("updated"),
        AddStatus.UNCHANGED: tr("unchanged"),
    }[result.status]
    assert result.article is not None
    return f"{status}  {result.article.id}  {one_line(result.article.title)}"


def _add_counts(counts: dict[AddStatus, int]) -> str:
    return tr("{added} added, {updated} updated, {unchanged} unchanged, {failed} failed").format(
        **{status.value: count for status, count in counts.items()}
    )


def _summary_line(summary: ArticleSummary) -> str:
    state = "★" if summary.starred else " " if summary.read else "●"
    facts = (summary.id, state, summary.date[:10].ljust(10), f"{summary.chars:>7}")
    return "  ".join((*facts, one_line(summary.title)))


def _add_object(result: AddResult) -> dict[str, Any]:
    article = result.article
    return {
        "id": article.id if article else None,
        "title": article.title if article else None,
        "author": article.author if article else None,
        "source": article.source if article else None,
        "date": article.date if article else None,
        "chars": article.chars if article else None,
        "status": result.status.value,
        "path": result.path,
        "error": result.error or None,
    }


def _summary_object(summary: ArticleSummary) -> dict[str, Any]:
    names = ("id", "title", "author", "source", "date", "chars", "read", "tags", "annotations")
    return {name: getattr(summary, name) for name in names}


def _article_object(article: Article) -> dict[str, Any]:
    summary = article.summary
    return {
        "id": summary.id,
        "title": summary.title,
        "author": summary.author,
        "source": summary.source,
        "date": summary.date,
        "url": summary.url,
        "text": article.text,
        "removed": [],
        "entities": [],
        "annotations": [],
    }


# JSON leaves these as they are, and a terminal may act on them.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _print(line: str) -> None:
    print(line)  # noqa: T201  results are what stdout is for


def _say(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201


def _prepare_streams() -> None:
    """Let no character, and no file name, keep a line from being printed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _print_json(value: dict[str, Any]) -> None:
    line = json.dumps(value, ensure_ascii=False)
    safe = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
    sys.stdout.flush()
    sys.stdout.buffer.write(safe.encode() + b"\n")
