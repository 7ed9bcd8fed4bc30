"""What can be typed after the commands about feeds and saved addresses, and the help for it."""

from reader.commands.options import Command, actions_of, limit_option
from reader.i18n import tr


def declare_feed(command: Command) -> None:
    """Declare `reader feed`."""
    action = actions_of(command("feed", tr("follow feeds (RSS, Atom, JSON Feed)")))
    add = action("add", tr("follow feeds"))
    add.add_argument("addresses", metavar="ADDRESS", nargs="+")
    add.add_argument(
        "--summary",
        action="store_true",
        help=tr("take what the feed holds, without fetching the pages"),
    )
    action("list", tr("list the feeds that are followed"))
    remove = action("remove", tr("follow feeds no longer; their articles stay"), json=False)
    remove.add_argument("addresses", metavar="ADDRESS", nargs="+")
    refresh = action("refresh", tr("fetch what is new, of all feeds or of some"))
    refresh.add_argument("addresses", metavar="ADDRESS", nargs="*")
    imports = action("import", tr("follow the feeds of OPML files"), json=False)
    imports.add_argument("files", metavar="FILE", nargs="+")
    action("export", tr("print the feeds as OPML"), json=False)


def declare_later(command: Command) -> None:
    """Declare `reader later`."""
    summary = tr("fetch the pages of addresses that were saved in other programs")
    action = actions_of(command("later", summary))
    action("list", tr("list the addresses that wait"))
    fetch = action("fetch", tr("fetch their pages, of all or of some"))
    fetch.add_argument("addresses", metavar="ADDRESS", nargs="*")
    fetch.add_argument(
        "--again", action="store_true", help=tr("those too that were asked for in vain")
    )
    fetch.add_argument(
        "--private",
        action="store_true",
        help=tr("those too that are within your own network"),
    )
    limit_option(fetch)
    remove = action("remove", tr("let addresses wait no longer"), json=False)
    remove.add_argument("addresses", metavar="ADDRESS", nargs="+")
