"""Lists of feeds as programs exchange them (OPML 2.0)."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.parsers import expat

from reader.errors import NotAFeed
from reader.i18n import tr
from reader.text.normalise import one_line

_MOST = 20_000  # feeds
_LONGEST = 2_000  # code points of a title or an address


class Outline(NamedTuple):
    """A feed as a list tells of it; untrusted."""

    address: str
    title: str
    site: str


def parse(text: str) -> list[Outline]:
    """Return the feeds that `text` lists, each once; raises NotAFeed.

    A list has no use for entities of its own: one that declares any is refused.
    """
    found: dict[str, Outline] = {}

    def begun(name: str, attributes: Mapping[str, str]) -> None:
        if name == "outline" and len(found) < _MOST:
            lower = {key.lower(): one_line(value, _LONGEST) for key, value in attributes.items()}
            if address := lower.get("xmlurl", ""):
                title = lower.get("title") or lower.get("text", "")
                found.setdefault(address, Outline(address, title, lower.get("htmlurl", "")))

    def declared(*_: object) -> None:
        raise NotAFeed(_message())

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise NotAFeed(_message()) from error
    return list(found.values())


def write(outlines: Iterable[Outline]) -> bytes:
    """Return a list of feeds, in UTF-8."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "reader"
    body = ET.SubElement(root, "body")
    for each in outlines:
        named = each.title or each.address
        known = {"type": "rss", "text": named, "title": named, "xmlUrl": each.address}
        if each.site:
            known["htmlUrl"] = each.site
        ET.SubElement(body, "outline", known)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _message() -> str:
    return tr("This is no list of feeds (OPML).")
