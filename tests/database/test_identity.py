"""The ids that texts give."""

from itertools import islice, pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.database.identity import ALPHABET, SHORTEST, digest_of, ids_for

texts = st.text(st.characters(exclude_categories=["Cs"]))


def test_the_digest_is_that_of_the_standard() -> None:
    # FIPS 180-2, appendix B.1
    assert digest_of("abc").startswith("ba7816bf8f01cfea414140de5dae2223")


def test_the_alphabet_has_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ilou") & set(ALPHABET)


@given(texts)
def test_ids_are_prefixes_of_growing_length(text: str) -> None:
    ids = list(islice(ids_for(digest_of(text)), 40))
    assert [len(id_) for id_ in ids] == list(range(SHORTEST, SHORTEST + 40))
    assert all(later.startswith(earlier) for earlier, later in pairwise(ids))
    assert set(ids[-1]) <= set(ALPHABET)


def test_the_bits_are_taken_from_the_front() -> None:
    # 00001 00010 00011 00100 in fives is 0000 1000 1000 0110 0100 in fours.
    assert next(ids_for("08864" + "0" * 59)) == "1234"


def test_ids_never_run_out() -> None:
    ids = list(islice(ids_for(digest_of("早晨")), 500))
    assert len(set(ids)) == 500
