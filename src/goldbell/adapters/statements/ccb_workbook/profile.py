"""The workbook a bank counter exports: a title line, date and clock in two columns, outgoing amounts negative, a total line."""

from goldbell.adapters.statements.layout import Layout

LAYOUT = Layout(
    code="ccb_workbook",
    name="柜面流水（金额带正负号）",
    headings={
        "account_no": ("账号", "帐号", "客户账号", "本方账号"),
        "card": ("卡号", "本方卡号"),
        "holder": ("户名", "本方户名", "客户名称", "账户名称"),
        "date": ("交易日期", "记账日期"),
        "clock": ("交易时间",),
        "amount": ("发生额", "交易发生额", "交易金额"),
        "balance": ("余额", "账户余额"),
        "other_account": ("对方账号", "对方帐号", "对方账户"),
        "other_name": ("对方户名", "对方名称"),
        "other_bank": ("对方行名", "对方开户行"),
        "summary": ("摘要", "交易摘要"),
        "remark": ("附言", "备注"),
        "currency": ("币种", "币别"),
        "serial": ("流水号", "交易流水号"),
    },
    required=(("card", "account_no"), ("date",), ("amount",), ("balance",), ("other_account",)),
    signed=True,
)
