"""What can be typed after `reader`, and the help for it."""

import argparse
import gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import IO, NoReturn

from reader import __version__, i18n
from reader.commands import article_arguments as articles
from reader.commands import note_arguments as notes
from reader.commands import web_arguments as web
from reader.commands.options import library_option, sentence
from reader.commands.output import print_line, say
from reader.i18n import mark, tr

# In the order of the help.
_COMMANDS = (
    articles.declare_open,
    articles.declare_add,
    articles.declare_list,
    articles.declare_show,
    articles.declare_entities,
    articles.declare_search,
    web.declare_feed,
    articles.declare_alike,
    web.declare_later,
    articles.declare_index,
    notes.declare_note,
    notes.declare_export,
    notes.declare_import,
    notes.declare_tags,
    articles.declare_delete,
    articles.declare_doctor,
)

# What argparse itself says, for the catalogue.
_ARGPARSE = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("%(prog)s: error: %(message)s\n"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark("expected one argument"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("ignored explicit argument %r"),
)


def parse(arguments: Sequence[str]) -> SimpleNamespace:
    """Return what was asked for: `command` and what belongs to it.

    Raises SystemExit when that was the help, or is wrong; what to say about it has been said.
    """
    with _argparse_in(i18n.language()):
        return SimpleNamespace(**vars(_parser().parse_args(arguments)))


@contextmanager
def _argparse_in(language: str) -> Iterator[None]:
    """Let argparse, which asks the environment for the language, speak ours meanwhile."""
    gettext.bindtextdomain(i18n.DOMAIN, str(i18n.LOCALE_FOLDER))
    domain = gettext.textdomain()
    wanted = os.environ.get("LANGUAGE")
    gettext.textdomain(i18n.DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if wanted is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = wanted


class _Parser(argparse.ArgumentParser):
    """Writes as the rest of the program does: what was typed may hold anything."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        if message:
            say(message.rstrip("\n"))
        raise SystemExit(status)

    def print_help(self, file: IO[str] | None = None) -> None:  # type: ignore[override]
        print_line(self.format_help().rstrip("\n"))

    def print_usage(self, file: IO[str] | None = None) -> None:  # type: ignore[override]
        say(self.format_usage().rstrip("\n"))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="reader",
        description=tr(
            "A terminal reader for Chinese and mixed articles. Without a command, the app opens."
        ),
        epilog=tr("`reader COMMAND --help` tells more about a command."),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"reader {__version__}",
        help=tr("show program's version number and exit"),
    )
    library_option(parser)
    parser.set_defaults(command="open", id="", library=None)
    commands = parser.add_subparsers(metavar="COMMAND", title=tr("commands"))

    def command(name: str, summary: str, detail: str = "") -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name,
            help=summary,
            description=sentence(summary),
            epilog=detail,
            allow_abbrev=False,
        )
        made.set_defaults(command=name)
        library_option(made)
        return made

    for declare in _COMMANDS:
        declare(command)
    return parser
