"""The sole home of lxml: markup to a tree, within bounds, and what in it is never shown."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

    XmlElement = _Element

# What stands in a page of frames for browsers without them is all that such a page holds.
_FRAMES = re.compile(r"</?(?:noframes|frameset|frame)\b[^<>]*>", re.IGNORECASE)

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
        "amp-ad",
        "amp-embed",
        "amp-sidebar",
    ]
)
"""Elements whose inside is no running text; forms are never sent, scripts never run."""

# In XHTML any element may close itself; read as HTML, it would take in what follows.
_CLOSED = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)/>")
_VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"))

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

    source = _FRAMES.sub("", _STRAY.sub("", source.replace("\0", "")))
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise ValueError(str(error)) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise Tangled
    return root


def parse_xhtml(source: str) -> "HtmlElement":
    """Return the root of the tree that the XHTML `source` describes, well-formed or not.

    Raises as `parse` does.
    """
    return parse(
        _CLOSED.sub(
            lambda match: match[0] if match[1] in _VOID else f"<{match[1]}{match[2]}></{match[1]}>",
            source,
        )
    )


def parse_xml(data: bytes) -> "_Element":
    """Return the root of the XML `data`: no entity is expanded, nothing is fetched.

    Raises:
        ValueError: it is not well-formed, or nested too deep.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ValueError(str(error)) from error


_CONTROLS = frozenset(
    ("tablist", "menubar", "toolbar", "search", "dialog", "alertdialog", "tooltip", "progressbar")
)
"""Roles (WAI-ARIA) of what is there to be operated."""


def is_hidden(element: "HtmlElement") -> bool:
    """Tell whether an element is not to be shown; one whose `visibility` a script sets is."""
    return (
        element.get("hidden") is not None
        or element.get("role") in _CONTROLS
        or bool(_HIDDEN.search(element.get("style") or ""))
    )
