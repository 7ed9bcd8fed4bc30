"""Something done once nothing has happened for a while: whoever types is not to be waited for."""

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer


class Pause:
    """A pause that begins anew whenever something happens."""

    def __init__(self, owner: MessagePump) -> None:
        """Take whose timers it uses; it ends with its owner."""
        self._owner = owner
        self._timer: Timer | None = None

    @property
    def is_on(self) -> bool:
        """Whether something is to be done when it is over."""
        return self._timer is not None

    def then(self, seconds: float, action: Callable[[], object]) -> None:
        """Do `action` after so many seconds, and nothing that was to be done before."""
        self.stop()

        def end() -> object:
            self._timer = None
            return action()

        self._timer = self._owner.set_timer(seconds, end)

    def stop(self) -> None:
        """Do nothing."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
