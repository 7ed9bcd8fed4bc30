"""Web pages of the kinds that people save, each around the same three paragraphs or its own."""

PARAGRAPHS = (
    "清明前三天，山里的雨停了。村口的老茶树冒出第一批芽，周小鱼背着竹篓上山，天还没有全亮，"
    "只听见溪水和远处的狗叫。",
    "她的祖母说，头茬茶要在露水干了以后采，“手要轻，像捏一只小鸟”。一上午下来，一家四口采了"
    "不到三斤鲜叶，炒干以后只剩七两。",
    "镇上的收购站今年开价每斤八百元，比去年涨了两成。站长说，茶园的面积没有变，变的是愿意上山的人："
    "年轻人大多去了城里，GPT-4能写茶叶的广告，可是不会采茶。",
)
TITLE = "清明前的头茬茶：一家四口，一上午，七两"
BODY = "\n\n".join(PARAGRAPHS)
LINKS = (
    "夜班火车上的图书馆", "一座桥的第三次重修", "河边邮局的最后一个冬天", "𠮷野家的雨夜",
    "豆瓣酱是怎样晒成的", "台风来以前，他们收茶",
)  # fmt: skip


def links(count: int = 6, word: str = "") -> str:
    """Return a list of links to other articles."""
    items = (f'<li><a href="/a/{n}.html">{word}{LINKS[n % 6]}</a></li>' for n in range(count))
    return f"<ul>{''.join(items)}</ul>"


MENU = "<ul>" + "".join(
    f'<li><a href="/{n}/">{word}</a></li>'
    for n, word in enumerate(("首页", "新闻", "财经", "体育", "文化", "科技", "图片", "视频"))
) + "</ul>"  # fmt: skip
FOOT = (
    "<div>关于我们 | 联系我们 | 网站地图</div><p>版权所有 渔报网 "
    "未经书面授权，不得转载、摘编或以其他"
    "方式使用。</p><p>京ICP备00000000号 违法和不良信息举报电话：000-00000000</p>"
)


def page(body: str, head: str = "", title: str = f"{TITLE}_文化频道_渔报网") -> str:
    """Return a page with `body` between a menu and a foot."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><div>{MENU}</div><script>var a = '<p>不是正文。</p>';</script>{body}"
        f"<div><h3>热门推荐</h3>{links()}</div>{FOOT}</body></html>"
    )


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>　　{text}</{tag}>" for text in PARAGRAPHS)


NEWS = page(
    f"<div><a href='/'>首页</a> &gt; <a href='/c/'>文化</a> &gt; 正文</div><h1>{TITLE}</h1>"
    "<div><span>2023年04月02日 08:15</span> <span>来源：渔报</span></div>"
    "<div>分享到：<a href='#'>微信</a><a href='#'>微博</a></div><div>"
    f"<p>原标题：{TITLE}</p>{paragraphs()}<p>（记者 周大海 通讯员 林溪）</p>"
    "<p>责任编辑：韩梅</p><p>扫描二维码，下载渔报客户端</p>"
    "<p>免责声明：本文仅代表作者个人观点，与本网无关。</p></div>"
    f"<div>相关阅读</div>{links(4)}<div><h3>网友评论</h3><p>登录后参与评论</p>"
    "<div><b>山里人</b><p>写得真好，我也是茶农的孩子，看哭了。</p><span>3小时前</span></div></div>"
)
BLOG = page(
    f"<article><h1>{TITLE}</h1><p>作者：林溪 ｜ 2023-04-02</p>{paragraphs()}"
    "<h2>怎么炒</h2><p>锅要热，手要快。下面是祖母口述的次序，记下来免得忘了：</p>"
    "<ol><li>杀青，八分钟；</li><li>揉捻，到手心发粘；</li><li>烘干。</li></ol>"
    "<blockquote><p>茶不等人。</p></blockquote>"
    "<pre><code class='language-python'>def tea(leaf):\n    return leaf * 0.23\n</code></pre>"
    "<table><tr><th>年份</th><th>每斤（元）</th></tr><tr><td>2022</td><td>667</td></tr>"
    "<tr><td>2023</td><td>800</td></tr></table>"
    "<p>数据来自镇上的<a href='/station?x=1'>收购站</a>，<b>不含</b>春分前的茶<sup><a "
    "href='#n1'>1</a></sup>。</p>"
    "<p>更早的一个办法是<code>炒</code>，面积约10<sup>3</sup>亩。</p>"
    "<figure><img src='/img/tea.jpg'><figcaption>周小鱼在老茶树下</figcaption></figure></article>"
    "<aside>标签：茶 山 春天</aside>",
    head="<base href='https://blog.example.org/2023/'><link rel='canonical' href='tea.html'>",
)
FORUM = page(
    f"<table width='100%'><tr><td colspan='2'><h1>{TITLE}</h1></td></tr>"
    "<tr><td valign='top'><p>山里人</p><p>等级：秀才</p><p>帖子：128</p></td><td>"
    f"<div>发表于 2023-4-2 08:15:20 | 只看该作者</div><div>{'<br><br>'.join(PARAGRAPHS)}</div>"
    "</td></tr></table><div><a href='#'>回复</a> <a href='#'>举报</a> <a href='#'>收藏</a></div>"
)
ACCOUNT = page(
    f"<h2>{TITLE}</h2><div>原创 林溪 渔报副刊 昨天</div><div style='visibility:hidden'>"
    "<section><img data-src='https://img.example.org/1.png' alt='图片'></section>"
    + "".join(f"<section><span>{text}</span></section>" for text in PARAGRAPHS)
    + "<section>长按识别二维码，关注我们</section><section>点个“在看”再走</section></div>"
    "<div>阅读 2.3万</div>",
    head="<meta property='og:title' content='" + TITLE + "'>",
    title="",
)
BREAKS = page(
    f"<div><b>{TITLE}</b><br>2023-04-02 08:15　来源：渔报　作者：林溪<br><br>"
    + "<br>\n".join(f"　　{text}" for text in PARAGRAPHS)
    + "<br>（完）<br>编辑：韩梅</div>"
)
ITEMS = page(
    "<ul><li><h1>"
    + TITLE
    + "</h1></li><li>2023-04-02　渔报</li><li><div>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "</div></li></ul>"
)
TRADITIONAL = (
    "清明前三天，山裡的雨停了。村口的老茶樹冒出第一批芽，周小魚背著竹簍上山，天還沒有全亮。",
    "她的祖母說，頭茬茶要在露水乾了以後採，「手要輕，像捏一隻小鳥」。炒乾以後只剩七兩。",
    "鎮上的收購站今年開價每斤八百元，比去年漲了兩成，站長說變的是願意上山的人。",
)
TAIWAN = page(
    "<h1>清明前的頭茬茶</h1><p>記者林溪／台北報導　2023-04-02 08:15</p>"
    + "".join(f"<p>{text}</p>" for text in TRADITIONAL)
    + "<p>責任編輯：韓梅</p><h3>延伸閱讀</h3>" + links(4),
    title="清明前的頭茬茶 | 漁報",
)  # fmt: skip

ALL = {
    "news": NEWS, "blog": BLOG, "forum": FORUM, "account": ACCOUNT, "breaks": BREAKS,
    "items": ITEMS, "taiwan": TAIWAN,
}  # fmt: skip
