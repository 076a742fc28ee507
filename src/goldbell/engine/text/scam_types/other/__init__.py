"""其他类型诈骗: other scams."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="other",
    name_zh="其他类型诈骗",
    name_en="Other scams",
    ministry_ten=None,
    definition_zh=(
        "不属于以上各类的诈骗：裸聊敲诈、ETC医保补贴等钓鱼盗刷、中奖、机票改签、虚构绑架车祸、积分兑换、"
        "代办入学、追损二次诈骗等。"
    ),
    definition_en=(
        "Scams of no other class: sextortion, phishing in the name of tolls, insurance or subsidies, "
        "prizes, flight changes, invented kidnappings, points, school places, recovery scams."
    ),
    stages=said(
        ("短信、来电、视频等引入", "A message, call or video"),
        ("制造紧急、恐惧或侥幸", "Haste, fear or luck"),
        ("填写卡号验证码、装木马或直接汇款", "Card and code typed, malware, or a transfer"),
        ("反复加码", "Again and again"),
    ),
    signs=said(
        ("陌生链接要填卡号和验证码", "An unknown link asks for card and code"),
        ("先交费才能领奖、领补贴", "Pay first to get a prize or subsidy"),
        ("以隐私视频、家人安危要挟", "Threats with videos or relatives"),
        ("要求不挂电话、不报警", "Do not hang up, do not call police"),
    ),
    last_signals=said(
        ("正在网页输入验证码", "Typing a code on a page"),
        ("按要挟连续转账", "Paying again and again under threat"),
        ("手机突然收不到短信", "The phone suddenly gets no messages"),
        ("在银行急着汇款，不肯说原因", "Hurries at the bank, will not say why"),
    ),
    questions=said(
        ("链接还在吗？填了哪些内容？", "Do you have the link, what did you type?"),
        ("卡里被转走几笔、现在余额多少？", "How many payments went, what is left?"),
        ("手机装了什么软件？", "What did you install?"),
        ("（称家人出事）本人的电话打通了吗？", "(Relative in danger) did you reach them?"),
    ),
    never_say=said(
        ("做了丢人的事还好意思报", "Shameful, and you report it"),
        ("链接你也乱点", "You click on anything"),
        ("钱不多算了", "It is little, let it go"),
    ),
    dissuasion=said(
        ("马上给银行打电话挂失这张卡，手机先断网。", "Call the bank and block the card, take the phone off the net."),
        (
            "被要挟的，一分不要给，给了只会再要；保留记录，关掉通讯录权限。",
            "If threatened, pay nothing: paying brings more. Keep records, close access to contacts.",
        ),
        ("您没有做错到要被勒索的地步，我们替您保密。", "Nothing you did deserves extortion; we keep it confidential."),
        (
            "先联系家人本人或学校确认平安，电话我来打。",
            "Let us first check that your relative is safe; I will make the call.",
        ),
        ("领奖、补贴、退税都不需要先交钱。", "Prizes, subsidies and refunds never cost money first."),
    ),
    valid_from=date(2023, 1, 1),
)
