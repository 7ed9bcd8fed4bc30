"""Canonical text: what every offset counts in.

A canonical text has `\\n` line ends, NFC where that is bounded, no tabs outside tables and no
control characters: each control is replaced by one visible substitute, so that text, titles and
names can go to a terminal or a file as they are. `visible` is that replacement alone; it keeps
lengths, so edges may apply it again to what came from a file that others can write.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# UAX #15 bounds real text at 30 non-starters in a row ("Stream-Safe Text Format"); sorting a
# longer run is quadratic, 7 s for 100,000 marks.
_LONGEST_MARK_RUN = 30


def _substitutes() -> dict[int, str]:
    """Map each code point that acts on a terminal, or hides text, to one visible character."""
    table = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
    table[0x7F] = "\N{SYMBOL FOR DELETE}"
    table |= dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    # Bidirectional marks, embeddings, overrides and isolates reorder what follows (UAX #9).
    bidi = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    table |= dict.fromkeys(bidi, _REPLACEMENT)
    table |= {0x2028: "\N{SYMBOL FOR NEWLINE}", 0x2029: "\N{SYMBOL FOR NEWLINE}"}
    table |= dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)  # surrogates encode nothing
    table |= dict.fromkeys(range(0xFDD0, 0xFDF0), _REPLACEMENT)  # noncharacters, as the next
    table |= dict.fromkeys(
        (plane << 16 | low for plane in range(0x11) for low in (0xFFFE, 0xFFFF)), _REPLACEMENT
    )
    # Interlinear annotations and tag characters hide text from the eye.
    table |= dict.fromkeys((*range(0xFFF9, 0xFFFC), 0xE0001), _REPLACEMENT)
    return table


_SUBSTITUTES = _substitutes()


def visible(text: str) -> str:
    """Return `text` with each control character replaced by one visible substitute.

    The length in code points is kept. `\\n` and TAB are left, being structure; `one_line`
    removes them.
    """
    return text.translate(_SUBSTITUTES)


def one_line(text: str) -> str:
    """Return untrusted `text` fit for one line (a title, a name): visible, white space folded."""
    return visible(" ".join(text.split()))


def canonical(text: str) -> str:
    """Return `text` in canonical form; `canonical(canonical(t)) == canonical(t)`.

    TABs are kept: the importers, who know whether they separate cells, code or nothing, decide.
    """
    text = _LINE_ENDS.sub("\n", text.removeprefix("\N{BYTE ORDER MARK}"))
    return visible(_composed(text))


def _composed(text: str) -> str:
    """Return `text` in NFC, save for runs of combining marks that no language has."""
    marks = {char for char in set(text) if unicodedata.combining(char)}
    if not marks:
        return unicodedata.normalize("NFC", text)
    mark = "[" + "".join(map(re.escape, sorted(marks))) + "]"
    runs = re.compile(f"({mark}{{{_LONGEST_MARK_RUN + 1},}})")
    return "".join(
        part if index % 2 else unicodedata.normalize("NFC", part)
        for index, part in enumerate(runs.split(text))
    )
