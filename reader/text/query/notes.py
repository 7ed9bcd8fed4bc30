"""What a query's notes say to the reader."""

from reader.i18n import mark, tr
from reader.text.query.fields import canonical_names
from reader.text.query.nodes import Note, Problem

_MESSAGES = {
    Problem.UNKNOWN_FIELD: mark("There is no field “{text}”; it is read as words."),
    Problem.UNKNOWN_VALUE: mark("“{text}” is not known; it is left out."),
    Problem.NO_VALUE: mark("Nothing stands behind “{text}:”; it is left out."),
    Problem.LONE_OPERATOR: mark("“{text}” joins nothing; it is left out."),
    Problem.LONE_WILDCARD: mark("“{text}” belongs at the end of a word; it is left out."),
    Problem.UNCLOSED_QUOTE: mark("The quote is not closed; the phrase goes to the end."),
    Problem.UNCLOSED_BRACKET: mark("A bracket is not closed; it is closed at the end."),
    Problem.UNOPENED_BRACKET: mark("A bracket is closed that was not opened; it is left out."),
    Problem.TOO_DEEP: mark("Too many brackets in brackets; the innermost are left out."),
    Problem.TOO_LONG: mark("The query is too long; its end is left out."),
}
_NEAREST = {
    Problem.UNKNOWN_FIELD: mark("There is no field “{text}”; did you mean “{nearest}:”?"),
    Problem.UNKNOWN_VALUE: mark("“{text}” is not known; did you mean “{nearest}”?"),
}
_FIELDS = mark("Fields are {fields}.")


def explain(note: Note) -> str:
    """Return what to tell the reader of `note`, in the reader's language."""
    if note.nearest:
        return tr(_NEAREST[note.problem]).format(text=note.text, nearest=note.nearest)
    said = tr(_MESSAGES[note.problem]).format(text=note.text)
    if note.problem is Problem.UNKNOWN_FIELD:
        said += " " + tr(_FIELDS).format(fields=", ".join(canonical_names()))
    return said
