"""The time of tests."""


class Clock:
    """A time that stands still until a test moves it on."""

    def __init__(self) -> None:
        self.minute = 0

    def __call__(self) -> str:
        return f"2024-01-17T08:{self.minute:02}:00Z"
