"""How long a text takes to read."""

_READ_A_MINUTE = 400
"""Characters of Chinese read silently in a minute; a usual figure for grown-ups."""


def reading_minutes(chars: int) -> int:
    """Return how many minutes it takes to read `chars` code points, at least 1."""
    return max(1, round(chars / _READ_A_MINUTE))
