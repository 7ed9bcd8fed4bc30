"""What a line of a page says itself that it is: a menu, a share bar, a notice, wherever it stands.

A line is looked at folded: in simplified script and half width. One that is longer than such lines
are, or that tells something in whole sentences, is none.
"""

import re
from functools import lru_cache

from reader.importing.forms import fold
from reader.model import Clutter

_LONGEST_MENU = 40  # code points


def _any(*words: str) -> str:
    """Return a pattern for any of `words`, which spaces part; the longer ones are tried first.

    Rows of them are matched giving nothing back (`++`), for lines are not to be trusted.
    """
    return f"(?:{'|'.join(sorted(' '.join(words).split(), key=len, reverse=True))})"


_OPEN, _CLOSE = r"^\W{0,3}", r"\W{0,3}$"
_SIGN = r"\s*[:/|]\s*"

_EDITOR = _any(
    "(?:责任|执行|本文|本期|实习|新媒体|值班|网络|图片|文字|栏目|流程)?编辑",
    "责编 编审 [主总]编 主编 校对 审校 审核 终审 监制 美编 排版 统筹 "
    "策划 值班主任 值班编委 [初复三二一]审 签发 运营",
)
_SHARING = _any(
    "分享(?:到|至|给|按钮)?(?:微信|微博|朋友圈|好友|好友和朋友圈)? 转发(?:到|至)?(?:微博|微信)? "
    "一键分享 微信(?:好友|朋友圈|扫码分享)? 朋友圈 (?:新浪|腾讯)?微博 QQ(?:空间|好友|群)? 腾讯QQ "
    "易信 豆瓣 人人网 开心网 Facebook Twitter Qzone LINE 复制链接 复制连结 收藏(?:本文)? 点赞 赞 "
    "好看 在看 打赏 赞赏 举报 喜欢 更多 二维码 收起 关注 返回 推荐 投诉 反馈 我要反馈 "
    "喜欢作者 阅读原文 微信扫一扫赞赏作者 人赞赏"
)
_SCANNED = _any("二维码 下载 关注 阅读 手机 打开 加入 分享 查看 添加 收听 进群 当前页")
_CODE = _any("二维码 条码")
_APP = "(?:APP|App|app|客户端)"
_COMMENTS = _any(
    "(?:我要|写|发表|参与|查看|网友|最新|热门|精彩|全部|所有|更多|文章|相关|本文|读者|用户)?"
    "(?:评论|跟[贴帖]|留言)(?:区|列表)? 参与讨论"
)
_RELATED = _any(
    "(?:相关|延伸|推荐|扩展|拓展|关联|更多|猜你|猜您|热门|精彩|最新|往期|编辑|责编|小编|今日|近期|其他|"
    "同类|本周|本月|24小时)(?:阅读|新闻|文章|推荐|报道|报导|链接|连结|内容|资讯|专题|稿件|搜索|喜欢|精选|回顾|视频|标签|话题|产品|主题|排行|热点|关注|资料|图集|消息|回答)+",
    "(?:为你|为您|为我)(?:推荐|精选) (?:你|您)(?:可能|或许|也许)(?:还|也)?(?:会|对|"
    "对)?(?:喜欢|感兴趣).* "
    "大家都在[看搜].* 相关 看过本文的人还看.* 热(?:门|点)?排行.* 新闻排行.* 热搜(?:榜)? 频道精选 "
    "专题推荐 "
    "你可能.* 猜你喜欢.* 热新闻 友情链接.* 推荐 Related\\s(?:Articles|Posts|Stories|News|Reading|"
    "Links) "
    "媒体报道 相关事件 推荐阅读.*",
)
_NEIGHBOUR = r"(?:上|下)一?[篇页条则章](?:文章|新闻)?"

