"""Lists of feeds as programs exchange them (OPML 2.0)."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import NamedTuple

from reader.errors import NotAFeed
from reader.i18n import tr


class Outline(NamedTuple):
    """A feed as a list tells of it; untrusted."""

    address: str
    title: str
    site: str


def parse(data: bytes) -> list[Outline]:
    """Return the feeds that `data` lists, each once; raises NotAFeed."""
    try:
        root = ET.fromstring(data)  # expat stops entities that grow beyond measure
    except (ET.ParseError, ValueError) as error:
        raise NotAFeed(tr("This is no list of feeds (OPML).")) from error
    found: dict[str, Outline] = {}
    for outline in root.iter("outline"):
        address = outline.get("xmlUrl", "").strip()
        if address:
            title = outline.get("title") or outline.get("text") or ""
            found.setdefault(address, Outline(address, title, outline.get("htmlUrl", "")))
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
