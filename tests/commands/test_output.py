"""What is written on stdout and stderr: lossless as JSON, and nothing that acts on a terminal."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.output import json_line, print_line, say

ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_HOSTILE = '\x1b\x07\r\b\x00\x7f\x9b\x85\u202e\u2066\u2028\u061c\udc80\ud83d\U000e0041𠮷中a"\\'
anything = st.text(
    st.one_of(st.sampled_from(_HOSTILE), st.characters(codec=None)),
)


@given(st.dictionaries(anything, st.one_of(anything, st.none(), st.lists(anything))))
def test_json_loses_nothing_and_does_nothing(value: dict[str, object]) -> None:
    line = json_line(value)
    assert json.loads(line) == _joined(value)
    assert not ACTING.search(line)
    assert "\n" not in line
    line.encode()


def _joined(value: object) -> object:
    """Return `value` with neighbouring halves of a pair joined, as JSON cannot tell them apart."""
    if isinstance(value, str):
        return value.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "surrogatepass")
    if isinstance(value, list):
        return [_joined(one) for one in value]
    if isinstance(value, dict):
        return {_joined(key): _joined(one) for key, one in value.items()}
    return value


def test_json_is_not_ascii_escaped() -> None:
    assert json_line({"题": "𠮷“好”"}) == '{"题": "𠮷“好”"}'


@given(anything)
def test_lines_and_messages_do_nothing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        written: list[str] = []
        patch.setattr("builtins.print", lambda line, **_: written.append(line))
        print_line(text)
        say(text)
    assert len(written) == 2
    assert not any(ACTING.search(line.replace("\t", "")) for line in written)