_MENU = re.compile(
    "(?:"
    + _any(
        "首页 主页 正文 导航 登录 登陆 登入 注册 搜索 搜寻 打印 列印 关闭 关闭窗口 字号 "
        "字体 大 中 小 超大 标准 放大 缩小 正常 放大字体 缩小字体 调整字体 默认 繁体 简体 "
        "返回.{0,4} 顶部 置顶 "
        "加载中 载入中 展开 展开全文 阅读全文 查看更多 查看全文 点击.{0,4}加载.* "
        "加载更多.* 点击加载 "
        "全屏 纠错 回到顶部 我要纠错 网站地图 联系我们 关于我们 目录 下载 关键[字词] 标签 热词 "
        "详细 全文 编辑 删除 "
        "复制 取消 确认 确定 提交 发布 刷新 订阅 更多 语音播报 播报文章 听新闻 AI摘要 已关注 帮助 "
        "播报 编辑播报 (?:词条|文章|本文)标签 附件下载 广告 广告位 "
        "推广 赞助 sponsored ad advertisement 阅读 浏览 浏览次数 点击 点击数 人气 访问量 阅读量 "
        "发布时间 发布日期 "
        "更新时间 时间 日期 来源 作者 原创 转载 暂无简介 T [-+] menu home share print tags? "
        "(?:the\\s)?end 打印本页 加入收藏"
    )
    + r"|\d++(?:[.,]\d++)*+\s?[万亿k]?\+?|[|>/·»›,.:\[\]【】()\s~*=–—-])++",
    re.IGNORECASE,
)

_PROMOTIONS = (
    rf"扫(?:一扫|码|描).{{0,16}}{_SCANNED}",
    rf"(?:长按|识别|扫描).{{0,12}}{_CODE}",
    r"^扫(?:码|一扫)|^微信扫",
    rf"(?:下载|打开|安装).{{0,16}}{_APP}|^打开.{{2,12}}查看",
    rf"{_APP}.{{0,6}}(?:下载|阅读更多|内打开|查看)",
    r"请(?:在|用|使用).{0,6}(?:微信|客户端|浏览器|APP).{0,4}(?:打开|查看|扫)",
    r"(?:关注|订阅).{0,20}(?:公众号|订阅号|官方微信|官方微博|微信号|视频号|头条号)",
    r"(?:公众号|微信公众号|微信号|微信)(?:ID)?\s?:\s?[\w-]{3,}\W{0,3}$",
    r"点击(?:上方|下方|左下角|右上角|蓝字|文末|菜单栏|进入)|(?:点击|戳).{0,3}阅读原文",
    r"加入?.{0,8}(?:微信群|交流群|QQ群|粉丝[团群])",
    r"点[个亮]?.{0,3}(?:在看|好看|赞).{0,12}$|[请可]点击?(?:这里|此处)",
    r"^(?:往期|点击|戳|回复).{0,10}(?:回顾|关键词|领取|获取)",
    r"^\d{0,2}\W{0,2}回复\s?[【\[“\"].{1,12}(?:查看|查询|领取|获取)",
    r"(?:更多|精彩).{0,12}(?:敬请关注|请关注|尽在)|^\W*更多.{0,8}(?:点击|专题|进入)",
    r"^好资讯.{0,3}需要你的鼓励|需要你的鼓励$|设为星标|^\W*星标|^感谢(?:您的?)?阅读|下期再见",
    r"商务合作|投稿(?:邮箱|请|信箱)|欢迎.{0,6}投稿|我要爆料|爆料(?:微信|有奖)",
    r"(?:新闻|读者|[爆报]料|咨询|服务|客服)(?:热线|电话|邮箱|QQ)\s?:|爆料(?:热线|邮箱|电话)",
    r"^炒股.{0,6}[看上找]|(?:扫码|掌上|开户).{0,8}(?:理财|炒股|福利)",
)

