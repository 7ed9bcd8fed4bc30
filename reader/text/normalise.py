"""Canonical text: what every offset counts in.

A canonical text has `\\n` line ends, NFC where that is bounded, and no character that acts on a
terminal or hides text from the eye: each such character is replaced by one visible substitute,
and those that merely hint where a line may break are dropped, so that text, titles and names can
go to a terminal or a file as they are. `visible` is the replacement alone; it keeps lengths, so
edges may apply it again to what came from a file that others can write.

Kept as they are: ZERO WIDTH JOINER and NON-JOINER, variation selectors and private use
characters, which emoji, scripts and fonts need, and tag characters where they spell a flag.
"""

import re
import unicodedata
from functools import cache

# What nearly all texts consist of: characters to which nothing is done but NFC.
_PLAIN_SET = (
    "\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u200d\u2010-\u2027\u2030-\u205f\u2100-\u2cee\u2e80-\u3029"
    "\u3030-\u3098\u309b-\ua66e\uac00-\ud7ff\ue000-\ufb1d\ufe00-\ufe0f\uff00-\uffef"
    "\U0001f000-\U0001fffd\U00020000-\U0002fffd"
)

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# SOFT HYPHEN, MONGOLIAN VOWEL SEPARATOR, ZERO WIDTH SPACE, WORD JOINER, the invisible operators
# (and U+2065, kept free for one) and a byte order mark left inside: between two characters they
# would hide a word from a search.
_HINTS = re.compile("[\u00ad\u180e\u200b\u2060-\u2065\ufeff]+")

_ACTING_SET = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # reorder or reshape what follows (UAX #9)
    "\u2028\u2029"
    "\ud800-\udfff"  # surrogates encode nothing
    "\ufff9-\ufffb"  # hide text
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters, and the last two of each plane
)
_ACTING = re.compile(
    f"[{_ACTING_SET}\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    + "".join(chr(plane << 16 | low) for plane in range(1, 0x11) for low in (0xFFFE, 0xFFFF))
    + "]+"
)
# Found ten times as fast in a long text; outside the basic plane little acts, but little stands.
_SUSPECT = re.compile(f"[{_ACTING_SET}\U00010000-\U0010ffff]")
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {
    0x7F: "\N{SYMBOL FOR DELETE}",
    0x2028: "\N{SYMBOL FOR NEWLINE}",
    0x2029: "\N{SYMBOL FOR NEWLINE}",
}

# Tag characters can carry a whole hidden text; in this order they spell the flag of a region.
_TAGS = re.compile("[\U000e0020-\U000e007f]")
_FLAG = re.compile("(\U0001f3f4[\U000e0030-\U000e007a]{1,8}\U000e007f)")  # UTS #51, ED-14a

# Of class 0, but decomposed to marks.
_DISGUISED_MARKS = frozenset("\u0f73\u0f75\u0f81")
# UAX #15 bounds real text at 30 non-starters in a row ("Stream-Safe Text Format"); sorting a
# longer run is quadratic, 7 s for 100,000 marks.
_LONGEST_MARK_RUN = 30


def visible(text: str) -> str:
    """Return `text` with each control character replaced by one visible substitute.

    The length in code points is kept. `\\n` and TAB are left, being structure; `one_line`
    removes them.
    """
    suspects = "".join(set(_SUSPECT.findall(text)))
    if _ACTING.search(suspects):
        text = _ACTING.sub(_substitutes, text)
    return _without_hidden_tags(text) if _TAGS.search(suspects) else text


def one_line(text: str, longest: int | None = None) -> str:
    """Return untrusted `text` fit for one line (a title, a name): visible, white space folded.

    It is cut to `longest` code points.
    """
    return visible(" ".join(_HINTS.sub("", text).split())[:longest].rstrip())


def canonical(text: str) -> str:
    """Return `text` in canonical form; `canonical(canonical(t)) == canonical(t)`.

    TABs are kept: the importers, who know whether they separate cells, code or nothing, decide.
    """
    if _plain().fullmatch(text):
        return unicodedata.normalize("NFC", text)
    return visible(_composed(_HINTS.sub("", _LINE_ENDS.sub("\n", text))))


@cache
def _plain() -> re.Pattern[str]:
    """Compile what takes long to, and only importing needs."""
    return re.compile(f"[{_PLAIN_SET}]*")


def _substitutes(match: re.Match[str]) -> str:
    return "".join(_PICTURES.get(ord(char), _REPLACEMENT) for char in match[0])


def _without_hidden_tags(text: str) -> str:
    return "".join(
        part if index % 2 else _TAGS.sub(_REPLACEMENT, part)
        for index, part in enumerate(_FLAG.split(text))
    )


def _composed(text: str) -> str:
    """Return `text` in NFC, save for runs of combining marks that no language has."""
    marks = {char for char in set(text) if unicodedata.combining(char)}
    marks |= _DISGUISED_MARKS.intersection(text)
    if not marks:
        return unicodedata.normalize("NFC", text)
    mark = "[" + "".join(map(re.escape, sorted(marks))) + "]"
    runs = re.compile(f"({mark}{{{_LONGEST_MARK_RUN + 1},}})")
    return "".join(
        part if index % 2 else unicodedata.normalize("NFC", part)
        for index, part in enumerate(runs.split(text))
    )
