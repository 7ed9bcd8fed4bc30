"""Colours of our own beside those of Textual's themes, and the themes' made to be read with ease.

A highlight's colour lies thinly under text, and fully on signs and names.
"""

from collections.abc import Mapping
from functools import lru_cache

from textual.color import Color

_NOTES = {
    # name: on a dark background, on a light one
    "yellow": ("#e6c229", "#8a6d00"),
    "green": ("#5fbf77", "#2a7d3f"),
    "blue": ("#5fa8e8", "#1f66ad"),
    "pink": ("#e87fae", "#b03672"),
    "orange": ("#e8944a", "#a8560f"),
    "purple": ("#b08be0", "#7446b0"),
}
_TEXTS = ("accent", "primary", "secondary", "success", "warning", "error")
"""The coloured texts of a theme."""
_GROUNDS = ("background", "surface", "panel")
"""What they stand on, beside `focused`."""
_CONTRAST = 4.5
"""The least that is read with ease (WCAG 2.2, 1.4.3)."""
_STEP = 0.04


def variables(theme: Mapping[str, str], *, dark: bool) -> dict[str, str]:
    """Return the variables that style sheets may use: the theme's, and ours.

    `focused` lies under the row and the bar in use. A theme's own notes' colours stay; its texts
    come as near to black or white as they must to be read on what they stand on.
    """
    notes = {f"note-{name}": shades[0 if dark else 1] for name, shades in _NOTES.items()}
    muted = theme["primary-muted"]
    readable = _readable(
        muted,
        tuple(theme[name] for name in _GROUNDS),
        tuple((f"text-{name}", theme[f"text-{name}"]) for name in _TEXTS),
        dark=dark,
    )
    return {**notes, **theme, "focused": muted, **readable}


@lru_cache(maxsize=4)
def _readable(
    muted: str, grounds: tuple[str, ...], texts: tuple[tuple[str, str], ...], *, dark: bool
) -> dict[str, str]:
    """Return the variables that must be others; none where the colours are the terminal's own."""
    if muted.startswith("ansi"):
        return {}
    under, focused = [Color.parse(ground) for ground in grounds], Color.parse(muted)
    if not dark:  # there it would take the colour from all that stands on it
        focused = focused.blend(under[0], 0.5)
    under.append(focused)
    end = Color.parse("white" if dark else "black")
    found = {"focused": focused.hex}
    for name, value in texts:
        text, steps = Color.parse(value), 0
        while min(contrast(text, color) for color in under) < _CONTRAST and steps * _STEP < 1:
            steps += 1
            text = Color.parse(value).blend(end, steps * _STEP)
        found[name] = text.hex
    return found


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two opaque colours (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
