"""What can be typed after the commands about notes, and the help for it."""

import argparse
import re
from collections.abc import Callable

from reader.i18n import tr

Command = Callable[[str, str, str], argparse.ArgumentParser]
"""Makes the parser of a command of this name, summary and detail."""
Finish = Callable[[argparse.ArgumentParser], None]
"""Adds options that commands share."""

# What the commands offer, in words, so that no help has to load what knows their meaning.
COLOURS = ("yellow", "green", "blue", "pink", "orange", "purple")
STATES = ("anchored", "moved", "unsure", "orphan")
ORDERS = ("modified", "created", "article")
FORMATS = ("markdown", "json", "jsonld", "csv", "org")
RATINGS = ("again", "hard", "good", "easy", "skip")

_TIME = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\dZ?)?)?)?)?)?")


def note_commands(command: Command, json_option: Finish, finish: Finish) -> None:
    """Add the commands about notes, tags and reviewing.

    `json_option` completes a command, `finish` an action of one.
    """
    _note(
        command("note", tr("tag passages, and list, edit and delete what was tagged"), ""), finish
    )
    _export(
        command(
            "export",
            tr("write notes as Markdown, JSON, JSON-LD, CSV or org"),
            tr(
                "Without -o to standard output. Where -o names a folder, each article has a file"
                " of its own in it. The CSV is the one that Readwise imports."
            ),
        )
    )
    imports = command(
        "import-notes",
        tr("read notes back in: JSON and JSON-LD as exported, Hypothesis' JSON, Readwise's CSV"),
        tr("Nothing of a file is stored unless all of it can be read."),
    )
    imports.add_argument("files", metavar="FILE", nargs="+", help=tr("a file, or - for stdin"))
    json_option(imports)
    tags = command("tags", tr("list, rename, merge and delete tags"), "")
    json_option(tags)
    _tags(tags, finish)
    _delete(command("delete", tr("delete articles; their notes go to the trash"), ""))


def _note(note: argparse.ArgumentParser, finish: Finish) -> None:
    actions = _actions(note, finish)
    add = actions("add", tr("tag a passage, or with --whole an article"))
    add.add_argument("id", metavar="ID", help=tr("the article's id"))
    _passage_options(add)
    add.add_argument("--whole", action="store_true", help=tr("a note on the whole article"))
    _saying_options(add)
    lists = actions("list", tr("list notes"))
    _filter_options(lists)
    lists.add_argument(
        "--sort", metavar="ORDER", choices=ORDERS, default=ORDERS[0], help=", ".join(ORDERS)
    )
    lists.add_argument("--reverse", action="store_true", help=tr("the other way round"))
    lists.add_argument("--trash", action="store_true", help=tr("those in the trash"))
    lists.add_argument("--limit", metavar="N", type=_count, help=tr("at most so many"))
    edit = actions("edit", tr("change a note, or tie it to another passage"))
    edit.add_argument("id", metavar="ID", help=tr("the note's id, or its beginning"))
    _passage_options(edit)
    _saying_options(edit)
    edit.add_argument(
        "--add-tag", metavar="T", action="append", default=[], help=tr("one more tag")
    )
    edit.add_argument(
        "--remove-tag", metavar="T", action="append", default=[], help=tr("take a tag off")
    )
    edit.add_argument(
        "--confirm", action="store_true", help=tr("its place, which was not sure, is right")
    )
    for name, summary in (
        ("delete", tr("move notes to the trash")),
        ("restore", tr("take notes out of the trash")),
    ):
        made = actions(name, summary)
        made.add_argument("ids", metavar="ID", nargs="+", help=tr("a note's id, or its beginning"))
    actions("empty-trash", tr("remove for good what is in the trash"))
    actions("undo", tr("undo the last change to notes"))
    actions("redo", tr("do again what was undone last"))
    review = actions("review", tr("show the passages that are to be read again today"))
    review.add_argument("--limit", metavar="N", type=_count, help=tr("at most so many"))
    rate = actions("rate", tr("say how well a passage was remembered"))
    rate.add_argument("id", metavar="ID", help=tr("the note's id, or its beginning"))
    rate.add_argument("rating", choices=RATINGS, help=", ".join(RATINGS))


