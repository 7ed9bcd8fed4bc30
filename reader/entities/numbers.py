"""Dates, amounts of money and quantities, found by their form in a folded text.

Each pattern looks ahead over a bounded number of characters. What only looks like a quantity (the
time on a clock, the number in a name) is matched too, so that nothing else takes it.
"""

import re
from collections.abc import Iterator

from reader.entities.candidate import Candidate
from reader.entities.data import alternatives, words
from reader.model.entity import EntityType, Evidence

_B = "[ \u00a0]?"  # authors set blanks between Chinese and digits, or do not
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,6})?|[0-9]{1,15}(?:\.[0-9]{1,8})?)"
_HAN_DIGIT = "[〇零一二三四五六七八九两]"
_HAN_NUMBER = f"(?:[数几上]?(?:{_HAN_DIGIT}|[十百千万亿]){{1,12}}(?:点{_HAN_DIGIT}{{1,6}})?)"
_VAGUE = "(?:[数几上][十百千万亿]{1,3}|[十百千万亿]{2,4}|(?:好)?几十?)"
_MAGNITUDE = "(?:万亿|千万|百万|十万|千亿|百亿|十亿|亿|万|千|百|兆|k|m|b)"
_MORE = "(?:多|余|来)?"
# No name goes before it: `gpt-4`, `a100`, `v2.1`, `iphone 15`.
_FREE = r"(?<![a-z0-9_/])(?<![a-z0-9][-.])(?<![0-9],)(?<![\w]·)"

