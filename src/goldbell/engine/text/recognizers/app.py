"""Apps that victims were made to install or open (应用): after 下载, 安装, 打开, before APP, or known from cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_KNOWN: Final = (
    "腾讯会议", "飞书会议", "钉钉", "瞩目", "云视讯", "全时云会议", "好视通", "小鱼易连", "向日葵",
    "ToDesk", "TeamViewer", "AnyDesk", "RustDesk", "Zoom", "Skype", "Telegram", "WhatsApp", "Potato",
    "纸飞机", "蝙蝠", "密聊", "事密达", "思语", "有度", "默往",
)  # fmt: skip
_KNOWN_PATTERN: Final = re.compile(
    "(?=[" + "".join(sorted({name[0].lower() for name in _KNOWN})) + "])"
    "(?:" + "|".join(sorted(map(re.escape, _KNOWN), key=len, reverse=True)) + ")",
    re.IGNORECASE,
)
_INSTALLED: Final = (
    r"(?:下载安装|下载并安装|下载|下了|下个|安装|装了|装上|装个|打开|登录|登陆|注册|让下|让装|卸载)"
    r"(?:了|过)?(?:一个|一款|个|款)?(?:叫做|叫作|叫|名为|名叫)?"
)
_QUOTED: Final = re.compile(rf"{_INSTALLED}[“\"「『《](?P<name>[^\s”\"」』》，。；]{{2,16}})[”\"」』》]")
#: Without quotation marks only what was downloaded or installed counts, and only where a name is likely to end.
_BARE: Final = re.compile(
    r"(?:下载安装|下载并安装|下载|下了|下个|安装|装了|装上|装个)(?:了|过|[完好后](?=叫))?(?:一个|一款|个|款)?(?:叫做|叫作|叫|名为|名叫)?"
    r"(?P<name>(?:(?![的您我他她你])[\u4e00-\u9fffA-Za-z0-9]){2,8}?)(?=(?:APP|软件|客户端|，|。|；|、|,|;|\s|$))",
    re.IGNORECASE,
)
#: A platform or program that is given a name: 平台叫鼎盛优配.
_NAMED: Final = re.compile(
    r"(?:平台|软件|APP|应用|程序|会议软件|客户端)(?:的?名字)?(?:叫做|叫作|叫|名为|名叫|名称[为是])(?:了|个)?[“\"「『《]?(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?=[”\"」』》]|的?(?:APP|软件|客户端|平台)|[，。；、,;\s]|$|你|我|他)",
    re.IGNORECASE,
)
_SUFFIXED: Final = re.compile(
    r"[“\"「『《](?P<name>[^\s”\"」』》，。；]{2,16})[”\"」』》] ?(?:APP|软件|客户端|小程序)", re.IGNORECASE
)
#: What follows 下载 or 打开 without being an app's name.
_NOT_APP: Final = re.compile(
    r"^(?:了|我|他|她|你|它|这|那|一|手机|电脑|链接|网址|网页|网站|软件|文件|共享|屏幕|微信|QQ|支付宝|手机银行|银行|注册|国家反诈|账号|会员|"
    r"的|后|以后|之后|完|好|摄像|相机|相册|设置|短信|飞行|支付|应用|贷款|理财|聊天|会议|炒股|投资|什么|过|平台|APP)",
    re.IGNORECASE,
)
_OFFICIAL: Final = re.compile(
    r"(?P<name>国家反诈中心|金钟罩反诈|金钟罩)(?=(?:官方)?(?:APP|软件|小程序|客户端))", re.IGNORECASE
)
_SAID = "说是下载、安装或打开的"
_SUFFIX = "写明是软件"
_CASES = "案件里常见的会议、远程或聊天软件"
_BEFORE: Final = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[个的在用款叫])|(?<=通过|登录|打开|使用))(?P<name>(?!下载|安装|打开|登录|注册|使用|通过)[\u4e00-\u9fff]{2,6})(?=APP(?![a-z]))",
    re.IGNORECASE,
)
#: Each pattern with signs of which it needs one, the cheap test before it.
_WAYS: Final = (
    (_QUOTED, '“"「『《', 0.9, _SAID),
    (_SUFFIXED, '“"「『《', 0.85, _SUFFIX),
    (_BEFORE, "Aa", 0.7, _SUFFIX),
    (_OFFICIAL, "诈罩", 0.92, _SUFFIX),
    (_NAMED, "叫名", 0.8, _SUFFIX),
    (_BARE, "下装", 0.65, _SAID),
)


def _find(reading: Reading) -> Iterator[Candidate]:
    text = reading.folded
    for pattern, signs, sure, reason in _WAYS:
        if reading.signs.isdisjoint(signs):
            continue
        for match in pattern.finditer(text):
            name = match["name"]
            if (pattern is _OFFICIAL or not _NOT_APP.match(name)) and not name.isdigit():
                yield Candidate(name, match.start("name"), match.end("name"), sure, (reason,))
    for match in _KNOWN_PATTERN.finditer(text):
        yield Candidate(match.group(), match.start(), match.end(), 0.88, (_CASES,))


RECOGNIZER = Recognizer(
    kind="app",
    label_zh="应用",
    label_en="App",
    find=_find,
    phrases={
        _SAID: "Said to be downloaded, installed or opened",
        _SUFFIX: "Written out as software",
        _CASES: "A meeting, remote or chat app often seen in cases",
    },
    samples={
        "让下了云会通，共享屏幕": ("云会通",),
        "下载了一个叫“聚宝盆”的软件": ("聚宝盆",),
        "用向日葵看她手机": ("向日葵",),
        "“优选理财”APP里显示": ("优选理财",),
        "点开是个京东白条APP": ("京东白条",),
        "已安装国家反诈中心APP": ("国家反诈中心",),
        "下载完叫信达金服。": ("信达金服",),
        "那个平台叫鼎盛优配，能赚钱": ("鼎盛优配",),
    },
    near_misses=(
        "手机银行APP",
        "该APP",
        "打开手机",
        "下载了链接",
        "安装注册国家反诈中心",
        "登录账户，",
        "下载您的资料，",
        "打开摄像头",
        "",
    ),
)
