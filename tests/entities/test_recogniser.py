from hypothesis import given
from hypothesis import strategies as st

from reader.entities import Lexicon, fingerprint, parse_lexicon, recognise
from reader.model.entity import EntityType, Evidence

CHINESE = st.text(
    st.sampled_from("中国記者张三2023年5月《》、。，·“”（）万亿元 GPT-4人說表示公司市𠮷🙂\n")
)


def found(text: str, lexicon: Lexicon | None = None) -> list[tuple[str, EntityType]]:
    return [(mention.span.of(text), mention.type) for mention in recognise(text, lexicon)]


@given(CHINESE)
def test_mentions_are_in_order_and_apart(text: str) -> None:
    mentions = recognise(text)
    end = 0
    for mention in mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.entity
        assert 0 < mention.confidence <= 1
        end = mention.span.end
    assert recognise(text) == mentions


def test_the_persons_own_names_overrule() -> None:
    entries, problems = parse_lexicon("[ORG]\n中国 | 神州\n[IGNORE]\n美国\n")
    assert not problems
    text = "中国和美國，還有神州。"
    (first, second) = recognise(text, Lexicon(entries, by_user=True))
    assert (first.type, first.evidence) == (EntityType.ORG, Evidence.USER)
    assert second.span.of(text) == "神州"
    assert second.entity == "中国"


def test_a_fingerprint_is_stable() -> None:
    assert fingerprint() == fingerprint()


def test_what_a_bracket_includes_is_no_other_name() -> None:
    text = "通知要求停止向中国（含香港）出口。微软研究院的人说，微软不予置评。"
    names = {mention.span.of(text): mention.entity for mention in recognise(text)}
    assert names["中国"] != names.get("香港")
    assert names["微软"] != names.get("微软研究院")
