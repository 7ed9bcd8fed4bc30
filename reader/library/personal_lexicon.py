"""The person's own lexicon: names in a plain text file, which overrule what is recognised.

Its format is that of `reader.entities.lexicon`; the file need not exist.
"""

import hashlib
from pathlib import Path
from typing import NamedTuple

from reader.entities.lexicon import Lexicon, Problem, parse_lexicon
from reader.i18n import tr
from reader.text.normalise import one_line

_SHOWN = 40  # code points of a line that is quoted


class PersonalLexicon(NamedTuple):
    """What a lexicon file says."""

    lexicon: Lexicon | None
    """None where there is no name in it."""
    fingerprint: str
    """Another for other names; empty for none."""
    problems: tuple[str, ...] = ()
    """What of it is not used and why, in the user's language."""


def read_lexicon(path: Path) -> PersonalLexicon:
    """Read the file at `path`; lines that say nothing we understand are told and left out."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return PersonalLexicon(None, "")
    except OSError as error:
        reason = error.strerror or str(error)
        return PersonalLexicon(
            None,
            "",
            (
                tr("The lexicon {path} cannot be read: {reason}.").format(
                    path=_name(path), reason=reason
                ),
            ),
        )
    entries, problems = parse_lexicon(data.decode("utf-8", "replace"))
    told = tuple(_told(path, problem) for problem in problems)
    if not entries:
        return PersonalLexicon(None, "", told)
    return PersonalLexicon(Lexicon(entries, by_user=True), hashlib.sha256(data).hexdigest(), told)


def _told(path: Path, problem: Problem) -> str:
    return tr("{path}, line {line}: “{content}”: {reason}. The line is not used.").format(
        path=_name(path),
        line=problem.line,
        content=one_line(problem.content)[:_SHOWN],
        reason=problem.reason,
    )


def _name(path: Path) -> str:
    return one_line(str(path))


class LexiconFile:
    """The lexicon at a path, read again whenever it was written to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written: int | None = -1

    def news(self) -> PersonalLexicon | None:
        """Return what the file says; None where it says what it said the last time."""
        try:
            written: int | None = self._path.stat().st_mtime_ns
        except OSError:
            written = None
        if written == self._written:
            return None
        self._written = written
        return read_lexicon(self._path)
