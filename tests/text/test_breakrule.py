"""Whether a line may end between two characters, rule by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.graphemecluster import grapheme_cluster_boundaries
from uniseg.linebreak import line_break, line_break_breakables

from reader.text.breakclass import CLASSES
from reader.text.breakrule import can_break, is_grapheme_start, last_break

# What the tailoring says nothing of. It concerns pairs of ASCII characters, spaces, hyphens, the
# double quotation marks, the middle dot and its like; marks are looked through on letters only.
UNITS = [
    *"汉字𠮷あっー한글Ａ２（）「」『』《》、。，！？：；‘’—…％￥℃°№×→é–\u3000\xa0\u2060\u200b🇨🇳👍",
    "e\u0301\u0302",
    "中\u0301",
    "か\u3099",
    "👨\u200d👩",
    "❤\ufe0f",
    "\u1112\u1161\u11ab",
]
PLAIN = st.lists(st.sampled_from(UNITS), max_size=8).map("".join)
ANY = st.text(alphabet="".join(UNITS) + "ab1 ,.-/?\"'()$%“”·～", min_size=2, max_size=12)


def breaks(text: str) -> str:
    """Return `text` with a `|` wherever a line may end."""
    return "".join(
        ("|" if index and can_break(text, 0, index, len(text)) else "") + char
        for index, char in enumerate(text)
    )


@pytest.mark.parametrize(
    "expected",
    [
        # Ideographs part anywhere; punctuation holds on to its side.
        "中|文|排|版",
        "他|说：|“你|好。”|就|走|了",
        "（甲）|「乙」|《丙》|【丁】",
        "真|的？！|是、|又，|非；|可：|否！",
        "“甲”|“乙”",
        "一|“对|（引|文）”|二",
        "说|‘你|好’|他",
        "说‘hello’他",
        '说"你|好"他',
        "甲|——|乙",
        "甲……|乙",
        "卡|尔·|马|克|思",
        "col·lecció",
        "十～|二|十",
        "上／|下",
        # Kana and Hangul.
        "あっ|た",
        "コー|ヒー",
        "ちゃ|ん",
        "人々",
        "한|글",
        "\u1112\u1161\u11ab|\u1100\u1173\u11af",
        # Latin words, numbers with their signs and units.
        "用|Python|写",
        "涨|12.9%。",
        "价|$3.5|元",
        "价|￥100|元",
        "第|1,750|亿",
        "零|下-5℃|时",
        "约|±3|米",
        "№5|号",
        "100km|远",
        "C++和|C#|好",
        "v1.2.3|版",
        "don’t |don't",
        "(x)|中",
        "中|(x)y",
        # Hyphens.
        "用|GPT-4|吗",
        "GPT-4o-|mini",
        "2023-01-17",
        "state-|of-|the-|art",
        "a |-b",
        "a |--help",
        "中-|文",
        "a–|b",
        "a|—|b",
        # Chromium's table between ASCII characters.
        "and/or",
        "C:/path/to",
        "https://example.com/a?|b=c&d#e",
        "https://example.com/2023-|01",
        "www.example.com/a-|1",
        "f(x)|[i]|{j}",
        "a |<b",
        "why?|no",
        "$-1",
        # Spaces.
        "a |b",
        "a  |b",
        "中 |文",
        "a ,b",
        "a |.net",
        "a .",
        "a |./src/x",
        "a |../x",
        "a |...x",
        "a ...",
        "a :)",
        "a ，|b",
        "a |/b",
        "（ 甲）",
        "( a",
        "甲　|乙",
        "a\xa0b",
        # Format characters and sequences.
        "中\u2060文",
        "中\u200b|文",
        "a\u200b|b",
        "a\xad|b",
        "中\u0301|文",
        "a\u0301b",
        "好|🇨🇳|🇯🇵|好",
        "👨\u200d👩\u200d👧|👍🏽|❤\ufe0f|1\ufe0f\u20e3",
        "👍|👍",
        "😀|ok",
    ],
)
def test_lines_may_end_here_only(expected: str) -> None:
    assert breaks(expected.replace("|", "")) == expected


@given(PLAIN)
def test_agrees_with_the_tables_of_the_standard(text: str) -> None:
    oracle = [*line_break_breakables(text)]
    for index in range(1, len(text)):
        assert can_break(text, 0, index, len(text)) == bool(oracle[index]), text[: index + 1]


@given(ANY, st.data())
def test_last_break_is_the_last_one_allowed(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(1, len(text) - 1))
    allowed = [at for at in range(1, index + 1) if can_break(text, 0, at, len(text))]
    assert last_break(text, 0, index, len(text)) == max(allowed, default=0)


@pytest.mark.parametrize(
    "block",
    [
        range(0x20, 0x530),
        range(0x2000, 0x2500),
        range(0x2600, 0x2800),
        range(0x3000, 0xA000),
        range(0xAC00, 0xD7FC),
        range(0xF900, 0xFB00),
        range(0xFE10, 0xFE1A),
        range(0xFE50, 0xFE6C),
        range(0xFF00, 0xFFF0),
        range(0x1F000, 0x1F676),
        range(0x1F680, 0x1FAFF),
        range(0x20000, 0x2A6E0),
    ],
    ids=lambda block: f"{block.start:X}",
)
def test_classes_are_those_of_the_standard(block: range) -> None:
    resolved = {
        **dict.fromkeys(("AI", "SG", "XX"), "AL"),
        "CJ": "NS",
        "EB": "ID",
        "EM": "CM",
    }
    ours = {"OPN": "OP"}
    tailored = set("·～／“”\t") | set(map(chr, (0x3035, *range(0x2061, 0x2065))))
    for char in map(chr, block):
        if char in tailored or char.isprintable() is False:
            continue
        expected = line_break(char).name
        found = CLASSES[char]
        assert ours.get(found, found) == resolved.get(expected, expected), hex(ord(char))


@given(st.text(alphabet="a中e\u0301\u0302\u200d\ufe0f👨👩🏽🇨🇳🇯한\u1112\u1161\u11ab", max_size=10))
def test_graphemes_are_those_of_the_standard(text: str) -> None:
    starts = {index for index in range(len(text)) if is_grapheme_start(text, 0, index)}
    standard = set(grapheme_cluster_boundaries(text)) - {len(text)}
    # A joiner binds whatever follows it, for the terminal draws it so.
    joined = {index for index in standard if index and text[index - 1] == "\u200d"}
    assert starts == standard - joined


def test_what_follows_the_line_start_only_is_looked_at() -> None:
    assert can_break("（ 甲", 1, 2, 3)
    assert not can_break("（ 甲", 0, 2, 3)
