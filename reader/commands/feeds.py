"""`reader feed`: what is followed, and what is new there."""

import sys
from collections.abc import Iterable
from types import SimpleNamespace

from reader.commands.codes import DONE, FAILED
from reader.commands.output import finish, print_json, print_line, say, writing
from reader.errors import ReaderError
from reader.i18n import ntr, tr
from reader.importing.files import load
from reader.library import Library
from reader.model import AddStatus
from reader.model.web import Feed, Refreshed
from reader.text.normalise import one_line


def feed(library: Library, options: SimpleNamespace) -> int:
    """Do what was asked for with feeds."""
    return _ACTIONS[options.action](library, options)


def _add(library: Library, options: SimpleNamespace) -> int:
    code = DONE
    for address in options.addresses:
        try:
            followed = library.subscriptions.follow(address, full=not options.summary)
        except ReaderError as error:
            say(f"{one_line(address)}: {error}")
            code = FAILED
        else:
            code |= _report([followed] if followed else [], json=options.json)
    return code


def _list(library: Library, options: SimpleNamespace) -> int:
    feeds = library.subscriptions.list()
    for each in feeds:
        if options.json:
            print_json(_feed_object(each))
        else:
            checked = each.checked[:10] or "—"
            print_line(f"{checked}  {one_line(each.title)}  {one_line(each.address)}")
            if each.error:
                print_line(f"            {one_line(each.error)}")
    if not feeds:
        say(tr("No feed is followed yet; `reader feed add ADDRESS` follows one."))
    return DONE


def _remove(library: Library, options: SimpleNamespace) -> int:
    code = DONE
    for address in options.addresses:
        if not library.subscriptions.remove(address):
            say(tr("{address} is not followed.").format(address=one_line(address)))
            code = FAILED
    return code


def _refresh(library: Library, options: SimpleNamespace) -> int:
    known = {each.address for each in library.subscriptions.list()}
    unknown = [address for address in options.addresses if address not in known]
    for address in unknown:
        say(tr("{address} is not followed.").format(address=one_line(address)))
    if unknown and len(unknown) == len(options.addresses):
        return FAILED
    code = _report(library.subscriptions.refresh(options.addresses), json=options.json)
    return FAILED if unknown else code


def _import(library: Library, options: SimpleNamespace) -> int:
    code = DONE
    for path in options.files:
        try:
            new = library.subscriptions.import_opml(load(path)[0])
        except ReaderError as error:
            say(f"{one_line(path)}: {error}")
            code = FAILED
        else:
            count = len(new)
            say(ntr("{count} new feed", "{count} new feeds", count).format(count=count))
    return code


def _export(library: Library, options: SimpleNamespace) -> int:
    del options
    with writing():
        sys.stdout.write(library.subscriptions.export_opml().decode())
    return DONE


_ACTIONS = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "refresh": _refresh,
    "import": _import,
    "export": _export,
}


def _report(refreshed: Iterable[Refreshed], *, json: bool) -> int:
    """Tell what became of each feed as it is known; return the exit code."""
    code = DONE
    for each in refreshed:
        if each.feed.error:
            say(f"{one_line(each.feed.address)}: {each.feed.error}")
        for result in each.results:
            if result.status is AddStatus.FAILED:
                say(f"{one_line(result.path)}: {result.error}")
        failed = sum(result.status is AddStatus.FAILED for result in each.results)
        if failed or each.feed.error:
            code = FAILED
        if json:
            print_json(_feed_object(each.feed) | {"new": len(each.results) - failed})
        elif not each.feed.error:
            new = ntr("{count} new article", "{count} new articles", len(each.results) - failed)
            count = new.format(count=len(each.results) - failed)
            print_line(f"{one_line(each.feed.title)}  {count}")
        finish()
    return code


def _feed_object(each: Feed) -> dict[str, object]:
    return {
        "address": each.address,
        "title": each.title,
        "site": each.site,
        "checked": each.checked or None,
        "full": each.full,
        "error": each.error or None,
    }
