"""The 34-column form in which banks and payment institutions usually answer a police query (交易明细)."""

from goldbell.adapters.statements.layout import Layout

LAYOUT = Layout(
    code="police_34",
    name="查询反馈交易明细（34 列）",
    headings={
        "card": ("交易卡号",),
        "account_no": ("交易账号", "交易帐号"),
        "holder": ("交易户名",),
        "moment": ("交易时间",),
        "amount": ("交易金额",),
        "balance": ("交易余额",),
        "direction": ("收付标志",),
        "other_account": ("交易对手账卡号", "交易对手帐卡号", "对手账卡号"),
        "cash": ("现金标志",),
        "other_name": ("对手户名",),
        "other_bank": ("对手开户银行",),
        "summary": ("摘要说明",),
        "currency": ("交易币种",),
        "done": ("交易是否成功",),
        "serial": ("交易流水号",),
        "remark": ("备注",),
        "outcome": ("查询反馈结果原因",),
    },
    required=(("card", "account_no"), ("moment",), ("amount",), ("direction",), ("other_account",)),
)
