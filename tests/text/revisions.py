"""Articles of invented sentences, and revisions of them that tell what became of each character."""

import random
from dataclasses import dataclass

from reader.model import Span

_WHO = "研究者|老板|张三|工程师们|他|她们|GPT-4|编辑部|𠮷野先生|市政府|两位作者|模型"
_WHEN = "昨天|2023年|清晨六点|后来|去年冬天|一开始|在会上|雨停之后|第三次试验时"
_DID = "发现|写道|承认|推翻了|重新计算了|没有提到|反复修改|公布了|忽略了|比较了"
_WHAT = (
    "训练语料的规模|光刻机的价格|那份报告里的数字|河边的旧码头|transformer 的层数|一碗牛丼"
    "|点球的次序|词典里的错字|语言|数据|推理速度|三百页的手稿|开源许可证"
)
_ENDS = "。|。|。|！|？|……|🙂。"
_WIDTHS = str.maketrans({"，": ",", "。": ".", "！": "!", "？": "?", "：": ":"})


def sentence(draw: random.Random) -> str:
    """Return a sentence; few are ever alike."""
    clauses = [
        "".join(draw.choice(words.split("|")) for words in (_WHEN, _WHO, _DID, _WHAT))
        + "".join(chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(draw.randint(0, 3)))
        for _ in range(draw.randint(1, 3))
    ]
    number = draw.randint(2, 9999) if draw.random() < 0.4 else ""
    return "，".join(clauses) + f"{number}" + draw.choice(_ENDS.split("|"))


def sentences(draw: random.Random, count: int) -> list[str]:
    """Return `count` sentences, some of them paragraph ends, a few said twice."""
    made: list[str] = []
    for _ in range(count):
        again = made and draw.random() < 0.03
        made.append(draw.choice(made) if again else sentence(draw))
        if draw.random() < 0.2:
            made[-1] = made[-1].rstrip("\n") + "\n\n"
    return made


@dataclass
class Letter:
    """A character of a revised text, and the offset it had; None for one that was put in."""

    char: str
    origin: int | None
    copied: int | None = None
    """The offset of the character that it is a copy of, if it is one."""


def letters(text: str) -> list[Letter]:
    """Return the characters of `text`, each at its own offset."""
    return [Letter(char, offset) for offset, char in enumerate(text)]


@dataclass
class Left:
    """A stretch of a revised text that holds letters of a passage, in their order."""

    span: Span
    kept: int
    """Letters of the passage, without white space."""
    new: int
    """Letters among them that were put in, without white space."""


class Revision:
    """A text under revision, sentence by sentence; `text` is what it has become."""

    def __init__(self, parts: list[str], draw: random.Random) -> None:
        whole = letters("".join(parts))
        self._draw = draw
        self._parts: list[list[Letter]] = []
        at = 0
        for part in parts:
            self._parts.append(whole[at : at + len(part)])
            at += len(part)

    @property
    def letters(self) -> list[Letter]:
        return [letter for part in self._parts for letter in part]

    @property
    def text(self) -> str:
        return "".join(letter.char for letter in self.letters)

    def revise(self, times: int) -> None:
        """Do so many random things to it."""
        for _ in range(times):
            self._draw.choice(
                [self.insert, self.delete, self.replace, self.move, self.duplicate, self.widths]
                + [self.reword] * 2
            )()

    def revise_together(self, times: int) -> None:
        """Do so often several things at once that make copies and leave nothing where it was."""
        together = (
            (self.move, self.duplicate, self.widths),
            (self.duplicate, self.widths, self.duplicate, self.delete),
            (self.move, self.reword, self.widths),
            (self.duplicate, self.move, self.delete, self.widths),
        )
        for _ in range(times):
            for change in self._draw.choice(together):
                change()

    def _any(self) -> int:
        return self._draw.randrange(len(self._parts))

    def insert(self) -> None:
        """Put in a new sentence."""
        self._parts.insert(self._any(), _new(sentence(self._draw)))

    def delete(self) -> None:
        """Take a sentence out."""
        if len(self._parts) > 1:
            del self._parts[self._any()]

    def replace(self) -> None:
        """Put a new sentence in the place of one."""
        self._parts[self._any()] = _new(sentence(self._draw))

    def move(self) -> None:
        """Move a sentence elsewhere."""
        part = self._parts.pop(self._any())
        self._parts.insert(self._draw.randint(0, len(self._parts)), part)

    def duplicate(self) -> None:
        """Say a sentence again elsewhere."""
        part = self._parts[self._any()]
        copies = [
            Letter(letter.char, None, letter.origin if letter.copied is None else letter.copied)
            for letter in part
        ]
        self._parts.insert(self._any(), copies)

    def widths(self) -> None:
        """Change the width of a sentence's punctuation, and its spaces."""
        part = self._parts[self._any()]
        for letter in part:
            letter.char = letter.char.translate(_WIDTHS)
        if self._draw.random() < 0.5:
            part.insert(self._draw.randrange(len(part)), Letter(" ", None))

    def reword(self) -> None:
        """Put in, take out or change a character of a sentence."""
        part = self._parts[self._any()]
        place = self._draw.randrange(len(part))
        match self._draw.randrange(3):
            case 0:
                part.insert(place, Letter("却", None))
            case 1 if len(part) > 1:
                del part[place]
            case _:
                part[place] = Letter("甲", None)

    def left(self, span: Span) -> list[Left]:
        """Return what is left of what stood at `span`: there, and in copies of it."""
        found: list[Left] = []
        letters = self.letters
        marked = [
            letter.origin if letter.origin is not None else letter.copied for letter in letters
        ]
        start = 0
        while start < len(marked):
            if marked[start] not in _within(span):
                start += 1
                continue
            end = start + 1
            while end < len(marked) and _goes_on(marked, end, span):
                end += 1
            while marked[end - 1] is None:
                end -= 1
            found.append(_left(letters, start, end))
            start = end
        return found


_MOST_PUT_IN = 3


def _within(span: Span) -> range:
    return range(span.start, span.end)


def _goes_on(marked: list[int | None], at: int, span: Span) -> bool:
    """Tell whether the letter at `at` goes on with the passage, perhaps behind a few new ones."""
    last = next(each for each in reversed(marked[:at]) if each is not None)
    for following in marked[at : at + _MOST_PUT_IN + 1]:
        if following is not None:
            return following in _within(span) and 0 < following - last <= _MOST_PUT_IN
    return False


def _left(letters: list[Letter], start: int, end: int) -> Left:
    inside = [each for each in letters[start:end] if not each.char.isspace()]
    new = sum(each.origin is None and each.copied is None for each in inside)
    while letters[start].char.isspace() and start < end - 1:
        start += 1
    while letters[end - 1].char.isspace() and start < end - 1:
        end -= 1
    return Left(Span(start, end), len(inside) - new, new)


def _new(text: str) -> list[Letter]:
    return [Letter(char, None) for char in text]
