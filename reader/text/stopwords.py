"""Words that say how something is asked, not what: they neither find nor rank."""

_WORDS = """
的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 之 其 也 都 就 还 又 再 很 和 与 及 或 而 且 并 但 则 若 以 于
由 从 自 到 向 往 在 对 把 被 让 给 为 是 有 没 没有 不 这 那 此 该 它 他 她 们 我 你 您 我们 你们
他们 它们 这个 那个 这些 那些 一个 一些 所 所以 因为 因此 如果 虽然 但是 以及 并且 或者 而且
什么 什么样 怎么 怎么样 怎样 如何 为什么 为何 何 何时 何地 哪 哪个 哪些 哪里 哪儿 哪一 哪种 哪位
谁 几 几个 多少 多久 多大 是否 请 请问
a an the of to in on at by for from with and or but is are was were be been it its this that these
those as do does did how what when where which who whom whose why i you he she we they me him her
us them my your his our their not no so if than then there here have has had having can could will
would should may might must shall about into over under out up down off after before between during
through while because until also just only very more most much many some any all each both few own
same such other others another one
"""

STOPWORDS = frozenset(_WORDS.split())
"""Folded."""
