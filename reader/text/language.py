"""Which language and script a text is in, told by its characters."""

import re

# Simplified and traditional Chinese share most characters; these are frequent ones that differ, in
# pairs. Characters that are also good in the other script (后, 里, 台, 只, 云, 面) are left out.
_PAIRS = (
    "这這个個们們来來为為国國时時说說会會对對发發经經过過开開现現动動进進样樣还還问問学學没沒"
    "见見关關实實长長该該达達则則队隊变變义義无無产產从從业業两兩东東车車运運数數门門边邊论論"
    "话話战戰给給张張军軍将將书書电電认認观觀应應员員识識总總带帶报報场場转轉办辦师師传傳计計"
    "让讓谁誰难難觉覺风風亲親热熱团團组組连連质質线線设設备備单單换換历歷华華语語题題验驗图圖"
    "满滿请請态態节節领領级級响響习習积積规規医醫爱愛显顯严嚴标標农農济濟轻輕权權环環断斷专專"
    "术術读讀续續岁歲击擊众眾类類钱錢远遠红紅争爭须須约約课課头頭卖賣乐樂负負爷爺纪紀许許调調"
    "证證顾顧谢謝养養飞飛亿億盘盤贵貴坚堅圆圓护護县縣终終创創营營简簡练練尽盡顺順脑腦页頁软軟"
    "频頻录錄编編龙龍鱼魚鸟鳥马馬闻聞间間闭閉阳陽阴陰际際陆陸险險随隨预預额額颜顏饭飯饮飲馆館"
    "驾駕骑騎黄黃齐齊龄齡宝寶宽寬宾賓宫宮寻尋导導弹彈归歸彻徹户戶扩擴扫掃抢搶拟擬拥擁择擇损損"
    "捡撿撑撐晓曉条條杀殺杂雜枪槍栏欄树樹桥橋检檢横橫欢歡残殘毁毀毕畢汉漢汇匯汤湯沟溝测測浅淺"
    "润潤涨漲渐漸温溫湾灣湿濕灭滅灯燈灵靈炉爐点點烦煩牺犧独獨狮獅猪豬献獻疗療盐鹽监監盖蓋码碼"
    "础礎礼禮祸禍称稱稳穩穷窮竞競笔筆粮糧紧緊纠糾纤纖纯純纲綱纳納纵縱纷紛纸紙纹紋细細织織绍紹"
    "结結络絡绝絕统統继繼维維绿綠缓緩缘緣缩縮罗羅罚罰职職联聯肃肅肤膚胆膽脏臟脚腳脱脫"
)
SIMPLIFIED = frozenset(_PAIRS[::2])
TRADITIONAL = frozenset(_PAIRS[1::2])

_SAMPLE = 2_000  # code points
_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_KANA = re.compile("[\u3041-\u30ff]+")
_ENGLISH = re.compile("[A-Za-z]+")
_OTHER_LETTERS = re.compile("[\u00c0-\u1fff\uac00-\ud7a3]+")
_SIMPLIFIED = re.compile(f"[{_PAIRS[::2]}]+")
_TRADITIONAL = re.compile(f"[{_PAIRS[1::2]}]+")

# A hanzi weighs about as much as an English word.
_LETTERS_PER_WORD = 5


def detect(text: str) -> str:
    """Return the BCP 47 tag of the language of `text`: `zh-Hans`, `zh-Hant`, `en` or `und`.

    Chinese with English names, or half in English, is Chinese; its script is simplified where
    nothing tells. Up to 2,000 code points are looked at, spread over the whole text, for an
    article may open with a long quotation.
    """
    sample = text[:: len(text) // _SAMPLE + 1]
    hanzi = _count(_HANZI, sample)
    kana = _count(_KANA, sample)
    english = _count(_ENGLISH, sample)
    others = _count(_OTHER_LETTERS, sample)
    words = (english + others) / _LETTERS_PER_WORD
    if hanzi and kana * 5 <= hanzi and hanzi * 4 >= hanzi + words:
        traditional = _count(_TRADITIONAL, sample) > _count(_SIMPLIFIED, sample)
        return "zh-Hant" if traditional else "zh-Hans"
    if english > hanzi + kana and others * 20 <= english:
        return "en"
    return "und"


def _count(runs: re.Pattern[str], text: str) -> int:
    """Return how many characters of `text` are in `runs`."""
    return sum(map(len, runs.findall(text)))
