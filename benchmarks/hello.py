"""The least that a program with Textual can do: what the start of `reader` is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One text on the screen."""

    def compose(self) -> ComposeResult:
        """Say hello."""
        yield Static("hello")


if __name__ == "__main__":
    Hello().run()
