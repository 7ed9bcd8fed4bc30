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

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# SOFT HYPHEN, MONGOLIAN VOWEL SEPARATOR, ZERO WIDTH SPACE, WORD JOINER, the invisible operators
# and a byte order mark left inside: between two characters they would hide a word from a search.
_HINTS = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff]+")

# UAX #15 bounds real text at 30 non-starters in a row ("Stream-Safe Text Format"); sorting a
# longer run is quadratic, 7 s for 100,000 marks.
_LONGEST_MARK_RUN = 30

# Starters by their class, but decomposed into non-starters.
_DISGUISED_MARKS = frozenset("\u0f73\u0f75\u0f81")

_TAGS = re.compile("[\U000e0020-\U000e007f]")
_FLAG = re.compile("(\U0001f3f4[\U000e0030-\U000e007a]{1,8}\U000e007f)")  # UTS #51, ED-14a


def _substitutes() -> dict[int, str]:
    """Map each code point that acts on a terminal, or hides text, to one visible character."""
    table = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
    table[0x7F] = "\N{SYMBOL FOR DELETE}"
    table |= dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    # Bidirectional marks, embeddings, overrides and isolates reorder what follows (UAX #9);
    # 206A to 206F are deprecated and reshape it.
    bidi = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070))
    table |= dict.fromkeys(bidi, _REPLACEMENT)
    table |= {0x2028: "\N{SYMBOL FOR NEWLINE}", 0x2029: "\N{SYMBOL FOR NEWLINE}"}
    table |= dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)  # surrogates encode nothing
    table |= dict.fromkeys(range(0xFDD0, 0xFDF0), _REPLACEMENT)  # noncharacters, as the next
    table |= dict.fromkeys(
        (plane << 16 | low for plane in range(0x11) for low in (0xFFFE, 0xFFFF)), _REPLACEMENT
    )
    # Interlinear annotations, shorthand and musical formatting, and the language tag.
    hiding = (*range(0xFFF9, 0xFFFC), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), 0xE0001)
    table |= dict.fromkeys(hiding, _REPLACEMENT)
    return table


_SUBSTITUTES = _substitutes()


def visible(text: str) -> str:
    """Return `text` with each control character replaced by one visible substitute.

    The length in code points is kept. `\\n` and TAB are left, being structure; `one_line`
    removes them.
    """
    text = text.translate(_SUBSTITUTES)
    return _without_hidden_tags(text) if _TAGS.search(text) else text


def one_line(text: str) -> str:
    """Return untrusted `text` fit for one line (a title, a name): visible, white space folded."""
    return visible(" ".join(_HINTS.sub("", text).split()))


def canonical(text: str) -> str:
    """Return `text` in canonical form; `canonical(canonical(t)) == canonical(t)`.

    TABs are kept: the importers, who know whether they separate cells, code or nothing, decide.
    """
    return visible(_composed(_HINTS.sub("", _LINE_ENDS.sub("\n", text))))


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


def _without_hidden_tags(text: str) -> str:
    """Replace tag characters, which can carry a whole hidden text, wherever they spell no flag."""
    return "".join(
        part if index % 2 else _TAGS.sub(_REPLACEMENT, part)
        for index, part in enumerate(_FLAG.split(text))
    )
