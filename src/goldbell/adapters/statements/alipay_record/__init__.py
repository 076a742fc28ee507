"""The transaction record of Alipay (支付宝交易记录明细)."""
