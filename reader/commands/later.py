"""`reader later`: addresses that were saved without their texts, and fetching their pages."""

from types import SimpleNamespace

from reader.commands.adding import told
from reader.commands.codes import DONE, FAILED
from reader.commands.output import print_json, print_line, say
from reader.i18n import ntr, tr
from reader.library import Library
from reader.model import AddStatus
from reader.model.web import Saved
from reader.text.normalise import one_line


def later(library: Library, options: SimpleNamespace) -> int:
    """Do what was asked for with saved addresses."""
    return {"list": _list, "fetch": _fetch, "remove": _remove}[options.action](library, options)


def _list(library: Library, options: SimpleNamespace) -> int:
    waiting = library.later.waiting(again=True)
    for saved in waiting:
        if options.json:
            print_json(_object(saved))
            continue
        when = saved.elsewhere.saved[:10] or "—"
        print_line(f"{when:<10}  {one_line(saved.title) or '—'}  {one_line(saved.address)}")
        if saved.error:
            print_line(f"            {one_line(saved.error)}")
    if not waiting:
        say(tr("No address is waiting for its page to be fetched."))
    return DONE


def _fetch(library: Library, options: SimpleNamespace) -> int:
    waiting = library.later.waiting(again=options.again or bool(options.addresses))
    if options.addresses:
        chosen = set(options.addresses)
        waiting = [saved for saved in waiting if saved.address in chosen]
        unknown = chosen - {saved.address for saved in waiting}
        for address in sorted(unknown):
            say(tr("{address} is not waiting.").format(address=one_line(address)))
        if unknown and not waiting:
            return FAILED
    wanted = waiting[: options.limit]
    counts = dict.fromkeys(AddStatus, 0)
    fetched = library.later.fetch(wanted, private=options.private)
    for result in told(fetched, len(wanted), json=options.json):
        counts[result.status] += 1
    failed = counts[AddStatus.FAILED]
    done = sum(counts.values()) - failed
    said = ntr("{count} page fetched, {failed} not", "{count} pages fetched, {failed} not", done)
    say(said.format(count=done, failed=failed))
    return FAILED if failed else DONE


def _remove(library: Library, options: SimpleNamespace) -> int:
    code = DONE
    for address in options.addresses:
        if not library.later.remove([address]):
            say(tr("{address} is not waiting.").format(address=one_line(address)))
            code = FAILED
    return code


def _object(saved: Saved) -> dict[str, object]:
    return {
        "address": saved.address,
        "title": saved.title,
        "tags": saved.tags,
        "saved": saved.elsewhere.saved or None,
        "read": saved.elsewhere.read,
        "starred": saved.elsewhere.starred,
        "highlights": len(saved.elsewhere.highlights),
        "tried": saved.tried or None,
        "error": saved.error or None,
    }
