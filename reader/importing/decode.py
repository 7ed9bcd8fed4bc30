"""Bytes to text, in an encoding told by the bytes themselves.

A byte order mark decides; then valid UTF-8 wins, for nothing else is valid UTF-8 by chance; then
the encoding whose reading looks most like language, by how many of its characters are frequent
ones. Random bytes read as GB18030 or Big5 give rare characters: that is how content that is no
text is told.
"""

import codecs
import re
import unicodedata
from collections import Counter
from functools import lru_cache

from reader.errors import NotText
from reader.i18n import tr
from reader.text.language import SIMPLIFIED, TRADITIONAL

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What other kinds of files begin with; most are caught by their bytes anyway, these also when
# they happen to be all ASCII, or hold long stretches of text.
_BINARY = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b",
    b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd", b"%PDF-", b"\x7fELF",
    b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0",
    b"OggS", b"fLaC", b"ID3", b"{\\rtf",
)  # fmt: skip

_ASCII, _HIGHS = bytes(range(0x80)), bytes(range(0x80, 0x100))
_HIGH = re.compile(rb"[\x80-\xff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_SAMPLE = 8_192  # bytes
_PART = 131_072  # bytes in which damage to UTF-8 is counted

# Frequent characters beside those that tell the scripts apart.
_COMMON = frozenset(
    "的一是不了在人有我他大中到上和地就以可要出也你得里后自之年下而能天去子好小多心生看起把那只"
    "想家成法方如事己又三前用面最行所意作新本主同手高此二已十公力定工部明原由合使表外因其等正者"
    "立性内文目全名果理任世四求日月少白口美气今老安信加代水平回五更第道向真打太山比海再位量度知"
    "像入各件集受保空百北京市元化色直接期形式算台香港研究科技品源格改革制造政府社区民族党路近城"
    "村企共史料器片音告布令版字句章段篇思感情父母男女食住衣服星花草木金火土石黑青早午夜春夏秋冬"
    "左右西南州省江河湖深低快慢走跑坐笑哭吃喝活死病身耳足血夫妻兄弟姐妹朋友客王先什怎每些哪才被"
    "跟且但都吧呢啊吗呀很非常分特次失功命提供引反映示指根据除即仍然甚至例包括八九六七千零半双倍"
    "率值增减超型基核重必需智投资它于程并或系通建务么种机解当何序存容相选项持注译完写与及配确支"
    "取步决视优整密言错交放执添够况获状几站易另速含助费仅素收准限否议考索属您似首便英某免希越教"
    "述局微影止听网价极万处亚界周访媒记届纽德俄欧洲尔斯伯克兰丁於並係務麼種機選譯寫與視決錯執夠"
    "獲狀幾儘費僅準議屬後裡著臺聽氣網價極萬處亞訪屆歐蘭爾"
)
_PUNCTUATION = frozenset("　、。，．·：；？！…—～“”‘’（）《》〈〉「」『』【】〔〕％￥")
_FREQUENT = _COMMON | SIMPLIFIED | TRADITIONAL | _PUNCTUATION
_ENOUGH = 0.25
_HANZI = range(0x4E00, 0xA000)
_KNOWN_HANZI = 0.3
_NEVER = frozenset({"Cc", "Cn", "Co", "Cs"})
_IMPOSSIBLE = -2.0
_TRUST = 0.1  # what it counts that a text says so itself

# What Windows-1252 texts in Western languages use of their upper half: typographic punctuation,
# signs and accented letters.
_WESTERN = frozenset(
    {0x80, 0x85, *range(0x91, 0x98), 0x99, *range(0xA0, 0xFE)} - {0xD0, 0xDE, 0xF0}
)
_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")


def decode(data: bytes, declared: str = "") -> str:
    """Return the text that `data` holds, undecodable bytes in it as U+FFFD.

    `declared` is the encoding that it says it is in, or empty; it counts where the bytes can be
    read so and look no more likely in another one.

    Raises:
        NotText: it holds none, in any encoding we know.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if data.startswith(_BINARY):
        raise NotText(_message())
    if b"\0" in data and (encoding := _utf_16(data[:_SAMPLE])):
        return data.decode(encoding, "replace")
    try:
        return _plausible(data.decode())
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data"
        return _plausible(data.decode(_guess(data, cut_off, declared), "replace"))


def _marked(data: bytes, encoding: str) -> str:
    """Return the text after a byte order mark, two bytes that other files may begin with too."""
    if not encoding.startswith("utf-8") and _score(data[:_SAMPLE], encoding) < 0:
        raise NotText(_message())
    return _plausible(data.decode(encoding, "replace"))


_DECLARED = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cp950", "x-x-big5"), "big5hkscs"),
}
"""What pages say, and what they mean by it."""


def _guess(data: bytes, cut_off: bool, declared: str) -> str:
    """Return the encoding of `data`, which is not valid UTF-8 throughout.

    `cut_off` says that it would be, did it not end inside a character.
    """
    first = _HIGH.search(data)
    part = data[first.start() if first else 0 :][:_PART]
    damaged = part.decode(errors="replace")
    errors = damaged.count(_REPLACEMENT)
    high = data.translate(None, _ASCII)
    sound = len(damaged) - errors - len(part.translate(None, _HIGHS))
    if errors * 10 <= sound or (cut_off and sound >= 2):
        return "utf-8"
    if _is_western(data, high):
        return "cp1252"
    encodings = ("gb18030", "big5hkscs", "utf-8", "utf-16-le", "utf-16-be")
    start = data.index(high[0]) & ~1  # even, for UTF-16
    scores = {encoding: _score(data[start : start + _SAMPLE], encoding) for encoding in encodings}
    if (likely := _DECLARED.get(declared)) in scores:
        scores[likely] += _TRUST
    best = max(encodings, key=scores.__getitem__)
    if scores[best] >= _ENOUGH:
        return best
    if errors * 200 <= len(part):
        return "utf-8"
    raise NotText(_message())


def _plausible(text: str) -> str:
    """Return `text`, unless too much of it is control characters.

    A few are borne, to be shown as visible substitutes: an escape sequence, a stray NUL.
    """
    controls = len(_CONTROLS.findall(text))
    if controls > max(len(text) // 10, min(len(text) // 3, 16)):
        raise NotText(_message())
    return text


def _utf_16(data: bytes) -> str:
    """Return which UTF-16 `data`, without a byte order mark, is in, or an empty string."""
    best = max(("utf-16-le", "utf-16-be"), key=lambda encoding: _score(data, encoding))
    return best if _score(data, best) >= 2 * _ENOUGH else ""


def _is_western(data: bytes, high: bytes) -> bool:
    """Tell whether the bytes that are not ASCII, `high`, stand alone, as accented letters do.

    In a Chinese encoding they come in pairs.
    """
    return (
        len(high) * 10 <= len(data)
        and _WESTERN.issuperset(high)
        and len(_ALONE.findall(data)) * 5 >= len(high) * 4
    )


def _score(data: bytes, encoding: str) -> float:
    """Return how much of `data`, read in `encoding`, looks like Chinese: from 1 down to -2."""
    text = data.decode(encoding, "replace")
    counts = Counter(text)
    if not encoding.startswith(("utf-16", "utf-32")):  # ASCII reads the same in all others
        counts = Counter({char: count for char, count in counts.items() if char >= "\x80"})
    total = counts.total()
    return sum(_weight(char) * count for char, count in counts.items()) / total if total else 0.0


@lru_cache(maxsize=8_192)
def _weight(char: str) -> float:
    """Return how likely `char` is in a text: from 1 down to -2."""
    if char in _FREQUENT or " " <= char <= "~" or char in "\t\r\n":
        return 1.0
    if ord(char) in _HANZI:
        return _KNOWN_HANZI if _encodable(char, "gb2312") or _encodable(char, "big5") else 0.0
    if char == _REPLACEMENT or unicodedata.category(char) in _NEVER:
        return _IMPOSSIBLE
    return 0.0


def _encodable(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _message() -> str:
    return tr(
        "This is not text in an encoding that reader knows (UTF-8, UTF-16, GB18030, Big5). "
        "If it is text, save it as UTF-8 and add it again."
    )
