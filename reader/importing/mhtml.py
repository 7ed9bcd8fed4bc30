"""Pages that a browser saved with all that belongs to them in one file (MHTML, RFC 2557)."""

import re
from dataclasses import replace

from reader.errors import Damaged
from reader.i18n import tr
from reader.importing import html
from reader.importing.origin import Origin
from reader.model import Document

SUFFIXES = frozenset({".mhtml", ".mht"})

_MOST_PARTS = 2_000


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely such a page."""
    top = head[:2_000].lower()
    return b"mime-version:" in top and b"multipart/related" in top


def read(data: bytes, origin: Origin) -> Document:
    """Return the article on the page that `data` begins with.

    Raises:
        Damaged: there is no page in it.
        Empty: there is no article on it.
    """
    from email import policy
    from email.parser import BytesParser

    if data.count(b"\nContent-Type:") > _MOST_PARTS:
        raise Damaged(tr("It holds more than {limit} files.").format(limit=_MOST_PARTS))
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        page = part.get_payload(decode=True)
        if isinstance(page, bytes) and page.strip():
            # What the header says counts where the page says nothing.
            charset = part.get_param("charset")
            if isinstance(charset, str) and not html.declared(page):
                page = b'<meta charset="%s">' % re.sub(r"[^\w-]", "", charset).encode() + page
            address = str(part.get("Content-Location") or message.get("Snapshot-Content-Location"))
            known = address if address.startswith(("http://", "https://")) else origin.address
            return html.read(page, replace(origin, address=known))
    raise Damaged(tr("There is no page in it."))
