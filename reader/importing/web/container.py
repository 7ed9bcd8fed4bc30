"""Which element of a page holds the article: the one whose lines weigh most together.

Lines of running text weigh their length; links, menus, promotions and lines that no punctuation
ends weigh against the element they stand in, so that one which takes in more of the page than the
article loses by it (maximum-weight subtree; compare Pasternack and Roth, "Extracting Article Text
from the Web with Maximum Subsequence Segmentation", WWW 2009).
"""

import re
from collections.abc import Iterator, Sequence

from reader.importing.clutter import bare, is_running, saying
from reader.importing.web.drafts import Node, Placed
from reader.model import BlockKind, Clutter

_ASIDE = frozenset({"nav", "footer", "aside", "menu", "form"})
_HINT = re.compile(
    r"(?:^|[\s_-])(?:comments?|reply|disqus|side-?bar|foot(?:er)?|nav|menu|crumbs?|breadcrumbs?|shares?"
    r"|social|related|recommend\w*|hot|rank\w*|copyright|banner|adv?s?|advert\w*|popup|modal|login"
    r"|pager|pagination|toolbar|qrcode|hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE_SHARE = 0.4  # of the running text of a page stands in nothing that is merely aside
_LINK, _SHORT, _CLUTTER = -16.0, -6.0, -16.0
_LONGEST = 400  # code points that one line may weigh
_TITLE = 60.0  # what a line weighs more that has all of the title in it
_CUT = re.compile(r"(?:…|\.{3,}|\[[^\]]{1,6}\]|【[^】]{1,6}】)\W?$")


def article_of(drafts: Sequence[Placed], title: str) -> range:
    """Return which of `drafts` stand in the article's element; `title` is its, or empty."""
    weights = [_weight(draft, _pairs(title)) for draft in drafts]
    _weigh_asides(drafts, weights)
    sums: dict[Node, float] = {}
    spans: dict[Node, tuple[int, int]] = {}
    for index, (draft, weight) in enumerate(zip(drafts, weights, strict=True)):
        for node in _around(draft.node):
            sums[node] = sums.get(node, 0.0) + weight
            spans[node] = (spans.get(node, (index, 0))[0], index + 1)
    if not sums:
        return range(0)
    # Of those that weigh the same the innermost: it came first.
    best = max(sums, key=sums.__getitem__)
    return range(*spans[best])


def _around(node: Node) -> Iterator[Node]:
    """Yield `node` and what it stands in, outwards."""
    each: Node | None = node
    while each is not None:
        yield each
        each = each.parent


def _weight(draft: Placed, title: frozenset[str]) -> float:
    """Return what a line adds to the elements around it."""
    text = draft.text
    if draft.kind is BlockKind.RULE or draft.image:
        return 0.0
    if draft.linked * 2 > len(text):
        return _LINK
    if draft.kind is BlockKind.CODE:
        return float(min(len(text), _LONGEST))
    reason = saying(text)
    if reason is not None:
        return 0.0 if reason in (Clutter.TITLE, Clutter.EDITOR) else _CLUTTER
    if not is_running(draft):
        return 0.0 if draft.kind is BlockKind.HEADING else _SHORT
    shared = len(title & _pairs(text)) / len(title) if title else 0.0
    weight = min(len(text) - draft.linked, _LONGEST) + _TITLE * shared
    return weight / 4 if _CUT.search(text) else weight


def _pairs(text: str) -> frozenset[str]:
    letters = bare(text)
    return frozenset(map("".join, zip(letters, letters[1:], strict=False)))


def _weigh_asides(drafts: Sequence[Placed], weights: list[float]) -> None:
    """Turn the weight of what stands in asides against them."""
    total = sum(weight for weight in weights if weight > 0)
    inside: dict[Node, float] = {}
    for draft, weight in zip(drafts, weights, strict=True):
        for node in _around(draft.node):
            if weight > 0 and _is_aside(node):
                inside[node] = inside.get(node, 0.0) + weight
    for index, draft in enumerate(drafts):
        if weights[index] > 0 and any(
            node in inside and inside[node] < _ASIDE_SHARE * total for node in _around(draft.node)
        ):
            weights[index] = -weights[index] / 2


def _is_aside(node: Node) -> bool:
    return node.tag in _ASIDE or bool(_HINT.search(node.hint))
