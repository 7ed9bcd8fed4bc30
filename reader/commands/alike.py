"""`reader alike`: articles that tell the same story, and what is done about them."""

from types import SimpleNamespace

from reader.commands.codes import DONE
from reader.commands.output import print_json, print_line, say
from reader.i18n import tr
from reader.library import Library
from reader.model.resemblance import Alike, Turn, Verdict
from reader.text.difference import Side, differences
from reader.text.normalise import one_line


def alike(library: Library, options: SimpleNamespace) -> int:
    """List pairs, show what differs within one, or do with it what was asked for."""
    if options.other is None:
        _list(library, options)
    elif options.merge is not None:
        _merge(library, options)
    elif options.verdict is None and not options.json:
        _show(library, options)
    else:
        if options.verdict is not None:
            library.alikes.judge(options.id, options.other, Verdict(options.verdict))
        _tell(library.alikes.compare(options.id, options.other), json=options.json)
    return DONE


def _list(library: Library, options: SimpleNamespace) -> None:
    while not library.read_only and library.alikes.catch_up():
        pass
    found = library.alikes.of(options.id) if options.id else library.alikes.pairs()
    for pair in found:
        _tell(pair, json=options.json)
    if not found and not options.json:
        say(
            tr("No article is much like this one.")
            if options.id
            else tr("No two articles are much alike, or it was said of all what they are.")
        )


def _merge(library: Library, options: SimpleNamespace) -> None:
    merged = library.alikes.merge(options.id, options.other, Turn(options.merge))
    if options.json:
        print_json({"id": merged.id, "title": merged.title, "annotations": merged.annotations})
    else:
        print_line(f"{merged.id}  {one_line(merged.title)}")


def _tell(pair: Alike, *, json: bool) -> None:
    if json:
        print_json(
            {
                "article": pair.article.id,
                "title": pair.article.title,
                "other": pair.other.id,
                "other_title": pair.other.title,
                "share": round(pair.share, 3),
                "verdict": pair.verdict.value,
            }
        )
        return
    said = {
        Verdict.OPEN: "",
        Verdict.LINKED: "  " + tr("linked"),
        Verdict.APART: "  " + tr("told apart"),
    }[pair.verdict]
    one, other = (
        f"{each.id}  {one_line(each.title)}{f' ({one_line(each.source)})' if each.source else ''}"
        for each in (pair.article, pair.other)
    )
    print_line(f"{pair.share:>4.0%}  {one}  ≈  {other}{said}")


def _show(library: Library, options: SimpleNamespace) -> None:
    """Print what the second article says otherwise than the first."""
    _tell(library.alikes.compare(options.id, options.other), json=False)
    one, other = library.article(options.id), library.article(options.other)
    for piece in differences(one.text, other.text):
        sign = {Side.BOTH: " ", Side.OLD: "-", Side.NEW: "+"}[piece.side]
        for sentence in piece.sentences:
            print_line(f"{sign} {sentence}")
