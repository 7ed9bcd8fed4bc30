"""The signs and words that make up a query, in order."""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from reader.model import Span
from reader.text.fold import fold
from reader.text.query.nodes import Match

QUOTES = (
    ('"', '"＂“”„‟〝〞〟'),
    ("「", "」﹂"),
    ("『", "』﹄"),
)
"""A sign that opens a phrase, and those that close it; the first pair's signs all open one."""

_CLOSING = dict.fromkeys(QUOTES[0][1], QUOTES[0][1]) | {
    "「": QUOTES[1][1],
    "﹁": QUOTES[1][1],
    "『": QUOTES[2][1],
    "﹃": QUOTES[2][1],
}
_OPEN, _CLOSE = "(（﹙⟮", ")）﹚⟯"
_COLON = ":：﹕∶︓"
_MINUS = "-－−–‐‑﹣"
_WILDCARDS = {"*": Match.PREFIX, "＊": Match.PREFIX, "﹡": Match.PREFIX}
_WILDCARDS |= dict.fromkeys("~～〜∼", Match.FUZZY)
_WILD = "".join(_WILDCARDS)
_OPENING = (*_CLOSING, *_OPEN)

# What is no part of any word: white space, controls, what hides or reorders, and the punctuation
# of running text. A pasted question is as good a query as one typed for the purpose.
_ACTING = (
    "\\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb"
)
_PUNCTUATION = (
    "，。！？；、…—《》〈〉〔〕【】〖〗［］｛｝·・﹐﹑﹔｡､｢｣」』”﹂﹄\u037e\u0387\u2329\u232a"
)
_BETWEEN = _ACTING + _PUNCTUATION
_QUOTING = re.escape("".join(_CLOSING))
_BRACKETS = re.escape(_OPEN + _CLOSE)
_TOKEN = re.compile(f"[{_BRACKETS}]|[{_QUOTING}]|[^{_BETWEEN}{_QUOTING}{_BRACKETS}]+")
_ACTING_RUN = re.compile(f"[{_ACTING}]+")
_FIELD = re.compile(f"([^{_COLON}]+)[{_COLON}]")
_EDGES = ",;!?.'"
"""What may stand around a word without being a part of it."""


class Kind(Enum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    PHRASE = '"'
    WORD = "word"
    FIELD = "field:"
    MINUS = "-"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"


_OPERATORS = {kind.value: kind for kind in (Kind.AND, Kind.OR, Kind.NOT)}


class Token(NamedTuple):
    """A part of the query."""

    kind: Kind
    text: str
    """What it says: the word, the phrase without its quotes, the field's name."""
    span: Span
    closed: bool = True
    """Whether a phrase has its second quote."""


class Reading(NamedTuple):
    """A word without the signs that tell how it is compared."""

    text: str
    """Empty where no letter, digit or symbol is in it."""
    match: Match
    misplaced: str
    """Wildcards that are left out, standing alone or before the word."""


def tokens(text: str, fields: frozenset[str]) -> Iterator[Token]:
    """Yield the tokens of `text`; `fields` are the names, folded, that a colon may follow."""
    at = 0
    while match := _TOKEN.search(text, at):
        sign, at = match[0], match.end()
        if sign in _OPEN:
            yield Token(Kind.OPEN, sign, Span(*match.span()))
        elif sign in _CLOSE:
            yield Token(Kind.CLOSE, sign, Span(*match.span()))
        elif sign in _CLOSING:
            token = _phrase(text, match.start())
            at = token.span.end
            yield token
        else:
            yield from _word(text, Span(*match.span()), fields)


def _phrase(text: str, start: int) -> Token:
    closing = _CLOSING[text[start]]
    end = next((at for at in range(start + 1, len(text)) if text[at] in closing), -1)
    inside = text[start + 1 :] if end < 0 else text[start + 1 : end]
    said = unicodedata.normalize("NFC", _ACTING_RUN.sub(_spaces, inside))
    if end < 0 or not said.strip():  # what is still being typed ends with an accidental space
        said = said.strip()
    return Token(Kind.PHRASE, said, Span(start, len(text) if end < 0 else end + 1), end >= 0)


def _spaces(match: re.Match[str]) -> str:
    """Return the white space of a stretch that acts: each counts in an exact phrase."""
    return " " * sum(char.isspace() for char in match[0]) or " "


def _word(text: str, span: Span, fields: frozenset[str]) -> Iterator[Token]:
    """Yield what is written without a gap: `-`, `title:`, the word itself."""
    start = span.start
    before, bare = _parted(span.of(text), _MINUS + _EDGES + _WILD)
    if any(sign in _WILDCARDS for sign in before):
        yield Token(Kind.WORD, before, Span(start, start + len(before)))
    following = text[span.end : span.end + 1]
    if any(sign in _MINUS for sign in before) and (bare or following in _OPENING):
        yield Token(Kind.MINUS, before, Span(start, start + len(before)))
    start += len(before)
    field = _FIELD.match(bare)
    if field and field_name(field[1]) in fields:
        yield Token(Kind.FIELD, field[1], Span(start, start + field.end()))
        start += field.end()
        before, bare = _parted(bare[field.end() :], _MINUS)
        if before:
            yield Token(Kind.MINUS, before, Span(start, start + len(before)))
            start += len(before)
    else:
        bare = bare.rstrip(_EDGES)
        operator = _OPERATORS.get(unicodedata.normalize("NFKC", bare))
        if operator is not None:
            yield Token(operator, bare, Span(start, start + len(bare)))
            return
    if bare:
        said = unicodedata.normalize("NFC", bare)
        yield Token(Kind.WORD, said, Span(start, start + len(bare)))


def _parted(word: str, signs: str) -> tuple[str, str]:
    """Return the `signs` that `word` begins with, and the rest."""
    rest = word.lstrip(signs)
    return word[: len(word) - len(rest)], rest


def field_name(name: str) -> str:
    """Return the name of a field as names are compared."""
    return fold(unicodedata.normalize("NFKC", name))


def unknown_field(word: str) -> str:
    """Return what looks like the name of a field in a word that begins with none; or nothing."""
    match = _FIELD.match(word)
    if match is None or len(match[1]) > 20 or not match[1].isalpha():
        return ""
    return "" if word.startswith("//", match.end()) else match[1]


def read_word(word: str) -> Reading:
    """Return a word without wildcards and without the punctuation around it."""
    kind = Match.WORD
    text, misplaced = word, ""
    while True:
        before = text
        text = text.strip(_EDGES)
        if text and text[-1] in _WILDCARDS:
            kind = _WILDCARDS[text[-1]] if kind is Match.WORD else kind
            text = text[:-1]
        if text and text[0] in _WILDCARDS:
            misplaced += text[0]
            text = text[1:]
        if text == before:
            break
    if not any(map(_is_said, text)):
        return Reading("", Match.WORD, misplaced or (word if kind is not Match.WORD else ""))
    return Reading(text, kind, misplaced)


def _is_said(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LNMC" or category == "So"


def could_be_word(text: str) -> bool:
    """Tell whether `text`, written as it is, is read as that one word."""
    found = list(tokens(text, frozenset()))
    return [(token.kind, token.text) for token in found] == [(Kind.WORD, text)] and read_word(
        text
    ) == Reading(text, Match.WORD, "")