_MONTH = "(?:1[0-2]|0?[1-9])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_YEAR = "(?:1[0-9]{3}|20[0-9]{2}|21[0-9]{2})"
_HAN_YEAR = "[一二][〇零○一二三四五六七八九]{3}"
_HAN_MONTH = "(?:十[一二]|[一二三四五六七八九十正腊])"
_HAN_DAY = "(?:三十一?|二?十[一二三四五六七八九]?|二十|[一二三四五六七八九])"
_THE_YEAR = "(?:今年|去年|前年|明年|后年|本年|当年|同年|次年|翌年)"
_THE_MONTH = "(?:本月|上月|下月|当月|同月|次月|上个月|下个月)"
_THIRD = "(?:[上中下]旬|初|末|底|中(?=[,。、旬;)]))"
_END_OF_YEAR = "(?:上半年|下半年|(?:第?[一二三四1-4]季度?)|[初末底])"
_STARTS = "0-9〇零一二三四五六七八九十两百千万亿数几上"
_DATE = re.compile(
    f"(?=[{_STARTS}公前今去明后本当同次翌下正腊民])(?:"
    + "|".join(
        (
            # 2022年3月5日, 2022 年 3 月, 二〇二二年三月五日
            f"{_FREE}(?:公元前?)?(?:{_YEAR}|{_HAN_YEAR}){_B}年(?!代)"
            f"(?:{_B}(?:(?:{_MONTH}|{_HAN_MONTH}){_B}月(?:份)?"
            f"(?:{_B}(?:{_DAY}|{_HAN_DAY}){_B}[日号]|{_B}{_THIRD})?|{_END_OF_YEAR}|中(?=[,。、起以开至的])))?",
            # 民国一百年, 民国38年5月
            f"民国{_B}(?:[0-9]{{1,3}}|[一二三四五六七八九十百]{{1,4}}){_B}年(?:{_B}{_MONTH}{_B}月)?",
            # 前221年, 618年
            f"{_FREE}公元前?{_B}[0-9]{{1,4}}{_B}年",
            f"(?:(?<![0-9.,一-龥])|(?<=[至到和]))前{_B}[0-9]{{2,4}}{_B}年",
            f"{_FREE}[1-9][0-9]{{2}}{_B}年(?=[,。、,(（)]|[由被在,以])",
            # 3月29日, 三月五日, 今年3月, 去年12月5日
            f"{_THE_YEAR}{_B}(?:{_MONTH}|{_HAN_MONTH}){_B}月(?:份)?"
            f"(?:{_B}(?:{_DAY}|{_HAN_DAY}){_B}[日号]|{_B}{_THIRD})?",
            f"(?:{_FREE}{_MONTH}|(?<!{_HAN_DIGIT})(?<![十百千第几数]){_HAN_MONTH}){_B}月{_B}"
            f"(?:{_FREE}{_DAY}|{_HAN_DAY}){_B}[日号]",
            f"{_FREE}{_MONTH}{_B}月(?!球|亮|票|薪|租|供|活|经)(?:份)?(?:{_B}{_THIRD})?",
            f"(?<!{_HAN_DIGIT})(?<![十百千第几数年]){_HAN_MONTH}月(?:份|{_THIRD})",
            # 上月底, 三季度末, 今年国庆
            f"{_THE_MONTH}[初中末底]",
            f"{_THE_YEAR}{_B}(?:第?[一二三四1-4]季度?|头[两三]季度?|[上下]半年)",
            "(?<![0-9一二三四五六七八九十第])第?[一二三四]季度[初末]",
            f"(?:{_THE_YEAR})(?:春节|元旦|清明|五一|端午|中秋|国庆|除夕|元宵|暑期|暑假|寒假)(?:[前后]夕?|期间|假期)?",
            # 15日
            f"(?:{_THE_MONTH})?{_FREE}(?<!第){_DAY}{_B}日(?!元|均|子|[前内]的|语|程|行|报|夜|游|活)",
            f"{_THE_MONTH}{_DAY}{_B}[日号]",
            # 2023-01-17, 2023/1/17, 2023.1.17
            f"{_FREE}{_YEAR}(?P<mark>[-/.])(?:1[0-2]|0?[1-9])(?P=mark){_DAY}(?![0-9])",
            f"{_FREE}(?:19|20)[0-9]{{2}}[-/](?:1[0-2]|0[1-9])(?![0-9/-])",
            # 2019-2021年, 2019至2021年
            f"{_FREE}{_YEAR}{_B}[-—~至到]{{1,2}}{_B}{_YEAR}{_B}年",
            # 上世纪90年代, 20世纪, 1990年代
            f"(?:上个?世纪|{_FREE}(?:公元前?)?[12]?[0-9]{_B}世纪|[一二]?十[一二三四五六七八九]?世纪)"
            f"{_B}(?:(?:[0-9]0|[一二三四五六七八九]十){_B}年代)?(?:[上下]半叶|中叶|[初中末]期?)?",
            f"{_FREE}(?:1[0-9]|20)?[0-9]0{_B}年代(?:[初中末]期?)?",
            f"(?<!{_HAN_DIGIT})[一二三四五六七八九]十年代(?:[初中末]期?)?",
            # 98年
            f"{_FREE}(?<![第约近超达满共过])[5-9][0-9]年(?:底|初|末|(?={_MONTH}月))",
        )
    )
    + ")"
)
_CLOCK = re.compile(
    f"(?=[0-9凌清早上中下傍晚深当今])(?:(?:(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|深夜|当晚|今晚|晚){_B}"
    f"(?:[0-9]{{1,2}}|{_HAN_DAY})|{_FREE}[0-9]{{1,2}}){_B}[时点](?!以|之|间|多|大|半?年|[0-9]|{_HAN_DIGIT})"
    f"(?:{_B}(?:[0-9]{{1,2}}|{_HAN_NUMBER}){_B}分(?:{_B}[0-9]{{1,2}}{_B}秒)?|半|许|整)?"
    f"|{_FREE}[0-9]{{1,2}}{_B}[时点]{_B}[0-9]{{1,2}}{_B}分(?!钟)(?:[0-9]{{1,2}}{_B}秒)?"
    r"|(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])"
    ")"
)

