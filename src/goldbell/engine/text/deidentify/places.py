"""Where and with whom (地址、单位): from the province down to the door, and schools, workplaces, branches of banks."""
# ruff: noqa: E501, SIM905 - tables of words are read by the line

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.deidentify.contracts import Finding
from goldbell.engine.text.deidentify.vocabulary import NAME_TAGS, Word, common, kept, rarity

_N: Final = "0-9A-Za-z〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾甲乙丙丁"
_DOOR: Final = re.compile(
    rf"(?:[{_N}][{_N}\-#]{{0,5}} ?(?:号楼|号院|栋|幢|座(?!机)|单元|室|楼|层|弄|号门|户|组(?!织|成)|大队|小队|社区|街坊|公里|弄堂|期|区|排|巷|号(?!码|线|店|机)|门)(?:之[{_N}])?[ ,，\-]?){{1,6}}"
    rf"(?:[{_N}]{{2,5}}(?:室|号|房)?)?"
)
_AREA: Final = (
    "省|自治区|自治州|自治县|特别行政区|市|地区|盟|州|县|旗|区|新区|开发区|工业园|产业园|园区|镇|乡|街道|街道办|村|庄|屯|寨|堡|社区|小区|花园|家园|花苑|公寓|大厦|广场|"
    "嘉园|名苑|雅苑|新苑|苑|里弄|府|豪庭|新城|新村|国际|中心|城|路|街|大道|大街|巷|弄|胡同|桥|站|地铁站|火车站|机场|码头|口岸|公园|市场|商场|工地|宿舍|桥头|路口|村委会|居委会|沟|湾|岭|坪|滩|坡|岛|镇上|家属院|小学旁"
)
_HOUSE: Final = (
    "公司|有限公司|集团|厂|工厂|店|酒店|宾馆|饭店|饭馆|餐厅|餐馆|超市|商行|学校|大学|学院|中学|小学|高中|初中|幼儿园|一中|二中|三中|附中|职校|技校|党校|医院|卫生院|诊所|药店|药房|"
    "银行|支行|分行|营业部|营业厅|营业所|储蓄所|信用社|派出所|公安局|分局|法院|检察院|税务局|局|委员会|中心|协会|商会|俱乐部|工作室|车间|事务所|律所|研究院|研究所|设计院|"
    "基金会|合作社|养老院|敬老院|福利院|物业|大队|中队|支队|部队|剧团|歌舞团|报社|电视台|出版社|影楼|理发店|网吧|茶楼|会所|健身房|驾校|培训班|补习班|教会|寺|庙|教堂|清真寺|矿|煤矿|林场|农场|牧场|电厂|电站|水厂"
)
_END: Final = re.compile(rf"^(?:.{{0,6}}(?:{_AREA})|.{{0,8}}(?:{_HOUSE}))$")
_END_HOUSE: Final = re.compile(rf"(?:{_HOUSE})$")
_KIND: Final = (
    (
        re.compile(r"(?:大学|学院|中学|小学|学校|高中|初中|幼儿园|[一二三附]中|职校|技校|党校|驾校|培训班|补习班)$"),
        "school",
        "某学校",
    ),
    (re.compile(r"(?:医院|卫生院|诊所)$"), "hospital", "某医院"),
    (re.compile(r"(?:银行|支行|分行|营业部|营业所|储蓄所|信用社)$"), "bank", "某银行"),
    (re.compile(r"(?:公司|集团|厂|商行|事务所|律所|工作室|合作社)$"), "workplace", "某公司"),
)
#: Words that end a place's name to the left: what comes before says what somebody did there.
_STOP_TAGS: Final = frozenset(
    {"p", "v", "r", "c", "d", "uj", "ul", "uz", "ud", "ug", "u", "x", "y", "m", "f", "e", "vn", "o", "q"}
)
_PLAIN_LEFT: Final = frozenset(
    "快递 物流 网络 科技 投资 贷款 保险 证券 金融 理财 装修 建筑 外贸 旅行 电商 购物 服务 客服 咨询 中介 房产 担保 皮包 空壳 正规 大型 小型 家 附近 当地 本地 外地 公安 反诈 数据 指挥 处置 客户 营销 调度"
    " 交易 信息 安全 支付 清算 征信 银监 监管 人民 商业 国有 私立 公立 民营 合作 上市 培训 医疗 母 子 总 分 新 老 大 小 本 该 某 各 同一 自家 连锁 便利 药 美容 理发 洗车 服装 水果 烟酒 手机 金 小额 典当 直播 运营 理赔 退款 取款 收银 监控 售后 自助"
    " 社会 全国 中国 国家 国际 全市 全省 本市 我市 本区 全区 农村 城市 山 河 郊 城 市 县 村 街 马 公 铁 高速 乡 步行 主 十字 三岔 红 火车 汽车 地铁 公交 加油 收费 充电 快递 驿 网 车 商 菜 批发 农贸 超级 二手 建材".split()
)
_MOST_LEFT: Final = 4
_DOOR_WORDS: Final = frozenset("号 栋 幢 座 楼 层 室 单元 弄 号楼 号院 户 门".split())
_NO_PART: Final = frozenset(
    "的在到去住于从是和与及把被我他她你您这那有个家开进出回了着过给让向说就都也又还没不很来上下里"
)
#: End like a place and are none.
_NO_END: Final = frozenset(
    "网站 商城 评论区 专区 辖区 片区 套路 思路 线路 原路 公路 铁路 高速路 官方网站 官方商城 支行长 结局 布局 当局 大局 格局 骗局 饭局 僵局 台湾 州 城 站 店主 店员 厂家".split()
)
_BUSINESS: Final = re.compile(r"(?:公司|集团|厂|店|商行|中心|局|委员会|银行|超市|餐厅|队|平台)$")


