"""What can be typed after the commands about articles, and the help for it."""

import argparse

from reader.commands.options import Command, count, id_help, json_option, limit_option, number
from reader.entities.nouns import EntityOrder
from reader.exporting import MentionFormat
from reader.i18n import tr
from reader.model import Order, SearchOrder
from reader.model.entity import EntityType

_WIDEST = 10_000  # cells


def declare_open(command: Command) -> None:
    """Declare `reader open`."""
    opens = command("open", tr("open the app on an article"))
    opens.add_argument("id", metavar="ID", help=id_help())


def declare_add(command: Command) -> None:
    """Declare `reader add`."""
    add = command(
        "add",
        tr("import files, folders and addresses"),
        tr(
            "Web pages, books, documents, plain text and Markdown; and what Pocket, "
            "Instapaper, Wallabag, Omnivore, Readwise Reader and browsers export. What cannot "
            "be imported is told, and the rest is imported. A file that changed since it was "
            "added updates its article; the earlier text is kept."
        ),
    )
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
    json_option(add)


def declare_list(command: Command) -> None:
    """Declare `reader list`."""
    lists = command("list", tr("list the articles"))
    lists.add_argument(
        "--sort",
        metavar="ORDER",
        choices=list(map(str, Order)),
        default=str(Order.DATE),
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
    limit_option(lists)
    json_option(lists)


def declare_show(command: Command) -> None:
    """Declare `reader show`."""
    show = command("show", tr("print an article, laid out"))
    show.add_argument("id", metavar="ID", help=id_help())
    show.add_argument(
        "--width",
        metavar="N",
        type=_width,
        help=tr("the column's width in cells, two to a Chinese character"),
    )
    show.add_argument("--plain", action="store_true", help=tr("without colour"))
    json_option(show)


def declare_entities(command: Command) -> None:
    """Declare `reader entities`."""
    entities = command(
        "entities",
        tr("list the entities of the library, or those an article mentions"),
        tr(
            "What has not been recognised yet is recognised first. Types: {types}. Without "
            "--type, names are listed, not dates and numbers."
        ).format(types=", ".join(EntityType)),
    )
    entities.add_argument("id", metavar="ID", nargs="?", default="", help=id_help())
    entities.add_argument(
        "--type",
        metavar="TYPE",
        action="append",
        type=str.upper,
        choices=list(map(str, EntityType)),
        default=[],
        help=tr("only those of this type (may be given more than once)"),
    )
    entities.add_argument(
        "--sort",
        metavar="ORDER",
        choices=list(map(str, EntityOrder)),
        default=str(EntityOrder.MENTIONS),
        help=tr("{orders} (default: mentions)").format(orders=", ".join(EntityOrder)),
    )
    entities.add_argument(
        "--name",
        metavar="TEXT",
        default="",
        help=tr("only those with TEXT in one of their names, or in its pinyin"),
    )
    limit_option(entities)
    entities.add_argument(
        "--format",
        choices=list(map(str, MentionFormat)),
        help=tr("one document instead of lines; conll and html need an article"),
    )
    json_option(entities)


def declare_search(command: Command) -> None:
    """Declare `reader search`."""
    search = command(
        "search",
        tr("find articles by their texts"),
        tr(
            "Words rank; “a phrase” in quotes is found exactly; -word leaves out; AND, OR, NOT "
            "and brackets join; title: author: source: tag: date: added: is: has: lang: ask "
            "for what an article has; word* and word~ find words alike."
        ),
    )
    search.add_argument(
        "query", metavar="QUERY", nargs="*", help=tr("what to find; @NAME is a saved search")
    )
    kept = search.add_mutually_exclusive_group()
    kept.add_argument("--save", metavar="NAME", help=tr("save the query instead of searching"))
    kept.add_argument("--saved", action="store_true", help=tr("list the saved searches"))
    kept.add_argument("--delete", metavar="NAME", help=tr("delete a saved search"))
    search.add_argument(
        "--limit", metavar="N", type=count, default=20, help=tr("at most so many (default: 20)")
    )
    search.add_argument(
        "--order",
        metavar="ORDER",
        choices=list(map(str, SearchOrder)),
        default=str(SearchOrder.RANK),
        help=tr("rank (default: the best first) or date (the newest first)"),
    )
    json_option(search)


def declare_alike(command: Command) -> None:
    """Declare `reader alike`."""
    alike = command(
        "alike", tr("list articles that tell the same story; make one of two, or link them")
    )
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
    json_option(alike)


def declare_index(command: Command) -> None:
    """Declare `reader index`."""
    index = command("index", tr("make the search index anew, or check it"))
    index.add_argument(
        "action", choices=["rebuild", "check"], help=tr("make it anew; or tell what it lacks")
    )


def declare_delete(command: Command) -> None:
    """Declare `reader delete`."""
    delete = command("delete", tr("delete articles; their notes go to the trash"))
    delete.add_argument("ids", metavar="ID", nargs="+", help=tr("the article's id"))
    delete.add_argument("--yes", action="store_true", help=tr("also those that have notes"))


def declare_doctor(command: Command) -> None:
    """Declare `reader doctor`."""
    doctor = command(
        "doctor",
        tr("check library, index, recogniser, terminal and configuration; say how to mend each"),
    )
    doctor.add_argument(
        "--restore",
        metavar="COPY",
        help=tr("make the library what it was in this copy: a file, or latest"),
    )
    json_option(doctor)


def _width(text: str) -> int:
    width = number(text, 1)
    if width > _WIDEST:
        raise argparse.ArgumentTypeError(tr("expected {most} at most").format(most=f"{_WIDEST:,}"))
    return width
