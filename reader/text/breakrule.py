"""Whether a line may end between two characters: UAX #14, tailored for Chinese.

Chromium's `line-break: strict` is the model. Between two ASCII characters it decides by a table
of its own, and it breaks after every space; all other pairs follow the line breaking algorithm.
Where Chromium would do readers a bad turn, UAX #14 and W3C clreq prevail: a closing sign does not
begin a line nor an opening one end it even beside a space (LB13, LB14); a hyphen stays with the
number after it except in addresses (LB25: `GPT-4`, `2023-01-17`), with the word it begins (LB20a)
and with another hyphen.

Most pairs of characters are decided by their codes alone, and remembered; only the others look at
more of the line.
"""

import re
import unicodedata

from reader.text.breakclass import CLASSES

_LONGEST_ADDRESS = 256

_COMBINING = ("CM", "ZWJ")
_OPENING = ("OP", "OPN")
_HANGUL = ("JL", "JV", "JT", "H2", "H3")
_NEVER_FIRST = ("CL", "CP", "EX", "SY", "IS")  # LB13, LB15d
_NEVER_FIRST_SAVE_AFTER_OBJECT = ("BA", "HY", "NS", "MD", "IN")  # LB21, LB22, clreq

# Pairs that stay together by LB23 to LB30.
_TOGETHER = {
    "AL": ("AL", "NU", "PR", "PO", "OPN"),
    "NU": ("AL", "NU", "PR", "PO", "OPN"),
    "PR": ("AL", "NU", "ID", *_HANGUL),
    "PO": ("AL", "NU"),
    "ID": ("PO",),
    "IS": ("AL", "NU"),
    "SY": ("NU",),
    "HY": ("NU",),
    "CP": ("AL", "NU"),
    "JL": ("JL", "JV", "H2", "H3", "PO"),
    "JV": ("JV", "JT", "PO"),
    "H2": ("JV", "JT", "PO"),
    "JT": ("JT", "PO"),
    "H3": ("JT", "PO"),
}
# Pairs that stay together only in some contexts: numbers (LB25), flags (LB30a).
_IN_CONTEXT = {
    "CL": ("PR", "PO"),
    "CP": ("PR", "PO"),
    "PR": _OPENING,
    "PO": _OPENING,
    "RI": ("RI",),
}

_ASCII_CLASSES = {char: CLASSES[char] for char in map(chr, range(0x20, 0x7F))} | {"0": "NU"}
_ASCII_CLOSING = "!),./:;?]}"
# Signs that begin a word: `.net`, `../path`, `/usr`, `:-)`.
_WORD_AFTER_SIGNS = re.compile(r"/|[.:;!?]{1,3}/?[^\s!),.:;?\]}]", re.ASCII)
# Before an opening bracket Chromium does not break after these; `"` is our own addition.
_ASCII_HOLDS_BRACKET = "\"$'(/0<@a[^_`{"


class _Codes(dict[str, str]):
    """Character to its code: its class, or for ASCII the sign itself (`a` a letter, `0` a digit).

    ASCII signs have codes of their own because Chromium's table tells them apart.
    """

    def __missing__(self, char: str) -> str:
        if char == "\t":
            code = " "
        elif " " <= char <= "~":
            code = "a" if char.isalpha() else "0" if char.isdigit() else char
        else:
            code = CLASSES[char]
        self[char] = code
        return code


class _Row(dict[str, bool | None]):
    """The code of the next character to the verdict on the pair, after one code."""

    def __init__(self, left: str) -> None:
        super().__init__()
        self._left = left

    def __missing__(self, right: str) -> bool | None:
        self[right] = verdict = _verdict(self._left, right)
        return verdict


class _Rows(dict[str, _Row]):
    """Character to the row of its code; characters of one code share a row."""

    def __init__(self) -> None:
        super().__init__()
        self._of_code: dict[str, _Row] = {}

    def __missing__(self, char: str) -> _Row:
        code = _CODES[char]
        self[char] = row = self._of_code.setdefault(code, _Row(code))
        return row


