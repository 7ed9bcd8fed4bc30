"""How the reader last had texts set, remembered as long as the configuration stays the same."""

import json

from reader.text.options import LayoutOptions

_REMEMBERED = ("width", "indent", "gap")


def remember(chosen: LayoutOptions, configured: LayoutOptions) -> str:
    """Return what to store: each choice beside what was configured when it was made."""
    return json.dumps(
        {name: [getattr(chosen, name), getattr(configured, name)] for name in _REMEMBERED}
    )


def recall(stored: str, configured: LayoutOptions) -> LayoutOptions:
    """Return the choices stored; what has been configured anew since then holds instead."""
    try:
        pairs = json.loads(stored or "{}")
        choices = {
            name: type(getattr(configured, name))(pairs[name][0])
            for name in _REMEMBERED
            if name in pairs and pairs[name][1] == getattr(configured, name)
        }
    except (ValueError, TypeError, IndexError):  # of another version
        return configured
    return configured._replace(**choices)
