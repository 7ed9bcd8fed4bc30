"""Addresses that an article names: untrusted, and shown and opened only in a plain form."""

import re
import unicodedata
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from reader.errors import AddressRefused
from reader.i18n import tr

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))
"""Categories of characters without a form."""

_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")  # a name, or an IPv6 address
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"


def openable(address: str) -> str:
    """Return `address` in the form in which a browser may have it, all of it to be seen.

    That is an http or https address in ASCII: the host as DNS knows it (`xn--` where it is
    written with other letters, so that a look-alike shows), the rest percent-encoded (RFC 3986).
    Raises AddressRefused for anything else.
    """
    address = address.strip()
    if any(unicodedata.category(char) in _UNSEEN for char in address):
        raise AddressRefused(tr("The address holds characters that cannot be seen."))
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError as error:  # UnicodeError of the host included
        raise AddressRefused(tr("That is no address a browser understands.")) from error
    if parts.scheme not in ("http", "https"):
        raise AddressRefused(tr("Only http and https addresses are opened."))
    if not _HOST.fullmatch(host):
        raise AddressRefused(tr("The address names no web site."))
    if "@" in parts.netloc:
        raise AddressRefused(tr("The address holds a user name, which can hide the real site."))
    if ":" in host:
        host = f"[{host}]"
    rest = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, *rest))


def joined(base: str, link: str) -> str:
    """Return the address that `link` means on the page at `base`; empty if it means none."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def host_of(address: str) -> str:
    """Return the host that `address` names, in small letters; empty if it names none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
