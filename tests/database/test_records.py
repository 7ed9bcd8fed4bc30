"""What is written in columns comes back, and nothing else is believed."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.database.records import (
    BadRecord,
    decode_metadata,
    decode_structure,
    encode_metadata,
    encode_structure,
    metadata_of,
)
from reader.model import Block, BlockKind, Document, Mark, MarkKind, Span, Structure

LENGTH = 1000
depths = st.integers(0, 9)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    edges = sorted(draw(st.lists(st.integers(0, LENGTH), max_size=12)))
    spans = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    return Structure(
        tuple(
            Block(
                span,
                draw(st.sampled_from(BlockKind)),
                draw(depths),
                draw(depths),
                draw(depths),
                draw(words),
                draw(words),
            )
            for span in spans
        ),
        tuple(Mark(span, draw(st.sampled_from(MarkKind)), draw(words)) for span in spans[::2]),
    )


@given(structures())
def test_a_structure_comes_back(structure: Structure) -> None:
    record = encode_structure(structure)
    assert decode_structure(record, LENGTH) == structure
    assert encode_structure(decode_structure(record, LENGTH)) == record


def test_a_plain_paragraph_takes_little() -> None:
    record = encode_structure(Structure((Block(Span(0, 9)),)))
    assert record == '{"blocks":[[0,9,"paragraph"]],"marks":[]}'


@pytest.mark.parametrize(
    "record",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        '{"blocks":[],"marks":[],"more":[]}',
        '{"blocks":{},"marks":0}',
        '{"blocks":"[]","marks":[]}',
        '{"blocks":["abc"],"marks":[]}',
        '{"blocks":[[]],"marks":[]}',
        '{"blocks":[[0]],"marks":[]}',
        '{"blocks":[[0,9]],"marks":[]}',
        '{"blocks":[[0,9,"poem"]],"marks":[]}',
        '{"blocks":[[0,9,["code"]]],"marks":[]}',
        '{"blocks":[[0,9.0,"code"]],"marks":[]}',
        '{"blocks":[[false,9,"code"]],"marks":[]}',
        '{"blocks":[["0",9,"code"]],"marks":[]}',
        '{"blocks":[[9,0,"code"]],"marks":[]}',
        '{"blocks":[[-1,9,"code"]],"marks":[]}',
        '{"blocks":[[0,1001,"code"]],"marks":[]}',
        '{"blocks":[[0,9,"code"],[8,10,"code"]],"marks":[]}',
        '{"blocks":[[0,9,"code",-1]],"marks":[]}',
        '{"blocks":[[0,9,"code",true]],"marks":[]}',
        '{"blocks":[[0,9,"code",0,0,0,0]],"marks":[]}',
        '{"blocks":[[0,9,"code",0,0,0,"","",""]],"marks":[]}',
        '{"blocks":[],"marks":[[0,9,"bold"]]}',
        '{"blocks":[],"marks":[[0,1001,"strong"]]}',
        '{"blocks":[],"marks":[[0,9,"link",null]]}',
    ],
)
def test_what_we_never_wrote_is_refused(record: str) -> None:
    with pytest.raises(BadRecord):
        decode_structure(record, LENGTH)


@given(
    st.recursive(st.none() | st.integers(-2, 1002) | st.text(max_size=9), st.lists, max_leaves=9)
)
def test_no_other_error_comes_out(rows: object) -> None:
    for record in ({"blocks": rows, "marks": []}, {"blocks": [], "marks": rows}):
        with suppress(BadRecord):
            decode_structure(json.dumps(record), LENGTH)


@given(st.lists(words, min_size=6, max_size=6), st.lists(st.sampled_from("甲乙丙")))
def test_metadata_comes_back(fields: list[str], tags: list[str]) -> None:
    title, author, source, date, url, language = fields
    said = metadata_of(
        Document("", Structure(), title, author, source, date, url, "/p", language, tuple(tags))
    )
    assert decode_metadata(encode_metadata(said)) == said


@pytest.mark.parametrize("record", ["", "[]", "1", '{"title":1}', '{"title":null}'])
def test_other_metadata_is_refused(record: str) -> None:
    with pytest.raises(BadRecord):
        decode_metadata(record)


def test_metadata_of_an_earlier_version_lacks_fields() -> None:
    assert decode_metadata('{"title":"早晨"}')["author"] == ""