_CODES = _Codes()
_ROWS = _Rows()


def last_break(text: str, start: int, index: int, end: int) -> int:
    """Return the last offset up to `index` where a line that begins at `start` may end.

    `start <= index < end`; the answer is `start` if there is none. What stands before `start` is
    not looked at, save to tell addresses, so the time is bounded by the line.
    """
    right = _CODES[text[index]]
    while index > start:
        char = text[index - 1]
        verdict = _ROWS[char][right]
        if verdict or (verdict is None and _in_context(text, start, index, end)):
            return index
        index -= 1
        right = _CODES[char]
    return start


def can_break(text: str, start: int, index: int, end: int) -> bool:
    """Tell whether a line that begins at `start` may end at `index`: `start < index < end`."""
    verdict = _ROWS[text[index - 1]][_CODES[text[index]]]
    return _in_context(text, start, index, end) if verdict is None else verdict


def is_grapheme_start(text: str, start: int, index: int) -> bool:
    """Tell whether a grapheme begins at `index`, given that one begins at `start <= index`.

    Extended grapheme clusters of UAX #29, without its rules for prepended signs and conjuncts.
    """
    if index == start:
        return True
    left, right = _CODES[text[index - 1]], _CODES[text[index]]
    if right in _COMBINING or unicodedata.category(text[index])[0] == "M" or left == "ZWJ":
        return False
    if left == right == "RI":
        return _is_between_flags(text, start, index)
    return left not in _HANGUL or right not in _HANGUL or right not in _TOGETHER[left]


def _verdict(left: str, right: str) -> bool | None:
    """Tell whether a line may end between two codes; None where the context decides."""
    if len(left) == len(right) == 1:
        return _ascii_verdict(left, right)
    return _class_verdict(_ASCII_CLASSES.get(left, left), _ASCII_CLASSES.get(right, right))


def _ascii_verdict(left: str, right: str) -> bool | None:
    """Tell what Chromium's table for pairs of ASCII characters says."""
    if right == " ":
        return False
    if left == " ":
        return None
    if right in _ASCII_CLOSING:
        return False
    if left == "-":
        return False if right in "-$" else None
    if left == "?":
        return right not in "\"'"
    return right in "(<[{" and left not in _ASCII_HOLDS_BRACKET


def _class_verdict(left: str, right: str) -> bool | None:
    """Apply the rules of UAX #14 in their order to two classes."""
    if right in ("SP", "ZW") or right in _COMBINING:  # LB7, LB9; marks stay even with a space
        return False
    if left == "ZW":  # LB8
        return True
    if right == "WJ":  # LB11
        return False
    if left in _COMBINING or left == "SP":  # LB8a, LB10; LB14 to LB18
        return None
    if left in ("WJ", "GL"):  # LB11, LB12
        return False
    if right == "GL":  # LB12a
        return left in ("BA", "HY")
    if right in _NEVER_FIRST or left in _OPENING:  # LB13, LB14
        return False
    if "QU" in (left, right):  # LB15, LB19, LB21
        return False if right in _NEVER_FIRST_SAVE_AFTER_OBJECT else None
    return _inner_verdict("AL" if left == "MD" else left, right)


def _inner_verdict(left: str, right: str) -> bool | None:
    """Apply LB20 to LB31 to two classes, neither a space nor a quotation mark."""
    if "CB" in (left, right):  # LB20
        return True
    if right in _NEVER_FIRST_SAVE_AFTER_OBJECT or left == "BB" or left == right == "B2":  # LB17
        return False
    if right in _TOGETHER.get(left, ()):
        return False
    if left == "HY" or right in _IN_CONTEXT.get(left, ()):
        return None
    return True


