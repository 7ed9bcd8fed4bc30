"""What can be typed after `reader`, and the help for it."""

import argparse
import gettext
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import IO, NoReturn

from reader import __version__, i18n
from reader.commands.note_arguments import note_commands
from reader.commands.output import print_line, say
from reader.config import library_folder
from reader.i18n import mark, tr
from reader.model import Order, SearchOrder
from reader.model.entity import EntityType
from reader.text.normalise import visible

USAGE = 2
"""The exit code of wrong usage."""

ENTITY_ORDERS = ("mentions", "articles", "recent", "name")
"""What a list of entities can be sorted by: the values of `EntityOrder`."""

MENTION_FORMATS = ("json", "csv", "conll", "html")
"""What mentions can be written as: the values of `MentionFormat`."""

_MOST = 2**62  # rows; SQLite counts no further than 2**63
_WIDEST = 10_000  # cells

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
    _library_option(parser)
    parser.set_defaults(command="open", id="", library=None)
    commands = parser.add_subparsers(metavar="COMMAND", title=tr("commands"))

    def command(name: str, summary: str, detail: str = "") -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=summary,
            description=summary[:1].upper() + summary[1:],
            epilog=detail,
            allow_abbrev=False,
        )
        made.set_defaults(command=name)
        _library_option(made)
        return made

    _commands(command)
    return parser


