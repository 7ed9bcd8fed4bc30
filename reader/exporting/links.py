"""Addresses of passages on the web."""

from urllib.parse import quote as encoded

_LONG = 60  # code points of a passage, from which on its first and last words name it
_WORDS = 20  # code points of those
_PLAIN = "!~*'"  # characters that need no `%`, beside letters and digits


def is_web(url: str) -> bool:
    """Tell whether an address is one of the web."""
    return url.startswith(("http://", "https://"))


def passage_link(url: str, words: str) -> str:
    """Return the address that shows `words` on the page `url`; empty where either is missing.

    A browser goes to the first place where they stand, or else to the page's beginning (WICG,
    URL Fragment Text Directives).
    """
    if not is_web(url) or not words:
        return ""
    lines = words.split("\n")
    if len(lines) == 1 and len(words) <= _LONG:
        parts = [words]
    else:
        parts = [lines[0][:_WORDS], lines[-1][-_WORDS:]]
    told = ",".join(_encoded(part.strip()) for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={told}"


def _encoded(words: str) -> str:
    return encoded(words, safe=_PLAIN).replace("-", "%2D")