# What says of itself that it is clutter; all are searched for in folded lines.
_SAYINGS: tuple[tuple[Clutter, int, re.Pattern[str]], ...] = (
    (
        Clutter.TITLE,
        200,
        re.compile(_OPEN + _any("(?:本文|文章)?原(?:文|始)?标题", "原题") + _SIGN),
    ),
    (
        Clutter.EDITOR,
        60,
        re.compile(
            f"{_OPEN}(?:我?要?纠错\\W{{1,4}})?(?:{_EDITOR}\\s?[、&]?\\s?)++"
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
            + _any("来源 出处 稿源 转自 转载自")
            + r"(?:于)?\s*(?:[:/|]\s*|公众号)[^。!?]{0,50}$"
        ),
    ),
    (
        Clutter.BYLINE,
        50,
        re.compile(
            r"^\W{0,2}(?:[图文]{1,2}|图片|[头题封配]图|封面图?|视频)(?:来源|来自|源)于?\s?(?:[:/|]|自|网络)"
            r".{0,20}$"
            r"|^\W{0,2}(?:全文|本文|约|共|全文共|文章)?\s?[\d,]+\s?字|阅读(?:本文|全文|完)?(?:大约|"
            r"约|预计)?需要?\s?\d+\s?分钟"
            r"|^预计阅读(?:时间|时长)|^(?:阅读|浏览|点击|人气)(?:量|数|次数)?\s?[:(]?\s?\d"
        ),
    ),
    (
        Clutter.SHARING,
        60,
        re.compile(f"^(?=.*[^\\W\\d_])(?:{_SHARING}|[\\d,.:+|>/()\\s\ue000-\uf8ff])++$"),
    ),
    (
        Clutter.SHARING,
        60,
        re.compile(
            r"^(?:分享到|分享至|分享给|转发到)|^[分共]享(?:此|本|这篇|该)?(?:文章|内容|文|帖)?\W*$|^赞过\W*$"
        ),
    ),
    (Clutter.PROMOTION, 100, re.compile("|".join(_PROMOTIONS))),
    (
        Clutter.COMMENTS,
        60,
        re.compile(
            f"^(?=.*[^\\W\\d_])(?:{_COMMENTS}|[\\d,.+()\\s/|:]|[条人次]|已有|共)++$"
            "|^(?:还没有|暂无|目前没有|尚无).{0,4}(?:评论|留言|跟[贴帖])|(?:抢|来)(?:个|占)?沙发"
            "|(?:登录|登陆|登入|注册).{0,4}(?:后|即可|才能|才可).{0,4}(?:参与|发表|评论|讨论|查看|留言|回复|阅读)"
            "|文明(?:上网|发言|用语)|理性(?:发言|评论)|^(?:请|您?还?可以?)?输入.{0,8}字|^网友评论|"
            "^说点什么|^自律公约"
            "|^(?:\\d+\\s?)?条(?:评论|留言)|可以?按alt\\+4|参与评论$|"
            "^评论\\s?[(:]?\\d*\\)?$"
        ),
    ),
    (
        Clutter.NAVIGATION,
        100,
        re.compile(
            r"^这篇.{1,4}可能(?:会?有|含有|包含)(?:关键)?(?:剧透|情节透露)$|"
            r"^广告.{0,2}(?:加载|位|正在|请稍)|^广告$|^请?继续(?:往下|向下|滑动)?(?:阅读|观看)\W*$|"
            r"^\S{1,60}\.\w{2,4}\s?\([\d.]+\s?[KMG]?B\b|^(?:下载|保存)附件|下载次数\s?:\s?\d|"
            r"^(?:19|20)\d\d[-/]\d\d?[-/]\d\d?(?:\s\d\d?:\d\d)?\s?上传\W*$|"
            r"^\W*点击(?:查看|放大|浏览)?(?:原|大)?图片?(?:查看|放大|浏览)?(?:原图|大图)?[\W\d]*$"
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
                "(?:免责|版权|特别|郑重|重要|法律|著作权|侵权|风险|平台|作者|网站|"
                "本站|转载|媒体)"
                "(?:声明|提示|条款|说明|申明|提醒|须知)",
                "声明 免责 转载请",
            )
            + r"\s*(?:[:|\s】]|$|本文|凡|以上|文章|此)"
        ),
    ),
    (
        Clutter.NOTICE,
        400,
        re.compile(
            _any(
                "(?:不代表|并不代表|不(?:等于|意味着)|代表作者|仅代表).{0,30}(?:观点|立场|证实) "
                "(?:观点|看法).{0,4}代表(?:作者|本人|个人) 仅?提供信息(?:存储|发布) "
                "未经.{0,20}(?:授权|许可|允许|同意|协议).{0,16}(?:转载|使用|复制|摘编|转帖) "
                "(?:转载|引用|摘编).{0,12}(?:请|须|需|务必|应).{0,6}(?:注明|联系|标明|保留) "
                "(?:侵权|权利人|版权).{0,30}(?:联系|告知|来信|通知).{0,30}"
                "(?:删除|处理|更正|撤|本[网站]|我们)? "
                "版权(?:均)?归.{0,16}所有 版权所有 All\\s?[Rr]ights\\s?[Rr]eserved "
                "Copyright\\s?[©(] "
                "^©.{0,20}\\d{4} ICP备.{0,12}号 (?:网安|公网安)备 "
                "(?:不构成|非).{0,10}投资建议 (?:据此|依此).{0,6}(?:操作|入市|"
                "投资).{0,10}自[担负] "
                "(?:违法|不良)(?:和不良)?信息举报 以上内容.{0,16}(?:上传|发布|转载) 仅供(?:参考|"
                "学习|读者参考) "
                "^Notice:\\sThe\\s 凡(?:本[网站]|注明|来源).{0,20}(?:注明|均为|作品|稿件)"
            ).replace(" ", "|")
        ),
    ),
)
_CRUMBS = re.compile(r"\W{0,3}(?:您?的?(?:当前|所在|现在)?的?位置\s?:|(?:首页|主页)\s?[>»›/])")
_COMMAND = re.compile(
    r"(?!.*[。!?]$)\W{0,2}(?:(?:返回|回到|查看|进入|点击|展开|收起).{0,10}|(?:阅读|查看|显示)?(?:更多|全文|"
    r"详细|详情|原文)|更多[^。!?]{0,6}"
    r"|view more|read more|more)\W{0,3}",
    re.IGNORECASE,
)

