"""Subtitles (SubRip, WebVTT): what is said, a paragraph until somebody pauses."""

import re

from reader.errors import Empty
from reader.i18n import tr
from reader.importing.decode import decode
from reader.importing.naming import title_from
from reader.importing.origin import Origin
from reader.model import Document
from reader.text.language import detect
from reader.text.markup.builder import Builder
from reader.text.normalise import canonical

SUFFIXES = frozenset({".srt", ".vtt"})

_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[,.](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_TAG = re.compile(r"<[^<>]{0,100}>|\{\\[^{}]{0,100}\}")
_HEADER = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_PAUSE = 2.0  # seconds
_LONGEST = 400  # code points of a paragraph, after which the next sentence begins another
_ENOUGH = 4_000  # code points after which it does, whether a sentence ends or not
_SENTENCE_END = ("。", "！", "？", ".", "!", "?", "…", "”")


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely subtitles."""
    start = head[:400].decode("utf-8", "ignore").lstrip("\ufeff")
    return (
        start.startswith("WEBVTT")
        or re.match(rf"\s*\d+\s*\r?\n{_TIMING.pattern}", start) is not None
    )


def read(data: bytes, origin: Origin) -> Document:
    """Return what the subtitles `data` say, one line for each.

    Raises:
        NotText: it is binary.
        Empty: nothing is said.
    """
    builder = Builder()
    lines: list[str] = []
    length = 0  # code points of the lines
    ended = 0.0
    for begun, until, said in _cues(canonical(decode(data))):
        whole = length >= _LONGEST and lines[-1].endswith(_SENTENCE_END)
        apart = begun - ended >= _PAUSE or begun < ended - _PAUSE
        if lines and (apart or whole or length >= _ENOUGH):
            builder.add("\n".join(lines))
            lines, length = [], 0
        if not lines or lines[-1] != said:  # rolling captions say a line twice
            lines.append(said)
            length += len(said)
        ended = until
    builder.add("\n".join(lines))
    text, structure = builder.finish()
    if not text:
        raise Empty(tr("There is no text in it."))
    return Document(text, structure, title=title_from(origin.name, [text]), language=detect(text))


def _cues(source: str) -> list[tuple[float, float, str]]:
    """Return the cues of `source`: from when to when, in seconds, and the text."""
    cues = []
    for block in re.split(r"\n[ \t]*\n", source.strip("\n")):
        lines = block.replace("\t", " ").split("\n")
        timed = next((i for i, line in enumerate(lines[:3]) if _TIMING.match(line)), None)
        if timed is None or (_HEADER.match(lines[0]) and timed == 0):
            continue
        match = _TIMING.match(lines[timed])
        assert match is not None
        said = (_TAG.sub("", line).strip(" -\u3000") for line in lines[timed + 1 :])
        if text := "\n".join(filter(None, said)):
            cues.append((_seconds(match.groups()[:4]), _seconds(match.groups()[4:]), text))
    return cues


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + int((fraction or "0").ljust(3, "0")) / 1000
