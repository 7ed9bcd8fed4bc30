"""Recognises what Chinese and mixed texts name: people, organisations, dates, terms and so on.

    mentions = recognise(text)

Offline and deterministic. Rules, a lexicon and a statistical tagger propose; what was found once
is then marked everywhere in the text, and each mention gets its entity's canonical name.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.entities.lexicon import Entry, Lexicon, Problem, parse_lexicon
    from reader.entities.recogniser import fingerprint, missing, recognise

_HOMES = {
    "lexicon": ("Entry", "Lexicon", "Problem", "parse_lexicon"),
    "recogniser": ("fingerprint", "missing", "recognise"),
}

__all__ = ["Entry", "Lexicon", "Problem", "fingerprint", "missing", "parse_lexicon", "recognise"]


def __getattr__(name: str) -> Any:
    """Load what is asked for: who only shows or corrects mentions needs little of it."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