# A sentence speaks of codes, apps and comments; one that addresses the reader asks for something.
_ASIDE = frozenset({Clutter.PROMOTION, Clutter.COMMENTS, Clutter.SHARING})
_SENTENCE = re.compile(r"[。！？!?”」]$")
_ADDRESSES = re.compile(
    "请|欢迎|您|即可|立即|马上|快来|赶紧|更多|精彩|免费|获取|领取|吧|本[报网站台刊号]|我们|我要|关注我|加入|QQ群|点击[“下上左右文]|星标|"
    "↓|二维码|公众号|小程序|APP|客户端|登录|注册"
)
_OTHERS = re.compile("(?<!其)[他她]")
_TELLS = re.compile(rf"{_OTHERS.pattern}|说[:,。“]|了[,。!]|\d[年月日]")
_SHORTEST_SENTENCE = 16  # code points


@lru_cache(maxsize=2_048)  # a page is asked about its lines again and again
def saying(line: str) -> Clutter | None:
    """Return what `line` says itself that it is, wherever it stands, or None."""
    folded = fold(line).strip()
    length = len(folded)
    if not length:
        return None
    for reason, longest, form in _SAYINGS:
        if length <= longest and form.search(folded):
            if _narrates(folded, reason):
                continue
            return reason
    menu = _CRUMBS.match(folded) or _COMMAND.fullmatch(folded) or _MENU.fullmatch(folded)
    return Clutter.NAVIGATION if length <= _LONGEST_MENU and menu else None


def _narrates(folded: str, reason: Clutter) -> bool:
    """Tell whether a line, as if for `reason`, is a sentence that only speaks of such things."""
    if not _SENTENCE.search(folded):
        return False
    if reason not in _ASIDE:
        return bool(_OTHERS.search(folded))
    long = len(folded) >= _SHORTEST_SENTENCE
    return bool(_TELLS.search(folded)) or (long and not _ADDRESSES.search(folded))


def is_command(text: str) -> bool:
    """Tell whether `text` asks for something to be opened or shown: `查看更多`."""
    return bool(_COMMAND.fullmatch(fold(text).strip()))
