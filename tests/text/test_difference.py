"""What differs between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.difference import Piece, Side, differences, sentences_of

_text = st.lists(
    st.sampled_from(
        ["山里的雨停了。", "她问：“走吗？”", "𠮷野家 2023！", "茶芽冒出来了", "\n\n", " ", "……"]
    )
).map("".join)


@given(_text, _text)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = differences(old, new)
    for text, side in ((old, Side.OLD), (new, Side.NEW)):
        held = [s for piece in pieces if piece.side in (Side.BOTH, side) for s in piece.sentences]
        assert held == sentences_of(text)
    assert all(piece.sentences for piece in pieces)


@given(_text)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    assert all(piece.side is Side.BOTH for piece in differences(text, text))


def test_long_texts_are_compared_sentence_by_sentence() -> None:
    """Every second sentence is left out, 10,000 times: no method may look at all pairs."""
    old = "".join(f"第{number}句不同的话。" for number in range(20_000))
    new = "".join(f"第{number}句不同的话。" for number in range(0, 40_000, 2))
    pieces = differences(old, new)
    assert sum(len(piece.sentences) for piece in pieces if piece.side is Side.BOTH) == 10_000


def test_what_was_said_otherwise_is_told() -> None:
    old = "山里的雨停了。采了 3 斤鲜叶。\n\n她说：“手要轻。”"
    new = "转发。\n\n山里的雨停了。采了 5 斤鲜叶。她说：“手要轻。”"
    assert differences(old, new) == [
        Piece(Side.NEW, ("转发。",)),
        Piece(Side.BOTH, ("山里的雨停了。",)),
        Piece(Side.OLD, ("采了 3 斤鲜叶。",)),
        Piece(Side.NEW, ("采了 5 斤鲜叶。",)),
        Piece(Side.BOTH, ("她说：“手要轻。”",)),
    ]
