"""Which element of a page holds the article: the one whose lines weigh most together.

Lines of running text weigh their length; links, menus, promotions and lines that no punctuation
ends weigh against the element they stand in, so that one which takes in more of the page than the
article loses by it (maximum-weight subtree; compare Pasternack and Roth, "Extracting Article Text
from the Web with Maximum Subsequence Segmentation", WWW 2009).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.importing.clutter import bare, is_running
from reader.importing.sayings import saying
from reader.importing.web.drafts import Node, Placed
from reader.model import BlockKind, Clutter

_ASIDE = frozenset({"nav", "footer", "aside", "menu", "form"})
_DATA = frozenset({"dt", "dd"})
"""Of lists that tell of something, as encyclopaedias have them: short, and no menus."""
_HINT = re.compile(
    r"(?:^|[\s_-])(?:comments?|reply|disqus|side-?bar|foot(?:er)?|nav|menu|crumbs?|breadcrumbs?|"
    r"shares?"
    r"|social|related|recommend\w*|hot|rank\w*|copyright|banner|adv?s?|advert\w*|popup|modal|login"
    r"|pager|pagination|toolbar|qrcode|hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE_SHARE = 0.4  # of the running text of a page stands in nothing that is merely aside
_MOSTLY = 0.95  # of the weight of its heaviest run an element has, if it is all article
_LINK, _SHORT, _CLUTTER = -16.0, -6.0, -16.0
_LIST = 2 * _LINK  # links that are a list
_LONGEST = 400  # code points that one line may weigh
_TITLE = 60.0  # what a line weighs more that has all of the title in it
_CUT = re.compile(r"(?:…|\.{3,}|\[[^\]]{1,6}\]|【[^】]{1,6}】)\W?$")


def article_of(drafts: Sequence[Placed], title: str) -> range:
    """Return which of `drafts` stand in the article's element; `title` is its, or empty."""
    weights = [_weight(draft, _pairs(title)) for draft in drafts]
    _weigh_asides(drafts, weights)
    best, span = 0.0, range(0)
    for children in _parts(drafts, weights).values():
        weight, run = _heaviest(children)
        # Of those that weigh the same the innermost: it came first.
        if weight > best:
            best, span = weight, run
    return span or range(len(drafts))


@dataclass(slots=True)
class _Part:
    """A child of an element: an element of its own, or a line."""

    weight: float
    start: int
    stop: int
    lines: int
    noise: float
    """The weight of the links and the clutter in it."""


def _parts(drafts: Sequence[Placed], weights: Sequence[float]) -> dict[Node, list[_Part]]:
    """Return for each element what it consists of, inner elements before outer ones."""
    inner: dict[Node, _Part] = {}
    children: dict[Node, list[_Part]] = {}
    for index, (draft, weight) in enumerate(zip(drafts, weights, strict=True)):
        noise = min(weight, 0.0) if weight <= _LINK else 0.0
        children.setdefault(draft.node, []).append(_Part(weight, index, index + 1, 1, noise))
        part: _Part | None = None
        for node in _around(draft.node):
            known = inner.get(node)
            if known is None:
                known = inner[node] = _Part(0.0, index, index, 0, 0.0)
            if part is not None and part.lines == 1:
                children.setdefault(node, []).append(part)
            known.weight += weight
            known.noise += noise
            known.stop = index + 1
            known.lines += 1
            part = known
    return children


def _heaviest(children: Sequence[_Part]) -> tuple[float, range]:
    """Return the weight and the lines of an element, or of the run in it that is its article.

    A run ends where an element of links weighs against it; an article's headings, short lines and
    a link that stands alone only make it lighter.
    """
    total = sum(part.weight for part in children)
    best, first, last = total, 0, len(children) - 1
    weight, begin = 0.0, 0
    for index, part in enumerate(children):
        if part.weight <= 0 and (part.noise <= _LIST or weight + part.weight <= 0):
            weight = 0.0
            continue
        begin = begin if weight else index
        weight += part.weight
        if total < _MOSTLY * weight and weight > best:
            best, first, last = weight, begin, index
    while first > 0 and _is_line(children[first - 1]):
        first -= 1
    while last < len(children) - 1 and _is_text(children[last + 1]):
        last += 1
    return best, range(children[first].start, children[last].stop)


def _is_line(part: _Part) -> bool:
    return part.lines == 1 and part.weight > _LINK


def _is_text(part: _Part) -> bool:
    """Tell whether a part may end a text: a line, or a few of verse."""
    return _is_line(part) or (part.noise == 0 and part.weight > _LIST)


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
    if draft.within * 2 > len(text):
        return 0.0
    if draft.linked * 2 > len(text):
        return _LINK
    if draft.kind is BlockKind.CODE:
        return float(min(len(text), _LONGEST))
    reason = saying(text)
    if reason is not None:
        return 0.0 if reason in (Clutter.TITLE, Clutter.EDITOR) else _CLUTTER
    if not is_running(draft):
        return 0.0 if draft.kind is BlockKind.HEADING or draft.node.tag in _DATA else _SHORT
    shared = len(title & _pairs(text)) / len(title) if title else 0.0
    weight = min(len(text) - draft.linked, _LONGEST) + _TITLE * shared
    return weight / 4 if _CUT.search(text) else weight


def _pairs(text: str) -> frozenset[str]:
    letters = bare(text)
    return frozenset(map("".join, pairwise(letters)))


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
