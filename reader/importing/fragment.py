"""Articles that other programs have already taken out of their pages: HTML without a page."""

from html import escape

from reader.importing.formats import read_bytes
from reader.importing.origin import Origin
from reader.model import Document


def read_fragment(html: str, title: str, address: str) -> Document:
    """Return the article that `html` is the body of; raises ImportFailed."""
    shown = escape(title)
    page = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{shown}</title></head><body>"
        f"<article><h1>{shown}</h1>{html}</article></body></html>"
    )
    data = page.encode("utf-8", "replace")
    return read_bytes(data, origin=Origin("entry.html", None, address, "utf-8"))
