"""From text to tree: a total function."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from reader.model import Span
from reader.text.fold import fold
from reader.text.query.dates import ends
from reader.text.query.fields import (
    PROPERTY_FIELDS,
    DateField,
    Field,
    canonical_names,
    field_names,
    language_tag,
    property_values,
)
from reader.text.query.lexer import Kind, Token, field_name, read_word, tokens, unknown_field
from reader.text.query.nodes import (
    All,
    Any,
    Has,
    Match,
    Node,
    Not,
    Note,
    Problem,
    Query,
    Ranked,
    Term,
    When,
    group,
)

LONGEST = 10_000
"""Code points of a query that are read."""
MOST_LEAVES = 256
"""Terms, dates and properties that are read."""
DEEPEST = 16
"""Brackets in brackets that are read."""

_BEGINNING = (Kind.OPEN, Kind.PHRASE, Kind.WORD, Kind.FIELD, Kind.MINUS, Kind.NOT)
_VALUES = (Kind.OPEN, Kind.PHRASE, Kind.WORD)


def parse(text: str) -> Query:
    """Return `text` as a query; it never fails."""
    parser = _Parser(text[:LONGEST])
    root = parser.read()
    if len(text) > LONGEST:
        parser.note(Problem.TOO_LONG, text[LONGEST - 1], Span(LONGEST - 1, len(text)))
    return Query(text, root, tuple(dict.fromkeys(parser.notes)))


class _Parser:
    """Reads one query by recursive descent, a method for each rule of the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens: Sequence[Token] = tuple(tokens(text, frozenset(field_names())))
        self._at = 0
        self._depth = 0
        self._leaves = 0
        self.notes: list[Note] = []

    def note(self, problem: Problem, text: str, span: Span, nearest: str = "") -> None:
        """Tell that a part was not read as it was written."""
        self.notes.append(Note(problem, text, nearest, span))

    def read(self) -> Node | None:
        """Return the whole query."""
        parts = [self._any("")]
        while self._kind is Kind.CLOSE:
            token = self._take()
            self.note(Problem.UNOPENED_BRACKET, token.text, token.span)
            parts.append(self._any(""))
        return group(Ranked, parts)

    @property
    def _kind(self) -> Kind | None:
        """What comes next; None at the end."""
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    # The rules; `field` is the name of the field that the words belong to, "" for none

    def _any(self, field: str) -> Node | None:
        return self._operated(Any, Kind.OR, self._ranked, field)

    def _ranked(self, field: str) -> Node | None:
        parts = []
        while self._kind not in (None, Kind.CLOSE, Kind.OR):
            parts.append(self._all(field))
        return group(Ranked, parts)

    def _all(self, field: str) -> Node | None:
        return self._operated(All, Kind.AND, self._one, field)

    def _operated(
        self, kind: type[Any | All], sign: Kind, operand: Callable[[str], Node | None], field: str
    ) -> Node | None:
        """Read operands with the operator `sign` between them; one that joins nothing is noted."""
        parts = [operand(field)]
        first = parts[0] is not None
        while self._kind is sign:
            token = self._take()
            if not first or self._kind not in _BEGINNING:
                self.note(Problem.LONE_OPERATOR, token.text, token.span)
            first = True
            parts.append(operand(field))
        return group(kind, parts)

    def _one(self, field: str) -> Node | None:
        denied = None
        while self._kind in (Kind.NOT, Kind.MINUS):
            token = self._take()
            if token.kind is Kind.NOT and self._kind not in _BEGINNING:
                self.note(Problem.LONE_OPERATOR, token.text, token.span)
            denied = token if denied is None else None
        node = self._primary(field)
        if denied is None or node is None:
            return node
        return _denied(node, Span(denied.span.start, node.span.end))

    def _primary(self, field: str) -> Node | None:
        if self._kind not in _BEGINNING:
            return None
        token = self._take()
        if token.kind is Kind.FIELD:
            return self._with_field(token)
        if token.kind is Kind.OPEN:
            return self._bracket(token, field)
        return self._leaf(token, field)

    def _with_field(self, token: Token) -> Node | None:
        denied = self._kind is Kind.MINUS and self._take()
        if self._kind not in _VALUES:
            self.note(Problem.NO_VALUE, token.text, token.span)
            return None
        value = self._take()
        read = self._bracket if value.kind is Kind.OPEN else self._leaf
        node = read(value, field_names()[field_name(token.text)])
        if node is None:
            return None
        span = Span(token.span.start, node.span.end)
        return _denied(node, span) if denied else replace(node, span=span)

    def _bracket(self, opening: Token, field: str) -> Node | None:
        self._depth += 1
        if self._depth > DEEPEST:
            self.note(Problem.TOO_DEEP, opening.text, opening.span)
            self._skip()
            node = None
        else:
            node = self._any(field)
        self._depth -= 1
        if self._kind is Kind.CLOSE:
            self._take()
        else:
            self.note(Problem.UNCLOSED_BRACKET, opening.text, opening.span)
        return node

    def _skip(self) -> None:
        """Go to the bracket that closes the one just opened."""
        depth = 0
        while self._kind is not None and (depth or self._kind is not Kind.CLOSE):
            depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(self._take().kind, 0)

    # Leaves

    def _leaf(self, token: Token, field: str) -> Node | None:
        """Return what a word or phrase says; None, and why, where it says nothing."""
        if not token.closed:
            self.note(Problem.UNCLOSED_QUOTE, token.text, token.span)
        if self._leaves == MOST_LEAVES:
            self.note(Problem.TOO_LONG, token.text, token.span)
            return None
        node = self._told(token, field)
        self._leaves += node is not None
        return node

    def _told(self, token: Token, field: str) -> Node | None:
        if field in PROPERTY_FIELDS:
            return self._property(token, field)
        if field in tuple(DateField):
            return self._date(token, DateField(field))
        if token.kind is Kind.PHRASE:
            return self._term(token.text, Match.PHRASE, Field(field), token.span)
        text, match, misplaced = read_word(token.text)
        if misplaced:
            self.note(Problem.LONE_WILDCARD, misplaced, token.span)
        if not field and (name := unknown_field(text)):
            near = get_close_matches(field_name(name), canonical_names(), 1)
            near = near or get_close_matches(fold(name), field_names(), 1, cutoff=0.5)
            if near or name.isascii():
                self.note(Problem.UNKNOWN_FIELD, name, token.span, "".join(near))
        return self._term(text, match, Field(field), token.span)

    def _term(self, text: str, match: Match, field: Field, span: Span) -> Term | None:
        if not text:
            return None
        return Term(language_tag(text) if field is Field.LANG else text, match, field, span)

    def _property(self, token: Token, field: str) -> Node | None:
        values = property_values(field)
        wanted = fold(token.text)
        if wanted in values:
            return Has(values[wanted], token.span)
        self._unknown_value(token, field, list(values))
        return None

    def _date(self, token: Token, field: DateField) -> Node | None:
        found = ends(fold(token.text))
        if found is not None:
            return When(field, found.since, found.until, token.span)
        self._unknown_value(token, field, [])
        return None

    def _unknown_value(self, token: Token, field: str, values: list[str]) -> None:
        near = get_close_matches(fold(token.text), values, 1)
        self.note(Problem.UNKNOWN_VALUE, f"{field}:{token.text}", token.span, "".join(near))


def _denied(node: Node, span: Span) -> Node:
    """Return what holds where `node` does not; of several words, all would have to hold."""
    match node:
        case Not():
            return node.child
        case Ranked():
            together = group(All, node.children, node.span)
            return node if together is None else Not(together, span)
        case _:
            return Not(node, span)