def _commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare each command by `command`, which takes its name, a summary and what more to tell."""
    opens = command("open", tr("open the app on an article"))
    opens.add_argument("id", metavar="ID", help=_id_help())
    _add_options(
        command(
            "add",
            tr("import files, folders and addresses"),
            tr(
                "Web pages, books, documents, plain text and Markdown; and what Pocket, "
                "Instapaper, Wallabag, Omnivore, Readwise Reader and browsers export. What cannot "
                "be imported is told, and the rest is imported. A file that changed since it was "
                "added updates its article; the earlier text is kept."
            ),
        )
    )
    _list_options(command("list", tr("list the articles")))
    _show_options(command("show", tr("print an article, laid out")))
    _entities_options(
        command(
            "entities",
            tr("list the entities of the library, or those an article mentions"),
            tr(
                "What has not been recognised yet is recognised first. Types: {types}. Without "
                "--type, names are listed, not dates and numbers."
            ).format(types=", ".join(EntityType)),
        )
    )
    _search_options(
        command(
            "search",
            tr("find articles by their texts"),
            tr(
                "Words rank; “a phrase” in quotes is found exactly; -word leaves out; AND, OR, NOT "
                "and brackets join; title: author: source: tag: date: added: is: has: lang: ask "
                "for what an article has; word* and word~ find words alike."
            ),
        )
    )
    _feed_options(command("feed", tr("follow feeds (RSS, Atom, JSON Feed)")))
    _alike_options(
        command(
            "alike", tr("list articles that tell the same story; make one of two, or link them")
        )
    )
    _later_options(
        command("later", tr("fetch the pages of addresses that were saved in other programs"))
    )
    index = command("index", tr("make the search index anew, or check it"))
    index.add_argument(
        "action", choices=["rebuild", "check"], help=tr("make it anew; or tell what it lacks")
    )
    note_commands(command, _json_option, _finish)
    doctor = command(
        "doctor",
        tr("check library, index, recogniser, terminal and configuration; say how to mend each"),
    )
    doctor.add_argument(
        "--restore",
        metavar="COPY",
        help=tr("make the library what it was in this copy: a file, or latest"),
    )
    _json_option(doctor)


def _finish(parser: argparse.ArgumentParser) -> None:
    _library_option(parser)
    _json_option(parser)


def _add_options(add: argparse.ArgumentParser) -> None:
    add.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help=tr("a file, a folder (searched through), an address, or - for what is piped in"),
    )
    add.add_argument("--corpus", action="store_true", help=tr("the articles that come with reader"))
    add.add_argument(
        "--inbox", action="store_true", help=tr("what is new in the inbox of the configuration")
    )
    add.add_argument(
        "--chapters", action="store_true", help=tr("make an article of each chapter of a book")
    )
    add.add_argument(
        "--fetch",
        action="store_true",
        help=tr("fetch the pages of addresses that an export has no text for"),
    )
    add.add_argument("--quiet", action="store_true", help=tr("say nothing but errors"))
    _json_option(add)


def _list_options(lists: argparse.ArgumentParser) -> None:
    lists.add_argument(
        "--sort",
        metavar="ORDER",
        choices=[order.value for order in Order],
        default=Order.DATE.value,
        help=tr("{orders} (default: date); the newest, longest or furthest read first").format(
            orders=", ".join(Order)
        ),
    )
    lists.add_argument("--reverse", action="store_true", help=tr("the other way round"))
    lists.add_argument("--unread", action="store_true", help=tr("only those not yet read"))
    lists.add_argument("--starred", action="store_true", help=tr("only those with a star"))
    lists.add_argument("--tag", metavar="T", default="", help=tr("only those with this tag"))
    lists.add_argument(
        "--saved", metavar="NAME", default="", help=tr("only what this saved search finds")
    )
    lists.add_argument("--limit", metavar="N", type=_limit, help=tr("at most so many"))
    _json_option(lists)


def _show_options(show: argparse.ArgumentParser) -> None:
    show.add_argument("id", metavar="ID", help=_id_help())
    show.add_argument(
        "--width",
        metavar="N",
        type=_width,
        help=tr("the column's width in cells, two to a Chinese character"),
    )
    show.add_argument("--plain", action="store_true", help=tr("without colour"))
    _json_option(show)


def _entities_options(entities: argparse.ArgumentParser) -> None:
    entities.add_argument("id", metavar="ID", nargs="?", default="", help=_id_help())
    entities.add_argument(
        "--type",
        metavar="TYPE",
        action="append",
        type=str.upper,
        choices=[kind.value for kind in EntityType],
        default=[],
        help=tr("only those of this type (may be given more than once)"),
    )
    entities.add_argument(
        "--sort",
        metavar="ORDER",
        choices=ENTITY_ORDERS,
        default=ENTITY_ORDERS[0],
        help=tr("{orders} (default: mentions)").format(orders=", ".join(ENTITY_ORDERS)),
    )
    entities.add_argument(
        "--name",
        metavar="TEXT",
        default="",
        help=tr("only those with TEXT in one of their names, or in its pinyin"),
    )
    entities.add_argument("--limit", metavar="N", type=_limit, help=tr("at most so many"))
    entities.add_argument(
        "--format",
        choices=MENTION_FORMATS,
        help=tr("one document instead of lines; conll and html need an article"),
    )
    _json_option(entities)


def _actions(
    command: argparse.ArgumentParser, given: Mapping[str, tuple[str, str | None]]
) -> dict[str, argparse.ArgumentParser]:
    """Declare the actions of a command by their names, each with a summary.

    Where one takes `addresses`, it is told how many, as `nargs`; those to `import` are files.
    """
    actions = command.add_subparsers(metavar="ACTION", required=True, dest="action")
    made = {}
    for name, (summary, count) in given.items():
        action = actions.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        _library_option(action)
        if count:
            metavar = "FILE" if name == "import" else "ADDRESS"
            action.add_argument("addresses", metavar=metavar, nargs=count)
        made[name] = action
    return made


def _feed_options(feed: argparse.ArgumentParser) -> None:
    given = {
        "add": (tr("follow feeds"), "+"),
        "list": (tr("list the feeds that are followed"), None),
        "remove": (tr("follow feeds no longer; their articles stay"), "+"),
        "refresh": (tr("fetch what is new, of all feeds or of some"), "*"),
        "import": (tr("follow the feeds of OPML files"), "+"),
        "export": (tr("print the feeds as OPML"), None),
    }
    for name, action in _actions(feed, given).items():
        if name == "add":
            action.add_argument(
                "--summary",
                action="store_true",
                help=tr("take what the feed holds, without fetching the pages"),
            )
        if name in ("add", "list", "refresh"):
            _json_option(action)


def _alike_options(alike: argparse.ArgumentParser) -> None:
    alike.add_argument(
        "id", metavar="ID", nargs="?", help=tr("an article; without one, all pairs are listed")
    )
    alike.add_argument(
        "other",
        metavar="OTHER",
        nargs="?",
        help=tr("another: what it says otherwise is printed, unless something is done with it"),
    )
    done = alike.add_mutually_exclusive_group()
    done.add_argument(
        "--merge",
        choices=["earlier", "later"],
        help=tr("make OTHER an earlier or the later text of the article, with all its notes"),
    )
    for option, verdict, told in (
        ("--link", "linked", tr("they tell the same in two places: let each name the other")),
        ("--apart", "apart", tr("they are different: never list them again")),
        ("--undo", "open", tr("take back that they were linked or told apart")),
    ):
        done.add_argument(option, dest="verdict", action="store_const", const=verdict, help=told)
    _json_option(alike)


def _later_options(later: argparse.ArgumentParser) -> None:
    given = {
        "list": (tr("list the addresses that wait"), None),
        "fetch": (tr("fetch their pages, of all or of some"), "*"),
        "remove": (tr("let addresses wait no longer"), "+"),
    }
    for name, action in _actions(later, given).items():
        if name == "fetch":
            action.add_argument(
                "--again", action="store_true", help=tr("those too that were asked for in vain")
            )
            action.add_argument(
                "--private",
                action="store_true",
                help=tr("those too that are within your own network"),
            )
            action.add_argument("--limit", metavar="N", type=_limit, help=tr("at most so many"))
        if name != "remove":
            _json_option(action)


def _search_options(search: argparse.ArgumentParser) -> None:
    search.add_argument(
        "query", metavar="QUERY", nargs="*", help=tr("what to find; @NAME is a saved search")
    )
    kept = search.add_mutually_exclusive_group()
    kept.add_argument("--save", metavar="NAME", help=tr("save the query instead of searching"))
    kept.add_argument("--saved", action="store_true", help=tr("list the saved searches"))
    kept.add_argument("--delete", metavar="NAME", help=tr("delete a saved search"))
    search.add_argument(
        "--limit", metavar="N", type=_limit, default=20, help=tr("at most so many (default: 20)")
    )
    search.add_argument(
        "--order",
        metavar="ORDER",
        choices=[order.value for order in SearchOrder],
        default=SearchOrder.RANK.value,
        help=tr("rank (default: the best first) or date (the newest first)"),
    )
    _json_option(search)


def _library_option(parser: argparse.ArgumentParser) -> None:
    folder = visible(str(library_folder())).replace("%", "%%")
    parser.add_argument(
        "--library",
        metavar="DIR",
        type=_folder,
        default=argparse.SUPPRESS,
        help=tr("the library's folder (default: {folder})").format(folder=folder),
    )


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=tr("one JSON object a line"))


def _id_help() -> str:
    return tr("the article's id, as `reader list` shows it, or its beginning")


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError(tr("expected a folder"))
    return Path(text)


def _limit(text: str) -> int:
    return min(_number(text, 0), _MOST)


def _width(text: str) -> int:
    number = _number(text, 1)
    if number > _WIDEST:
        raise argparse.ArgumentTypeError(tr("expected {most} at most").format(most=f"{_WIDEST:,}"))
    return number


def _number(text: str, least: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise argparse.ArgumentTypeError(
            tr("expected a whole number, {least} or more").format(least=least)
        )
    return number