def find_places(text: str, words: list[Word]) -> Iterator[Finding]:
    """Addresses and organisations of the shadow text with what is told instead. Findings may overlap."""
    for match in _DOOR.finditer(text):
        yield Finding(match.start(), match.end(), "address", "某处")
    for at, word in enumerate(words):
        if word.tag in ("ns", "nt") and len(word.text) >= 2 and word.text not in kept():
            begin = _left(words, at) if _END.match(word.text) else None
            yield Finding(word.start if begin is None else begin, _further(words, at), *_told(word.text))
        if len(word.text) > 2 and word.text[-1] in "路街巷" and word.text not in kept() and word.text not in _NO_END:
            yield Finding(word.start, _further(words, at), "address", "某地")
        if word.text not in _NO_END and _END.match(word.text) and (begin := _left(words, at)) is not None:
            yield Finding(begin, word.end, *_told(word.text))


def _told(word: str) -> tuple[str, str]:
    for pattern, kind, now in _KIND:
        if pattern.search(word):
            return kind, now
    return ("organisation", "某单位") if _END_HOUSE.search(word) else ("address", "某地")


def _left(words: list[Word], at: int) -> int | None:
    """Where the proper name before a word such as 小区 or 公司 begins; None when nothing proper stands before it."""
    begin, proper, own = None, False, words[at].text
    for number in range(at - 1, max(-1, at - 1 - _MOST_LEFT), -1):
        word = words[number]
        if not word.text.isalnum() or _ends_here(word):
            break
        # 石油公司 says what it does, 阳光小区 which one it is.
        says_what = _BUSINESS.search(own) is not None and word.text in common() and word.tag not in NAME_TAGS
        if word.text not in _PLAIN_LEFT and not says_what:
            proper = True
        begin = word.start
    if proper and begin is not None:
        return begin
    if words[at].tag in NAME_TAGS and own not in kept() and len(own) > 2:
        return words[at].start
    return None


def _ends_here(word: Word) -> bool:
    """Whether a word to the left of 小区 or 公司 is no part of its name."""
    if word.text in kept() and word.text not in _PLAIN_LEFT:
        return word.tag not in NAME_TAGS
    if len(word.text) == 1:
        return (
            word.tag in ("p", "v", "r", "c", "d", "uj", "ul", "uz", "ud", "x", "y", "e", "u") or word.text in _NO_PART
        )
    return word.tag in (_STOP_TAGS | {"v", "vn", "vd"}) and (rarity(word.text) > 60 or word.text in common())


def _further(words: list[Word], at: int) -> int:
    """A place goes on over what belongs to it: 兰州市 城关区 雁滩 路."""
    end = words[at].end
    for word in words[at + 1 : at + 16]:
        if (
            word.tag == "ns"
            or _END.match(word.text)
            or word.text in _DOOR_WORDS
            or (word.text.isdigit() and len(word.text) < 6)
        ):
            end = word.end
        elif not word.text.isalnum() or _ends_here(word) or len(word.text) > 3:
            break
    return end