_CURRENCY = (
    "(?:(?:人民币|美元|欧元|英镑|日元|港元|港币|澳元|加元|韩元|台币|新台币|卢布|卢比|法郎|瑞郎|泰铢|新元"
    "|新加坡元|越南盾|比索|雷亚尔|里拉|林吉特|迪拉姆|马克|美金|美分|日圆|韩圜|圆|元(?:人民币|美金)?"
    "|块钱|角钱|毛钱|块(?=[,。;!?])|块[1-9](?![0-9.])|块[一二三四五六七八九](?=[,。;!?])|毛(?=[,。;!?“”])"
    "|亿?usd|rmb|cny|hkd|eur|gbp|jpy))"
)
_SIGN = (
    r"(?:us\$|hk\$|nt\$|a\$|c\$|\$|¥|€|£|₩|rmb|usd|cny|hkd"
    "|人民币|港币|港元|美元|新台币|台币|澳门币)"
)
_AMOUNT = (
    f"(?:{_ARABIC}{_B}{_MORE}{_MAGNITUDE}{{0,2}}{_MORE}"
    f"|(?![万亿](?:元|块|美|人))(?:{_HAN_NUMBER}(?:[来多余][万亿]?)?|{_VAGUE}))"
)
_RANGE = f"(?:{_B}(?:至|到|-|—|~|–){{1,2}}{_B}{_AMOUNT})?"
_MONEY = re.compile(
    f"(?=[{_STARTS}us$hnac¥€£₩r人港美新台澳])(?:{_FREE}{_AMOUNT}{_RANGE}{_B}{_CURRENCY}(?:人民币)?(?!件|素|旦|宵|首|老|勋|帅|气|年|朝)"
    f"|{_FREE}{_AMOUNT}{_B}元?{_RANGE}{_B}{_CURRENCY}(?:人民币)?(?!件|素|旦|宵|首|老|勋|帅|气|年|朝)"
    f"|(?<![a-z0-9]){_SIGN}{_B}{_ARABIC}{_B}(?:{_MAGNITUDE}{{1,2}}{_MORE}|million|billion|trillion)?"
    f"(?:{_B}[-~至]{_B}(?:{_SIGN})?{_ARABIC}{_B}{_MAGNITUDE}{{0,2}})?(?![a-z0-9])(?:圆|元)?)"
)


def _either(*lists: str) -> str:
    """Return what matches one of the words in the lists of these names, the longest first."""
    return alternatives(word for name in lists for word in words(name))


