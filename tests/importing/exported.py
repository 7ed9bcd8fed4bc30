"""What other programs export, made on the spot in their forms."""

import json
from pathlib import Path

from bound import archive

TEXT = (
    "清晨六点，渡口的雾还没有散。摆渡人老陈把缆绳解开，对岸传来一声“等等我！”他眯起眼睛，看了很久。",
    "那是去县城赶考的周渡，背着两个包，手里攥着一张旧地图，𠮷字写得歪歪扭扭，像一群迷路的蚂蚁。",
    "老陈没有说话，只把竹篙往石阶上一点，船便离了岸；雾里传来第二声喊，比头一声远了许多。",
)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)

POCKET = """title,url,time_added,tags,status
渡口的雾,https://example.org/ferry,1577836800,散文|ai/模型,unread
"逗号, 在题里",https://example.org/a?b=1,1577836801,,archive
https://example.org/untitled,https://example.org/untitled,1577836802,,unread
坏的,javascript:alert(1),1577836803,,unread
"""

POCKET_HTML = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>Pocket Export</title></head><body><h1>Unread</h1><ul>
<li><a href="https://example.org/ferry" time_added="1577836800" tags="散文,ai/模型">渡口的雾</a></li>
</ul><h1>Read Archive</h1><ul>
<li><a href="https://example.org/a?b=1&amp;c=2" time_added="1577836801" tags="">一 &amp; 二</a></li>
</ul></body></html>"""  # noqa: E501  as it is written

POCKET_MARKED = [
    {
        "url": "https://example.org/ferry",
        "title": "渡口的雾",
        "highlights": [{"quote": "渡口的雾还没有散", "created_at": 1577836900}],
    }
]

INSTAPAPER = """URL,Title,Selection,Folder,Timestamp,Tags
https://example.org/ferry,渡口的雾,渡口的雾还没有散,Starred,1577836800,"[""散文""]"
https://example.org/b,读过的,,Archive,1577836801,[]
https://example.org/c,夹里的,,长文,1577836802,"[{""name"": ""慢读""}]"
"""

READWISE = """Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen
渡口的雾,https://example.org/ferry,01h,"['散文', 'it\\'s', ""o'clock""]",2020-01-01 00:00:00+00:00,0.5,shortlist,True
读过的,https://example.org/b,01j,[],2020-01-01 00:00:01+00:00,1,archive,True
订来的,https://example.org/c,01k,[],2020-01-01 00:00:02+00:00,0,feed,False
邮件,mailto:reader-forwarded-email/0a,01m,[],2020-01-01 00:00:03+00:00,0,new,False
"""  # noqa: E501

BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1" PERSONAL_TOOLBAR_FOLDER="true">书签栏</H3>
    <DL><p>
        <DT><A HREF="https://example.org/ferry" ADD_DATE="1577836800" ICON="data:image/png;base64,ii<>i" TAGS="散文,慢读">渡口的雾</A>
        <DD>老陈的船 &amp; 雾
        <DT><H3>新闻</H3>
        <DL><p>
            <DT><H3>技术</H3>
            <DL><p>
                <DT><A HREF="https://example.org/b" ADD_DATE="1577836801" TOREAD="0">一 &lt;b&gt; 二</A>
            </DL><p>
        </DL><p>
        <DT><A HREF="place:sort=8&maxResults=10">最近的标签</A>
    </DL><p>
    <DT><A HREF="javascript:(function(){})()">小程序</A>
    <DT><A HREF="https://example.org/c">没有日期</A>
</DL>
"""  # noqa: E501

WALLABAG = [
    {
        "is_archived": 1,
        "is_starred": 1,
        "tags": ["散文", "慢读"],
        "id": 3,
        "title": "渡口的雾",
        "url": "https://example.org/ferry",
        "content": HTML,
        "created_at": "2020-01-01T08:00:00+0800",
        "published_at": "2019-12-31T08:00:00+0800",
        "published_by": ["林溪"],
        "annotations": [
            {
                "text": "好句",
                "created_at": "2020-01-02T00:00:00+0000",
                "quote": "渡口的雾还没有散",
                "ranges": [],
            },
            {"text": "", "quote": "文中没有的一句话，删去了。", "ranges": []},
        ],
    },
    {
        "is_archived": False,
        "is_starred": False,
        "tags": [{"label": "坏掉的", "slug": "x"}],
        "title": "No title found",
        "url": "https://example.org/gone",
        "content": "<p>wallabag can't retrieve contents for this article. Please troubleshoot.</p>",
        "created_at": "2020-01-01T00:00:01+00:00",
    },
]

OMNIVORE = [
    {
        "id": "7",
        "slug": "ferry-1",
        "title": "渡口的雾",
        "description": "",
        "author": "林溪",
        "url": "https://example.org/ferry",
        "state": "Archived",
        "readingProgress": 50,
        "labels": ["散文", "machine learning"],
        "savedAt": "2020-01-01T00:00:00.000Z",
        "publishedAt": "2019-12-31T00:00:00.000Z",
    },
    {
        "id": "8",
        "slug": "../../../../etc/passwd",
        "title": "信",
        "url": "https://omnivore.app/no_url?q=1",
        "state": "Active",
        "readingProgress": None,
        "labels": None,
        "savedAt": None,
    },
]
OMNIVORE_MARKED = """整篇都好

> 渡口的雾还没有散  

#散文 #machine learning

好句

> 那是去县城赶考的周渡，
背着两个包 """  # noqa: W291


def omnivore_files() -> dict[str, str]:
    """The files of an export of Omnivore."""
    return {
        "metadata_0_to_20.json": json.dumps(OMNIVORE, ensure_ascii=False),
        "content/ferry-1.html": f"<div id='readability-page-1'>{HTML}</div>",
        "highlights/ferry-1.md": OMNIVORE_MARKED,
    }


def pocket_files() -> dict[str, str]:
    """The files of Pocket's last export."""
    return {
        "part_000000.csv": POCKET,
        "annotations/part_000000.json": json.dumps(POCKET_MARKED, ensure_ascii=False),
    }


def write_folder(folder: Path, files: dict[str, str]) -> str:
    """Write files below a folder, which is made; return its path."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return str(folder)


EXPORTS: dict[str, bytes] = {
    "pocket.csv": POCKET.encode(),
    "ril_export.html": POCKET_HTML.encode(),
    "pocket.zip": archive(pocket_files()),
    "instapaper.csv": INSTAPAPER.encode(),
    "readwise.csv": READWISE.encode(),
    "bookmarks.html": BOOKMARKS.encode(),
    "wallabag.json": json.dumps(WALLABAG, ensure_ascii=False).encode(),
    "omnivore.zip": archive(omnivore_files()),
    "metadata_0_to_20.json": json.dumps(OMNIVORE, ensure_ascii=False).encode(),
}