def _export(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "--format", metavar="F", choices=FORMATS, default=FORMATS[0], help=", ".join(FORMATS)
    )
    export.add_argument("-o", "--output", metavar="PATH", default="", help=tr("a file or a folder"))
    export.add_argument(
        "--template", metavar="FILE", default="", help=tr("a Jinja template for Markdown or org")
    )
    _filter_options(export)


def _tags(tags: argparse.ArgumentParser, finish: Finish) -> None:
    tags.set_defaults(action="list")
    actions = _actions(tags, finish, required=False)
    rename = actions("rename", tr("call a tag and those below it otherwise; a tag in use: merge"))
    rename.add_argument("old", metavar="OLD", help=tr("the tag"))
    rename.add_argument("new", metavar="NEW", help=tr("its new name"))
    delete = actions("delete", tr("take a tag and those below it off everything"))
    delete.add_argument("old", metavar="TAG", help=tr("the tag"))


def _delete(delete: argparse.ArgumentParser) -> None:
    delete.add_argument("ids", metavar="ID", nargs="+", help=tr("the article's id"))
    delete.add_argument("--yes", action="store_true", help=tr("also those that have notes"))


def _actions(
    parser: argparse.ArgumentParser, finish: Finish, *, required: bool = True
) -> Callable[[str, str], argparse.ArgumentParser]:
    choices = parser.add_subparsers(metavar="ACTION", required=required)

    def action(name: str, summary: str) -> argparse.ArgumentParser:
        made = choices.add_parser(
            name,
            help=summary,
            description=summary[:1].upper() + summary[1:],
            allow_abbrev=False,
        )
        made.set_defaults(action=name)
        finish(made)
        return made

    return action


def _passage_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quote", metavar="TEXT", help=tr("the words of the passage"))
    parser.add_argument("--prefix", metavar="P", default="", help=tr("what stands before them"))
    parser.add_argument("--suffix", metavar="S", default="", help=tr("what stands behind them"))
    parser.add_argument(
        "--nth", metavar="N", type=_count, help=tr("which, where they stand in several places")
    )
    parser.add_argument("--start", metavar="N", type=_count, help=tr("its first code point"))
    parser.add_argument("--end", metavar="N", type=_count, help=tr("the code point behind it"))


def _saying_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tag", metavar="T", action="append", help=tr("a tag; may be repeated"))
    parser.add_argument("--note", metavar="TEXT", help=tr("what to say, in Markdown; - for stdin"))
    parser.add_argument("--colour", metavar="C", choices=COLOURS, help=", ".join(COLOURS))


def _filter_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tag", metavar="T", default="", help=tr("with this tag, or one below it"))
    parser.add_argument("--article", metavar="ID", default="", help=tr("of this article"))
    parser.add_argument("--query", metavar="TEXT", default="", help=tr("of which a part is this"))
    parser.add_argument("--colour", metavar="C", choices=COLOURS, help=", ".join(COLOURS))
    parser.add_argument(
        "--state",
        metavar="S",
        action="append",
        choices=STATES,
        default=[],
        help=", ".join(STATES),
    )
    parser.add_argument("--since", metavar="DATE", type=_time, help=tr("made then or later"))
    parser.add_argument("--until", metavar="DATE", type=_time, help=tr("made then or earlier"))


def _time(text: str) -> str:
    if not _TIME.fullmatch(text):
        raise argparse.ArgumentTypeError(tr("expected a date such as 2024 or 2024-03-05"))
    return text


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise argparse.ArgumentTypeError(
            tr("expected a whole number, {least} or more").format(least=0)
        )
    return int(text)
