"""The sole home of markdown-it: Markdown to tokens, for Chinese, and within bounds."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_DEEPEST = 40  # levels of nested tokens; a list and its item are two
_LONGEST = 4_000_000  # code points
_MOST_LINES = 100_000  # for each of which the parser takes its time, were it but a letter
_MOST_SIGNS = 2_000  # characters in one block that may mean markup
_FEW_TOKENS = 20_000
_SIGNS = re.compile(r"[\[\]*_~`!<&]")
_CJK = re.compile(
    "[\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef"
    "\U00020000-\U0003ffff]"
)


class Tangled(Exception):
    """The text is beyond what the parser can follow; nested too deep, it would drop the inside."""


def parse(text: str, *, references: bool = True) -> list[Token]:
    """Return the tokens of a Markdown `text`; those of type `inline` have their children.

    Without `references`, a line that would define one (`[a]: b`) is text like others. A block with
    more signs of markup than people write, for which the parser may take quadratic time, has its
    source as its only child.

    Raises:
        Tangled: it is nested too deep, too long, or swells to far more tokens than characters.
    """
    if len(text) > _LONGEST or text.count("\n") > _MOST_LINES:
        raise Tangled
    tokens = _parser(references=references).parse(text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise Tangled
    return tokens


class _State(StateInline):
    """Emphasis that needs no space beside Chinese characters.

    CommonMark lets `**` close after punctuation only before a space or more punctuation, which
    Chinese does not write. Here full-width punctuation counts as letters, and a Chinese character
    does for the other side what a space does ("CommonMark CJK-friendly amendments").
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        left = _flanks(inner=after, outer=before)
        right = _flanks(inner=before, outer=after)
        return Scanned(
            left and (canSplitWord or not right or _is_punctuation(before)),
            right and (canSplitWord or not left or _is_punctuation(after)),
            end - start,
        )


def _flanks(inner: str, outer: str) -> bool:
    """Tell whether a delimiter run flanks the text on its `inner` side."""
    if isWhiteSpace(ord(inner)):
        return False
    return (
        not _is_punctuation(inner)
        or isWhiteSpace(ord(outer))
        or _is_punctuation(outer)
        or bool(_CJK.match(outer))
    )


def _is_punctuation(char: str) -> bool:
    return (isMdAsciiPunct(ord(char)) or isPunctChar(char)) and not _CJK.match(char)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a table, whose short rows are filled up to the width of its header."""
    found = table(state, start, end, silent)
    if len(state.tokens) > _FEW_TOKENS + 3 * len(state.src):
        raise Tangled
    return found


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        if len(src) > _MOST_SIGNS and len(_SIGNS.findall(src)) > _MOST_SIGNS:
            return _literal(src, tokens)
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _literal(src: str, tokens: list[Token]) -> list[Token]:
    """Append `src` to `tokens` as it stands, its line ends as soft breaks."""
    for index, line in enumerate(src.split("\n")):
        if index:
            tokens.append(Token("softbreak", "br", 0))
        tokens.append(Token("text", "", 0, content=line))
    return tokens


def readable(address: str) -> str:
    """Return the address of a link as a person would write it: without escapes, where it can be."""
    return _parser(references=True).normalizeLinkText(address)


@cache
def _parser(*, references: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    parser.inline = _Inline()
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    if not references:
        parser.disable("reference")
    return parser.enable(["table", "strikethrough"])
