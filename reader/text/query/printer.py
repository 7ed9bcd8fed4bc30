"""A query as text: what `parse` reads back as the same tree."""

from reader.text.query.lexer import QUOTES, could_be_word
from reader.text.query.nodes import All, Any, Has, Match, Node, Not, Ranked, Term, When

_LOOSEST, _RANKED, _ALL, _ONE = range(4)
"""How tightly what surrounds a node binds."""


def to_text(node: Node | None) -> str:
    """Return the query in its canonical form; empty for None."""
    return "" if node is None else _print(node, _LOOSEST)


def _print(node: Node, around: int) -> str:
    match node:
        case Any():
            return _joined(node, " OR ", _LOOSEST, around)
        case Ranked():
            return _joined(node, " ", _RANKED, around)
        case All():
            return _joined(node, " AND ", _ALL, around)
        case Not():
            return f"-{_print(node.child, _ONE)}"
        case When():
            return f"{node.field}:{_range(node)}"
        case Has():
            return str(node.property)
        case Term():
            return f"{node.field}:{_term(node)}" if node.field else _term(node)


def _joined(node: Ranked | All | Any, sign: str, own: int, around: int) -> str:
    text = sign.join(_print(child, own + 1) for child in node.children)
    return f"({text})" if around > own else text


def _range(when: When) -> str:
    if when.since == when.until and when.since[-1].isdigit():
        return when.since
    if when.since and not when.until and not when.since[-1].isdigit():
        return when.since
    return f"{when.since}..{when.until}"


def _term(term: Term) -> str:
    match term.match:
        case Match.PREFIX:
            return f"{term.text}*"
        case Match.FUZZY:
            return f"{term.text}~"
        case Match.WORD if could_be_word(term.text):
            return term.text
        case _:
            return quoted(term.text)


def quoted(text: str) -> str:
    """Return `text` as a phrase, in quotes that do not stand in it."""
    for opening, closing in QUOTES:
        if not any(sign in text for sign in closing):
            return f"{opening}{text}{closing[0]}"
    return f'"{"".join(char for char in text if char not in QUOTES[0][1])}"'
