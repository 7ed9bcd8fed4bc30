"""Mentions in files: nothing is lost, nothing acts, labels lie on whole tokens."""

import csv
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from reader.exporting.mentions import (
    MENTION_COLUMNS,
    mentions_conll,
    mentions_csv,
    mentions_html,
    mentions_json,
)
from reader.model import Article, ArticleSummary, Span, Structure
from reader.model.entity import EntityType, Evidence, Mention

SIGNS = st.text(st.sampled_from("中国𠮷人A-1 \n。！=+@'\"<>&\t\x1b字"), max_size=60)


def article(text: str) -> Article:
    empty = dict.fromkeys(
        ("author", "source", "date", "url", "path", "digest", "added", "modified"), ""
    )
    row = ArticleSummary(id="a1", title="<b>題</b>", language="zh", chars=len(text), **empty)
    return Article(row, text, Structure())


def mention(start: int, end: int, name: str = "=1+1") -> Mention:
    return Mention(Span(start, end), EntityType.ORG, name, Evidence.RULE, 0.9)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    text = draw(SIGNS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [mention(start, end) for start, end in pairs]


@given(marked())
def test_tokens_hold_all_that_is_no_space_and_each_mention_begins_once(
    given_: tuple[str, list[Mention]],
) -> None:
    text, mentions = given_
    rows = [row.split("\t") for row in mentions_conll(text, mentions).splitlines() if row]
    shown = text.replace("\x1b", "\u241b")
    assert "".join(token for token, _ in rows) == "".join(shown.split())
    begun = sum(label == "B-ORG" for _, label in rows)
    assert begun == sum(bool(one.span.of(text).strip()) for one in mentions)


@given(marked())
def test_a_page_holds_the_text_and_nothing_that_acts(given_: tuple[str, list[Mention]]) -> None:
    text, mentions = given_
    page = mentions_html(article(text), mentions)
    body = page.partition("<body>")[2]
    assert set(re.findall("<([a-z0-9]+)", body)) <= {"h1", "p", "mark"}
    assert "\x1b" not in page
    assert page.count("<p>") == page.count("</p>")


def test_a_table_holds_no_formula() -> None:
    text = "=SUM(A1) 字"
    (columns, row) = csv.reader(io.StringIO(mentions_csv(text, [mention(0, 8)])))
    assert tuple(columns) == MENTION_COLUMNS
    assert row == ["0", "8", "'=SUM(A1)", "ORG", "'=1+1"]


def test_json_is_one_document() -> None:
    found = json.loads(mentions_json(article("𠮷野家"), [mention(0, 3, "吉野家")]))
    assert found["entities"] == [
        {"start": 0, "end": 3, "text": "𠮷野家", "type": "ORG", "entity": "吉野家"}
    ]


def test_sentences_are_apart() -> None:
    assert mentions_conll("好。\n北京 GPT-4", [mention(3, 5)]) == (
        "好\tO\n。\tO\n\n北\tB-ORG\n京\tI-ORG\nGPT-4\tO\n"
    )


def test_nothing_in_nothing_out() -> None:
    assert mentions_conll("", []) == ""
