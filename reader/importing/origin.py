"""Where bytes that are to be read came from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of bytes beside themselves; empty where nothing is."""

    name: str = ""
    """Of their file: its suffix says the format, and it is the title of what has none."""
    time: datetime | None = None
    """When they were saved, in local time: what `昨天` in them counts from."""
    address: str = ""
    """Where they were fetched from."""
    charset: str = ""
    """As the server that sent them declared it."""
