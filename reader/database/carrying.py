"""Where a reading position goes when the text under it is replaced."""

_PASSAGE = 64  # code points that are looked for; long enough to be met by chance but rarely
_SHORTEST = 8
_REACH = 16  # passages to each side that are tried when the one at the position is gone


def carried(old: str, new: str, offset: int) -> int:
    """Return the offset in `new` of what stood at `offset` in `old`.

    The passage at the position is looked for, and where it is gone those around it, nearest
    first; of several places in `new` the one nearest to the old place is taken. Where all are
    gone, the same share of the text is returned. All in code points; 0 stays 0.
    """
    offset = min(offset, len(old))
    if offset <= 0 or old == new:
        return max(offset, 0)
    for shift in _shifts():
        start = offset + shift
        passage = old[start : start + _PASSAGE] if start >= 0 else ""
        if len(passage) >= _SHORTEST:
            place = _nearest(new, passage, start)
            if place is not None:
                return min(max(place - shift, 0), len(new))
    return offset * len(new) // len(old)


def _shifts() -> list[int]:
    """Return 0, 64, -64, 128, -128 and so on: how far from the position to look."""
    return [0, *(sign * n * _PASSAGE for n in range(1, _REACH + 1) for sign in (1, -1))]


def _nearest(text: str, passage: str, place: int) -> int | None:
    """Return where `passage` begins in `text`, nearest to `place`; None where it does not."""
    after = text.find(passage, place)
    before = text.rfind(passage, 0, place + len(passage))
    found = [index for index in (before, after) if index >= 0]
    return min(found, key=lambda index: abs(index - place), default=None)
