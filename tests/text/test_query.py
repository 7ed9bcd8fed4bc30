"""The query language: what is typed, how it is read, and printed again."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Span
from reader.text.query import (
    All,
    Any,
    DateField,
    Field,
    Has,
    Match,
    Node,
    Not,
    Problem,
    Property,
    Ranked,
    Term,
    When,
    leaves,
    narrowed,
    parse,
    terms,
    to_text,
    without,
)
from reader.text.query.parser import LONGEST, MOST_LEAVES

_SIGNS = "\"“”「」『』()（）:：-－*＊~～ \t，。ANDORT|.…'"
_PARTS = (
    *_SIGNS,
    " AND ",
    " OR ",
    " NOT ",
    "title:",
    "标题：",
    "標籤:",
    "is:",
    "unread",
    "date:",
    "added:",
    "2023-01",
    "..",
    "7d",
    "lang:",
    "繁体",
    "量子",
    "𠮷野家",
    "GPT-4o",
    "C++",
    "e\u0301",
    "\u0338",
    "\x1b[31m",
    "\u202e",
    "\ud800",
    "👨‍👩‍👧",
)
queries = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=_SIGNS + "ab量子", max_size=40),
    st.lists(st.sampled_from(_PARTS), max_size=30).map("".join),
)


def word(text: str, field: Field = Field.ANY) -> Term:
    return Term(text, Match.WORD, field)


def phrase(text: str, field: Field = Field.ANY) -> Term:
    return Term(text, Match.PHRASE, field)


@given(queries)
def test_what_is_printed_is_read_as_the_same(text: str) -> None:
    root = parse(text).root
    again = parse(to_text(root))
    assert again.root == root
    assert to_text(again.root) == to_text(root)


@given(queries)
def test_what_is_printed_needs_no_note(text: str) -> None:
    """Except that a word with a colon goes on being told from a field."""
    notes = parse(to_text(parse(text).root)).notes
    assert {note.problem for note in notes} <= {Problem.UNKNOWN_FIELD}


@given(queries)
def test_spans_lie_in_the_query_and_hold_what_was_typed(text: str) -> None:
    query = parse(text)
    for node in _nodes(query.root):
        assert node.span
        assert node.span.end <= len(text)
        for child in _children(node):
            assert node.span.start <= child.span.start
            assert child.span.end <= node.span.end
    for note in query.notes:
        assert note.span
        assert note.span.end <= len(text)


@given(queries)
def test_a_part_taken_out_is_gone(text: str) -> None:
    root = parse(text).root
    for leaf, _wanted in leaves(root):
        rest = [each for each, _ in leaves(without(root, leaf))]
        assert [each for each, _ in leaves(root) if each is not leaf] == rest
        assert parse(to_text(without(root, leaf))).root == without(root, leaf)


@given(queries)
def test_narrowing_adds_one_condition(text: str) -> None:
    tag = phrase("机器 学习", Field.TAG)
    root = parse(text).root
    found = narrowed(root, tag)
    assert [leaf for leaf, _ in leaves(found)] == [*(leaf for leaf, _ in leaves(root)), tag]
    assert parse(to_text(found)).root == found


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("", None),
        ("量子", word("量子")),
        ("量子 计算", Ranked((word("量子"), word("计算")))),
        ("量子　计算", Ranked((word("量子"), word("计算")))),
        ("人工智能是什么？", word("人工智能是什么")),
        ("《红楼梦》，曹雪芹", Ranked((word("红楼梦"), word("曹雪芹")))),
        ('"藏经洞 的"', phrase("藏经洞 的")),
        ("“藏经洞”", phrase("藏经洞")),
        ("”藏经洞“", phrase("藏经洞")),
        ("＂藏经洞＂", phrase("藏经洞")),
        ("「他说“走”」", phrase("他说“走”")),
        ("『「藏经洞」』", phrase("「藏经洞」")),
        ("他说“走”", Ranked((word("他说"), phrase("走")))),
        ("-苹果", Not(word("苹果"))),
        ("－苹果", Not(word("苹果"))),
        ("手机 −苹果", Ranked((word("手机"), Not(word("苹果"))))),
        ("GPT-4o", word("GPT-4o")),
        ("C++ node.js v1.2.3", Ranked((word("C++"), word("node.js"), word("v1.2.3")))),
        ("量子 -", word("量子")),
        ("a AND b", All((word("a"), word("b")))),
        ("a ＡＮＤ b", All((word("a"), word("b")))),
        ("a and b", Ranked((word("a"), word("and"), word("b")))),
        ("a OR b OR c", Any((word("a"), word("b"), word("c")))),
        ("a b OR c", Any((Ranked((word("a"), word("b"))), word("c")))),
        ("a b AND c", Ranked((word("a"), All((word("b"), word("c")))))),
        ("a AND (b OR c)", All((word("a"), Any((word("b"), word("c")))))),
        ("a AND （b OR c）", All((word("a"), Any((word("b"), word("c")))))),
        ("a NOT b", Ranked((word("a"), Not(word("b"))))),
        ("NOT NOT a", word("a")),
        ("-(-a)", word("a")),
        ("-(a b)", Not(All((word("a"), word("b"))))),
        ("title:量子", word("量子", Field.TITLE)),
        ("TITLE：量子", word("量子", Field.TITLE)),
        ("ｔｉｔｌｅ:量子", word("量子", Field.TITLE)),
        ("title: 量子", word("量子", Field.TITLE)),
        ("标题：“量子 计算”", phrase("量子 计算", Field.TITLE)),
        ("標題:量子", word("量子", Field.TITLE)),
        ("作者:季羡林", word("季羡林", Field.AUTHOR)),
        ("来源:人民日报", word("人民日报", Field.SOURCE)),
        ("标签:历史", word("历史", Field.TAG)),
        ("笔记:重要", word("重要", Field.NOTE)),
        ("实体:华为", word("华为", Field.ENTITY)),
        ("人物:常书鸿", word("常书鸿", Field.PERSON)),
        ("mentions:敦煌", word("敦煌", Field.MENTIONS)),
        ("语言:繁體", word("zh-Hant", Field.LANG)),
        ("title:(a -b)", Ranked((word("a", Field.TITLE), Not(word("b", Field.TITLE))))),
        ("title:(a tag:b)", Ranked((word("a", Field.TITLE), word("b", Field.TAG)))),
        ("title:-a", Not(word("a", Field.TITLE))),
        ("title:AND", word("AND", Field.TITLE)),  # behind a colon a word is a word
        ("量*", Term("量", Match.PREFIX)),
        ("量＊", Term("量", Match.PREFIX)),
        ("量子～", Term("量子", Match.FUZZY)),
        ("title:量*", Term("量", Match.PREFIX, Field.TITLE)),
        ("is:unread", Has(Property.UNREAD)),
        ("状态:未读", Has(Property.UNREAD)),
        ("is:(starred read)", Ranked((Has(Property.STARRED), Has(Property.READ)))),
        ("-is:read", Not(Has(Property.READ))),
        ("有：笔记", Has(Property.NOTE)),
        ("date:2023", When(DateField.DATE, "2023", "2023")),
        ("日期：2023年1月", When(DateField.DATE, "2023-01", "2023-01")),
        ("date:2023-01..2023-03", When(DateField.DATE, "2023-01", "2023-03")),
        ("added:7d", When(DateField.ADDED, "7d", "")),
        ("加入:7天", When(DateField.ADDED, "7d", "")),
    ],
)
def test_how_it_is_read(text: str, root: Node | None) -> None:
    assert parse(text).root == root


@pytest.mark.parametrize(
    ("text", "printed", "problem", "about", "nearest"),
    [
        ("autor:李", "autor:李", Problem.UNKNOWN_FIELD, "autor", "author"),
        ("标提:李", "标提:李", Problem.UNKNOWN_FIELD, "标提", "标题"),
        ("foo:bar", "foo:bar", Problem.UNKNOWN_FIELD, "foo", ""),
        ("is:unraed", "", Problem.UNKNOWN_VALUE, "is:unraed", "unread"),
        ("a date:soon", "a", Problem.UNKNOWN_VALUE, "date:soon", ""),
        ("a date:2023-13", "a", Problem.UNKNOWN_VALUE, "date:2023-13", ""),
        ("a tag:", "a", Problem.NO_VALUE, "tag", ""),
        ("title: tag:x", "tag:x", Problem.NO_VALUE, "title", ""),
        ("a AND", "a", Problem.LONE_OPERATOR, "AND", ""),
        ("AND a", "a", Problem.LONE_OPERATOR, "AND", ""),
        ("a AND AND b", "a AND b", Problem.LONE_OPERATOR, "AND", ""),
        ("a OR", "a", Problem.LONE_OPERATOR, "OR", ""),
        ("a NOT", "a", Problem.LONE_OPERATOR, "NOT", ""),
        ("*", "", Problem.LONE_WILDCARD, "*", ""),
        ("*a", "a", Problem.LONE_WILDCARD, "*", ""),
        ("a “b", 'a "b"', Problem.UNCLOSED_QUOTE, "b", ""),
        ("（a OR b", "a OR b", Problem.UNCLOSED_BRACKET, "（", ""),
        ("a) b", "a b", Problem.UNOPENED_BRACKET, ")", ""),
    ],
)
def test_what_cannot_be_meant_is_told(
    text: str, printed: str, problem: Problem, about: str, nearest: str
) -> None:
    query = parse(text)
    assert to_text(query.root) == printed
    (note,) = query.notes
    assert (note.problem, note.text, note.nearest) == (problem, about, nearest)


@pytest.mark.parametrize("text", ["10:30", "https://example.org/a:b", "敦煌：藏经洞", "3:2"])
def test_a_colon_alone_makes_no_field(text: str) -> None:
    assert parse(text).root == word(text)
    assert parse(text).notes == ()


def test_a_query_without_end_is_cut() -> None:
    query = parse("量子" * LONGEST)
    ((leaf, wanted),) = leaves(query.root)
    assert wanted
    assert leaf == word("量子" * (LONGEST // 2))
    assert [note.problem for note in query.notes] == [Problem.TOO_LONG]


def test_more_words_than_are_read_are_told_once() -> None:
    query = parse(" OR ".join(["a"] * 2 * MOST_LEAVES))
    assert len(list(leaves(query.root))) == MOST_LEAVES
    assert {note.problem for note in query.notes} == {Problem.TOO_LONG}


@pytest.mark.parametrize(
    "sign", ["(", "-(", "title:(", "NOT ", "-", "title:", ")", '"', "a AND (", "*"]
)
def test_no_depth_is_too_deep(sign: str) -> None:
    query = parse(sign * (LONGEST // len(sign)))
    assert parse(to_text(query.root)).root == query.root


def test_brackets_too_deep_are_left_out_with_what_is_in_them() -> None:
    query = parse("a " + "(" * 40 + "b" + ")" * 40 + " c")
    assert to_text(query.root) == "a c"
    assert {note.problem for note in query.notes} == {Problem.TOO_DEEP}


def test_controls_part_words_and_are_not_kept() -> None:
    assert parse("a\x1b[31mb\x00c").root == Ranked((word("a"), word("[31mb"), word("c")))
    assert parse('"a\x1bb\nc"').root == phrase("a b c")


def test_terms_are_what_is_to_be_found() -> None:
    root = parse('量子 AND (title:计算 OR -苹果) tag:a is:read 量子 -"b c"').root
    assert terms(root) == [word("量子"), word("计算", Field.TITLE), word("a", Field.TAG)]


def test_a_nodes_span_is_where_it_was_typed() -> None:
    text = "a  标题：“量子” -苹果"
    root = parse(text).root
    assert isinstance(root, Ranked)
    assert [child.span.of(text) for child in root.children] == ["a", "标题：“量子”", "-苹果"]
    assert root.span == Span(0, len(text))


def _children(node: Node) -> tuple[Node, ...]:
    match node:
        case Not():
            return (node.child,)
        case Ranked() | All() | Any():
            return node.children
        case _:
            return ()


def _nodes(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return [node, *(below for child in _children(node) for below in _nodes(child))]


def test_every_printable_sign_alone_is_survived() -> None:
    for sign in string.printable:
        parse(sign)
        parse(sign * 3)
        parse(f"a{sign}b")
