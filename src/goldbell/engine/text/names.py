"""Where a Chinese personal name begins and ends (姓名): a surname, one or two signs of a given name, and what may follow.

No list of names can be whole: what is read here counts only beside words that announce a person.
"""

from __future__ import annotations

import re
from typing import Final

SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范"
    "汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢"
    "安齐伍庞颜倪季殷章鲁梅纪童凌毕单裴骆霍欧盛翟祝翁芦左涂柳阮宁耿关游岳蓝岑蒲穆傅萧焦巴祁"
    "鲍司俞娄褚卫聂费窦车桑屈路米冷詹管佟麻甘成佘冉艾解房喻苗戚谷班边卓池封满靳"
)
DOUBLE: Final = frozenset(
    {"欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "东方", "慕容", "令狐", "端木", "夏侯", "司徒"}
)
#: Signs that no given name holds but that often follow one.
_NOT_GIVEN: Final = frozenset(
    "的是了在我你您他她它们这那说叫让给转到和与及又就都还也不没有请问等为把被从向账帐户卡号块收款尾称于至因遭已以对其将通使系报打接受存取付汇借经点来去吗呢吧啊女男士师总警官话电岁人元万千百年月日时分并同涉两三前后先再当上下但跟用要可会能只才该此某什么谁姓老板哥姐叔姨爷奶现替帮找去拿看听讲"
)
#: Of these, the ones that a given name may begin with (张三峰, 李月, 王万年).
_MAY_BEGIN: Final = frozenset("三元月年万千百日时成用经")
#: Given-name signs that are words too: as the third sign they belong to the name only if nothing follows that continues them.
_COMMON_GIVEN: Final = frozenset(
    "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏飞鑫波斌宇浩凯梅琳雪倩颖健俊帆峰晨瑞婷建国文志春山立光海江河林森松柏龙虎凤云霖雨雷天晓小辉耀晖昊博学武斯思雅慧惠珍珠宝金银铜宁安康福禄寿喜乐良德仁义礼智信忠孝廉洁莉莎薇蕾蓉菲芬芝芸苗荣花香莲菊竹梦瑶琪琴瑜璐玲珊珂琦瑛玥佳嘉欣怡悦彤彬栋梁柱根生民权东西南北中振兴旺发达成功胜利恒永久长远大新旭阳亮星辰月宏泽润淑贤妍妮媛婉姗姣娇嫣可心美阿庆航轩涵梓睿沐诺奕翔骏驰腾骁毅韬祥璇萱萌岚岩峥嵘澜琼娥姝妤婵雁霜霏露晴晗晔昌晶朋朝杉杏桐桦楠榕榆檀毓淇淳清渊湘源滔滨潇潮澄灿炎炜烁烨焕煜煦熙熠照燕爽牧玮珉珏琛琮琰瑄瑾璋璟钧钰铭锋锐锦键镇闯策笑素绍维继缘翠翰聪胤舒良芮若茂茹荔莹菁葵蓝蕊虹衡裕言训诚谦豪贝贵赫超越跃路迎远迪逸道郁采钦锡长阔隆雄青鸣鸿鹤麒麟默丹丽久义亚京仪仲任伦佩侠修倩健傲元兆兰冉冠冬凌凡凝函刚初利剑力励勤北升卉卓南卫原厚双友叶同名启善喆元亨利贞章若诗韵"
)
#: Words that end in a sign which is a surname elsewhere.
_NO_SURNAME: Final = frozenset(
    {
        "对方",
        "双方",
        "警方",
        "官方",
        "我方",
        "地方",
        "甲方",
        "乙方",
        "银行",
        "平安",
        "治安",
        "公安",
        "西安",
        "客服",
        "经理",
        "总经",
        "贷款",
        "黄金",
        "支付",
        "应付",
        "交付",
        "通过",
        "经过",
    }
)
#: *国强: how a payment slip shows a payee.
_HIDDEN_SURNAME: Final = re.compile(r"\*{1,2}[\u4e00-\u9fff]{1,2}(?![\u4e00-\u9fff*])")
_TITLE: Final = re.compile(
    r"(?:女士|先生|小姐|师傅|老师|经理|警官|主任|科长|处长|局长|所长|队长|总|大[爷妈姐哥叔婶伯]|工程师|医生|"
    r"律师|主管|总监|秘书|教授|院长|校长|书记|阿姨|叔叔|爷爷|奶奶|某某|某)"
)
_ADDRESSED: Final = re.compile("女士|先生|小姐")
_MASKED_GIVEN: Final = re.compile(r"某{1,2}[\u4e00-\u9fff]?|[*×]{1,2}")
_BEFORE_NAME: Final = frozenset("，。；：、,;:|→>（(《“\"'！？!? \n\t\r-—/【[和与及是叫给到为由向对从被让请找的）)】]")


def name_at(text: str, start: int, *, titled: bool = False) -> int | None:
    """Where the name that begins at ``start`` ends, None if none does. ``titled``: 王女士 counts as a name too."""
    if text[start : start + 1] == "*" and (hidden := _HIDDEN_SURNAME.match(text, start)) is not None:
        return hidden.end()
    surname = _surname_at(text, start)
    if not surname or text[start - 1 : start + 1] in _NO_SURNAME:
        return None
    given = start + surname
    masked = _MASKED_GIVEN.match(text, given)
    if masked is not None:
        return _masked_end(text, given, masked.end())
    if titled and (title := _ADDRESSED.match(text, given)) is not None:
        return title.end()
    if not (_is_given(text, given) or text[given : given + 1] in _MAY_BEGIN) or _TITLE.match(text, given):
        return None
    third = given + 1
    if not _is_given(text, third) or text[third : third + 2] in ("女士", "先生", "通过", "使用", "发现", "添加"):
        return third
    if (
        text[third] in _COMMON_GIVEN
        or text[third + 1 : third + 2] == ""
        or not _is_word_sign(text, third + 1)
        or text[third + 1] in _NOT_GIVEN
    ):
        return third + 1
    return third


def name_before(text: str, end: int) -> int | None:
    """Where the name that ends at ``end`` begins, None if none does; what stands before it must not be part of a word."""
    for length in (4, 3, 2):
        start = end - length
        if start < 0 or (length == 4 and text[start : start + 2] not in DOUBLE):
            continue
        if name_at(text, start) != end:
            continue
        before = text[start - 1 : start]
        if not before or before in _BEFORE_NAME or before.isdigit():
            return start
    return None


def _surname_at(text: str, start: int) -> int:
    if text[start : start + 2] in DOUBLE:
        return 2
    return 1 if text[start : start + 1] in SURNAMES else 0


def _masked_end(text: str, given: int, end: int) -> int:
    last = text[end - 1]
    if last in "某*×":
        return end
    return (
        end
        if text[given : end - 1] == "某"
        and last in _COMMON_GIVEN
        and (end == len(text) or not _is_word_sign(text, end) or text[end] in "等和与及")
        else end - 1
    )


def _is_given(text: str, at: int) -> bool:
    return _is_word_sign(text, at) and text[at] not in _NOT_GIVEN


def _is_word_sign(text: str, at: int) -> bool:
    return "\u4e00" <= text[at : at + 1] <= "\u9fff"
