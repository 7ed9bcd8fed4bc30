"""Encodings told by content."""

import contextlib
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import NotText
from reader.importing.decode import decode

SIMPLIFIED = """小城的邮局

邮局在河的拐弯处，门口有两棵桂花树。每天下午四点，老陈把最后一袋信搬上三轮车，骑到火车站去。
他说：“信总是要有人送的，哪怕只剩一封。”这句话他说了三十年，从二十岁说到五十岁。

2019年，镇上通了快递，邮局的窗口从五个减到一个。GPT-4能替人写信了，老陈听说后笑了笑：“写得好不好不要紧，
要紧的是谁写的。”
"""
TRADITIONAL = """小城的郵局

郵局在河的轉彎處，門口有兩棵桂花樹。每天下午四點，老陳把最後一袋信搬上三輪車，騎到火車站去。
他說：「信總是要有人送的，哪怕只剩一封。」這句話他說了三十年，從二十歲說到五十歲。

二○一九年，鎮上通了快遞，郵局的窗口從五個減到一個。GPT-4能替人寫信了，老陳聽說後笑了笑。
"""
HEADLINES = [
    "小城邮局关门前的最后一个下午",
    "小城郵局關門前的最後一個下午",
    "GPT-4 发布一周年：谁还在写信？",
    "臺北車站的夜行列車",
    "高考作文题公布",
    "鱼市的凌晨",
    "繁體中文",
    "春天来了",
]
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", [*UNICODE, "gb18030", "gbk"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
def test_articles_in_every_encoding_come_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs"])
def test_traditional_articles_in_big5_come_back(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def _can_hold(encoding: str, text: str) -> bool:
    return text.encode(encoding, "ignore").decode(encoding) == text


@pytest.mark.parametrize(
    ("headline", "encoding"),
    [
        (headline, encoding)
        for headline in HEADLINES
        for encoding in (*UNICODE, "gb18030", "gbk", "big5hkscs")
        if _can_hold(encoding, headline)
    ],
)
def test_headlines_come_back(headline: str, encoding: str) -> None:
    assert decode(headline.encode(encoding)) == headline


@pytest.mark.parametrize("encoding", [*UNICODE, "gb18030", "big5hkscs"])
@pytest.mark.parametrize("size", [20, 50, 200, 2_000])
def test_parts_of_an_article_come_back(size: int, encoding: str) -> None:
    text = TRADITIONAL * 10
    for start in range(0, 200, 7):
        part = text[start : start + size]
        assert decode(part.encode(encoding)) == part


@pytest.mark.parametrize("encoding", [*UNICODE, "gb18030"])
def test_characters_beyond_the_basic_plane_come_back(encoding: str) -> None:
    text = "𠮷田远说：“🙂也是字。”" + SIMPLIFIED
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16-le", "utf-16-be"])
def test_mostly_ascii_with_some_chinese_comes_back(encoding: str) -> None:
    text = (
        "The word for reader is 读者 and that for text is 文本.\n" + "Plain English follows. " * 40
    )
    assert decode(text.encode(encoding)) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


def test_western_text_is_not_taken_for_chinese() -> None:
    text = "It’s a “naïve” résumé – déjà vu in a café. " + "Nothing else is special here. " * 5
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
def test_a_stray_byte_does_not_turn_utf_8_into_something_else(text: str) -> None:
    long = (text * 400).encode()
    for place, byte in [(0, 0xFF), (5_000, 0x80), (50_001, 0xE4), (len(long), 0xC3)]:
        read = decode(long[:place] + bytes([byte]) + long[place:])
        assert 1 <= read.count("\ufffd") <= 2
        assert len(read.replace("\ufffd", "")) >= len(text) * 400 - 1


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_cut_off_end_costs_one_character(headline: str) -> None:
    for cut in (1, 2):
        assert decode(headline.encode()[:-cut]) == headline[:-1] + "\ufffd"
    assert decode(SIMPLIFIED.rstrip().encode("gb18030")[:-1])[:-1] == SIMPLIFIED.rstrip()[:-1]


def test_a_stray_byte_in_ascii() -> None:
    text = b"All of this is plain ASCII, save for one byte. " * 20
    assert decode(text + b"\xff" + text).count("\ufffd") == 1


def test_a_few_controls_are_text() -> None:
    for text in ("\x1b[31m红\x1b[0m\x07\x08", "标题\x00正文里混进了控制字符\x7f\x01", "a\x00b"):
        assert decode(text.encode()) == text


def _sqlite_like() -> bytes:
    return b"SQLite format 3\0" + bytes(100) + b"CREATE TABLE t (a TEXT)" + bytes(4_000)


BINARIES = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "elf": b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\0>\0\x01" + bytes(range(200)) * 20,
    "zip": b"PK\x03\x04\x14\0\0\0\x08\0" + zlib.compress(SIMPLIFIED.encode()),
    "pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "sqlite": _sqlite_like(),
    "zlib": zlib.compress(SIMPLIFIED.encode() * 3, 9),
    "zeros": bytes(1_000),
    "few zeros": bytes(4),
    "numbers": b"".join(n.to_bytes(4, "little") for n in range(2_000)),
    "doubles": b"".join(random.Random(1).randbytes(6) + b"\xf0\x3f" for _ in range(200)),
    "wave": b"RIFF\x24\0\0\0WAVEfmt " + bytes(range(0, 256, 2)) * 8,
    "utf-16 mark": b"\xff\xfe" + random.Random(2).randbytes(4_000),
}


@pytest.mark.parametrize("kind", BINARIES)
def test_binary_content_is_refused(kind: str) -> None:
    with pytest.raises(NotText):
        decode(BINARIES[kind])


def test_random_bytes_are_refused() -> None:
    source = random.Random(20230117)
    for size in [60, 200, 1_000] * 40:
        with pytest.raises(NotText):
            decode(source.randbytes(size))


@given(st.binary(max_size=300))
def test_bytes_are_text_or_refused(data: bytes) -> None:
    with contextlib.suppress(NotText):
        assert isinstance(decode(data), str)


def test_the_refusal_says_what_to_do() -> None:
    with pytest.raises(NotText, match="UTF-8"):
        decode(bytes(1_000))
