"""Colours beside those of Textual's themes, for dark and for light ones; a theme may set others.

A highlight's colour lies thinly under text, and fully on signs and names.
"""

_NOTES = {
    # name: on a dark background, on a light one
    "yellow": ("#e6c229", "#8a6d00"),
    "green": ("#5fbf77", "#2a7d3f"),
    "blue": ("#5fa8e8", "#1f66ad"),
    "pink": ("#e87fae", "#b03672"),
    "orange": ("#e8944a", "#a8560f"),
    "purple": ("#b08be0", "#7446b0"),
}


def variables(*, dark: bool) -> dict[str, str]:
    """Return the variables that style sheets may use."""
    return {f"note-{name}": shades[0 if dark else 1] for name, shades in _NOTES.items()}
