"""The query language in a page, in the reader's language."""

from reader.i18n import tr

Groups = list[tuple[str, list[tuple[str, str]]]]


def syntax() -> Groups:
    """Return headings, each with what can be typed and what that finds."""
    return [
        (
            tr("Words"),
            [
                (tr("quantum computing"), tr("articles with both words first, then with one")),
                (tr('"quantum computing"'), tr("exactly these characters")),
                (tr("quantum -news"), tr("without this word")),
                (tr("quant*"), tr("words that begin so")),
                (tr("quantem~"), tr("words that differ by one letter")),
            ],
        ),
        (
            tr("Together"),
            [
                (tr("tea AND coffee"), tr("both")),
                (tr("tea OR coffee"), tr("one of them")),
                (tr("tea NOT coffee"), tr("the first without the second")),
                (tr("tea AND (green OR black)"), tr("brackets go before")),
            ],
        ),
        (
            tr("Where"),
            [
                (tr("title:cave"), tr("in the title")),
                (tr("author:… source:…"), tr("a part of the author’s or source’s name")),
                (tr("tag:…"), tr("with this tag")),
                (tr("note:…"), tr("in a note")),
                (tr("entity:…"), tr("naming this person, place, organisation…")),
                (tr("person: org: place: work:"), tr("likewise, of one kind")),
                ("lang:zh  lang:zh-Hant  lang:en", tr("in this language")),
            ],
        ),
        (
            tr("When and how"),
            [
                ("date:2023  date:2023-05", tr("written in this year, in this month")),
                ("date:2023-01..2023-03", tr("from January to March; an end may be left out")),
                ("added:7d  2w  3m  1y", tr("came in within so many days, weeks, months, years")),
                ("is:unread  is:read  is:starred", tr("as it says")),
                ("has:note  has:tag", tr("as it says")),
            ],
        ),
        (
            tr("As you type it"),
            [
                (
                    tr("full-width signs"),
                    tr("“ ” 「 」 （ ） ： － ＊ work as their half-width forms do"),
                ),
                (tr("either script"), tr("simplified finds traditional, and the other way round")),
                (
                    tr("Chinese names"),
                    tr("标题: 作者: 来源: 标签: 日期: 加入: are the fields above"),
                ),
                (tr("pinyin"), tr("dunhuang or dh offers titles, tags and entities that sound so")),
            ],
        ),
    ]
