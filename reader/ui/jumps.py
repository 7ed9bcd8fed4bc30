"""Where the reader jumped from, to go back there and forward again: as the jump list of vim."""

from dataclasses import dataclass

_MOST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article: that text offset stands on top of the screen."""

    article: str
    offset: int


class JumpList:
    """Places left by jumps, oldest first, each once; and how far back in them the reader is."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0  # behind the end while the reader is not on the way back
        self.last: Place | None = None
        """The place before the last jump."""

    def leave(self, here: Place) -> None:
        """Note that the reader jumps away from `here`."""
        self._append(here)
        self._at = len(self._places)
        self.last = here

    def back(self, here: Place) -> Place | None:
        """Go from `here` to the place before; None where there is none."""
        if self._at == len(self._places):
            self._append(here)  # to come forward to
            self._at = len(self._places) - 1
        return self._go(-1, here)

    def forward(self, here: Place) -> Place | None:
        """Go from `here` to the place that `back` came from; None where there is none."""
        return self._go(1, here)

    def _go(self, step: int, here: Place) -> Place | None:
        target = self._at + step
        if not 0 <= target < len(self._places):
            return None
        self._at = target
        self.last = here
        return self._places[target]

    def _append(self, place: Place) -> None:
        if place in self._places:
            self._places.remove(place)
        self._places.append(place)
        del self._places[:-_MOST]
