"""Full-width forms to half-width, so that one pattern matches both; lengths are kept."""

_FOLDED = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "｜丨│︱"), "|")
    | dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003"), " ")
    | {ord("∕"): "/", ord("︰"): ":"}
)


def fold(line: str) -> str:
    """Return `line` with full-width ASCII, bars and spaces as ASCII; its length is kept."""
    return line if line.isascii() else line.translate(_FOLDED)
