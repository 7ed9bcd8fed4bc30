"""The line breaking class of a character, as UAX #14 names it.

Most classes follow from the general category and the East Asian width; the characters that do
not are listed here, for the scripts this program lays out by rule. The resolutions of LB1 and of
`line-break: strict` are made: AI, SA and the like are AL, CJ is NS, the emoji classes EB and EM
are ID and CM. Brahmic aksaras are AL.

The tailoring for Chinese: `“` opens and `”` closes (as ICU has it for Chinese and Japanese), and
the middle dot, the full-width solidus and the wave dash do not begin a line (W3C clreq, 3.1.6).
"""

import unicodedata

_SMALL_KANA = (
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ\u31f0-\u31ffー"
    "\uff67-\uff70\U0001b150-\U0001b152\U0001b164-\U0001b167"
)

_LISTED = {
    "SP": " \t",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
    "WJ": "\u2060\ufeff",
    "GL": "\xa0\u034f\u035c-\u0362\u180e\u2007\u2011\u202f",
    "OPN": "¡¿\u2e18“",
    "CL": "、。︐︑︒﹐﹒，．｡､”",
    "CP": ")]",
    "EX": "!?\u05c6\u061b\u061d-\u061f\u06d4\u2762\u2763︕︖﹖﹗！？",
    "IS": ",.:;\u037e\u0589\u060c\u060d\u07f8\u2044",
    "SY": "/",
    "MD": "·",
    "NS": (
        "～／々〜〻〼゛゜ゝゞ゠・ヽヾ：；･ﾞﾟ‼‽⁇⁈⁉\u17d6\ufe13\ufe14﹔﹕\ua015\U00016fe0-\U00016fe3"
        + _SMALL_KANA
    ),
    "IN": "\u2024-\u2026\u22ef\ufe19",
    "B2": "—⸺⸻",
    "HY": "-",
    "BA": (
        "|\xad\u058a\u05be\u0964\u0965\u0e5a\u0e5b\u0f0b\u1361\u1680\u17d4\u17d5"
        "\u2010\u2012\u2013\u2027\u2056\u2058-\u205b\u205d\u205e\u2e0e-\u2e15\u2e17\u2e19"
        "\u2e2a-\u2e2d\u2e30\u2e31\u2e33\u2e34\u2e3c-\u2e3e\u2e40\u2e41\u2e43-\u2e4a\u2e4c\u2e4e\u2e4f"
    ),
    "BB": "´ˈˌ˟\u1806\u1ffd",
    "CB": "\ufffc",
    "QU": "\"'\u275b-\u2760\u2e00\u2e01\u2e06-\u2e08\u2e0b\U0001f676-\U0001f678",
    "PO": "%¢°‰‱′″‴‵‶‷⁗℃℉﹪％￠\u0609-\u060b\u066a\u20a7\u20b6\u20bb\u20be\u20c0\ufdfc",
    "PR": "+\\±№−∓",
    "NU": "\u066b\u066c\u06dd\u0600-\u0605",
    "ID": (
        "⏱⏲\u2600-\u2603☘☚-☟☹☺☻♨⚿⛀-⛃⛆⛇⛈⛍⛏⛐⛑⛓⛘⛙⛜⛟⛠⛡⛱⛴⛷-⛹⛾-\u2704✈✉✌✍❤〿〵ｦ\uff71-\uff9d\uffa0-\uffdc"
    ),
    "RI": "\U0001f1e6-\U0001f1ff",
    "JL": "\u1100-\u115f\ua960-\ua97c",
    "JV": "\u1160-\u11a7\ud7b0-\ud7c6",
    "JT": "\u11a8-\u11ff\ud7cb-\ud7fb",
    # Symbols that are wide but not ideographic.
    "AL": "⏩-⏬◽◾♈-♓⚓⚡⚪⚫⛎✅✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
    "🆎🆑-🆚\U0001f39c\U0001f39d🎵🎶🎼💠💢💤💯💱💲🔀-🔆🔗-🔤🔲-🔽",
    # Skin tones, which follow the person they colour.
    "CM": "\U0001f3fb-\U0001f3ff",
}

# Pictographs that are ideographic whatever their width.
_PICTOGRAPHS = (
    range(0x1F000, 0x1F100),
    range(0x1F200, 0x1F53E),
    range(0x1F54A, 0x1F54B),
    range(0x1F54F, 0x1F5D4),
    range(0x1F5DC, 0x1F5F4),
    range(0x1F5FA, 0x1F650),
    range(0x1F680, 0x1F700),
    range(0x1F774, 0x1F780),
    range(0x1F7D5, 0x1F800),
    range(0x1F90C, 0x1FA00),
    range(0x1FA54, 0x1FB00),
)

_BY_CATEGORY = {
    "Mn": "CM",
    "Me": "CM",
    "Mc": "CM",
    "Cf": "CM",
    "Cc": "CM",
    "Ps": "OP",
    "Pe": "CL",
    "Pi": "QU",
    "Pf": "QU",
    "Zs": "BA",
    "Nd": "NU",
    "Sc": "PR",
}


def _spread(listed: str) -> str:
    """Return `listed` with each range `a-z` written out; a first `-` stands for itself."""
    spread = listed[:1]
    index = 1
    while index < len(listed):
        if listed[index] == "-":
            spread += "".join(map(chr, range(ord(listed[index - 1]) + 1, ord(listed[index + 1]))))
        else:
            spread += listed[index]
        index += 1
    return spread


class _Classes(dict[str, str]):
    """Character to class; those not listed are derived as they are met."""

    def __missing__(self, char: str) -> str:
        self[char] = found = _derived(char)
        return found


def _derived(char: str) -> str:
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3:
        return "H3" if (code - 0xAC00) % 28 else "H2"
    category = unicodedata.category(char)
    wide = unicodedata.east_asian_width(char) in "WF"
    if category == "Ps" and not wide:
        return "OPN"
    if category == "Nd" and wide:
        return "ID"
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    return "ID" if wide or any(code in block for block in _PICTOGRAPHS) else "AL"


def _classes() -> _Classes:
    classes = _Classes()
    for name, listed in _LISTED.items():
        classes.update(dict.fromkeys(_spread(listed), name))
    return classes


CLASSES = _classes()
"""The class of each character, two or three capitals; any character may be asked for.

Two are our own: `OPN` is an opening sign that is not East Asian (the distinction LB30 makes), `MD`
the middle dot, an AL that does not begin a line.
"""
