"""The query language: what a person types, read as a tree, and printed again.

`parse` never fails: what cannot be meant is left out or read as words, and the notes say so.

    query   = ranked { "OR" ranked }
    ranked  = all { all }                    juxtaposed: see `Ranked`
    all     = one { "AND" one }
    one     = { "NOT" | "-" } ( "(" query ")" | field ":" ( term | "(" query ")" ) | term )
    term    = word | word "*" | word "~" | '"' any characters '"'

Operators are written in capitals, fields in any case, in English or Chinese; signs may be
full-width. Nothing here knows an index or a database.
"""

from reader.text.query.dates import bounds
from reader.text.query.fields import DateField, Field, Property
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
    leaves,
    narrowed,
    terms,
    without,
)
from reader.text.query.notes import explain
from reader.text.query.parser import parse
from reader.text.query.printer import to_text

__all__ = [
    "All",
    "Any",
    "DateField",
    "Field",
    "Has",
    "Match",
    "Node",
    "Not",
    "Note",
    "Problem",
    "Property",
    "Query",
    "Ranked",
    "Term",
    "When",
    "bounds",
    "explain",
    "leaves",
    "narrowed",
    "parse",
    "terms",
    "to_text",
    "without",
]
