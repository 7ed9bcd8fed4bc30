"""What a character and its neighbours look like, as numbers a linear model has weights for.

Each template combines the characters, their kinds, LAC's labels or what the lexicon holds them for,
at a few places around a character, into one number; the number is hashed to a row of the table of
weights (the hashing trick, Weinberger et al. 2009, arXiv:0902.2206).
"""

import unicodedata
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reader.entities.lexicon import Match
from reader.entities.sequences import Batch
from reader.model.entity import EntityType

BUCKETS = 1 << 16

_PAD = 3  # code points looked at on either side
_CHARACTERS = (
    *((-2,), (-1,), (0,), (1,), (2,)),
    *((-2, -1), (-1, 0), (0, 1), (1, 2), (-1, 1)),
    *((-2, -1, 0), (-1, 0, 1), (0, 1, 2)),
)
_KINDS = ((-1, 0, 1), (-2, -1, 0, 1, 2), (-3, -2, -1, 0), (0, 1, 2, 3))
_LABELS = ((-1,), (0,), (1,), (-1, 0), (0, 1), (-1, 0, 1), (-2, -1, 0, 1, 2))
_LABEL_AND_CHARACTER = (-1, 0, 1)
_KNOWN = ((0,), (-1, 0), (0, 1), (-1, 0, 1), (-2, -1, 0, 1, 2))
COUNT = len(_CHARACTERS) + len(_KINDS) + len(_LABELS) + len(_LABEL_AND_CHARACTER) + len(_KNOWN) + 1
"""How many numbers describe a character."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def describe(
    codes: NDArray[np.uint32], labels: NDArray[np.intp], known: NDArray[np.uint32], batch: Batch
) -> NDArray[np.intp]:
    """Return the rows of the table for each row of the batch: rows × `COUNT`.

    `codes` are those of the whole text, `labels` LAC's for the batch, `known` what `marks` makes of
    the names the lexicon finds in the text.
    """
    near = _neighbours(_lower(codes), batch)
    kinds = _kinds()[near]
    beside = _labels_beside(labels, batch, len(codes))
    columns = [_combined(near, places) for places in _CHARACTERS]
    columns += [_combined(kinds, places) for places in _KINDS]
    columns += [_combined(beside, places) for places in _LABELS]
    columns += [_mixed(beside[:, _PAD], near[:, _PAD + place]) for place in _LABEL_AND_CHARACTER]
    named = _neighbours(known, batch)
    columns += [_combined(named, places) for places in _KNOWN]
    columns.append(_mixed(beside[:, _PAD], named[:, _PAD]))
    numbers: NDArray[np.uint64] = np.stack(columns, 1)
    numbers += np.arange(1, COUNT + 1, dtype=np.uint64)
    numbers *= _MULTIPLIER
    numbers ^= numbers >> np.uint64(29)
    numbers *= _MULTIPLIER
    return (numbers >> np.uint64(48)).astype(np.intp)


def marks(known: Iterable[Match], length: int) -> NDArray[np.uint32]:
    """Return for each code point what the known name is that it begins or is inside of.

    0 for none; of names that overlap the first counts.
    """
    marked = np.zeros(length, np.uint32)
    end = 0
    for match in known:
        if match.start >= end:
            kind = _NUMBERS[match.known.type] * 4 + 2 * match.known.doubtful
            marked[match.start] = kind
            marked[match.start + 1 : match.end] = kind + 1
            end = match.end
    return marked


_NUMBERS = {kind: number for number, kind in enumerate([None, *EntityType], 1)}


def _neighbours(codes: NDArray[np.uint32], batch: Batch) -> NDArray[np.uint32]:
    padded: NDArray[np.uint32] = np.pad(codes, _PAD)
    near: NDArray[np.uint32] = padded[batch.offsets[:, None] + np.arange(2 * _PAD + 1)]
    return near


def _labels_beside(labels: NDArray[np.intp], batch: Batch, length: int) -> NDArray[np.uint32]:
    first, last = batch.offsets.min(), batch.offsets.max()
    spread = np.zeros(last - first + 1 + 2 * _PAD, np.uint32)
    spread[batch.offsets - first + _PAD] = labels + 1
    beside: NDArray[np.uint32] = spread[(batch.offsets - first)[:, None] + np.arange(2 * _PAD + 1)]
    return beside


def _combined(near: NDArray[np.uint32], places: tuple[int, ...]) -> NDArray[np.uint64]:
    number = np.zeros(len(near), np.uint64)
    for place in places:
        number = _mixed(number, near[:, _PAD + place])
    return number


def _mixed(
    number: NDArray[np.uint64] | NDArray[np.uint32], other: NDArray[np.uint32]
) -> NDArray[np.uint64]:
    mixed: NDArray[np.uint64] = (number.astype(np.uint64) + other + np.uint64(1)) * _MULTIPLIER
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _lower(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the codes as they are told apart: wide letters as narrow ones, digits all alike."""
    wide = (codes >= ord("！")) & (codes <= ord("～"))
    narrow = np.where(wide, codes - (ord("！") - ord("!")), codes)
    return np.where((narrow >= ord("0")) & (narrow <= ord("9")), np.uint32(ord("0")), narrow)


@cache
def _kinds() -> NDArray[np.uint32]:
    """Return for each code point what kind of character it is."""
    kinds = np.zeros(0x110000, np.uint32)
    for code in range(0x3100):
        category = unicodedata.category(chr(code))
        kinds[code] = {"Lu": 1, "Ll": 2, "Lt": 1, "Lo": 2, "Lm": 2, "Nd": 3}.get(category, 4)
    kinds[0x3100:0x30000] = 5  # Chinese, and what is like it
    kinds[0xFF00:0xFFF0] = 4
    for number, signs in enumerate(_SIGNS, 6):
        for sign in signs:
            kinds[ord(sign)] = number
    for number, characters in enumerate(_CHINESE, 6 + len(_SIGNS)):
        for character in characters:
            kinds[ord(character)] = number
    kinds[0] = 0
    return kinds


_SIGNS = (
    "，,、；;：:",
    "。！？!?…",
    "“‘「『\"'",
    "”’」』",
    "《〈",
    "》〉",
    "（(【[",
    "）)】]",
    "·•・",
    "-—/|&.",
    " \u3000\n",
)
_CHINESE = (
    "一二三四五六七八九十百千万亿零两几〇",
    "年月日号时分秒",
    "省市县区镇乡村州街路巷湾岛山河江湖海洋港桥站",
    "厂局部院校社团队党会所署厅委司行台报馆店",
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武莫孔汤",
    "斯尔克特拉德姆尼罗伊利亚维卡布莱格弗诺瓦普塔丹贝洛塞迪奥曼科伦鲁丽娜玛",
    "的了在是和与及或就都也还又",
)
