"""By what a list is sorted: asked with all orders in sight, the present one marked."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from reader.i18n import mark, tr
from reader.ui.screens.pick import Pick, PickScreen

if TYPE_CHECKING:
    from textual.app import App

_REVERSE = "O"
"""What sorts the other way round, here as in the lists."""

OTHER_WAY = mark("The other way round")

Order = TypeVar("Order", bound=StrEnum)


def ask_order(
    app: "App[Any]",
    names: Mapping[Order, str],
    current: Order,
    sort: Callable[[Order], None],
    reverse: Callable[[], None] | None = None,
) -> None:
    """Let another order be chosen and `sort` by it, or `reverse` the list where that can be done.

    `names` are what the orders are called, in English; `current` is the one that holds.
    """
    orders = {str(number): order for number, order in enumerate(names, 1)}
    picks = [
        Pick(key, f"{'✓' if order is current else ' '} {tr(names[order])}")
        for key, order in orders.items()
    ]
    if reverse is not None:
        picks.append(Pick(_REVERSE, f"  {tr(OTHER_WAY)}"))

    def picked(key: str | None) -> None:
        if key == _REVERSE and reverse is not None:
            reverse()
        elif key is not None and orders[key] is not current:
            sort(orders[key])

    present = next(key for key, order in orders.items() if order is current)
    app.push_screen(PickScreen(tr("Sort by"), picks, current=present), picked)
