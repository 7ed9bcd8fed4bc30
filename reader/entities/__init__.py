"""Recognises what Chinese and mixed texts name: people, organisations, dates, terms and so on.

    mentions = recognise(text)

Offline and deterministic. Rules, a lexicon and a statistical tagger propose; what was found once
is then marked everywhere in the text, and each mention gets its entity's canonical name.
"""

from reader.entities.lexicon import Entry, Lexicon, Problem, parse_lexicon
from reader.entities.recogniser import fingerprint, missing, recognise

__all__ = ["Entry", "Lexicon", "Problem", "fingerprint", "missing", "parse_lexicon", "recognise"]
