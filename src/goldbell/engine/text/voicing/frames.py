"""What stands around a story (套话): how it is opened and closed by whoever tells it, by the standing of whom it befell.

A victim begs for her money, a party to a quarrel wants a judgement, a suspect confesses.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Frames:
    """Openings and endings for one standing; ``printed`` are pairs of both."""

    first_asked: tuple[str, ...]
    noted: tuple[str, ...]
    closes: tuple[str, ...]
    printed: tuple[tuple[str, str], ...]
    sighs: tuple[str, ...]


_VICTIM = Frames(
    first_asked=("你把经过讲一下", "你因何事报案", "你是怎么被骗的", "说一下具体情况"),
    noted=(
        "{date}{hour}，报警人{surname}某({sex}，{age}岁|)称：",
        "报警人称其",
        "报称：",
        "警情：事主{sex}，{age}岁，{job}，",
        "受害人{surname}某某，{sex}，{date}",
        "{date}接群众报警，称",
        "简要案情：{date}，受害人{surname}某在{place}",
    ),
    closes=("请求处理", "要求报案", "已告知保留证据", "已启动止付", "转刑侦部门", "现报警", "请派警处理", ""),
    printed=(
        ("近日，{age}岁的{surname}女士", "目前案件正在侦办中"),
        ("家住某小区的{surname}先生没有想到，自己会在网上受骗。他", "他这才去了派出所"),
        ("经审理查明，{date}，被害人{surname}某", "上述事实有被害人陈述、转账记录等证据证实"),
        ("被害人{surname}某陈述，其", "所得款项被被告人等人取现挥霍"),
        ("某地{job}老{surname}", "警方已立案"),
        ("据民警介绍，市民{surname}某", "民警接警后启动止付"),
    ),
    sighs=(
        "我现在一分钱都没有了",
        "求你们帮我把钱追回来",
        "我也不敢跟家里说",
        "我越想越不对就来报警了",
        "钱是我攒了好几年的",
        "说出来我自己都觉得丢人",
        "聊天记录我都还留着",
        "我就想问问这个钱还能不能要回来",
        "手机我带来了你们看",
    ),
)
_PARTY = Frames(
    first_asked=("你把经过讲一下", "你因何事报警", "说一下具体情况", "什么事"),
    noted=(
        "{date}{hour}，报警人{surname}某({sex}，{age}岁|)称：",
        "报警人称其",
        "报称：",
        "{date}接群众报警，称",
        "求助：{surname}某",
    ),
    closes=("请求处理", "请派警处理", "已告知相关途径", "双方无异议", "已登记", ""),
    printed=(
        ("市民{surname}女士反映，", "有关部门正在协调处理"),
        ("原告{surname}某诉称，{date}", "本院认为，双方系民事法律关系"),
        ("本报讯 {date}，{surname}先生", "事情得到了解决"),
    ),
    sighs=("我要求给个说法", "请你们帮忙处理一下", "我没有别的要求", "当时很多人都看见了", "就是这么个事"),
)
_SUSPECT = Frames(
    first_asked=("你把经过讲一下", "你因何事被传唤", "你做了什么", "如实说一下"),
    noted=(
        "工作中发现，{surname}某",
        "{date}，嫌疑人{surname}某({sex}，{age}岁|)",
        "线索：{surname}某",
        "嫌疑人{surname}某供述，其",
    ),
    closes=("已带回审查", "已被采取强制措施", "正在进一步侦办", "移交刑侦部门", ""),
    printed=(
        ("经审理查明，{date}，被告人{surname}某", "其行为已构成帮助信息网络犯罪活动罪"),
        ("近日，{age}岁的{surname}某", "警方提醒，出租出借账户要负法律责任"),
        ("公诉机关指控，被告人{surname}某", "被告人自愿认罪认罚"),
    ),
    sighs=("我知道错了", "我以为不犯法", "我愿意退钱", "我就挣了这些", "人我没见过"),
)
FRAMES: Mapping[str, Frames] = {"victim": _VICTIM, "party": _PARTY, "suspect": _SUSPECT}
