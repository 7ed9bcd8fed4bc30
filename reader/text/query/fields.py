"""The names that may stand before a colon, and the values that some of them take."""

from enum import StrEnum
from functools import cache

from reader.text.fold import fold


class Field(StrEnum):
    """Where a term is looked for. A front end prints the value: `title:…`."""

    ANY = ""
    """Title and text."""
    TITLE = "title"
    """In the title."""
    AUTHOR = "author"
    """A part of an author's name."""
    SOURCE = "source"
    """A part of the source's name."""
    TAG = "tag"
    """A whole tag."""
    NOTE = "note"
    """In a note or its tags."""
    ENTITY = "entity"
    """A whole name or alias of an entity, whatever its type; likewise of one type below."""
    PERSON = "person"
    ORG = "org"
    PRODUCT = "product"
    PLACE = "place"
    WORK = "work"
    EVENT = "event"
    MONEY = "money"
    MENTIONS = "mentions"
    """A part of what an entity is called in the text."""
    LANG = "lang"
    """A BCP 47 tag or its beginning: `zh`, `zh-Hant`, `en`."""


class DateField(StrEnum):
    """What a date is asked of."""

    DATE = "date"
    """When the article was written."""
    ADDED = "added"
    """When it came into the library."""


class Property(StrEnum):
    """What an article is or has."""

    UNREAD = "is:unread"
    READ = "is:read"
    STARRED = "is:starred"
    NOTE = "has:note"
    TAG = "has:tag"


ENTITY_FIELDS = frozenset(
    {
        Field.ENTITY,
        Field.PERSON,
        Field.ORG,
        Field.PRODUCT,
        Field.PLACE,
        Field.WORK,
        Field.EVENT,
        Field.MONEY,
        Field.MENTIONS,
    }
)
"""The fields that entities answer for."""

PROPERTY_FIELDS = ("is", "has")

_CHINESE = {
    Field.TITLE: "标题 题名 题目",
    Field.AUTHOR: "作者",
    Field.SOURCE: "来源 出处 媒体",
    Field.TAG: "标签",
    Field.NOTE: "笔记 批注 备注",
    Field.ENTITY: "实体",
    Field.PERSON: "人物 人名 人",
    Field.ORG: "机构 组织 公司",
    Field.PRODUCT: "产品",
    Field.PLACE: "地点 地名 地方",
    Field.WORK: "作品",
    Field.EVENT: "事件",
    Field.MONEY: "金额 钱",
    Field.MENTIONS: "提及 提到",
    Field.LANG: "语言 语种",
    DateField.DATE: "日期 时间",
    DateField.ADDED: "加入 添加 入库",
    "is": "是 状态",
    "has": "有",
}
_ENGLISH = {
    Field.TAG: "tags",
    Field.NOTE: "notes",
    Field.ENTITY: "entities",
    Field.ORG: "organisation organization",
    Field.LANG: "language",
}
_PROPERTIES = {
    "is": {
        Property.UNREAD: "unread 未读 没读",
        Property.READ: "read 已读 读过",
        Property.STARRED: "starred star 星标 加星 收藏",
    },
    "has": {
        Property.NOTE: "note notes 笔记 批注",
        Property.TAG: "tag tags 标签",
    },
}
_LANGUAGES = {
    "zh": "chinese 中文 汉语 华语",
    "zh-Hans": "simplified 简体 简体中文",
    "zh-Hant": "traditional 繁体 繁体中文 正体",
    "en": "english 英文 英语",
    "und": "unknown 未知",
}


@cache
def field_names() -> dict[str, str]:
    """Return what each name, folded, stands for: the value of a field, `is` or `has`."""
    names = {str(field): str(field) for field in (*Field, *DateField, *PROPERTY_FIELDS) if field}
    for others in (_CHINESE, _ENGLISH):
        for field, words in others.items():
            names |= {fold(word): str(field) for word in words.split()}
    return names


def canonical_names() -> list[str]:
    """Return the names to offer, in English, those most used first."""
    return [*(str(field) for field in Field if field), *map(str, DateField), *PROPERTY_FIELDS]


def property_values(field: str) -> dict[str, Property]:
    """Return what each value of `is` or `has`, folded, stands for."""
    return {
        fold(word): property_
        for property_, words in _PROPERTIES[field].items()
        for word in words.split()
    }


def language_tag(value: str) -> str:
    """Return the language that `value` names, or `value` as it is."""
    wanted = fold(value)
    for tag, words in _LANGUAGES.items():
        if wanted == fold(tag) or wanted in map(fold, words.split()):
            return tag
    return value
