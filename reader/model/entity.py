"""The nouns of entities: what a text names, and by what that was recognised."""

from enum import StrEnum
from typing import NamedTuple

from reader.model import Span


class EntityType(StrEnum):
    """What kind of thing a mention names."""

    PERSON = "PERSON"
    ORG = "ORG"
    PRODUCT = "PRODUCT"
    PLACE = "PLACE"
    WORK = "WORK"
    EVENT = "EVENT"
    TERM = "TERM"
    DATE = "DATE"
    MONEY = "MONEY"
    QUANTITY = "QUANTITY"


class Evidence(StrEnum):
    """What a mention was recognised by."""

    RULE = "rule"
    LEXICON = "lexicon"
    MODEL = "model"
    USER = "user"
    """A line of the person's own lexicon, which overrules the others."""


class Mention(NamedTuple):
    """A stretch of a text that names something; the mentions of a text do not overlap."""

    span: Span
    type: EntityType
    entity: str
    """The canonical name: what is mentioned under other names has the same one."""
    evidence: Evidence
    confidence: float
    """From 0 to 1; how sure the recogniser is of span and type."""