def _in_context(text: str, start: int, index: int, end: int) -> bool:
    """Decide where two codes do not: look at what stands before and after them in the line."""
    last = index - 1
    left = _ASCII_CLASSES.get(_CODES[text[last]], _CODES[text[last]])
    if left == "ZWJ":  # LB8a
        return False
    if left == "CM":
        last = _base(text, start, last)
        base = _CODES[text[last]]
        if base in ("CM", "ZWJ", " ", "ZW"):
            base = "AL"  # LB10
        verdict = _verdict(base, _CODES[text[index]])
        if verdict is not None:
            return verdict
        left = _ASCII_CLASSES.get(base, base)
    before = text[_base(text, start, last - 1)] if last > start else ""
    if left == "SP":
        return _breaks_after_space(text, before, index, end)
    if "QU" in (left, _ASCII_CLASSES.get(text[index], _CODES[text[index]])):
        return _breaks_at_quotation(text, before, last, index, end)
    if left == "HY":
        return _breaks_after_hyphen(text, start, last, index)
    if left == "RI":
        return _is_between_flags(text, start, last + 1)
    if left in ("PR", "PO"):
        return index + 1 == end or CLASSES[text[index + 1]] != "NU"
    return not before or CLASSES[before] != "NU"  # a closing bracket, then a unit


def _base(text: str, start: int, index: int) -> int:
    """Return the offset of the character that the combining marks up to `index` stand on."""
    while index > start and _CODES[text[index]] in _COMBINING:
        index -= 1
    return index


def _breaks_after_space(text: str, before: str, index: int, end: int) -> bool:
    """Apply LB13 to LB18 where a space stands before `index`, and `before` before the space.

    Opening and closing signs reach over one space; a wider gap is no slip of the keyboard. Some
    ASCII closing signs also begin words, such as `.net` and `:-)`.
    """
    if not before or before in " \t\u200b":
        return True
    if _ASCII_CLASSES.get(before, CLASSES[before]) in _OPENING or _is_initial(before):
        return False
    right = text[index]
    if right in _ASCII_CLOSING:
        return _WORD_AFTER_SIGNS.match(text, index, end) is not None
    return right.isalpha() or _CODES[right] not in ("CL", "EX", "NS", "MD")


def _breaks_at_quotation(text: str, before: str, last: int, index: int, end: int) -> bool:
    """Apply LB19 and LB19a: a quotation mark may part from East Asian text, on its outer side."""
    left, right = text[last], text[index]
    if CLASSES[right] != "QU":
        return (
            unicodedata.category(left) == "Pf" and _is_east_asian(before) and _is_east_asian(right)
        )
    following = text[index + 1] if index + 1 < end else ""
    return _is_initial(right) and _is_east_asian(left) and _is_east_asian(following)


def _is_initial(char: str) -> bool:
    return unicodedata.category(char) == "Pi"


def _is_east_asian(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in "WFH"


def _breaks_after_hyphen(text: str, start: int, hyphen: int, index: int) -> bool:
    """Tell whether a line may end after a hyphen: not where it begins a word or a number."""
    first = hyphen
    while first > start and text[first - 1] == "-":
        first -= 1
    before = text[first - 1] if first > start else " "
    if before in " \t\u3000" or CLASSES[before] in _OPENING:
        return False
    if not text[index].isdigit():
        return True
    return before.isalnum() and _is_in_address(text, hyphen)


def _is_in_address(text: str, index: int) -> bool:
    """Tell whether what stands before `index` is the beginning of a web address."""
    tail = text[max(0, index - _LONGEST_ADDRESS) : index]
    scheme = max(tail.rfind("://"), tail.rfind("www."))
    return scheme >= 0 and tail[scheme:].isascii() and " " not in tail[scheme:]


def _is_between_flags(text: str, start: int, index: int) -> bool:
    """Tell whether an even number of regional indicators stands before `index` (LB30a, GB12)."""
    first = index
    while first > start and _CODES[text[first - 1]] == "RI":
        first -= 1
    return (index - first) % 2 == 0
