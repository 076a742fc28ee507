"""Where the name of an organisation begins and ends (单位名称): the end is a known word, the start is found backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ENDS: Final = re.compile(
    r"(?P<company>(?:股份|有限责任|有限|责任)?公司(?:[\u4e00-\u9fff]{2,4}分公司)?|集团(?:有限公司)?|合作社|事务所|商行|经营部|工作室|基金会|商贸城)"
    r"|(?P<bank>银行(?:股份有限公司)?(?:[\u4e00-\u9fff]{2,6}(?:分行|支行|营业部))?|信用社|农商行|信用联社|农信社)"
    r"|(?P<office>公安[厅局](?:[\u4e00-\u9fff]{1,6}分局)?(?:反诈骗?中心|刑警[大支]队|刑侦[大支]队|网安[大支]队)?|公安分局(?:反诈骗?中心)?|(?<!公安)分局(?:反诈骗?中心)?|派出所|检察院|法院|反诈骗?中心"
    r"|(?:刑警|刑侦|网安|经侦|治安|交警|巡特警)[大支]队|看守所|银保监[会局]|证监[会局]|监管总?局|管理局|税务局|(?:税务|海关|管理|监管)总[局署]|医保局|社保局|司法局|人社局|教育局|民政局|海关|财政部|公证处|保障局)"
    r"|(?P<other>大学|学院|中学|小学|医院|晚报|晨报|日报|新闻网|甘肃网)"
)
_BANKS: Final = re.compile(
    r"(?:工|农|中|建|交|招|邮)行(?!业|为|李|程|列|动|走)|邮储|(?:浦发|光大|中信|兴业|民生|平安|华夏|广发)银行|农商行|中国(?:移动|联通|电信|广电)|人民银行|国家反诈中心"
)
_BRANDS: Final = (
    r"京东|天猫|淘宝|拼多多|抖音|快手|美团|支付宝|微信|顺丰|中通|申通|圆通|韵达|极兔|唯品会|苏宁|饿了么|滴滴|"
    r"百度|腾讯|闲鱼|小红书|携程|银联|花呗|借呗|度小满|抖店|哈啰|得物|蚂蚁"
)
_BRAND: Final = re.compile(
    rf"(?P<brand>{_BRANDS})(?=(?:的|官方|平台|商城|金融|快递|电商|店铺|安全|在线|售后|购物|集团){{0,2}}(?:客服|工作人员|员工|理赔|商家|售后|中心的|公司))(?!公司)"
)
#: Whoever somebody claims to work for: 自称中国人寿客服.
_CLAIMED: Final = re.compile(
    r"(?:自称|冒充|谎称|说自己|[他她]是|我是|我们是|这里是|这边是|声称)是?(?P<brand>[\u4e00-\u9fffA-Za-z]{2,8}?)(?=(?:的|官方|平台|公司)?(?:客服|工作人员|专员|售后))"
)
_NOT_CLAIMED: Final = re.compile(
    r".{0,3}(?:您|的|服务|预约|开户|来自|某|购物|电商|网店|网购|银行|快递|物流|平台|官方|公司|商家|店铺|网站|贷款|投资|保险|售后|直播|"
    r"软件|客服|信用卡|一[个家名])"
)
_SIGNATURE: Final = re.compile(r"【(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,14})】")
#: Signatures that are headings, not senders.
_HEADINGS: Final = re.compile(r"(?:通知|提醒|公告|警示|案例|预警|标题|摘要|说明|重要|紧急|注意|点击|验证码|案情|简要)")
_WORD_SIGN: Final = re.compile(r"[\u4e00-\u9fffA-Za-z（）()]")
_STOPS: Final = frozenset(
    "的了在到向从往给被和与及是叫为于称说由让请经我你他她它们这那家位接去来把将用对据写找等有个名至系与以并后前时共又也就都还去跟问请点您没不先打很更最只能会想要该应得过着吗呢吧啊哦嗯呀才再某几各每本些种样已正刚现"
)
_STOP_PAIRS: Final = frozenset(
    [
        "户名",
        "来自",
        "名下",
        "各自",
        "比如",
        "否则",
        "上次",
        "带回",
        "公开",
        "例如",
        "包括",
        "除了",
        "关于",
        "单位",
        "商户",
        "行是",
        "冒充",
        "自称",
        "仿冒",
        "假冒",
        "客服",
        "通过",
        "指令",
        "报警",
        "联系",
        "推送",
        "转账",
        "汇款",
        "公司",
        "银行",
        "显示",
        "名叫",
        "名为",
        "账户",
        "开户",
        "收款",
        "付款",
        "存入",
        "转入",
        "转出",
        "中心",
        "分局",
        "我方",
        "对方",
        "报案",
        "接报",
        "速报",
        "带至",
        "移交",
        "通知",
        "前往",
        "送至",
        "汇至",
        "支付",
        "记者",
        "案由",
        "涉嫌",
        "属于",
        "属地",
        "来电",
        "致电",
        "拨打",
        "打开",
        "登录",
        "下载",
        "安装",
        "请求",
        "要求",
        "根据",
        "下午",
        "上午",
        "晚上",
        "中午",
        "凌晨",
        "傍晚",
        "深夜",
        "夜里",
        "刚才",
        "刚刚",
        "昨天",
        "前天",
        "今天",
        "早上",
        "次日",
        "当天",
        "当日",
        "左右",
        "分许",
        "时许",
        "一家",
        "每家",
        "所在",
        "邻近",
        "附近",
        "隶属",
        "驻地",
        "我局",
        "我所",
        "配合",
        "联合",
        "组织",
        "召开",
        "辖区",
        "各地",
        "全国",
        "报告",
        "回复",
        "收到",
        "使用",
        "使用",
        "成立",
        "指导",
        "开展",
        "打给",
    ]
)
#: What stands before the end word without naming anybody: 一家公司, 我的银行, 当地派出所.
_NAMELESS: Final = re.compile(
    r"(?:当地|附近|辖区|各|本|该|某|贵|我|一|那|这|哪|其他|外地|假|所谓|正规|大|小|老|多|不同|个人|手机|网上|电子|数字|商业|中国|国家|有限|投资|贷款|科技|网络|快递|物流|保险|担保|小额|上市|外贸|电商|捆绑|户籍|安全|全区|属地|专业|甘肃|兰州)*[个家]?"
)
#: 手机银行 is a way of paying, whatever stands before it.
_KINDS_OF_BANK: Final = ("手机", "网上", "电子", "掌上", "个人", "数字", "电话")
#: Words before 公司 or 银行 that make it any company, any bank.
_SAYING: Final = re.compile(
    r"(?:关注|进入|考虑|优化|一下|发现|知道|确认|相信|担心|成为|信任|了解|咨询|核实|选择|加入|代表|需要|可以|认识|离开|承诺|提供|管理|负责|属于|老牌|知名|合法|相关|第三方|一些|多家|合作|开设|注册|成立|办理|拥有|经营|担任|带领|创办|所谓|任何|目前|真正|具体|直接|整个|全部|优质|可靠|靠谱|新兴|专门|内部|这样|那样|怎么|什么|试试|正式|经过|严格|认证|[xX]{2}|某)"
    r"|^.?(?:快递|物流|保险|投资|贷款|理财|金融|科技|网络|搬家|装修|旅游|外卖|打车|中介|担保|证券|基金|信托|咨询|服务|大型|正规|上市|国有|外国|海外|境外|国际)$"
)
_MOST: Final = 22


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """A name at one place; ``how`` is the group that told it: company, bank, office, other, short, brand, signature."""

    start: int
    end: int
    how: str


def organisations(folded: str) -> Iterator[FoundOrganisation]:
    """Every named organisation of a folded text, in no order; overlaps are the finder's matter."""
    floor = 0
    for match in _ENDS.finditer(folded):
        start = _start(folded, match.start(), floor)
        kind = match.lastgroup or ""
        if _names_somebody(folded[start : match.start()], kind):
            yield FoundOrganisation(start, match.end(), kind)
            floor = match.end()
    for match in _BANKS.finditer(folded):
        yield FoundOrganisation(match.start(), match.end(), "short")
    for match in _BRAND.finditer(folded):
        yield FoundOrganisation(match.start("brand"), match.end("brand"), "brand")
    for match in _CLAIMED.finditer(folded):
        if not _NOT_CLAIMED.match(match["brand"]):
            yield FoundOrganisation(match.start("brand"), match.end("brand"), "brand")
    for match in _SIGNATURE.finditer(folded):
        if not _HEADINGS.search(match["name"]) and not match["name"].isdigit():
            yield FoundOrganisation(match.start("name"), match.end("name"), "signature")


def _start(folded: str, end: int, floor: int) -> int:
    """Where the name that ends in the word at ``end`` begins: back to a stop word, a mark or an open bracket."""
    start, closed = end, 0
    while start > max(floor, end - _MOST):
        sign = folded[start - 1]
        if folded[start - 2 : start] == "国家" and start - 2 >= floor:
            start -= 2
            continue
        if sign in _STOPS or not _WORD_SIGN.match(sign) or folded[start - 2 : start] in _STOP_PAIRS:
            break
        closed += (sign in ")）") - (sign in "(（")
        if closed < 0:
            break
        start -= 1
    return end if closed > 0 else start


def _names_somebody(name: str, kind: str) -> bool:
    if _SAYING.search(name):
        return False
    if name.endswith(_KINDS_OF_BANK):
        return False
    if name in ("中国", "国家"):
        return kind in ("bank", "office")
    return (len(name) >= 2 and _NAMELESS.fullmatch(name) is None) or (
        name in ("甘肃", "兰州") and kind in ("bank", "office", "other")
    )
