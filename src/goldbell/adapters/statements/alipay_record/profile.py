"""The record Alipay hands out: a preamble with the period, a row for each account's transaction, a closing rule."""

from collections.abc import Sequence

from goldbell.adapters.statements.layout import Layout


def speaks_of_alipay(before: Sequence[Sequence[str]]) -> bool:
    """Whether a line above the heading names the record."""
    return any("支付宝" in cell for row in before for cell in row)


LAYOUT = Layout(
    code="alipay_record",
    name="支付宝交易记录明细",
    headings={
        "serial": ("交易号",),
        "moment": ("交易创建时间", "付款时间", "交易时间"),
        "account_no": ("支付宝账号", "支付宝账户", "用户ID"),
        "holder": ("账户名称", "用户名称"),
        "other_account": ("交易对方账号", "对方账号"),
        "other_name": ("交易对方", "对方名称"),
        "amount": ("金额(元)", "金额"),
        "direction": ("收/支", "收支"),
        "balance": ("账户余额", "账户余额(元)", "余额"),
        "done": ("交易状态", "资金状态"),
        "summary": ("备注", "商品名称"),
    },
    required=(("account_no",), ("moment",), ("amount",), ("direction",), ("other_account",)),
    preamble=speaks_of_alipay,
)
