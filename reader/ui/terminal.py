"""The terminal that the app runs in."""

import select


def hung_up(descriptor: int) -> bool:
    """Tell whether the terminal open as `descriptor` is gone.

    Reading from it then gives nothing, at once, over and over; see poll(2), POLLHUP.
    """
    if not hasattr(select, "poll"):  # Windows, which ends programs with their console
        return False
    poll = select.poll()
    poll.register(descriptor, 0)
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(events & gone for _, events in poll.poll(0))
