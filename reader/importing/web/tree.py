"""The sole home of lxml: markup to a tree, within bounds, and what in it is never shown."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Ends of the document that stand within it: the parser would stop there, browsers go on.
_STRAY = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)

UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "canvas",
        "svg",
        "math",
        "button",
        "select",
        "option",
        "optgroup",
        "input",
        "textarea",
        "datalist",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "map",
        "area",
        "rp",
        "rt",
        "dialog",
    ]
)
"""Elements whose inside is no running text; forms are never sent, scripts never run."""

_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Tangled(Exception):
    """The markup is nested deeper than the parser follows."""


def parse(source: str) -> "HtmlElement":
    """Return the root of the tree that `source` describes.

    Raises:
        Tangled: it is nested too deep.
        ValueError: there is nothing in it.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    source = _STRAY.sub("", source.replace("\0", ""))
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise ValueError(str(error)) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise Tangled
    return root


def is_hidden(element: "HtmlElement") -> bool:
    """Tell whether an element is not to be shown; one whose `visibility` a script sets is."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
