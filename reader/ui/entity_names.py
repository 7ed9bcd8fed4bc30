"""What the types of entities are called, and the signs that stand for them without colour."""

from reader.i18n import mark
from reader.model.entity import EntityType

TYPE_NAMES = {
    EntityType.PERSON: mark("Person"),
    EntityType.ORG: mark("Organisation"),
    EntityType.PRODUCT: mark("Product"),
    EntityType.PLACE: mark("Place"),
    EntityType.WORK: mark("Work"),
    EntityType.EVENT: mark("Event"),
    EntityType.TERM: mark("Term"),
    EntityType.DATE: mark("Date"),
    EntityType.MONEY: mark("Money"),
    EntityType.QUANTITY: mark("Quantity"),
}

SIGNS = {
    EntityType.PERSON: "●",
    EntityType.ORG: "■",
    EntityType.PRODUCT: "◆",
    EntityType.PLACE: "▲",
    EntityType.WORK: "▬",
    EntityType.EVENT: "★",
    EntityType.TERM: "◇",
    EntityType.DATE: "◷",
    EntityType.MONEY: "¥",
    EntityType.QUANTITY: "#",
}
"""One cell each."""
