"""Cases at which recognisers of Chinese names are known to fail, by kind, in both scripts.

Beside each text what must be found in it, as `TYPE name`; where that is nothing, nothing may be.
"""

import pytest

from reader.entities import recognise

CASES = {
    "transliterated names": [
        (
            "去年在里斯本，若昂·佩雷拉向玛丽亚·德索萨道歉。",
            ["PERSON 若昂·佩雷拉", "PERSON 玛丽亚·德索萨", "PLACE 里斯本"],
        ),
        (
            "教练让-皮埃尔·杜邦对卡洛斯·门德斯说，你可以走了。",
            ["PERSON 让-皮埃尔·杜邦", "PERSON 卡洛斯·门德斯"],
        ),
        (
            "作者是哈维尔·奥尔特加-洛佩兹，译者是林少华。",
            ["PERSON 哈维尔·奥尔特加-洛佩兹", "PERSON 林少华"],
        ),
        ("由于安德烈·库兹涅佐夫的缺席，会议推迟。", ["PERSON 安德烈·库兹涅佐夫"]),
        (
            "總統愛德華·伊凡諾夫和外長瑪格麗特·湯普森同機抵達。",
            ["PERSON 愛德華·伊凡諾夫", "PERSON 瑪格麗特·湯普森"],
        ),
        ("J·K·罗琳与约翰·F·肯尼迪从未见过面。", ["PERSON J·K·罗琳", "PERSON 约翰·F·肯尼迪"]),
    ],
    "bylines and lists of names": [
        (
            "本报记者 邹雅文 贺兰亭 通讯员 曲小涵",
            ["PERSON 邹雅文", "PERSON 贺兰亭", "PERSON 曲小涵"],
        ),
        ("编辑：龚雪　校对：蒲松　责编：尹梦", ["PERSON 龚雪", "PERSON 蒲松", "PERSON 尹梦"]),
        ("文｜郝一鸣　编辑｜阮晴　图｜倪可", ["PERSON 郝一鸣", "PERSON 阮晴", "PERSON 倪可"]),
        ("（记者卓然、万里鹏）", ["PERSON 卓然", "PERSON 万里鹏"]),
        ("記者 蕭敬騰 羅曉韻 攝影 鄧肇基", ["PERSON 蕭敬騰", "PERSON 羅曉韻", "PERSON 鄧肇基"]),
        ("实习生 欧阳子墨　司徒文佩", ["PERSON 欧阳子墨", "PERSON 司徒文佩"]),
    ],
    "products and their versions": [
        ("他从Windows 11退回了Windows 10。", ["PRODUCT Windows 11", "PRODUCT Windows 10"]),
        (
            "Galaxy S24 Ultra和iPhone 15 Pro Max比拍照。",
            ["PRODUCT Galaxy S24 Ultra", "PRODUCT iPhone 15 Pro Max"],
        ),
        ("新机搭载骁龙8 Gen 3，也有天玑9300的版本。", ["PRODUCT 骁龙8 Gen 3", "PRODUCT 天玑9300"]),
        ("GPT-4o mini比GPT-3.5便宜。", ["PRODUCT GPT-4o mini", "PRODUCT GPT-3.5"]),
        ("顯卡用RTX 4090，處理器是酷睿i9。", ["PRODUCT RTX 4090"]),
        ("长征五号B遥四点火，长征七号待命。", ["PRODUCT 长征五号B遥四", "PRODUCT 长征七号"]),
    ],
    "Chinese products, apps and ships from quotes or context": [
        ("科考船“远望海号”与驱逐舰“秀山”舰在外海会合。", ["PRODUCT 远望海号", "PRODUCT 秀山"]),
        ("护卫舰漳河舰靠港补给。", ["PRODUCT 漳河舰"]),
        ("“卡尔·文森”号航母驶离。", ["PRODUCT 卡尔·文森"]),
        ("团队研制的“极目光谱仪”已交付。", ["PRODUCT 极目光谱仪"]),
        ("打开拾光App，记下今天的心情。", ["PRODUCT 拾光"]),
        ("無人船「海巡先鋒號」昨日下水。", ["PRODUCT 海巡先鋒號"]),
        ("云枢公司推出大模型“问川”，面向律师。", ["PRODUCT 问川"]),
    ],
    "unknown Latin names": [
        ("发行商Moonlit Games宣布跳票。", ["ORG Moonlit Games"]),
        (
            "投资方包括Granite Capital和Blue Harbor Ventures。",
            ["ORG Granite Capital", "ORG Blue Harbor Ventures"],
        ),
        (
            "一篇题为Learning to See in the Rain的论文引发讨论。",
            ["WORK Learning to See in the Rain"],
        ),
        ("初创公司Nexavue发布了模型Lyra-7B。", ["ORG Nexavue", "PRODUCT Lyra-7B"]),
        ("導演與法國公司Sunny Films合作。", ["ORG Sunny Films"]),
        ("变异株XBB.9的刺突蛋白SP7发生了变化。", ["TERM SP7"]),
    ],
    "second mentions by surname or short form": [
        ("工程师张玉成退休了。老张说，他还想干。", ["PERSON 张玉成", "PERSON 老张"]),
        ("远舟资本成立三年。远舟去年投了六家。", ["ORG 远舟资本", "ORG 远舟"]),
        ("上海申花主场取胜，申花升至第二。", ["ORG 上海申花", "ORG 申花"]),
        (
            "埃马德·莫斯塔克辞职，莫斯塔克没有说原因。",
            ["PERSON 埃马德·莫斯塔克", "PERSON 莫斯塔克"],
        ),
        (
            "深圳云栈科技有限公司（下称“云栈”）回应，云栈从未裁员。",
            ["ORG 深圳云栈科技有限公司", "ORG 云栈"],
        ),
        ("被告人佟海川当庭认罪。佟表示不上诉。", ["PERSON 佟海川", "PERSON 佟"]),
    ],
    "clubs and nested institutions": [
        ("江苏省苏州市中级人民法院判决生效。", ["ORG 江苏省苏州市中级人民法院"]),
        ("北京大学第三医院骨科开诊。", ["ORG 北京大学第三医院"]),
        ("他毕业于清华大学附属中学。", ["ORG 清华大学附属中学"]),
        ("中国科学院大连化学物理研究所研究员到会。", ["ORG 中国科学院大连化学物理研究所"]),
        ("浙江省文化广电和旅游厅发文。", ["ORG 浙江省文化广电和旅游厅"]),
        ("香港大學醫學院與瑪麗醫院合作。", ["ORG 瑪麗醫院"]),
        ("展览借助清华大学的数据，联同敦煌研究院的摄影。", ["ORG 清华大学", "ORG 敦煌研究院"]),
    ],
    "terms by their last word, offences, codes": [
        ("那次喷发的火山爆发指数达到5级。", ["TERM 火山爆发指数"]),
        ("硫酸盐气溶胶反射了阳光。", ["TERM 硫酸盐气溶胶"]),
        ("他涉嫌串谋诈骗罪被捕。", ["TERM 串谋诈骗"]),
        ("主效基因AT1与变异株KP.3无关。", ["TERM AT1", "TERM KP.3"]),
        ("裝進腺相關病毒（AAV）以後再注射。", ["TERM 腺相關病毒"]),
        ("多模型是个说法。", []),
    ],
    "laws and stories without brackets": [
        ("濕地生態保育管理法的修正案三讀通過。", ["WORK 濕地生態保育管理法"]),
        ("他讲的是“关公打曹操”那一段。", ["WORK 关公打曹操"]),
    ],
    "people whom their names or their houses give away": [
        ("向导洛桑多吉走在前面。", ["PERSON 洛桑多吉"]),
        ("女孩朵朵（化名）今年上学。", ["PERSON 朵朵"]),
        ("复旦大学舒承宗团队发表了论文。", ["ORG 复旦大学", "PERSON 舒承宗"]),
    ],
    "streets behind towns, two names in a row": [
        ("她在济南解放路租房。", ["PLACE 济南", "PLACE 解放路"]),
        ("钱存在虚拟银行云上银行里。", ["ORG 云上银行"]),
    ],
    "things called so, groups with their heads": [
        ("他们写的编译器叫山雀，已经开源。", ["PRODUCT 山雀"]),
        ("舞团“山脚的人”的团长没有来。", ["ORG 山脚的人"]),
    ],
    "teams, operations and sources": [
        ("昨晚，江苏中天钢铁3比0完胜北京汽车。", ["ORG 江苏中天钢铁"]),
        ("警方展開代號「鐵幕」的行動。", ["EVENT 鐵幕"]),
        ("【星島網訊】警方搗破一個集團。", ["ORG 星島網"]),
        ("来源：江边财经　作者：沈一红", ["ORG 江边财经", "PERSON 沈一红"]),
        ("他领投了一家杭州公司万径科技的天使轮。", ["ORG 万径科技"]),
        ("他在飞书群里连发七条消息。", ["PRODUCT 飞书"]),
    ],
    "ordinary words that are also names": [
        ("他从不迟到，也从不请假。", []),
        ("这是一份荣耀，也是一份责任。", []),
        ("新的浪潮席卷而来，博物馆里人头攒动。", []),
        ("每个苹果都套着纸袋。", []),
        ("平台化、智能化、本地化是大势所趋。", []),
        ("大公司看不上，小公司做不了。", []),
        ("從前他從不遲到，如今從未請假。", []),
        ("两地交通部门、公安部门各管一段。", []),
    ],
    "spans and punctuation": [
        ("到场的有华为、小米、比亚迪。", ["ORG 华为", "ORG 小米", "ORG 比亚迪"]),
        ("他去过东京、大阪，也去过京都。", ["PLACE 东京", "PLACE 大阪", "PLACE 京都"]),
        ("《三体》、《活着》，都卖得好。", ["WORK 三体", "WORK 活着"]),
        ("阿里、騰訊和百度都派了人。", ["ORG 阿里", "ORG 騰訊", "ORG 百度"]),
        ("“华为”“小米”两块招牌并排挂着。", ["ORG 华为", "ORG 小米"]),
    ],
    "traditional script": [
        ("國立臺灣大學教授陳建仁到訪高雄。", ["ORG 國立臺灣大學", "PERSON 陳建仁", "PLACE 高雄"]),
        ("蘋果公司與鴻海在鄭州設廠。", ["ORG 鴻海", "PLACE 鄭州"]),
        ("運輸及物流局局長陳美寶表示。", ["ORG 運輸及物流局", "PERSON 陳美寶"]),
        ("劉德華主演的《無間道》重映。", ["PERSON 劉德華", "WORK 無間道"]),
        ("記者馮仁樂、戴合聲報道", ["PERSON 馮仁樂", "PERSON 戴合聲"]),
    ],
    "numbers": [
        ("账上只剩三千万。", ["QUANTITY 三千万"]),
        ("他买了三副眼镜、两打鸡蛋和十二听可乐。", ["QUANTITY 十二听"]),
        ("近万名观众见证球队闯入16强。", ["QUANTITY 近万名", "QUANTITY 16强"]),
        ("6月27日上午9时30分，会议开始；28日闭幕。", ["DATE 6月27日", "DATE 28日"]),
        ("一年净落三十来万元，明年第二季度还清贷款。", ["MONEY 三十来万元", "DATE 明年第二季度"]),
        ("電池能量密度達320Wh/kg，售價2.5億港元。", ["QUANTITY 320Wh/kg", "MONEY 2.5億港元"]),
        ("民國一百年，他捐了八十五萬元新臺幣。", ["DATE 民國一百年", "MONEY 八十五萬元"]),
        ("11月3日19:15，列车时速350公里。", ["DATE 11月3日", "QUANTITY 350公里"]),
    ],
}


@pytest.mark.parametrize(("text", "wanted"), [case for cases in CASES.values() for case in cases])
def test_what_recognisers_fail_at_is_found(text: str, wanted: list[str]) -> None:
    found = [f"{one.type.value} {text[one.span.start : one.span.end]}" for one in recognise(text)]
    if wanted:
        assert [name for name in wanted if name not in found] == [], found
    else:
        assert found == []