_COUNT_END = (
    "(?!(?<=只)[用有是能要会在被])(?!(?<=[国])[产内外家])"
    "(?!方案|公司|人工|名单|位置|元件|名字|口径|分之)(?!(?<=台)[湾北中南东风])"
)
_PRECISE = f"(?:{_ARABIC}{_B}{_MORE}(?:{_MAGNITUDE}{{1,2}}{_MORE})?)"
_SPAN = f"(?:{_PRECISE}{_B}(?:%)?{_B}(?:至|到|-|—|~|–|×|x){{1,2}}{_B})?"
_HAN_COUNT = (  # ten or more; below, only of units that measure
    f"(?:[一二两三四五六七八九][十百千万亿](?:{_HAN_DIGIT}|[十百千万亿几]){{0,9}}"
    f"|[十百千万](?:{_HAN_DIGIT}|[十百千万亿几]){{1,9}}|[数几上][十百千万亿]{{1,3}}"
    "|[十百千万亿]{2,4})" + _MORE
)
_QUANTITY = re.compile(
    f"(?=[{_STARTS}近])(?:"
    + "|".join(
        (
            # 百分之三十, 三分之二
            f"(?:百|千|万)分之{_B}(?:{_ARABIC}|{_HAN_NUMBER})",
            f"{_HAN_DIGIT}{{1,2}}分之{_HAN_DIGIT}{{1,2}}(?![一-龥]?分之)",
            # 2小时5分30秒, 1米85
            f"{_FREE}[0-9]{{1,3}}{_B}(?:个)?小时{_B}[0-9]{{1,2}}{_B}分钟?(?:{_B}[0-9]{{1,2}}(?:\\.[0-9]{{1,3}})?{_B}秒)?",
            f"{_FREE}[0-9]{{1,3}}{_B}分(?:钟)?{_B}[0-9]{{1,2}}(?:\\.[0-9]{{1,3}})?{_B}秒(?:[0-9]{{1,3}})?",
            f"{_FREE}[0-9]米[0-9]{{1,2}}(?![0-9])",
            # 3个多小时
            f"{_FREE}(?:[0-9]{{1,4}}|{_HAN_DIGIT}){_B}个(?:多|半)(?:小时|月|星期|学期|世纪|钟头|百分点)",
            # 2.5万字, 50 GB, 90多个, 3000余万张, 3—5年
            f"{_FREE}(?<!第){_SPAN}{_PRECISE}{_B}(?:{_either('measures')}){_COUNT_END}",
            f"{_FREE}{_SPAN}{_PRECISE}{_B}(?:{_either('units')})(?![a-z0-9])",
            f"{_FREE}(?<!第){_SPAN}{_PRECISE}{_B}(?:{_either('classifiers')}){_COUNT_END}",
            # 近万名, 16强
            f"近[百千万亿]{{1,2}}(?:{_either('measures', 'classifiers')}){_COUNT_END}",
            f"{_FREE}(?:4|8|16|32|64)强(?![者国烈调化制])",
            # 1750亿
            f"{_FREE}{_ARABIC}{_B}{_MORE}(?:万亿|千万|百万|十万|千亿|百亿|十亿|亿|万)(?:多|余)?",
            f"{_FREE}(?![248]k){_ARABIC}{_B}[kmb](?![a-z0-9])",
            # 两千万
            f"(?<!第)(?<!{_HAN_DIGIT})(?<![十百千万亿数几])[一两二三四五六七八九](?:[十百千]?万|[十百千万]?亿)(?=[,。;!?]|$)",
            # 五十家, 十二万人, 两公里
            f"(?<!第)(?<!{_HAN_DIGIT})(?<![十百千万亿数几半])(?<![之老]){_HAN_COUNT}"
            f"(?:{_either('measures', 'classifiers')}){_COUNT_END}",
            f"(?<!第)(?<!{_HAN_DIGIT})(?<![十百千万亿数几])[两二三四五六七八九][点]?{_HAN_DIGIT}?"
            "(?:成(?=[,。;的以左、前多半])|公里|千米|米|厘米|毫米|吨|公斤|千克|斤|亩|公顷|平方米|立方米|平方公里|(?<!两)度|升|小时|分钟|秒|岁)"
            "(?![一-龥]?分之)",
        )
    )
    + ")"
)


_LONGEST_FURNITURE = 40  # code points of a line
_FURNITURE = re.compile("阅读(?:本文|全文)?(?:预计|大约|约)?需|预计阅读|阅读时长|字数[:：]?[ 0-9]")

_LAYERS = (
    (_DATE, EntityType.DATE),
    (_CLOCK, None),
    (_MONEY, EntityType.MONEY),
    (_QUANTITY, EntityType.QUANTITY),
)


def find(folded: str) -> Iterator[Candidate]:
    """Yield the dates, amounts and quantities of a folded text; no two overlap."""
    taken = bytearray(len(folded))
    for pattern, kind in _LAYERS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            end = start + len(match[0].rstrip())
            if kind is EntityType.QUANTITY and _is_furniture(folded, start):
                continue
            if kind is not None:
                yield Candidate(start, end, kind, Evidence.RULE, 0.95)


def _is_furniture(folded: str, offset: int) -> bool:
    """Tell whether a number only says how long the page is: 3854 字 | 阅读本文需 9 分钟."""
    start = max(folded.rfind("\n", 0, offset) + 1, offset - _LONGEST_FURNITURE)
    line = folded[start : offset + _LONGEST_FURNITURE].partition("\n")[0]
    return len(line) <= _LONGEST_FURNITURE and bool(_FURNITURE.search(line))
