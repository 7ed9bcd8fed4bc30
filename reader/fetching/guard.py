"""Which addresses are asked: those of the web, and for strangers' ones none within our own walls.

An address that comes with a feed, with a list of saved addresses, or by a redirect from outside was
chosen by whoever writes that. Asking it must not reach what only this machine or its network can
reach (server-side request forgery).
"""

import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from reader.errors import FetchRefused
from reader.i18n import tr
from reader.text.address import host_of
from reader.text.normalise import one_line

_SCHEMES = ("http", "https")
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""By which IPv6 networks reach IPv4 ones (RFC 6052)."""


def check(address: str) -> None:
    """Raise FetchRefused unless `address` is one of the web."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchRefused(_no_web_address(address)) from error
    if parts.scheme.lower() not in _SCHEMES or not host:
        raise FetchRefused(_no_web_address(address))


def is_public(host: str) -> bool:
    """Tell whether `host`, an IP address, is of the public net, however it is written."""
    return all(each.is_global and not each.is_multicast for each in _meant(ip_address(_bare(host))))


def refused(host: str) -> FetchRefused:
    """Return what to raise where something from outside leads to `host`."""
    return FetchRefused(
        tr("{host} is within your own network, where nothing from outside may lead.").format(
            host=one_line(host)
        )
    )


def hosts_of(address: str) -> list[str]:
    """Return the IP addresses that the host of `address` has; none where nobody knows it."""
    try:
        found = socket.getaddrinfo(host_of(address), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []  # asking it will say so
    return [str(where[0]) for _, _, _, _, where in found]


def is_proxied(address: str) -> bool:
    """Tell whether a proxy asks for `address`, which has rules of its own."""
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    return any(proxies.get(kind) for kind in (*_SCHEMES, "all")) and not proxy_bypass(
        host_of(address)
    )


def _bare(host: str) -> str:
    return host.partition("%")[0]


def _meant(host: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """Yield an address, and the one that it is another way to."""
    if isinstance(host, IPv6Address):
        if host.ipv4_mapped is not None:
            yield host.ipv4_mapped
            return
        if host.sixtofour is not None:
            yield host.sixtofour
        if host.teredo is not None:
            yield from host.teredo
        if host in _TRANSLATED:
            yield IPv4Address(int(host) & 0xFFFF_FFFF)
            return
    yield host


def _no_web_address(address: str) -> str:
    return tr("{address} is no address of the web (http or https).").format(
        address=one_line(address[:200])
    )
