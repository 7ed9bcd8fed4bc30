"""Which addresses are asked: those of the web, and for strangers' ones none within our own walls.

An address that comes with a feed, or with a list of saved addresses, was chosen by whoever writes
that. Asking it must not reach what only this machine or its network can reach (server-side request
forgery).
"""

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from reader.errors import FetchRefused
from reader.i18n import tr
from reader.text.normalise import one_line

_SCHEMES = ("http", "https")


def check(address: str, *, trusted: bool) -> None:
    """Raise FetchRefused unless `address` may be asked.

    `trusted` are addresses that the user gave; others must be of public hosts.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchRefused(_no_web_address(address)) from error
    if parts.scheme.lower() not in _SCHEMES or not host:
        raise FetchRefused(_no_web_address(address))
    if not trusted:
        for found in _addresses_of(host, port):
            check_public(found)


def check_public(host: str) -> None:
    """Raise FetchRefused unless `host`, an IP address, is a public one."""
    if not ip_address(host.partition("%")[0]).is_global:
        raise FetchRefused(
            tr(
                "A feed or an export may not lead to {host}, which is within your own network."
            ).format(host=one_line(host))
        )


def _addresses_of(host: str, port: int | None) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []  # asking it will say so
    return [str(where[0]) for _, _, _, _, where in found]


def _no_web_address(address: str) -> str:
    return tr("{address} is no address of the web (http or https).").format(
        address=one_line(address[:200])
    )
