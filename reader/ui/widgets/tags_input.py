"""One line of tags, completed from those in use."""

import re
from collections.abc import Sequence

from textual.suggester import Suggester
from textual.widgets import Input

from reader.text.fold import fold
from reader.ui.keys import TAGS, bindings

_COMMAS = re.compile("[,，]")


def split_tags(line: str) -> tuple[str, ...]:
    """Return the tags of a line, each once; commas of either width stand between them."""
    tags = (" ".join(part.split()).lstrip("#＃") for part in _COMMAS.split(line))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def join_tags(tags: Sequence[str]) -> str:
    """Return a line of tags that `split_tags` takes apart, ready for one more."""
    return "".join(f"{tag}, " for tag in tags)


class _Completion(Suggester):
    """Completes the last tag of a line to the most used one that begins so."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known: list[tuple[str, str]] = []

    def know(self, tags: Sequence[str]) -> None:
        self._known = [(fold(tag), tag) for tag in tags]

    async def get_suggestion(self, value: str) -> str | None:
        *before, last = _COMMAS.split(value)
        begun = last.strip()
        if not begun:
            return None
        given = set(split_tags(",".join(before)))
        folded = fold(begun)
        for known, tag in self._known:
            if known.startswith(folded) and tag not in given and len(tag) > len(begun):
                return value[: len(value) - len(begun)] + begun + tag[len(begun) :]
        return None

    def sounding(self, begun: str) -> str | None:
        """Return the most used tag that sounds like `begun`, in pinyin or its initials."""
        from reader.text.pinyin import Names  # a table that is slow to load

        tags = [tag for _, tag in self._known]
        found = next(Names(tags).typed(fold(begun)), None)
        return tags[found.name] if found else None


class TagsInput(Input):
    """A line to type tags in; the right arrow takes what is suggested."""

    BINDINGS = bindings(TAGS)

    def __init__(self, tags: Sequence[str], *, id: str) -> None:  # noqa: A002  Textual's name
        """Take the tags to begin with."""
        self._completion = _Completion()
        super().__init__(
            join_tags(tags),
            suggester=self._completion,
            compact=True,
            select_on_focus=False,
            id=id,
        )

    @property
    def tags(self) -> tuple[str, ...]:
        """What is typed."""
        return split_tags(self.value)

    def know(self, tags: Sequence[str]) -> None:
        """Complete what is typed from now on by `tags`, the most used first."""
        self._completion.know(tags)

    def add(self, tag: str) -> None:
        """Put one more tag behind those typed."""
        self.value = join_tags([*dict.fromkeys([*self.tags, tag])])
        self.cursor_position = len(self.value)

    def action_complete(self) -> None:
        """Take what is suggested; where there is nothing, go on to the next field."""
        if self._suggestion:
            self.action_cursor_right()
        elif not self._take_sounding():
            self.app.action_focus_next()
            return
        self.value = f"{self.value}, "
        self.cursor_position = len(self.value)

    def _take_sounding(self) -> bool:
        """Put the tag that sounds like what is typed in its place; tell whether there is one."""
        before, comma, last = self.value.rpartition(",")
        tag = self._completion.sounding(last.strip()) if last.strip() else None
        if tag is not None:
            self.value = f"{before}{comma}{' ' if comma else ''}{tag}"
        return tag is not None
