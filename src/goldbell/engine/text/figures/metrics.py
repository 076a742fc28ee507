"""What a figure counts (指标名): the words of its clause before the number, and the thing named behind it."""

from __future__ import annotations

import re
from typing import Final

#: Ends of a clause, looking back from a number.
BOUNDARY: Final = re.compile(r"[，。；：、,;:！？!?“”\"‘’（）()《》【】…\n\t|]|——")
_LEADING: Final = re.compile(
    r"^(?:其中|截至目前|截至今日|目前|今年以来|今年以來|去年以来|近日|近期|日前|近年来|同时|同時|期间|期間|现已|現已|共计|共計|总计|總計|合计|合計|一共|全年共?|共|已经|已經|已|先后|先後|还|還|并|並|也|又|另|另外|此外|以及|和|及|与|與|则|則|均|就|再|[现現](?![场場金])|今年|去年|当日|当天|累计共|全市共|全区共)+"
)
_TRAILING: Final = re.compile(
    r"(?:达到|達到|高达|高達|多达|多達|达|達|为|為|是|有|约|約|近|超过|超過|超|逾|突破|将近|將近|接近|大约|"
    r"大約|不少于|至少|了|共计|共計|累计|累計|合计|合計|总计|總計|共|各类|各類|至|到| )+$"
)
#: 返还率由去年的11%提高到19%: what it was before belongs to the same metric.
_FROM: Final = re.compile(r"(?<=[率比额額数數时時])(?:由|从|從)[^，。]{0,8}$")
#: Where the thing counted ends, looking forward from the unit.
_THING: Final = re.compile(
    r"[“\"「]?(?!共[计計]|同比|[环環]比|[总總合][计計])(?P<thing>[\u4e00-\u9fffA-Za-z]{1,16}?)(?=[，。；：、,;:！？!?“”\"（）()《》…\n|」]|$|[0-9]"
    r"|指导|指導|开展|開展|进行|進行|参加|參加|组成|組成|受到|全部|已经|已經|均已|通过|通過|深入|分别|分別|被(?!骗|告)|将|將|共(?!同)|同比|环比|環比|较|較|占|，|以及|并(?!案)|為|为(?!民))"
)
_VERB: Final = re.compile(
    r"^(?P<verb>(?:共|累计|累計|成功|全力|依法|集中|及时|及時|组织|組織|协助|協助)*(?:破获|破獲|侦破|偵破|抓获|抓獲|打掉|捣毁|搗毀|查处|查處|查扣|缴获|繳獲|冻结|凍結|止付|返还|返還|追回并返还|追回並返還|追回|挽回|拦截|攔截|下发|下發|劝阻|勸阻|预警|預警|签订|簽訂|发放|發放|召开|召開|开展|開展|立案|受理|约谈|約談|处置|處置|关停|關停|封堵|推送|接报|接報|刑拘|逮捕|起诉|起訴|走访|走訪|见面|見面|张贴|張貼|举办|舉辦|培训|培訓))(?P<object>.*)$"
)
_ANY_VERB: Final = re.compile(
    r"[劝勸]阻|[预預]警|[冻凍]结|止付|返[还還]|追回|挽|抓|破|查|打掉|[签簽]|宣|[发發]放|[发發]送|[开開]展|召[开開]|"
    r"推送|[组組][织織]|走|见面|見面|培[训訓]|立案|受理"
)
#: What a lent verb may go with: 破获本地案件317起，外省市案件848起.
_NOUN: Final = re.compile(
    r"(?:案件?|警情|[团團]伙|嫌疑人|人[员員]|网址|網址|网站|網站|域名|[电電][话話]|号码|號碼|APP|[账賬帳][户戶]|"
    r"卡|手机|手機|[电電][脑腦]|[设設][备備]|[资資]金|[窝窩][点點]|[线線]索|指令|群众|群眾)$"
)
_ONLY_MONEY_VERB: Final = re.compile(
    r"(?:成功|共|累计)?(?:冻结|凍結|止付|返还|返還|追回|挽回|查扣|追缴|追繳|拦截|攔截|挽损|挽損)+"
)


def clause_before(text: str, start: int, floor: int) -> str:
    """The words between the last mark or figure (``floor``) and ``start``, at most 40 signs."""
    low = max(floor, start - 40)
    last = low
    for mark in BOUNDARY.finditer(text, low, start):
        last = mark.end()
    return text[last:start]


def thing_behind(text: str, end: int) -> str:
    """The thing counted where it is named behind the unit: 29个户籍派出所 → 户籍派出所; empty if nothing follows."""
    match = _THING.match(text, end)
    return match["thing"] if match is not None else ""


def tidy(clause: str) -> str:
    """A clause without the words that lead in (其中, 共计) and lead over to the number (达, 近)."""
    return _FROM.sub("", _TRAILING.sub("", _LEADING.sub("", clause.strip()))).strip(" -·")


def named(clause: str, thing: str, before: str) -> str:
    """The metric of a figure. ``before``: the metric of the figure just before in the same sentence, which lends its verb or
    its object where this clause has none (破获本地案件317起，外省市案件848起; 止付涉诈金额2011万元，冻结1.42亿元)."""
    metric = tidy(clause) + thing
    earlier = _VERB.match(before) if before else None
    if earlier is None or not metric:
        return metric or before
    if _ONLY_MONEY_VERB.fullmatch(metric) and re.search(r"[金资資损損][额額金失]|资金|款", earlier["object"]):
        return metric + earlier["object"]
    if (
        earlier["object"]
        and _NOUN.search(metric)
        and not _ANY_VERB.search(metric)
        and len(metric) <= 10
        and not thing
        and not re.search(r"率|比|数|數|额|額|量", metric)
    ):
        return earlier["verb"] + metric
    return metric
