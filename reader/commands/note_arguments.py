"""What can be typed after the commands about notes, and the help for it."""

import argparse
import re

from reader.commands.options import Command, actions_of, count, json_option, limit_option
from reader.exporting import Format
from reader.i18n import tr
from reader.model.annotation import Colour, NoteOrder, Rating, State

SKIP = "skip"
"""What is typed in place of a rating, to leave a passage for another day."""

_TIME = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\dZ?)?)?)?)?)?")


def declare_note(command: Command) -> None:
    """Declare `reader note`."""
    note = command("note", tr("tag passages, and list, edit and delete what was tagged"))
    action = actions_of(note)
    add = action("add", tr("tag a passage, or with --whole an article"))
    add.add_argument("id", metavar="ID", help=tr("the article's id"))
    _passage_options(add)
    add.add_argument("--whole", action="store_true", help=tr("a note on the whole article"))
    _saying_options(add)
    lists = action("list", tr("list notes"))
    _filter_options(lists)
    lists.add_argument(
        "--sort",
        metavar="ORDER",
        choices=list(map(str, NoteOrder)),
        default=str(NoteOrder.MODIFIED),
        help=", ".join(NoteOrder),
    )
    lists.add_argument("--reverse", action="store_true", help=tr("the other way round"))
    lists.add_argument("--trash", action="store_true", help=tr("those in the trash"))
    limit_option(lists)
    edit = action("edit", tr("change a note, or tie it to another passage"))
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
        made = action(name, summary)
        made.add_argument("ids", metavar="ID", nargs="+", help=tr("a note's id, or its beginning"))
    action("empty-trash", tr("remove for good what is in the trash"))
    action("undo", tr("undo the last change to notes"))
    action("redo", tr("do again what was undone last"))
    review = action("review", tr("show the passages that are to be read again today"))
    limit_option(review)
    rate = action("rate", tr("say how well a passage was remembered"))
    rate.add_argument("id", metavar="ID", help=tr("the note's id, or its beginning"))
    ratings = [*map(str, Rating), SKIP]
    rate.add_argument("rating", choices=ratings, help=", ".join(ratings))


def declare_export(command: Command) -> None:
    """Declare `reader export`."""
    export = command(
        "export",
        tr("write notes as Markdown, JSON, JSON-LD, CSV or org"),
        tr(
            "Without -o to standard output. Where -o names a folder, each article has a file"
            " of its own in it. The CSV is the one that Readwise imports."
        ),
    )
    export.add_argument(
        "--format",
        metavar="F",
        choices=list(map(str, Format)),
        default=str(Format.MARKDOWN),
        help=", ".join(Format),
    )
    export.add_argument("-o", "--output", metavar="PATH", default="", help=tr("a file or a folder"))
    export.add_argument(
        "--template", metavar="FILE", default="", help=tr("a Jinja template for Markdown or org")
    )
    _filter_options(export)


def declare_import(command: Command) -> None:
    """Declare `reader import-notes`."""
    imports = command(
        "import-notes",
        tr("read notes back in: JSON and JSON-LD as exported, Hypothesis' JSON, Readwise's CSV"),
        tr("Nothing of a file is stored unless all of it can be read."),
    )
    imports.add_argument("files", metavar="FILE", nargs="+", help=tr("a file, or - for stdin"))
    json_option(imports)


def declare_tags(command: Command) -> None:
    """Declare `reader tags`."""
    tags = command("tags", tr("list, rename, merge and delete tags"))
    json_option(tags)
    action = actions_of(tags, default="list")
    rename = action("rename", tr("call a tag and those below it otherwise; a tag in use: merge"))
    rename.add_argument("old", metavar="OLD", help=tr("the tag"))
    rename.add_argument("new", metavar="NEW", help=tr("its new name"))
    delete = action("delete", tr("take a tag and those below it off everything"))
    delete.add_argument("old", metavar="TAG", help=tr("the tag"))


def _passage_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quote", metavar="TEXT", help=tr("the words of the passage"))
    parser.add_argument("--prefix", metavar="P", default="", help=tr("what stands before them"))
    parser.add_argument("--suffix", metavar="S", default="", help=tr("what stands behind them"))
    parser.add_argument(
        "--nth", metavar="N", type=count, help=tr("which, where they stand in several places")
    )
    parser.add_argument("--start", metavar="N", type=count, help=tr("its first code point"))
    parser.add_argument("--end", metavar="N", type=count, help=tr("the code point behind it"))


def _saying_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tag", metavar="T", action="append", help=tr("a tag; may be repeated"))
    parser.add_argument("--note", metavar="TEXT", help=tr("what to say, in Markdown; - for stdin"))
    _colour_option(parser)


def _filter_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tag", metavar="T", default="", help=tr("with this tag, or one below it"))
    parser.add_argument("--article", metavar="ID", default="", help=tr("of this article"))
    parser.add_argument("--query", metavar="TEXT", default="", help=tr("of which a part is this"))
    _colour_option(parser)
    parser.add_argument(
        "--state",
        metavar="S",
        action="append",
        choices=list(map(str, State)),
        default=[],
        help=", ".join(State),
    )
    parser.add_argument("--since", metavar="DATE", type=_time, help=tr("made then or later"))
    parser.add_argument("--until", metavar="DATE", type=_time, help=tr("made then or earlier"))


def _colour_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--colour", metavar="C", choices=list(map(str, Colour)), help=", ".join(Colour)
    )


def _time(text: str) -> str:
    if not _TIME.fullmatch(text):
        raise argparse.ArgumentTypeError(tr("expected a date such as 2024 or 2024-03-05"))
    return text
