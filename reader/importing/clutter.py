"""Which lines around and inside an article are clutter, wherever it was read from.

A line is judged by what it says, in full and half width alike, and by where it stands: before the
running text, within, or after it. What only its place makes clutter is never longer than a line
of a menu; running text is clutter only when it says itself what it is. Rather a line of clutter
kept than one of the article lost.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from reader.importing import metadata
from reader.importing.draft import Draft
from reader.importing.forms import fold
from reader.model import BlockKind, Clutter, MarkKind

_LONGEST_MENU = 40  # code points
_LONGEST_HEADING = 60


def _any(*words: str) -> str:
    """Return a pattern for any of `words`, which spaces part; the longer ones are tried first.

    Rows of them are matched giving nothing back (`++`), for lines are not to be trusted.
    """
    return f"(?:{'|'.join(sorted(' '.join(words).split(), key=len, reverse=True))})"


_OPEN, _CLOSE = r"^\W{0,3}", r"\W{0,3}$"
_SIGN = r"\s*[:/|]\s*"

_EDITOR = _any(
    "(?:责任|責任|执行|執行|本文|本期|实习|新媒体|值班|网络|图片|文字|栏目|流程)?(?:编辑|編輯)",
    "责编 責編 编审 編審 [主总]编 主編 校对 校對 审校 审核 審核 终审 监制 監製 美编 排版 统筹 "
    "策划 值班主任 值班编委 [初复三二一]审 签发 运营",
)
_SHARING = _any(
    "分享(?:到|至|给|按钮)?(?:微信|微博|朋友圈|好友|好友和朋友圈)? 转发(?:到|至)?(?:微博|微信)? "
    "一键分享 微信(?:好友|朋友圈|扫码分享)? 朋友圈 (?:新浪|腾讯)?微博 QQ(?:空间|好友|群)? 腾讯QQ "
    "易信 豆瓣 人人网 开心网 Facebook Twitter Qzone LINE 复制链接 複製連結 收藏(?:本文)? 点赞 "
    "點讚 赞 讚 "
    "好看 在看 打赏 赞赏 举报 舉報 喜欢 更多 二维码 收起 关注 關注 返回 推荐 投诉 反馈 我要反馈 "
    "喜欢作者 阅读原文 微信扫一扫赞赏作者 人赞赏"
)
_SCANNED = _any("二维码 下载 关注 阅读 手机 打开 加入 分享 查看 添加 收听 进群 当前页")
_CODE = _any("二维码 二維碼 条码")
_APP = "(?:APP|App|app|客户端|客戶端)"
_COMMENTS = _any(
    "(?:我要|写|發表|发表|参与|參與|查看|网友|網友|最新|热门|熱門|精彩|全部|所有|更多|文章)?"
    "(?:评论|評論|跟[贴帖]|留言)(?:区|區|列表)? 参与讨论 參與討論"
)
_RELATED = _any(
    "(?:相关|相關|延伸|推荐|推薦|扩展|拓展|关联|更多|猜你|猜您|热门|熱門|精彩|最新|往期|编辑|今日|"
    "近期|其他|"
    "同类|本周|本月|24小时)(?:阅读|閱讀|新闻|新聞|文章|推荐|推薦|报道|報道|報導|链接|連結|内容|"
    "內容|资讯|資訊"
    "|专题|專題|稿件|搜索|喜欢|精选|回顾|视频|标签|话题|产品|主题|排行|热点|关注|资料|图集|消息)+",
    "(?:为你|為你|为您|为我)(?:推荐|推薦|精选) (?:你|您)(?:可能|或许|也许)(?:还|也)?(?:会|對|"
    "对)?(?:喜欢|感兴趣).* "
    "大家都在[看搜].* 看过本文的人还看.* 热(?:门|点)?排行.* 新闻排行.* 热搜(?:榜)? 频道精选 "
    "专题推荐 "
    "你可能.* 猜你喜欢.* 热新闻 友情链接.* 推荐 Related\\s(?:Articles|Posts|Stories|News|Reading|"
    "Links) "
    "媒体报道 相关事件 推荐阅读.*",
)
_NEIGHBOUR = r"(?:上|下)一?[篇页頁条則则章](?:文章|新闻)?"

_MENU = re.compile(
    "(?:"
    + _any(
        "首页 首頁 主页 正文 导航 登录 登陸 登入 注册 註冊 搜索 搜尋 打印 列印 关闭 關閉 关闭窗口 "
        "字号 字體 "
        "字体 大 中 小 超大 标准 放大 缩小 正常 放大字体 缩小字体 调整字体 默认 繁体 简体 "
        "返回.{0,4} 顶部 置顶 "
        "加载中 载入中 展开 展開 展开全文 阅读全文 閱讀全文 查看更多 查看全文 点击.{0,4}加载.* "
        "加载更多.* 点击加载 "
        "全屏 纠错 回到顶部 我要纠错 网站地图 联系我们 关于我们 目录 下载 关键[字词] 标签 热词 "
        "详细 全文 编辑 删除 "
        "复制 取消 确认 确定 提交 发布 刷新 订阅 更多 语音播报 播报文章 听新闻 AI摘要 已关注 帮助 "
        "广告 广告位 "
        "推广 赞助 sponsored ad advertisement 阅读 浏览 浏览次数 点击 点击数 人气 访问量 阅读量 "
        "发布时间 发布日期 "
        "更新时间 时间 日期 来源 作者 原创 转载 暂无简介 T [-+] menu home share print tags? "
        "打印本页 加入收藏"
    )
    + r"|\d++(?:[.,]\d++)*+\s?[万亿k]?\+?|[|>/·»›,.:\[\]【】()\s-])++",
    re.IGNORECASE,
)

# What says of itself that it is clutter; all are searched for in folded lines.
_SAYINGS: tuple[tuple[Clutter, int, re.Pattern[str]], ...] = (
    (
        Clutter.TITLE,
        200,
        re.compile(_OPEN + _any("(?:本文|文章)?原(?:文|始)?(?:标题|標題)", "原题 原題") + _SIGN),
    ),
    (
        Clutter.EDITOR,
        60,
        re.compile(
            f"{_OPEN}(?:{_EDITOR}\\s?[、&]?\\s?)++"
            f"(?:{_SIGN}[^。!?,]{{0,40}}|(?<=\\s)[\u4e00-\u9fff]{{2,4}}(?:[、 "
            f"][\u4e00-\u9fff]{{2,4}}){{0,3}}){_CLOSE}"
        ),
    ),
    (
        Clutter.BYLINE,
        60,
        re.compile(
            _OPEN
            + "(?:本文|文章|稿件|信息|内容|新闻|消息|资料|图文|综合|素材|数据|本稿)?"
            + _any("来源 來源 出处 出處 稿源 转自 轉自 转载自 轉載自")
            + r"(?:于|於)?\s*(?:[:/|]\s*|公众号)[^。!?]{0,50}$"
        ),
    ),
    (
        Clutter.BYLINE,
        50,
        re.compile(
            r"^\W{0,2}(?:全文|本文|约|共|全文共|文章)?\s?[\d,]+\s?字|阅读(?:本文|全文|完)?(?:大约|"
            r"约|预计)?需要?\s?\d+\s?分钟"
            r"|^预计阅读(?:时间|时长)|^(?:阅读|浏览|点击|人气)(?:量|数|次数)?\s?[:(]?\s?\d"
        ),
    ),
    (
        Clutter.SHARING,
        60,
        re.compile(f"^(?=.*[^\\W\\d_])(?:{_SHARING}|[\\d,.:+|>/()\\s\ue000-\uf8ff])++$"),
    ),
    (Clutter.SHARING, 60, re.compile("^(?:分享到|分享至|分享给|转发到|轉發到)")),
    (
        Clutter.PROMOTION,
        100,
        re.compile(
            f"扫(?:一扫|码|描).{{0,16}}{_SCANNED}"
            f"|(?:长按|识别|扫描|掃描).{{0,12}}{_CODE}|^扫(?:码|一扫)|^微信扫"
            f"|(?:下载|打开|安装|下載).{{0,16}}{_APP}|{_APP}.{{0,6}}(?:下载|阅读更多|内打开|查看)"
            "|(?:关注|關注|订阅).{0,20}(?:公众号|公眾號|订阅号|官方微信|官方微博|微信号|视频号|"
            "头条号)"
            "|(?:公众号|微信公众号|微信号|微信)(?:ID)?\\s?:\\s?[\\w-]{3,}\\W{0,3}$|点击(?:上方|"
            "下方|左下角|右上角|蓝字|文末|菜单栏|进入)"
            "|加(?:入)?.{0,8}(?:微信群|交流群|QQ群)|(?:点|點)(?:个|個|亮)?.{0,3}(?:在看|好看|赞|"
            "讚).{0,12}$"
            "|^(?:往期|点击|戳|回复).{0,10}(?:回顾|关键词|领取|获取)|(?:更多|"
            "精彩).{0,12}(?:敬请关注|请关注|尽在)"
            '|^好资讯.{0,3}需要你的鼓励|需要你的鼓励$|设为星标|商务合作|投稿(?:邮箱|请|信箱)|爆料(?:热线|邮箱|电话|微信|有奖)|我要爆料|欢迎.{0,6}投稿|^\\d{0,2}\\W{0,2}回复\\s?[【\\[“"].{1,12}(?:查看|查询|领取|获取)'
        ),
    ),
    (
        Clutter.COMMENTS,
        60,
        re.compile(
            f"^(?=.*[^\\W\\d_])(?:{_COMMENTS}|[\\d,.+()\\s/|:]|[条條人次]|已有|共)++$"
            "|^(?:还没有|暂无|目前没有|尚无).{0,4}(?:评论|留言|跟[贴帖])|(?:抢|来)(?:个|占)?沙发"
            "|(?:登录|登陆|登錄|登入|注册).{0,4}(?:后|後|即可|才能|才可).{0,4}(?:参与|參與|发表|"
            "發表|评论|評論|讨论|查看|留言|回复|阅读)"
            "|文明(?:上网|发言|用语)|理性(?:发言|评论)|^(?:请|您?还?可以?)?输入.{0,8}字|^网友评论|"
            "^说点什么|^自律公约"
            "|^(?:\\d+\\s?)?[条條](?:评论|評論|留言)|可以?按alt\\+4|参与评论$|"
            "^评论\\s?[(:]?\\d*\\)?$"
        ),
    ),
    (Clutter.RELATED, 40, re.compile(f"{_OPEN}{_RELATED}{_CLOSE}")),
    (Clutter.RELATED, 100, re.compile(f"{_OPEN}{_NEIGHBOUR}{_SIGN}")),
    (Clutter.RELATED, 40, re.compile(f"(?:{_OPEN}{_NEIGHBOUR}\\W{{0,3}}){{1,2}}$")),
    (
        Clutter.NOTICE,
        600,
        re.compile(
            _OPEN
            + _any(
                "(?:免责|免責|版权|版權|特别|特別|郑重|重要|法律|著作权|侵权|风险|平台|作者|网站|"
                "本站|转载|媒体)"
                "(?:声明|聲明|提示|条款|说明|申明|提醒|须知)",
                "声明 聲明 免责 转载请",
            )
            + r"\s*(?:[:|\s】]|$|本文|凡|以上|文章|此)"
        ),
    ),
    (
        Clutter.NOTICE,
        400,
        re.compile(
            _any(
                "(?:不代表|并不代表|不(?:等于|意味着)|代表作者|仅代表|僅代表).{0,30}(?:观点|立场|"
                "觀點|立場|证实) "
                "未经.{0,20}(?:授权|许可|允许|同意|協議|协议).{0,16}(?:转载|使用|复制|摘编|转帖) "
                "(?:转载|轉載|引用|摘编).{0,12}(?:请|請|须|需|务必|应).{0,6}(?:注明|联系|註明|"
                "标明|保留) "
                "(?:侵权|侵權|权利人|版权).{0,30}(?:联系|聯繫|告知|来信|通知).{0,30}(?:删除|刪除|"
                "处理|更正|撤|本[网站]|我们)? "
                "版权(?:均)?归.{0,16}所有 版权所有 版權所有 All\\s?[Rr]ights\\s?[Rr]eserved "
                "Copyright\\s?[©(] "
                "^©.{0,20}\\d{4} ICP备.{0,12}号 (?:网安|公网安)备 "
                "(?:不构成|非).{0,10}(?:投资建议|投資建議) (?:据此|依此).{0,6}(?:操作|入市|"
                "投资).{0,10}自[担负] "
                "(?:违法|不良)(?:和不良)?信息举报 以上内容.{0,16}(?:上传|发布|转载) 仅供(?:参考|"
                "学习|读者参考) "
                "凡(?:本[网站]|注明|来源).{0,20}(?:注明|均为|作品|稿件)"
            ).replace(" ", "|")
        ),
    ),
)
_CRUMBS = re.compile(
    r"\W{0,3}(?:您?的?(?:当前|當前|所在|现在|現在)?的?位置\s?:|(?:首页|主页|首頁)\s?[>»›/])"
)
_COMMAND = re.compile(
    r"\W{0,2}(?:(?:返回|回到|查看|进入|点击|展开|收起).{0,10}|(?:阅读|查看|显示)?(?:更多|全文|"
    r"详细|详情|原文)|更多.{0,6}"
    r"|view more|read more|more)\W{0,3}",
    re.IGNORECASE,
)

_STARTERS = {
    Clutter.COMMENTS: 0.3, Clutter.RELATED: 0.15, Clutter.NOTICE: 0.03, Clutter.SHARING: 0.03,
    Clutter.EDITOR: 0.2, Clutter.PROMOTION: 0.03,
}  # fmt: skip
"""Lines after which an article ends, unless more than this part of it follows."""
_PUNCTUATION = re.compile(r"[。！？；，、,!?;]|[.]\s")
_END = re.compile(r"[。！？!?…；;.：:”」』）)]\s*$")
_CUT = re.compile(r"(?:…+|\.{3,}|\[[^\]]{1,6}\]|【[^】]{1,6}】)$")
_SUMMARY = re.compile(
    r"^\W{0,2}(?:摘要|内容摘要|内容提要|导读|導讀|核心提示|提要|内容导读)\s*[:|】]?\s*"
)
_FULL_STOPS = ("。", "！", "？", "”", "…", "）", ".", "」", "!", "?")
_HANZI = re.compile("[\u4e00-\u9fff]")
_LINES = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})
_WORDS = frozenset({Clutter.NAVIGATION, Clutter.SHARING, Clutter.COMMENTS})
_SPOKEN_OF = frozenset({Clutter.PROMOTION, Clutter.NOTICE, Clutter.COMMENTS})
_DECLARES = re.compile(r"^\W{0,2}\S{0,6}(?:声明|聲明|提示|条款|說明|说明)\s?[:|】]")
_HEAD = 12  # lines in which a summary may stand
_SHORTEST_CAPTION = 5  # code points


@lru_cache(maxsize=2_048)  # a page is asked about its lines again and again
def saying(line: str) -> Clutter | None:
    """Return what `line` says itself that it is, wherever it stands, or None."""
    folded = fold(line).strip()
    length = len(folded)
    if not length:
        return None
    for reason, longest, form in _SAYINGS:
        if length <= longest and form.search(folded):
            return reason
    menu = _CRUMBS.match(folded) or _COMMAND.fullmatch(folded) or _MENU.fullmatch(folded)
    return Clutter.NAVIGATION if length <= _LONGEST_MENU and menu else None


def without_commands(draft: Draft) -> list[Draft]:
    """Return a draft cut into what it says and the links that end it and lead elsewhere."""
    end = len(draft.text)
    for mark in reversed(draft.marks):
        if mark.kind is MarkKind.LINK and mark.span.end == end:
            if not _COMMAND.fullmatch(fold(mark.span.of(draft.text)).strip()):
                break
            end = len(draft.text[: mark.span.start].rstrip(" ，,|[【("))
    if end in (0, len(draft.text)):
        return [draft]
    kept = replace(
        draft,
        text=draft.text[:end],
        marks=tuple(mark for mark in draft.marks if mark.span.end <= end),
        linked=min(draft.linked, end),
    )
    rest = draft.text[end:].strip(" ，,|")
    return [kept, Draft(rest, indent=draft.indent, quote=draft.quote, linked=len(rest))]


def is_running(draft: Draft) -> bool:
    """Tell whether a draft is text that runs on, and no list of links."""
    own = len(draft.text) - draft.linked
    if draft.kind in (BlockKind.CODE, BlockKind.TABLE):
        return own > 0
    if own < 16 or own * 2 < len(draft.text) or (draft.level and own <= _LONGEST_HEADING):
        return False
    signs = len(_PUNCTUATION.findall(draft.text))
    return signs >= 2 or (signs >= 1 and (own >= 30 or bool(_END.search(draft.text))))


def judge(drafts: Sequence[Draft], title: str) -> list[Clutter | None]:
    """Return for each of `drafts`, an article's from its head to its foot, why it is clutter.

    `title` is the article's, or empty.
    """
    verdicts: list[Clutter | None] = [
        None
        if draft.kind in (BlockKind.CODE, BlockKind.TABLE) or draft.image
        else saying(draft.text)
        for draft in drafts
    ]
    _repeats(drafts, verdicts, title)
    running = [
        index
        for index, draft in enumerate(drafts)
        if verdicts[index] is None
        and not draft.image
        and is_running(draft)
        and not metadata.is_byline(draft.text)
    ]
    _images(drafts, verdicts, range(running[0], running[-1] + 1) if running else range(0))
    if running:
        _head(drafts, verdicts, running[0])
        _middle(drafts, verdicts, running)
        _foot(drafts, verdicts, running)
    return verdicts


def _repeats(drafts: Sequence[Draft], verdicts: list[Clutter | None], title: str) -> None:
    """Condemn the title where it stands again, and summaries cut from the text."""
    wanted = bare(title)
    for index, draft in enumerate(drafts):
        if draft.image or verdicts[index] is not None:
            continue
        if wanted and bare(draft.text) == wanted:
            verdicts[index] = Clutter.TITLE
        folded = fold(draft.text)
        if index < _HEAD and (match := _SUMMARY.match(folded)):
            opening = bare(folded[match.end() :])[:24]
            later = (bare(each.text) for each in drafts[index + 1 : index + 4])
            if len(opening) >= 12 and any(text.startswith(opening) for text in later):
                verdicts[index] = Clutter.SUMMARY


def _images(drafts: Sequence[Draft], verdicts: list[Clutter | None], text: range) -> None:
    """Give each image the caption that follows it; condemn those about which nothing is said.

    What an image is said to show by itself counts inside the `text` alone, and where it says more
    than a name or the same as another.
    """
    said = Counter(draft.text for draft in drafts)
    shown: Draft | None = None
    for index, draft in enumerate(drafts):
        if not draft.image or verdicts[index] is not None or draft is shown:
            continue
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        if following is not None and not following.image and is_caption(following):
            following.image, shown = draft.image, following
            verdicts[index + 1] = None
            verdicts[index] = Clutter.IMAGE
        elif index not in text or len(draft.text) < _SHORTEST_CAPTION or said[draft.text] > 1:
            verdicts[index] = Clutter.IMAGE


_CAPTION = re.compile(
    r"^\W{0,2}(?:[▲△▼↑◎]|[图圖](?:片|为|為|源|说|\s?[:/|\d一二三四])|资料[图圖]|摄影|攝影|供图|"
    r"示意[图圖])"
    r"|(?:摄|攝|供[图圖]|[图圖]片?来源.{0,12}|制[图圖]|资料[图圖]|视频截[图圖]|截[图圖]|绘)\W{0,2}$"
)


def is_caption(draft: Draft) -> bool:
    """Tell whether a draft that follows an image says what the image shows."""
    text = draft.text
    return draft.caption or (
        draft.kind is BlockKind.PARAGRAPH and 2 <= len(text) <= 80 and bool(_CAPTION.search(text))
    )


def _head(drafts: Sequence[Draft], verdicts: list[Clutter | None], first: int) -> None:
    """Condemn what stands before the running text without belonging to it."""
    for index, draft in enumerate(drafts[:first]):
        if verdicts[index] is not None or draft.image or draft.kind not in _LINES:
            continue
        if metadata.is_byline(draft.text):
            verdicts[index] = Clutter.BYLINE
        elif draft.linked * 2 > len(draft.text) or _is_menu(draft.text):
            verdicts[index] = Clutter.NAVIGATION


def _middle(
    drafts: Sequence[Draft], verdicts: list[Clutter | None], running: Sequence[int]
) -> None:
    """Acquit what the running text around it shows to be part of the article.

    That is a number that parts sections, a heading of one word, and a sentence that merely speaks
    of such things. Condemn the links that follow a line which announces them.
    """
    for index in range(running[0] + 1, running[-1]):
        draft, text = drafts[index], drafts[index].text
        if verdicts[index] is None and verdicts[index - 1] is Clutter.RELATED:
            if draft.linked * 2 > len(text):
                verdicts[index] = Clutter.RELATED
            continue
        heading = draft.level > 0 and verdicts[index] in _WORDS
        number = verdicts[index] is Clutter.NAVIGATION and text.isdecimal()
        after = sum(each > index for each in running[-3:])
        sentence = (
            verdicts[index] in _SPOKEN_OF
            and after >= 2
            and len(text) >= 20
            and text.endswith(_FULL_STOPS)
            and not _DECLARES.match(fold(text))
        )
        if heading or number or sentence:
            verdicts[index] = None


def _foot(drafts: Sequence[Draft], verdicts: list[Clutter | None], running: Sequence[int]) -> None:
    """Condemn what stands after the text has ended."""
    end = _end(drafts, verdicts, running)
    if end is not None:
        reason = verdicts[end] if verdicts[end] is Clutter.COMMENTS else Clutter.RELATED
        for index in range(end + 1, len(drafts)):
            verdicts[index] = verdicts[index] or reason
    last = max((index for index in running if verdicts[index] is None), default=len(drafts))
    for index in range(last + 1, len(drafts)):
        draft = drafts[index]
        if verdicts[index] is None and draft.kind in _LINES and not draft.image:
            if metadata.is_byline(draft.text):
                verdicts[index] = Clutter.BYLINE
            elif draft.linked * 2 > len(draft.text) or _is_menu(draft.text):
                verdicts[index] = Clutter.RELATED


def _end(
    drafts: Sequence[Draft], verdicts: Sequence[Clutter | None], running: Sequence[int]
) -> int | None:
    """Return the first line after which nothing belongs to the article, or None.

    It says itself that something else begins, and little running text follows it, or more of it
    in a list of other articles: links, and beginnings that are cut off.
    """
    mass = {index: len(drafts[index].text) - drafts[index].linked for index in running}
    total, before = sum(mass.values()), 0
    for index, verdict in enumerate(verdicts):
        before += mass.get(index, 0)
        if before == 0 or verdict not in _STARTERS:
            continue
        rest = [drafts[i] for i in range(index + 1, len(drafts)) if verdicts[i] is None]
        listed = sum(
            each.linked * 2 > len(each.text) or bool(_CUT.search(each.text)) for each in rest
        )
        listing = verdict is Clutter.RELATED and listed * 3 >= len(rest)
        if total - before <= before * (2 if listing else _STARTERS[verdict]):
            return index
    return None


def _is_menu(text: str) -> bool:
    """Tell whether `text` is a row of words: tags, sections, commands."""
    words = re.split(r"[\s|/·>»]+", text.strip())
    return (
        len(words) >= 3
        and max(map(len, words)) <= 8
        and not _PUNCTUATION.search(text)
        and any(map(_HANZI.search, words))
    )


def bare(text: str) -> str:
    """Return the letters and digits of `text`, folded: what makes two titles the same."""
    return "".join(filter(str.isalnum, fold(text))).lower()
