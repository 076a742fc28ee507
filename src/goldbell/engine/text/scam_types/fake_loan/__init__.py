"""贷款、代办信用卡: false loans and credit cards."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="fake_loan",
    name_zh="贷款、代办信用卡",
    name_en="False loans and credit cards",
    ministry_ten="虚假贷款",
    definition_zh="以无抵押、低息、秒到账贷款或代办信用卡为诱饵，以会员费、保证金、解冻费、刷流水等名义骗取钱款。",
    definition_en=(
        "Unsecured, cheap, instant loans or credit cards as bait; fees, deposits, "
        "“unfreezing” and “turnover” are taken."
    ),
    stages=said(
        ("电话、短信、广告引流", "Call, message or advert"),
        ("安装虚假贷款软件，显示已批额度", "A sham app shows an approved sum"),
        ("提现失败：卡号填错、账户冻结", "Drawing fails: wrong card, frozen"),
        ("以解冻费、认证金、流水反复收费", "Charged again and again"),
        ("威胁骗贷、上征信、起诉", "Threats of fraud, blacklists, court"),
    ),
    signs=said(
        ("放款前先收费", "Charges before the loan"),
        ("把卡号“填错”归责于受害人", "The “wrong” card number is the victim's fault"),
        ("伪造的监管文件", "Forged papers of a regulator"),
        ("收款账户是个人", "Fees go to a private person"),
    ),
    last_signals=said(
        ("正准备交解冻费、认证金", "About to pay for unfreezing or certification"),
        ("被要求存钱刷流水并交出验证码", "Told to deposit for turnover and give codes"),
        ("向亲友借钱交费", "Borrows from friends to pay the fee"),
    ),
    questions=said(
        ("钱贷下来没有？已经交过哪些费用？", "Did the loan arrive? What did you pay?"),
        ("贷款软件从哪里下载的？", "Where did the app come from?"),
        ("有没有把银行卡、手机卡交给别人？", "Did you hand over a bank card or a SIM?"),
        ("对方说不交会怎样？", "What do they say happens if you do not pay?"),
    ),
    never_say=said(
        ("没钱就别借", "Do not borrow if you are poor"),
        ("征信不好还想贷", "With your record, what do you expect"),
        ("签了合同就得认", "You signed, so pay"),
    ),
    dissuasion=said(
        (
            "放款之前让您交钱的，一律不是贷款，一分也不要再交。",
            "Whoever asks money before lending does not lend. Pay nothing more.",
        ),
        (
            "您没有骗贷，钱没到您手里，起诉、上征信都是吓唬您的。",
            "You cheated nobody: the money never reached you; court and blacklist are bluff.",
        ),
        ("卡号填错，银行只会退回，不会冻结。", "A wrong card number is returned by a bank, not frozen."),
        (
            "真缺钱，明天去银行柜台问，不收手续费，我可以告诉您最近的网点。",
            "If you need a loan, ask at a bank counter tomorrow; I will tell you the nearest.",
        ),
    ),
    valid_from=date(2023, 1, 1),
)
